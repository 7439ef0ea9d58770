/* test_query_values.c - dates, ages, sizes, levels, names and states. */
#include "tests/unit/search/query_check.h"

static void text_operators_keep_quoted_values(void **state)
{
	(void)state;
	check_tree("from:\"Anna Smith\"", "from:\"Anna Smith\"");
	check_tree("from:me to:me", "is:sent to:me");
	check_tree("to:a cc:b bcc:c deliveredto:d list:e filename:pdf",
	    "to:a cc:b bcc:c deliveredto:d list:e filename:pdf");
}

static void dates_may_be_written_in_both_ways(void **state)
{
	(void)state;
	check_tree("after:2026/02/28", "after:2026-02-28T00:00:00.000Z");
	check_tree("after:2026-02-28", "after:2026-02-28T00:00:00.000Z");
	check_tree("newer:2024/2/29", "after:2024-02-29T00:00:00.000Z");
	check_tree("before:2026/01/01", "before:2026-01-01T00:00:00.000Z");
	check_tree("older:2026", "before:2026-01-01T00:00:00.000Z");
	check_tree("after:2026/03", "after:2026-03-01T00:00:00.000Z");
	check_tree("after:1774958400", "after:2026-03-31T12:00:00.000Z");
}

static void moments_and_ranges_are_dates(void **state)
{
	(void)state;
	check_tree("after:04/16/2004", "after:2004-04-16T00:00:00.000Z");
	check_tree(
	    "after:2026-03-01T10:20:30Z", "after:2026-03-01T10:20:30.000Z");
	check_tree("before:2026-03-01t10:20:30.5+02:00",
	    "before:2026-03-01T08:20:30.500Z");
	check_tree("on:2026/03/01", "during:2026-03-01T00:00:00.000Z.."
				    "2026-03-01T23:59:59.999Z");
	check_tree("during:2026/02", "during:2026-02-01T00:00:00.000Z.."
				     "2026-02-28T23:59:59.999Z");
	check_tree("during:2026/02..2026/03/05",
	    "during:2026-02-01T00:00:00.000Z..2026-03-05T23:59:59.999Z");
}

static void days_begin_where_the_user_is(void **state)
{
	const struct query_clock east = {
	    .now_ms = CHECK_NOW_MS, .utc_offset_s = 2 * 3600};
	const struct query_clock far_east = {
	    .now_ms = CHECK_NOW_MS, .utc_offset_s = 13 * 3600};

	(void)state;
	check_tree_at(
	    "after:2026/03/30", &east, "after:2026-03-29T22:00:00.000Z");
	check_tree_at("after:today", &east, "after:2026-03-30T22:00:00.000Z");
	check_tree_at(
	    "after:today", &far_east, "after:2026-03-31T11:00:00.000Z");
	check_tree_at(
	    "before:yesterday", &east, "before:2026-03-29T22:00:00.000Z");
}

/* Europe/Berlin around 29 March 2026, and a zone whose clock skips
 * midnight. */
static void days_keep_the_zone_of_their_season(void **state)
{
	static const struct query_clock_change berlin[] = {
	    {1761440400, 3600}, {1774746000, 7200}, {1792890000, 3600}};
	/* 2026-03-29 00:00 -03 becomes 01:00 -02. */
	static const struct query_clock_change skips[] = {
	    {0, -3 * 3600}, {1774753200, -2 * 3600}};
	struct query_clock clock = {.now_ms = CHECK_NOW_MS,
	    .utc_offset_s = 7200,
	    .changes = berlin,
	    .n_changes = 3};

	(void)state;
	check_tree_at(
	    "after:2026/03/28", &clock, "after:2026-03-27T23:00:00.000Z");
	check_tree_at(
	    "after:2026/03/29", &clock, "after:2026-03-28T23:00:00.000Z");
	check_tree_at(
	    "after:2026/03/30", &clock, "after:2026-03-29T22:00:00.000Z");
	check_tree_at("on:2026/03/29", &clock,
	    "during:2026-03-28T23:00:00.000Z..2026-03-29T21:59:59.999Z");
	clock.changes = skips;
	clock.n_changes = 2;
	check_tree_at(
	    "after:2026/03/29", &clock, "after:2026-03-29T03:00:00.000Z");
	check_tree_at(
	    "after:2026/03/30", &clock, "after:2026-03-30T02:00:00.000Z");
}

static void ages_count_back_from_now(void **state)
{
	(void)state;
	check_tree("newer_than:36h", "after:2026-03-30T00:00:00.000Z");
	check_tree("newer_than:2d", "after:2026-03-29T12:00:00.000Z");
	check_tree("older_than:1w", "before:2026-03-24T12:00:00.000Z");
	check_tree("older_than:1y", "before:2025-03-31T12:00:00.000Z");
}

static void months_follow_the_calendar(void **state)
{
	(void)state;
	check_tree("newer_than:1m", "after:2026-02-28T12:00:00.000Z");
	check_tree("newer_than:4m", "after:2025-11-30T12:00:00.000Z");
	check_tree("newer_than:90000m", "after:1970-01-01T00:00:00.000Z");
}

static void sizes_take_units(void **state)
{
	(void)state;
	check_tree("larger:10M", "larger:10485760");
	check_tree("size:1000000", "larger:1000000");
	check_tree("smaller:2k", "smaller:2048");
	check_tree("larger:1GB", "larger:1073741824");
}

static void states_and_contents_are_flags(void **state)
{
	(void)state;
	check_tree("is:read", "is:read");
	check_tree("has:attachment has:link", "has:attachment has:link");
	check_tree("has:nouserlabels", "has:nouserlabels");
	check_tree("is:needs_reply", "is:needs_reply");
}

static void stars_and_states_of_gmail_are_labels(void **state)
{
	(void)state;
	check_tree("has:yellow-star", "label:yellow_star");
	check_tree("-has:purple-question", "-label:purple_question");
	check_tree("is:muted in:snoozed", "label:muted label:snoozed");
	check_tree("category:primary", "category:personal");
}

static void headers_take_regular_expressions(void **state)
{
	(void)state;
	check_tree(
	    "subject:/^re: (offer|job)/ x", "subject:/^re: (offer|job)/ x");
	check_tree("-from:/a\\/b$/", "-from:/a\\/b$/");
	check_tree("(to:/a b/)", "to:/a b/");
	check_tree("subject:(/a/ b)", "subject:(/a/) subject:b");
	check_tree("label:/a", "label:/a");
}

static void places_are_flags_or_labels(void **state)
{
	(void)state;
	check_tree("in:inbox", "is:inbox");
	check_tree("label:INBOX", "is:inbox");
	check_tree("in:archive", "in:archive");
	check_tree("in:jobs", "label:jobs");
	check_tree("label:\"big corp\"", "label:\"big corp\"");
	check_tree("in:anywhere x", "in:anywhere x");
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
	check_tree("risk:>60", "risk:61..100");
	check_tree("risk:>=60", "risk:60..100");
	check_tree("priority:<40", "priority:0..39");
	check_tree("priority:<=40", "priority:0..40");
	check_tree("risk:60", "risk:60");
	check_tree("risk:=60", "risk:60");
	check_tree("risk:20..40", "risk:20..40");
	check_tree("priority:now", "priority:now");
	check_tree("risk:HIGH", "risk:high");
}

static void ids_are_taken_whole(void **state)
{
	(void)state;
	check_tree("thread:42", "thread:42");
	check_tree(
	    "rfc822msgid:<a.b@example.com>", "rfc822msgid:a.b@example.com");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(text_operators_keep_quoted_values),
	    cmocka_unit_test(dates_may_be_written_in_both_ways),
	    cmocka_unit_test(moments_and_ranges_are_dates),
	    cmocka_unit_test(days_begin_where_the_user_is),
	    cmocka_unit_test(days_keep_the_zone_of_their_season),
	    cmocka_unit_test(ages_count_back_from_now),
	    cmocka_unit_test(months_follow_the_calendar),
	    cmocka_unit_test(sizes_take_units),
	    cmocka_unit_test(states_and_contents_are_flags),
	    cmocka_unit_test(stars_and_states_of_gmail_are_labels),
	    cmocka_unit_test(headers_take_regular_expressions),
	    cmocka_unit_test(places_are_flags_or_labels),
	    cmocka_unit_test(only_asking_for_hidden_places_shows_them),
	    cmocka_unit_test(levels_take_signs_ranges_and_words),
	    cmocka_unit_test(ids_are_taken_whole),
	};

	return cmocka_run_group_tests_name("query values", tests, NULL, NULL);
}
