/* test_thread.c - which messages are one conversation. */
#include "tests/unit/mail/fixture.h"

#include "common/mail/thread.h"

#define DAY INT64_C(86400000)

static struct mail_thread_item item(const char *id, const char *irt,
    const char *subject, bool reply, int64_t date_ms)
{
	return (struct mail_thread_item){.message_id = id,
	    .in_reply_to = irt,
	    .subject_base = subject,
	    .is_reply = reply,
	    .date_ms = date_ms};
}

static void replies_join_what_they_answer(void **state)
{
	const char *const refs[] = {"a", "b"};
	struct mail_thread_item v[] = {item("a", "", "x", false, 1),
	    item("b", "a", "x", true, 2), item("c", "", "x", true, 3),
	    item("z", "", "other", false, 4)};
	struct mail_thread_place p[4];

	(void)state;
	v[2].references = refs;
	v[2].references_n = 2;
	mail_threads(v, 4, p);
	assert_int_equal(p[0].root, 0);
	assert_int_equal(p[1].root, 0);
	assert_int_equal(p[2].root, 0);
	assert_int_equal(p[2].parent, 1);
	assert_int_equal(p[1].parent, 0);
	assert_true(p[0].parent == MAIL_THREAD_NONE);
	assert_int_equal(p[3].root, 3);
}

static void order_of_arrival_does_not_matter(void **state)
{
	struct mail_thread_item v[] = {item("c", "b", "x", true, 3),
	    item("b", "a", "x", true, 2), item("a", "", "x", false, 1)};
	struct mail_thread_place p[3];

	(void)state;
	mail_threads(v, 3, p);
	for (int i = 0; i < 3; i++)
		assert_int_equal(p[i].root, 2);
	assert_int_equal(p[0].parent, 1);
}

static void siblings_of_an_absent_message_are_together(void **state)
{
	struct mail_thread_item v[] = {
	    item("b", "gone", "x", true, 2), item("c", "gone", "y", true, 1)};
	struct mail_thread_place p[2];

	(void)state;
	mail_threads(v, 2, p);
	assert_int_equal(p[0].root, 1);
	assert_int_equal(p[1].root, 1);
	assert_true(p[0].parent == MAIL_THREAD_NONE);
}

static void loops_are_not_closed(void **state)
{
	struct mail_thread_item v[] = {item("a", "b", "x", true, 1),
	    item("b", "a", "x", true, 2), item("c", "c", "y", true, 3)};
	struct mail_thread_place p[3];

	(void)state;
	mail_threads(v, 3, p);
	assert_int_equal(p[0].root, 0);
	assert_int_equal(p[1].root, 0);
	assert_int_equal(p[2].root, 2);
}

static void a_bare_reply_joins_by_subject_for_a_while(void **state)
{
	struct mail_thread_item v[] = {item("a", "", "offer", false, DAY),
	    item("b", "", "offer", true, 2 * DAY),
	    item("c", "", "offer", false, 3 * DAY),
	    item("d", "", "offer", true, 90 * DAY),
	    item("e", "", "", true, 2 * DAY)};
	struct mail_thread_place p[5];

	(void)state;
	mail_threads(v, 5, p);
	assert_int_equal(p[1].root, 0);
	assert_int_equal(p[2].root, 2); /* not a reply: its own thread */
	assert_int_equal(p[3].root, 3); /* too late */
	assert_int_equal(p[4].root, 4); /* an empty subject joins nothing */
}

static void the_same_id_twice_is_one_thread(void **state)
{
	struct mail_thread_item v[] = {item("a", "", "x", false, 1),
	    item("a", "", "x", false, 2), item("", "", "q", false, 3),
	    item("", "", "q", false, 4)};
	struct mail_thread_place p[4];

	(void)state;
	mail_threads(v, 4, p);
	assert_int_equal(p[1].root, 0);
	assert_int_equal(p[2].root, 2);
	assert_int_equal(p[3].root, 3);
}

static void the_key_is_the_oldest_id(void **state)
{
	const char *ids[10];
	struct mail_message *m =
	    parse(state, "From: a@b.c\nMessage-ID: <3>\nIn-Reply-To: <2>\n"
			 "References: <1> <2>\n\n");

	assert_string_equal(mail_thread_key(m), "1");
	assert_int_equal(mail_thread_ids(m, ids, 10), 3);
	assert_string_equal(ids[2], "3");
	m = parse(state, "From: a@b.c\nMessage-ID: <3>\nIn-Reply-To: <2>\n\n");
	assert_string_equal(mail_thread_key(m), "2");
	m = parse(state, "From: a@b.c\nMessage-ID: <3>\n\n");
	assert_string_equal(mail_thread_key(m), "3");
	m = parse(state, "From: a@b.c\n\nx");
	assert_string_equal(mail_thread_key(m), m->content_sha256);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    MAIL_TEST(replies_join_what_they_answer),
	    MAIL_TEST(order_of_arrival_does_not_matter),
	    MAIL_TEST(siblings_of_an_absent_message_are_together),
	    MAIL_TEST(loops_are_not_closed),
	    MAIL_TEST(a_bare_reply_joins_by_subject_for_a_while),
	    MAIL_TEST(the_same_id_twice_is_one_thread),
	    MAIL_TEST(the_key_is_the_oldest_id),
	};

	return cmocka_run_group_tests(tests, mail_up, mail_down);
}
