/* test_import.c - what an upload becomes, in the database and in its report. */
#include "tests/unit/ingest/stand.h"

#include "services/ingest/upload.h"

#include "tests/unit/unit.h"

#include <stdio.h>
#include <string.h>

static int setup(void **state)
{
	*state = stand_new();
	return 0;
}

static int teardown(void **state)
{
	struct stand *s = *state;

	stand_free(&s);
	return 0;
}

static void add_mail(
    struct buf *b, const char *id, const char *headers, const char *body)
{
	buf_addf(b, "From x@example.com Thu Jan  1 00:00:00 2026\n"
		    "From: Ann <ann@corp.example>\nTo: Bob <bob@home.example>\n"
		    "Date: Thu, 1 Jan 2026 10:00:00 +0000\n");
	if (id != NULL)
		buf_addf(b, "Message-ID: <%s>\n", id);
	buf_addf(b, "%s\n%s\n\n", headers, body);
}

static struct str str_buf(const struct buf *b)
{
	return (struct str){buf_str(b), b->len};
}

/* One mbox at once. */
static void import(struct stand *s, uint64_t user, const char *import_id,
    struct str mbox, struct stand_answer *a)
{
	const struct stand_upload u = {.user_id = user, .import_id = import_id};

	stand_import(s, &u, mbox, a);
	if (a->err.code != ERR_OK)
		fail_msg("%s", a->err.text);
}

static void new_messages_are_committed_with_their_raw_bytes(void **state)
{
	struct stand *s = *state;
	uint64_t user = stand_user(s, "bob1@home.example");
	struct stand_answer a;
	struct buf b;
	char key[128], path[300], raw[64];
	FILE *f;

	buf_init(&b, 1 << 20);
	add_mail(&b, "a1@x", "Subject: One\n", "first");
	add_mail(&b, "a2@x", "Subject: Two\n", "second");
	import(s, user, "i1", str_buf(&b), &a);
	assert_int_equal(a.received, 2);
	assert_int_equal(a.imported, 2);
	assert_int_equal(a.ids_n, 2);
	assert_int_equal(stand_number(s,
			     "SELECT count(*) FROM emails WHERE user_id = "
			     "%lu AND id >> 40 = (2026 - 1970) * 12",
			     user),
	    2);
	stand_text(s, key, sizeof key,
	    "SELECT raw_key FROM emails WHERE id = %lu", a.ids[1]);
	snprintf(path, sizeof path, "%s/objects/%s", s->dir, key);
	f = fopen(path, "r");
	assert_non_null(f);
	assert_int_equal(fseek(f,
			     stand_number(s,
				 "SELECT raw_offset FROM emails WHERE id = "
				 "%lu",
				 a.ids[1]),
			     SEEK_SET),
	    0);
	assert_non_null(fgets(raw, sizeof raw, f));
	assert_string_equal(raw, "From: Ann <ann@corp.example>\n");
	fclose(f);
	buf_deinit(&b);
}

static void emails_reach_the_end_of_the_pipeline(void **state)
{
	struct stand *s = *state;
	uint64_t user = stand_user(s, "bob2@home.example");
	struct stand_answer a;
	struct buf b;
	char id[32];

	buf_init(&b, 1 << 20);
	for (int i = 0; i < 250; i++) {
		snprintf(id, sizeof id, "p%d@x", i);
		add_mail(&b, id, "Subject: Many\n", "text");
	}
	import(s, user, "i1", str_buf(&b), &a);
	assert_int_equal(a.imported, 250);
	stand_settle(s);
	for (unsigned i = 0; i < STAGES; i++)
		assert_true(s->of[i].emails >= 250);
	assert_true(s->of[0].most <= 100);
	assert_int_equal(stand_number(s, "SELECT count(*) FROM pipeline"), 0);
	buf_deinit(&b);
}

static void a_repeated_import_reports_the_same_and_adds_nothing(void **state)
{
	struct stand *s = *state;
	uint64_t user = stand_user(s, "bob3@home.example");
	struct stand_answer a, again;
	struct buf b;

	buf_init(&b, 1 << 20);
	add_mail(&b, "r1@x", "Subject: One\n", "first");
	add_mail(&b, "r1@x", "Subject: One\n", "first");
	add_mail(&b, NULL, "Subject: No id\n", "second");
	import(s, user, "i1", str_buf(&b), &a);
	assert_int_equal(a.imported, 2);
	assert_int_equal(a.duplicates, 1);
	import(s, user, "i1", str_buf(&b), &again);
	assert_int_equal(again.received, 3);
	assert_int_equal(again.imported, 2);
	assert_int_equal(again.duplicates, 1);
	assert_int_equal(again.ids[0], a.ids[0]);
	import(s, user, "i2", str_buf(&b), &again);
	assert_int_equal(again.imported, 0);
	assert_int_equal(again.duplicates, 3);
	assert_int_equal(
	    stand_number(
		s, "SELECT count(*) FROM emails WHERE user_id = %lu", user),
	    2);
	buf_deinit(&b);
}

static void duplicates_write_no_object(void **state)
{
	struct stand *s = *state;
	uint64_t user = stand_user(s, "bob4@home.example");
	struct stand_answer a;
	struct buf b;
	char *command = NULL;

	buf_init(&b, 1 << 20);
	add_mail(&b, "d1@x", "Subject: One\n", "first");
	import(s, user, "i1", str_buf(&b), &a);
	import(s, user, "i2", str_buf(&b), &a);
	assert_int_equal(a.duplicates, 1);
	assert_true(
	    asprintf(&command, "test $(ls '%s/objects/raw/%lu' | wc -l) = 1",
		s->dir, user) > 0);
	assert_int_equal(system(command), 0);
	free(command);
	buf_deinit(&b);
}

static void users_do_not_share_mail(void **state)
{
	struct stand *s = *state;
	uint64_t one = stand_user(s, "bob5@home.example");
	uint64_t two = stand_user(s, "bob6@home.example");
	struct stand_answer a;
	struct buf b;

	buf_init(&b, 1 << 20);
	add_mail(&b, "u1@x", "Subject: One\n", "first");
	import(s, one, "i1", str_buf(&b), &a);
	import(s, two, "i1", str_buf(&b), &a);
	assert_int_equal(a.imported, 1);
	assert_int_equal(
	    stand_number(
		s, "SELECT count(*) FROM emails WHERE user_id = %lu", two),
	    1);
	buf_deinit(&b);
}

/* Every byte boundary of a chunk is tried by cutting at each tenth. */
static void chunks_may_be_cut_anywhere(void **state)
{
	struct stand *s = *state;
	uint64_t user = stand_user(s, "bob7@home.example");
	struct stand_answer a;
	struct buf b;
	size_t step;

	buf_init(&b, 1 << 20);
	add_mail(&b, "c1@x", "Subject: One\n", "first");
	add_mail(&b, "c2@x", "Subject: Two\n", "second");
	add_mail(&b, "c3@x", "Subject: Three\n", "third");
	step = b.len / 10;
	for (size_t at = 0; at < b.len; at += step) {
		const struct stand_upload u = {.user_id = user,
		    .import_id = "cut",
		    .offset = (int64_t)at,
		    .goes_on = at + step < b.len};

		stand_import(s, &u,
		    (struct str){b.data + at, MIN(step, b.len - at)}, &a);
		assert_int_equal(a.err.code, ERR_OK);
	}
	assert_int_equal(a.imported, 3);
	buf_deinit(&b);
}

static void a_lost_upload_must_begin_again(void **state)
{
	struct stand *s = *state;
	uint64_t user = stand_user(s, "bob8@home.example");
	struct stand_upload u = {
	    .user_id = user, .import_id = "lost", .goes_on = true};
	struct stand_answer a;
	struct buf b;

	buf_init(&b, 1 << 20);
	add_mail(&b, "l1@x", "Subject: One\n", "first");
	add_mail(&b, "l2@x", "Subject: Two\n", "second");
	stand_import(s, &u, (struct str){b.data, 300}, &a);
	assert_int_equal(a.err.code, ERR_OK);
	stand_restart(s);
	u.offset = 300;
	u.goes_on = false;
	stand_import(s, &u, (struct str){b.data + 300, b.len - 300}, &a);
	assert_int_equal(a.err.code, ERR_CONFLICT);
	assert_non_null(strstr(a.err.text, "from the start"));
	u.offset = 0;
	stand_import(s, &u, str_buf(&b), &a);
	assert_int_equal(a.err.code, ERR_OK);
	assert_int_equal(a.imported, 2);
	buf_deinit(&b);
}

static void what_is_no_mail_is_kept_and_reported(void **state)
{
	struct stand *s = *state;
	uint64_t user = stand_user(s, "bob9@home.example");
	struct stand_answer a;
	char subject[64];
	const char mbox[] = "From a\n\nhello, no header here\n\n"
			    "From b\nSubject: fine\nFrom: a@b.example\n\nok\n";

	import(s, user, "i1", STR(mbox), &a);
	assert_int_equal(a.received, 2);
	assert_int_equal(a.imported, 1);
	assert_int_equal(a.rejected, 1);
	assert_int_equal(a.rejects_n, 1);
	assert_true(a.rejects[0].kept);
	assert_int_equal(a.rejects[0].offset, 0);
	stand_text(s, subject, sizeof subject,
	    "SELECT subject FROM emails WHERE id = %lu AND parse_error <> ''",
	    a.rejects[0].email_id);
	assert_string_equal(subject, "(unreadable message)");
	stand_settle(s);
	assert_int_equal(
	    stand_number(
		s, "SELECT count(*) FROM pipeline WHERE user_id = %lu", user),
	    0);
}

static void a_message_above_the_bound_is_left_out_alone(void **state)
{
	struct stand *s = *state;
	uint64_t user = stand_user(s, "bob10@home.example");
	struct stand_answer a;
	struct buf b;

	buf_init(&b, 8 << 20);
	add_mail(&b, "s1@x", "Subject: One\n", "first");
	buf_adds(&b, "From y\nSubject: large\nFrom: a@b.example\n\n");
	for (int i = 0; i < 40000; i++)
		buf_adds(&b, "0123456789012345678901234567890123456789\n");
	buf_adds(&b, "\n");
	add_mail(&b, "s2@x", "Subject: Two\n", "second");
	import(s, user, "i1", str_buf(&b), &a);
	assert_int_equal(a.imported, 2);
	assert_int_equal(a.rejected, 1);
	assert_false(a.rejects[0].kept);
	assert_non_null(strstr(a.rejects[0].reason, "at most 1048576"));
	buf_deinit(&b);
}

static void bytes_that_the_database_refuses_never_reach_it(void **state)
{
	struct stand *s = *state;
	uint64_t user = stand_user(s, "bob11@home.example");
	struct stand_answer a;
	static const char mbox[] =
	    "From a\nMessage-ID: <n\x80ul@x>\nSubject: a\0b\xff\xfe \"q\\{},\n"
	    "From: \"x\0y\" <a\xc3@b.example>\nReferences: <\xed\xa0\x80@x>\n"
	    "List-Id: \\u0000 <l\0.x>\n\nbody\0\xf5\x80 \\x\n";

	import(s, user, "i1", (struct str){mbox, sizeof mbox - 1}, &a);
	assert_int_equal(a.imported, 1);
	assert_int_equal(a.rejected, 0);
}

static void a_single_message_may_come_in_chunks(void **state)
{
	struct stand *s = *state;
	uint64_t user = stand_user(s, "bob12@home.example");
	struct stand_upload u = {.user_id = user,
	    .import_id = "m",
	    .is_message = true,
	    .goes_on = true,
	    .label = "Jobs, \"new\""};
	struct stand_answer a;

	stand_import(s, &u, STR("Subject: one\nFrom: a@b.example\n"), &a);
	assert_int_equal(a.err.code, ERR_OK);
	assert_int_equal(a.received, 0);
	u.offset = 31; /* bytes of the first chunk */
	u.goes_on = false;
	stand_import(s, &u, STR("\nFrom here on\n\nFrom all\n"), &a);
	assert_int_equal(a.err.code, ERR_OK);
	assert_int_equal(a.imported, 1);
	assert_int_equal(
	    stand_number(s,
		"SELECT count(*) FROM emails WHERE user_id = %lu AND labels "
		"= '{\"Jobs, \\\"new\\\"\",INBOX,UNREAD}' AND body_text LIKE "
		"'From here%%all%%'",
		user),
	    1);
	assert_int_equal(
	    stand_number(s,
		"SELECT count(*) FROM labels WHERE user_id = %lu AND NOT "
		"is_system",
		user),
	    1);
}

static void nobody_without_an_account_can_import(void **state)
{
	struct stand *s = *state;
	struct stand_upload u = {.user_id = 999999, .import_id = "x"};
	struct stand_answer a;

	stand_import(s, &u, STR("From a\nSubject: x\n\nx\n"), &a);
	assert_int_equal(a.err.code, ERR_NOT_FOUND);
	u.user_id = 0;
	stand_import(s, &u, STR("From a\nSubject: x\n\nx\n"), &a);
	assert_int_equal(a.err.code, ERR_FORBIDDEN);
}

static void what_is_no_mbox_is_the_callers_mistake(void **state)
{
	struct stand *s = *state;
	uint64_t user = stand_user(s, "bob13@home.example");
	const struct stand_upload u = {.user_id = user, .import_id = "x"};
	struct stand_answer a;
	size_t before = uploads_len(s->d->uploads);

	stand_import(s, &u, STR("PK\x03\x04 a zip file\n"), &a);
	assert_int_equal(a.err.code, ERR_INVALID);
	assert_int_equal(uploads_len(s->d->uploads), before);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(new_messages_are_committed_with_their_raw_bytes),
	    cmocka_unit_test(emails_reach_the_end_of_the_pipeline),
	    cmocka_unit_test(
		a_repeated_import_reports_the_same_and_adds_nothing),
	    cmocka_unit_test(duplicates_write_no_object),
	    cmocka_unit_test(users_do_not_share_mail),
	    cmocka_unit_test(chunks_may_be_cut_anywhere),
	    cmocka_unit_test(a_lost_upload_must_begin_again),
	    cmocka_unit_test(what_is_no_mail_is_kept_and_reported),
	    cmocka_unit_test(a_message_above_the_bound_is_left_out_alone),
	    cmocka_unit_test(bytes_that_the_database_refuses_never_reach_it),
	    cmocka_unit_test(a_single_message_may_come_in_chunks),
	    cmocka_unit_test(nobody_without_an_account_can_import),
	    cmocka_unit_test(what_is_no_mbox_is_the_callers_mistake),
	};

	return cmocka_run_group_tests_name("import", tests, setup, teardown);
}
