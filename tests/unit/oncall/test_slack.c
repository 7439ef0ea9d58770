/* test_slack.c - what Slack is sent, and what its answers mean. */
#include "services/oncall/page/slack.h"
#include "tests/unit/oncall/some_page.h"

#include "tests/unit/unit.h"

#include <string.h>

static const char *slack_said(struct arena *a, const struct page *p)
{
	struct buf b;
	const char *s;

	buf_init(&b, SLACK_TEXT_MAX);
	slack_text(a, p, &links, &b);
	assert_false(buf_failed(&b));
	s = arena_strdup(a, buf_str(&b));
	buf_deinit(&b);
	return s;
}

static void nothing_in_a_text_is_a_mention_or_a_link(void **state)
{
	struct arena *a = arena();
	struct page p = some_page();
	const char *s;

	(void)state;
	p.title = "<!channel> & <@U999> <http://evil.example|bank>";
	p.summary = p.text = p.commander = p.agents = p.status = "<!here>";
	p.person = "<!everyone>";
	p.slack_id = "U1> <!here";
	s = slack_said(a, &p);
	assert_null(strstr(s, "<!"));
	assert_null(strstr(s, "<@"));
	assert_null(strstr(s, "<http:"));
	assert_non_null(strstr(s, "&lt;!channel&gt; &amp; &lt;@U999&gt;"));
	arena_free(&a);
}

static void a_text_begins_no_other_line(void **state)
{
	struct arena *a = arena();
	struct page p = some_page();
	const char *s;

	(void)state;
	p.title = p.person = p.summary = "down\r\nStatus: resolved";
	p.text = p.agents = p.commander = "\nStatus: resolved\n";
	p.event = "opened";
	p.slack_id = "";
	s = slack_said(a, &p);
	assert_null(strstr(s, "\nStatus: resolved"));
	assert_non_null(strstr(s, "\nStatus: investigating"));
	assert_non_null(strstr(s, "down  Status: resolved"));
	arena_free(&a);
}

static void who_is_called_is_told_by_slack(void **state)
{
	struct arena *a = arena();
	struct page p = some_page();

	(void)state;
	assert_non_null(
	    strstr(slack_said(a, &p), "Called as on-call engineer: <@U0123>"));
	p.slack_id = "";
	assert_non_null(
	    strstr(slack_said(a, &p), "Called as on-call engineer: Ada"));
	p.person = "";
	assert_non_null(strstr(slack_said(a, &p), "nobody is on call"));
	arena_free(&a);
}

static void longest_texts_fit_a_message(void **state)
{
	struct arena *a = arena();
	struct page p = some_page();
	char *big = arena_alloc(a, (1 << 16) + 1);

	(void)state;
	for (size_t i = 0; i + 1 < (1 << 16); i += 2)
		memcpy(big + i, "\xc3\xa9", 2);
	p.event = "opened";
	p.title = p.summary = p.text = big;
	assert_true(utf8_valid(str_of(slack_said(a, &p))));
	memset(big, '&', 1 << 16);
	p.person = p.agents = p.status = p.commander = p.level_title = big;
	p.slack_id = "";
	assert_null(strstr(slack_said(a, &p), "&&"));
	arena_free(&a);
}

static void a_topic_is_cut_between_characters(void **state)
{
	struct page p = some_page();
	struct buf b;

	(void)state;
	buf_init(&b, 4096);
	slack_topic(&p, &b);
	assert_string_equal(buf_str(&b),
	    "SEV1 | investigating | commander: Ada | search is down");
	buf_clear(&b);
	p.title = "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9"
		  "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9"
		  "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9"
		  "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9";
	for (int i = 0; i < 8; i++)
		slack_topic(&p, &b);
	assert_true(utf8_valid(str_of(buf_str(&b))));
	buf_deinit(&b);
}

static struct slack_reply slack(struct arena *a, const char *body)
{
	return slack_reply(a, 200, str_of(body), 0, "");
}

static void slacks_answers_mean_what_they_say(void **state)
{
	struct arena *a = arena();
	struct slack_reply r = slack(a, "{\"ok\":true,\"channel\":\"C1\"}");

	(void)state;
	assert_int_equal(r.verdict.outcome, PAGE_SENT);
	assert_string_equal(r.room, "C1");
	r = slack(a, "{\"ok\":true,\"channel\":{\"id\":\"C2\"}}");
	assert_string_equal(r.room, "C2");
	r = slack(a, "{\"ok\":false,\"error\":\"name_taken\"}");
	assert_int_equal(r.verdict.outcome, PAGE_NEVER);
	assert_string_equal(r.code, "name_taken");
	r = slack(a, "{\"ok\":false,\"error\":\"internal_error\"}");
	assert_int_equal(r.verdict.outcome, PAGE_AGAIN);
	r = slack(a, "{\"ok\":false,\"error\":\"already_in_channel\"}");
	assert_int_equal(r.verdict.outcome, PAGE_SENT);
	arena_free(&a);
}

static void nonsense_of_slacks_is_asked_again(void **state)
{
	static const char *const bad[] = {
	    "", "<html>", "[]", "{}", "{\"ok\":1}", "{\"ok\":tru"};
	struct arena *a = arena();

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		assert_int_equal(slack(a, bad[i]).verdict.outcome, PAGE_AGAIN);
	assert_true(slack_reply(a, 429, STR(""), 3000, "").verdict.limited);
	assert_int_equal(
	    slack_reply(a, 429, STR(""), 3000, "").verdict.after_ms, 3000);
	assert_int_equal(
	    slack_reply(a, 0, STR(""), 0, "cut").verdict.outcome, PAGE_AGAIN);
	arena_free(&a);
}

static void a_room_is_found_by_its_whole_name(void **state)
{
	struct arena *a = arena();
	const char *room, *cursor;
	struct err err = {0};

	(void)state;
	assert_int_equal(
	    slack_find(a,
		STR("{\"ok\":true,\"channels\":[{\"id\":\"C1\",\"name\":"
		    "\"inc-1\"},{\"id\":\"C12\",\"name\":\"inc-12\"}]}"),
		"inc-12", &room, &cursor, &err),
	    0);
	assert_string_equal(room, "C12");
	assert_int_equal(slack_find(a,
			     STR("{\"ok\":true,\"channels\":[],\"response_"
				 "metadata\":{\"next_cursor\":\"bmV4dA==\"}}"),
			     "inc-12", &room, &cursor, &err),
	    0);
	assert_string_equal(room, "");
	assert_string_equal(cursor, "bmV4dA==");
	arena_free(&a);
}

static void a_webhook_refuses_in_words(void **state)
{
	struct arena *a = arena();

	(void)state;
	assert_int_equal(
	    slack_webhook_verdict(a, 200, STR("ok"), 0, "").outcome, PAGE_SENT);
	assert_int_equal(
	    slack_webhook_verdict(a, 500, STR(""), 0, "").outcome, PAGE_AGAIN);
	assert_int_equal(
	    slack_webhook_verdict(a, 404, STR("no_service"), 0, "").outcome,
	    PAGE_NEVER);
	assert_string_equal(
	    slack_webhook_verdict(a, 404, STR("no_service"), 0, "").error,
	    "the webhook answered 404: no_service");
	arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(nothing_in_a_text_is_a_mention_or_a_link),
	    cmocka_unit_test(a_text_begins_no_other_line),
	    cmocka_unit_test(who_is_called_is_told_by_slack),
	    cmocka_unit_test(longest_texts_fit_a_message),
	    cmocka_unit_test(a_topic_is_cut_between_characters),
	    cmocka_unit_test(slacks_answers_mean_what_they_say),
	    cmocka_unit_test(nonsense_of_slacks_is_asked_again),
	    cmocka_unit_test(a_room_is_found_by_its_whole_name),
	    cmocka_unit_test(a_webhook_refuses_in_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
