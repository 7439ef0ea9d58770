/* test_tools.c - which agents a question is put to. */
#include "tests/unit/assistant/text_check.h"

#include "services/assistant/question/tools.h"

static void questions_go_to_the_agent_that_knows(void **state)
{
	static const struct {
		const char *text;
		enum tool last; /* of the calls */
		const char *what;
	} rows[] = {
	    {"who do I know at Acme Labs?", TOOL_KNOW, "acme labs"},
	    {"how did I meet Anna Keller?", TOOL_MET, "anna keller"},
	    {"what is open with Bob?", TOOL_OPEN, "bob"},
	    {"what did I promise Bob", TOOL_PROMISED, "bob"},
	    {"what did I promise to do?", TOOL_PROMISED, ""},
	    {"who is Anna Keller?", TOOL_PERSON, "anna keller"},
	    {"wer ist Anna Keller?", TOOL_PERSON, "anna keller"},
	    {"who owes me a reply?", TOOL_OWED, ""},
	    {"do I owe Bob an answer?", TOOL_OWED, "bob"},
	    {"timeline with Acme", TOOL_TIMELINE, "acme"},
	    {"what's the status of my application at Acme?", TOOL_APPLICATION,
		"acme"},
	    {"where do things stand with Acme", TOOL_APPLICATION, "acme"},
	    {"which applications are open?", TOOL_APPLICATIONS, ""},
	    {"who ghosted me?", TOOL_APPLICATIONS, ""},
	    {"who writes to me most?", TOOL_SENDERS, ""},
	    {"how many emails did I get?", TOOL_SUMMARY, ""},
	    {"how fast do I answer?", TOOL_RESPONSES, ""},
	    {"ou en est ma candidature chez Acme", TOOL_APPLICATION, "acme"},
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct text_world *w = *state;
		struct tool_call v[TOOL_CALLS];
		size_t n = tools_plan(w->a, read_question(w, rows[i].text), v);

		if (n == 0)
			fail_msg("%s: nobody is asked", rows[i].text);
		else if (v[n - 1].tool != rows[i].last)
			fail_msg(
			    "%s: %s", rows[i].text, tool_name(v[n - 1].tool));
		else if (!streq(v[n - 1].what, rows[i].what))
			fail_msg("%s: '%s'", rows[i].text, v[n - 1].what);
	}
}

static void mail_that_is_looked_for_is_left_to_search(void **state)
{
	static const char *const rows[] = {"find mail from Anna",
	    "when is my interview with Acme", "how many emails from Anna",
	    "how many mails last week", "who wrote about the party?",
	    "timeline", "summarize this week"};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct text_world *w = *state;
		struct tool_call v[TOOL_CALLS];

		if (tools_plan(w->a, read_question(w, rows[i]), v) != 0)
			fail_msg("%s: %s", rows[i], tool_name(v[0].tool));
	}
}

static void the_stage_is_the_one_that_was_named(void **state)
{
	struct text_world *w = *state;
	struct tool_call v[TOOL_CALLS];

	assert_int_equal(
	    tools_plan(
		w->a, read_question(w, "which companies rejected me?"), v),
	    1);
	assert_string_equal(v[0].stage, "rejected");
	assert_int_equal(
	    tools_plan(w->a, read_question(w, "who ghosted me?"), v), 1);
	assert_string_equal(v[0].stage, "ghosted");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(questions_go_to_the_agent_that_knows),
	    cmocka_unit_test(mail_that_is_looked_for_is_left_to_search),
	    cmocka_unit_test(the_stage_is_the_one_that_was_named),
	};

	return cmocka_run_group_tests(tests, text_world_new, text_world_free);
}
