/* test_postmortem.c - a postmortem is drafted; an unfinished one is refused. */
#include "services/oncall/incident/postmortem.h"

#include "tests/unit/unit.h"

#include <stdio.h>
#include <string.h>

static const struct incident_row row = {
    .id = 7,
    .severity = 2,
    .status = "resolved",
    .title = "Search | is *slow*\n# really",
    .commander = "anna@mail.example",
    .started_ms = INT64_C(1790000000000),
    .created_ms = INT64_C(1790000060000),
    .resolved_ms = INT64_C(1790005400000),
};

static void draft_into(struct buf *b, const struct slo_spent *v, size_t n)
{
	const struct incident_entry entries[] = {
	    {.at = "2026-09-21T14:14:20.000Z",
		.kind = "opened",
		.actor = "alertmanager",
		.text = "SEV2: slow\n## Heading"},
	};
	const struct postmortem_facts f = {.row = &row,
	    .entries = entries,
	    .n_entries = ARRAY_LEN(entries),
	    .spent = v,
	    .n_spent = n,
	    .now_ms = row.resolved_ms};

	buf_init(b, POSTMORTEM_MAX);
	postmortem_draft(b, &f);
}

static void a_draft_has_what_is_known(void **state)
{
	const struct slo_spent spent = {.agent = "inbox.search",
	    .requests = 2000,
	    .failed = 50,
	    .budget_share = 0.25};
	struct buf b;
	const char *text;

	(void)state;
	draft_into(&b, &spent, 1);
	text = buf_str(&b);
	assert_non_null(strstr(text, "| Incident | 7, SEV2, resolved |"));
	assert_non_null(strstr(text, "anna@mail.example"));
	assert_non_null(
	    strstr(text, "- 2026-09-21 14:14:20 opened (alertmanager): SEV2"));
	assert_non_null(strstr(text, "Lasted 1 h 30 min."));
	assert_non_null(
	    strstr(text, "50 of 2000 requests failed (2.50 %), 25.0 % of the"));
	buf_deinit(&b);
}

static void what_is_not_known_is_said_to_be(void **state)
{
	const struct slo_spent none = {.agent = "inbox.search"};
	struct buf b;

	(void)state;
	draft_into(&b, NULL, 0);
	assert_non_null(strstr(buf_str(&b), "error budget: not known"));
	buf_deinit(&b);
	draft_into(&b, &none, 1);
	assert_non_null(strstr(buf_str(&b), "its impact is not known"));
	buf_deinit(&b);
}

static void texts_of_others_make_no_headings_or_tables(void **state)
{
	struct buf b;

	(void)state;
	draft_into(&b, NULL, 0);
	assert_null(strstr(buf_str(&b), "\n# really"));
	assert_null(strstr(buf_str(&b), "\n## Heading"));
	assert_non_null(strstr(buf_str(&b), "Search \\| is \\*slow\\*"));
	buf_deinit(&b);
}

static const char finished[] =
    "# Postmortem: x\n## Timeline of events\n- a\n## Root cause analysis\nb\n"
    "## Impact assessment\nc\n## Action items\n"
    "| Action | Owner | Deadline |\n|---|---|---|\n"
    "| Add a bound | anna | 2026-12-01 |\n## Lessons learned\nd\n";

static int check(const char *text, struct err *err)
{
	*err = (struct err){0};
	return postmortem_check(str_of(text), err);
}

/* finished, without what stands from `from` to `to`, and `instead` there. */
static const char *altered(
    char *out, size_t n, const char *from, const char *to, const char *instead)
{
	const char *at = strstr(finished, from);

	snprintf(out, n, "%.*s%s%s", (int)(at - finished), finished, instead,
	    strstr(at, to));
	return out;
}

static void a_finished_one_is_taken(void **state)
{
	char text[1024];
	struct err err;

	(void)state;
	assert_int_equal(check(finished, &err), 0);
	assert_int_equal(
	    check(altered(text, sizeof text, "| Add", "## Less", "None.\n"),
		&err),
	    0);
}

static void an_unfinished_one_is_refused_and_says_why(void **state)
{
	char text[1024];
	struct err err;
	struct buf b;

	(void)state;
	assert_int_equal(
	    check(altered(text, sizeof text, "## Root", "b\n", ""), &err), -1);
	assert_int_equal(err.code, ERR_UNPROCESSABLE);
	assert_non_null(strstr(err.text, "Root cause analysis"));
	assert_int_equal(
	    check(altered(text, sizeof text, "2026-12-01", " |\n##", "soon"),
		&err),
	    -1);
	assert_non_null(strstr(err.text, "action item"));
	assert_int_equal(
	    check(altered(text, sizeof text, "anna", " | 2026", ""), &err), -1);
	draft_into(&b, NULL, 0);
	assert_int_equal(check(buf_str(&b), &err), -1);
	assert_non_null(strstr(err.text, "still to be written"));
	buf_deinit(&b);
	assert_int_equal(check("", &err), -1);
}

/* The page that people copy has the sections that are asked for. */
static void the_template_has_the_sections(void **state)
{
	char text[8192] = "";
	FILE *f = fopen("docs/templates/POSTMORTEM.md", "r");
	struct err err;

	(void)state;
	assert_non_null(f);
	assert_true(fread(text, 1, sizeof text - 1, f) > 0);
	fclose(f);
	assert_int_equal(check(text, &err), -1);
	assert_non_null(strstr(err.text, "still to be written"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_draft_has_what_is_known),
	    cmocka_unit_test(what_is_not_known_is_said_to_be),
	    cmocka_unit_test(texts_of_others_make_no_headings_or_tables),
	    cmocka_unit_test(a_finished_one_is_taken),
	    cmocka_unit_test(an_unfinished_one_is_refused_and_says_why),
	    cmocka_unit_test(the_template_has_the_sections),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
