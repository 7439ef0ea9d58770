/* test_query_values.c - dates, ages, sizes, levels, names and states. */
#include "tests/unit/search/query_check.h"

static void text_operators_keep_quoted_values(void **state)
{
	(void)state;
	check_tree("from:\"Anna Smith\"", "from:\"Anna Smith\"");
	check_tree("from:me to:me", "(and sent to:me)");
	check_tree("to:a cc:b bcc:c deliveredto:d list:e filename:pdf",
	    "(and to:a cc:b bcc:c deliveredto:d list:e filename:pdf)");
}

static void dates_may_be_written_in_both_ways(void **state)
{
	(void)state;
	check_tree("after:2026/02/28", "date>=2026-02-28T00:00:00.000Z");
	check_tree("after:2026-02-28", "date>=2026-02-28T00:00:00.000Z");
	check_tree("newer:2024/2/29", "date>=2024-02-29T00:00:00.000Z");
	check_tree("before:2026/01/01", "date<=2025-12-31T23:59:59.999Z");
	check_tree("older:2026", "date<=2025-12-31T23:59:59.999Z");
	check_tree("after:2026/03", "date>=2026-03-01T00:00:00.000Z");
	check_tree("after:1774958400", "date>=2026-03-31T12:00:00.000Z");
}

static void days_begin_where_the_user_is(void **state)
{
	const struct query_clock east = {CHECK_NOW_MS, 2 * 3600};
	const struct query_clock far_east = {CHECK_NOW_MS, 13 * 3600};

	(void)state;
	check_tree_at(
	    "after:2026/03/30", &east, "date>=2026-03-29T22:00:00.000Z");
	check_tree_at("after:today", &east, "date>=2026-03-30T22:00:00.000Z");
	check_tree_at(
	    "after:today", &far_east, "date>=2026-03-31T11:00:00.000Z");
	check_tree_at(
	    "before:yesterday", &east, "date<=2026-03-29T21:59:59.999Z");
}

static void ages_count_back_from_now(void **state)
{
	(void)state;
	check_tree("newer_than:36h", "date>=2026-03-30T00:00:00.000Z");
	check_tree("newer_than:2d", "date>=2026-03-29T12:00:00.000Z");
	check_tree("older_than:1w", "date<=2026-03-24T11:59:59.999Z");
	check_tree("older_than:1y", "date<=2025-03-31T11:59:59.999Z");
}

static void months_follow_the_calendar(void **state)
{
	(void)state;
	check_tree("newer_than:1m", "date>=2026-02-28T12:00:00.000Z");
	check_tree("newer_than:4m", "date>=2025-11-30T12:00:00.000Z");
	check_tree("newer_than:90000m", "date>=1970-01-01T00:00:00.000Z");
}

static void sizes_take_units(void **state)
{
	(void)state;
	check_tree("larger:10M", "size>=10485761");
	check_tree("size:1000000", "size>=1000001");
	check_tree("smaller:2k", "size=0..2047");
	check_tree("larger:1GB", "size>=1073741825");
}

static void states_and_contents_are_flags(void **state)
{
	(void)state;
	check_tree("is:read", "no-unread");
	check_tree("has:attachment has:link", "(and attachment link)");
	check_tree("has:nouserlabels", "no-userlabels");
	check_tree("is:needs_reply", "needs-reply");
}

static void places_are_flags_or_labels(void **state)
{
	(void)state;
	check_tree("in:inbox", "inbox");
	check_tree("label:INBOX", "inbox");
	check_tree("in:archive", "no-inbox");
	check_tree("in:jobs", "label:jobs");
	check_tree("label:\"big corp\"", "label:big corp");
	check_tree("in:anywhere x", "(and all x)");
}

static void only_asking_for_hidden_places_shows_them(void **state)
{
	static const struct {
		const char *q;
		bool anywhere;
	} cases[] = {{"offer", false}, {"in:inbox", false}, {"in:spam", true},
	    {"in:trash", true}, {"offer in:anywhere", true},
	    {"label:spam", true}};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct arena *a = arena_new(1 << 16);
		struct query q;
		struct err err;

		assert_int_equal(
		    query_parse(a, str_of(cases[i].q), &check_clock, &q, &err),
		    0);
		assert_int_equal(q.anywhere, cases[i].anywhere);
		arena_free(&a);
	}
}

static void levels_take_signs_ranges_and_words(void **state)
{
	(void)state;
	check_tree("risk:>60", "risk=61..100");
	check_tree("risk:>=60", "risk=60..100");
	check_tree("priority:<40", "priority=0..39");
	check_tree("priority:<=40", "priority=0..40");
	check_tree("risk:60", "risk=60");
	check_tree("risk:=60", "risk=60");
	check_tree("risk:20..40", "risk=20..40");
	check_tree("priority:now", "priority:now");
	check_tree("risk:HIGH", "risk:high");
}

static void ids_are_taken_whole(void **state)
{
	(void)state;
	check_tree("thread:42", "thread=42");
	check_tree(
	    "rfc822msgid:<a.b@example.com>", "rfc822msgid:a.b@example.com");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(text_operators_keep_quoted_values),
	    cmocka_unit_test(dates_may_be_written_in_both_ways),
	    cmocka_unit_test(days_begin_where_the_user_is),
	    cmocka_unit_test(ages_count_back_from_now),
	    cmocka_unit_test(months_follow_the_calendar),
	    cmocka_unit_test(sizes_take_units),
	    cmocka_unit_test(states_and_contents_are_flags),
	    cmocka_unit_test(places_are_flags_or_labels),
	    cmocka_unit_test(only_asking_for_hidden_places_shows_them),
	    cmocka_unit_test(levels_take_signs_ranges_and_words),
	    cmocka_unit_test(ids_are_taken_whole),
	};

	return cmocka_run_group_tests_name("query values", tests, NULL, NULL);
}
