/* test_record.c - which row a message becomes. */
#include "services/ingest/batch.h"

#include "common/base/ids.h"
#include "tests/unit/unit.h"

#include <string.h>

#define NOW 1767225600000LL /* 2026-01-01 */
#define DAY 86400000LL

static const char *const bob[] = {"bob@home.example"};
static const struct record_owner owner = {bob, 1, NULL, 0};

static struct record *build(struct arena *a, const char *raw)
{
	struct record *r = ARENA_NEW(a, struct record);

	record_build(a, &owner, str_of(raw), STR(""), NOW, r);
	return r;
}

static int setup(void **state)
{
	(void)state;
	mail_init();
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	mail_deinit();
	return 0;
}

static int arena_setup(void **state)
{
	*state = arena_new(64 << 20);
	return 0;
}

static int arena_teardown(void **state)
{
	struct arena *a = *state;

	arena_free(&a);
	return 0;
}

static void the_key_is_of_the_message_id(void **state)
{
	const struct record *one =
	    build(*state, "Message-ID: <a@b>\nSubject: x\n\none\n");
	const struct record *two =
	    build(*state, "Message-ID: <a@b>\nSubject: y\n\ntwo\n");
	char want[65];

	ids_sha256_hex("a@b", 3, want);
	assert_string_equal(one->key, want);
	assert_string_equal(two->key, want);
}

static void without_one_the_key_is_of_the_content(void **state)
{
	const struct record *lf = build(*state, "Subject: x\n\none\n");
	const struct record *crlf = build(*state, "Subject: x\r\n\r\none\r\n");
	const struct record *other = build(*state, "Subject: x\n\ntwo\n");

	assert_string_equal(lf->key, crlf->key);
	assert_string_not_equal(lf->key, other->key);
	assert_string_equal(lf->key, lf->text[TEXT_SHA256]);
}

static void received_goes_before_date(void **state)
{
	(void)state;
	assert_int_equal(
	    record_received(NOW - 1, NOW - 2, NOW - 3, NOW), NOW - 1);
	assert_int_equal(record_received(0, NOW - 2, NOW - 3, NOW), NOW - 2);
	assert_int_equal(record_received(0, 0, NOW - 3, NOW), NOW - 3);
	assert_int_equal(record_received(0, 0, 0, NOW), NOW);
}

static void what_cannot_be_is_passed_over_or_clamped(void **state)
{
	(void)state;
	assert_int_equal(
	    record_received(NOW + 9 * DAY, NOW - 2, 0, NOW), NOW - 2);
	assert_int_equal(record_received(NOW + 9 * DAY, 0, 0, NOW), NOW + DAY);
	assert_int_equal(record_received(1, 0, 0, NOW), 631152000000LL);
	assert_int_equal(record_received(0, 5, 0, NOW), 631152000000LL);
}

static void the_from_line_has_a_date(void **state)
{
	(void)state;
	assert_int_equal(
	    record_envelope_date(STR("a@b.example Thu Jan  1 00:00:00 2026")),
	    NOW);
	assert_int_equal(
	    record_envelope_date(STR("123@xxx Thu Jan 01 00:00:00 +0000 2026")),
	    NOW);
	assert_int_equal(record_envelope_date(STR("a@b.example")), 0);
	assert_int_equal(record_envelope_date(STR("")), 0);
}

static void check_labels(struct arena *a, const struct record_owner *who,
    const char *raw, const char *want)
{
	struct record *r = ARENA_NEW(a, struct record);

	record_build(a, who, str_of(raw), STR(""), NOW, r);
	assert_string_equal(r->text[TEXT_LABELS], want);
}

static void new_mail_is_unread_in_the_inbox(void **state)
{
	check_labels(*state, &owner, "From: a@b.example\n\nx\n",
	    "{\"INBOX\",\"UNREAD\"}");
}

static void own_mail_is_sent_and_read(void **state)
{
	check_labels(*state, &owner, "From: Bob <BOB@Home.Example>\n\nx\n",
	    "{\"SENT\"}");
}

static void given_labels_come_first_and_once(void **state)
{
	const char *labels[] = {"Jobs", "INBOX", "Jobs", " ", "a,\"b\\"};
	const struct record_owner who = {bob, 1, labels, ARRAY_LEN(labels)};

	check_labels(*state, &who, "From: a@b.example\n\nx\n",
	    "{\"Jobs\",\"INBOX\",\"a,\\\"b\\\\\",\"UNREAD\"}");
}

static void status_says_whether_it_was_read(void **state)
{
	check_labels(*state, &owner, "From: a@b.example\nStatus: RO\n\nx\n",
	    "{\"INBOX\"}");
	check_labels(*state, &owner, "From: a@b.example\nStatus: O\n\nx\n",
	    "{\"INBOX\",\"UNREAD\"}");
	check_labels(*state, &owner,
	    "From: a@b.example\nStatus: R\nX-Status: AF\n\nx\n",
	    "{\"STARRED\",\"INBOX\"}");
	check_labels(*state, &owner,
	    "From: a@b.example\nX-Mozilla-Status: 0005\n\nx\n",
	    "{\"STARRED\",\"INBOX\"}");
}

static void gmails_labels_are_believed(void **state)
{
	check_labels(*state, &owner,
	    "From: a@b.example\nX-Gmail-Labels: Inbox,Unread,Category "
	    "Promotions,My Jobs\n\nx\n",
	    "{\"INBOX\",\"UNREAD\",\"CATEGORY_PROMOTIONS\",\"My Jobs\"}");
	check_labels(*state, &owner,
	    "From: a@b.example\nX-Gmail-Labels: Archived,Opened\n\nx\n", "{}");
}

static void what_is_no_mail_becomes_an_unreadable_message(void **state)
{
	const struct record *r = build(*state, "just words\n");

	assert_string_equal(r->text[TEXT_SUBJECT], "(unreadable message)");
	assert_string_not_equal(r->text[TEXT_ERROR], "");
	assert_int_equal(r->received_ms, NOW);
	assert_int_equal(strlen(r->key), 64);
	for (size_t i = 0; i < TEXTS; i++)
		assert_non_null(r->text[i]);
}

static void every_column_has_a_value(void **state)
{
	const struct record *r = build(*state, "Subject: x\n\n");

	for (size_t i = 0; i < TEXTS; i++)
		if (i != TEXT_OWN)
			assert_non_null(r->text[i]);
	assert_string_equal(r->text[TEXT_LINKS], "[]");
	assert_string_equal(r->text[TEXT_HEADERS], "{}");
	assert_string_equal(r->text[TEXT_TO], "{}");
}

static void headers_that_triage_reads_are_kept(void **state)
{
	const struct record *r =
	    build(*state, "From: a@b.example\nList-ID: <l.x>\nX-Secret: no\n"
			  "Received: from a; Thu, 1 Jan 2026 00:00:00 +0000\n"
			  "Received: from b; Thu, 1 Jan 2026 00:00:00 +0000\n"
			  "Authentication-Results: mx; spf=pass\n\nx\n");

	assert_string_equal(r->text[TEXT_HEADERS],
	    "{\"list-id\":\"<l.x>\",\"authentication-results\":[\"mx; "
	    "spf=pass\"],\"received\":[\"from a; Thu, 1 Jan 2026 00:00:00 "
	    "+0000\",\"from b; Thu, 1 Jan 2026 00:00:00 +0000\"]}");
}

static void headers_are_bounded(void **state)
{
	struct buf b;
	const struct record *r;

	buf_init(&b, 1 << 20);
	buf_adds(&b, "From: a@b.example\n");
	for (int i = 0; i < 20; i++) {
		buf_adds(&b, "Authentication-Results: ");
		for (int k = 0; k < 500; k++)
			buf_adds(&b, "\"\\\"\\\"\\");
		buf_adds(&b, "\nList-Id: ");
		for (int k = 0; k < 5000; k++)
			buf_addc(&b, 'x');
		buf_adds(&b, "\n");
	}
	buf_adds(&b, "\nx\n");
	r = build(*state, buf_str(&b));
	assert_in_range(strlen(r->text[TEXT_HEADERS]), 2000, 24 * 1024);
	buf_deinit(&b);
}

static void long_ids_are_hashed_for_the_index(void **state)
{
	char id[300];

	memset(id, 'a', sizeof id - 1);
	id[sizeof id - 1] = '\0';
	assert_int_equal(strlen(record_ref(*state, id)), 71);
	assert_string_equal(record_ref(*state, "a@b"), "a@b");
}

static void of_many_references_root_and_nearest_stay(void **state)
{
	struct buf b;
	const struct record *r;

	buf_init(&b, 1 << 16);
	buf_adds(&b, "From: a@b.example\nMessage-ID: <own@x>\nReferences:");
	for (int i = 0; i < 90; i++)
		buf_addf(&b, " <r%d@x>", i);
	buf_adds(&b, "\n\nx\n");
	r = build(*state, buf_str(&b));
	assert_in_range(r->ids_n, 10, RECORD_IDS_MAX);
	assert_string_equal(r->ids[0], "own@x");
	assert_string_equal(r->ids[1], "r0@x");
	assert_string_equal(r->ids[r->ids_n - 1], "r89@x");
	buf_deinit(&b);
}

/* ---- batches ---- */

static void a_batch_sees_its_own_duplicates(void **state)
{
	struct batch *b = batch_new(10, 1000);

	(void)state;
	for (int i = 0; i < 3; i++)
		batch_add(b, &owner,
		    i == 1 ? STR("Message-ID: <b@x>\n\nx\n")
			   : STR("Message-ID: <a@x>\n\nx\n"),
		    STR(""), (uint64_t)i * 100, NOW);
	assert_int_equal(b->v[0].fate, FATE_OPEN);
	assert_int_equal(b->v[2].fate, FATE_DUPLICATE);
	assert_int_equal(batch_pack(b, 7), 2);
	assert_int_equal(b->v[1].raw_offset, b->v[0].raw.n);
	assert_int_equal(b->pack.len, 2 * b->v[0].raw.n);
	assert_memory_equal(b->raw_key, "raw/7/", 6);
	batch_free(&b);
}

static void a_known_key_is_a_repeat_only_in_its_own_place(void **state)
{
	struct batch *b = batch_new(10, 1000);

	(void)state;
	batch_add(
	    b, &owner, STR("Message-ID: <a@x>\n\nx\n"), STR(""), 100, NOW);
	batch_known(b, b->v[0].key, 5, true, 100);
	assert_int_equal(b->v[0].fate, FATE_AGAIN);
	batch_known(b, b->v[0].key, 5, true, 200);
	assert_int_equal(b->v[0].fate, FATE_DUPLICATE);
	batch_known(b, b->v[0].key, 5, false, 100);
	assert_int_equal(b->v[0].fate, FATE_DUPLICATE);
	assert_int_equal(batch_pack(b, 7), 0);
	batch_free(&b);
}

static void a_batch_is_full_by_count_or_bytes(void **state)
{
	struct batch *b = batch_new(2, 1000);

	(void)state;
	batch_add(b, &owner, STR("A: b\n\n"), STR(""), 0, NOW);
	assert_false(batch_full(b));
	batch_add(b, &owner, STR("A: b\n\n"), STR(""), 9, NOW);
	assert_true(batch_full(b));
	batch_free(&b);
	b = batch_new(100, 10);
	batch_add(b, &owner, STR("Subject: b\n\n"), STR(""), 0, NOW);
	assert_true(batch_full(b));
	batch_free(&b);
}

#define TEST(fn)                                                               \
	cmocka_unit_test_setup_teardown(fn, arena_setup, arena_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(the_key_is_of_the_message_id),
	    TEST(without_one_the_key_is_of_the_content),
	    TEST(received_goes_before_date),
	    TEST(what_cannot_be_is_passed_over_or_clamped),
	    TEST(the_from_line_has_a_date),
	    TEST(new_mail_is_unread_in_the_inbox),
	    TEST(own_mail_is_sent_and_read),
	    TEST(given_labels_come_first_and_once),
	    TEST(status_says_whether_it_was_read),
	    TEST(gmails_labels_are_believed),
	    TEST(what_is_no_mail_becomes_an_unreadable_message),
	    TEST(every_column_has_a_value),
	    TEST(headers_that_triage_reads_are_kept),
	    TEST(headers_are_bounded),
	    TEST(long_ids_are_hashed_for_the_index),
	    TEST(of_many_references_root_and_nearest_stay),
	    TEST(a_batch_sees_its_own_duplicates),
	    TEST(a_known_key_is_a_repeat_only_in_its_own_place),
	    TEST(a_batch_is_full_by_count_or_bytes),
	};

	return cmocka_run_group_tests_name("record", tests, setup, teardown);
}
