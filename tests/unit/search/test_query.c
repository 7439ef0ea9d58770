/* test_query.c - the grammar: words, phrases, groups, negation, AROUND. */
#include "tests/unit/search/query_check.h"

static void an_empty_query_is_everything(void **state)
{
	(void)state;
	check_tree("", "");
	check_tree("  \t ", "");
	check_tree(" - + ", "");
}

static void words_are_joined_by_and(void **state)
{
	(void)state;
	check_tree("interview", "interview");
	check_tree("phone interview", "phone interview");
	check_tree("phone AND interview", "phone interview");
	check_tree("phone and interview", "phone and interview");
}

static void or_binds_tighter_than_and(void **state)
{
	(void)state;
	check_tree("a1 b1 OR c1 d1", "a1 (b1 OR c1) d1");
	check_tree("a1 | b1 |c1", "a1 OR b1 OR c1");
	check_tree("a1 or b1", "a1 or b1");
}

static void braces_mean_or(void **state)
{
	(void)state;
	check_tree("{from:amy from:david}", "from:amy OR from:david");
	check_tree("{amy}", "amy");
	check_tree("x {a b} (c d)", "x (a OR b) (c d)");
}

static void minus_and_not_exclude(void **state)
{
	(void)state;
	check_tree("dinner -movie", "dinner -movie");
	check_tree("NOT movie", "-movie");
	check_tree("--movie", "movie");
	check_tree("-(a OR b)", "-(a OR b)");
	check_tree("-from:bob", "-from:bob");
	check_tree("-\"two words\"", "-\"two words\"");
}

static void a_hyphen_inside_a_word_is_part_of_it(void **state)
{
	(void)state;
	check_tree("follow-up", "follow-up");
	check_tree("a - b", "a b");
}

static void phrases_keep_their_words_together(void **state)
{
	(void)state;
	check_tree("\"phone screen\"", "\"phone screen\"");
	check_tree("\"a OR b\" c", "\"a OR b\" c");
	check_tree("say\"hi there\"", "say \"hi there\"");
}

static void curly_quotes_are_quotes(void **state)
{
	(void)state;
	check_tree("\xe2\x80\x9cphone screen\xe2\x80\x9d", "\"phone screen\"");
	check_tree("from:\xe2\x80\x9c"
		   "Anna Smith\xe2\x80\x9d",
	    "from:\"Anna Smith\"");
}

static void plus_asks_for_the_exact_form(void **state)
{
	(void)state;
	check_tree("+unicorn", "+unicorn");
	check_tree("+\"your offer\"", "+\"your offer\"");
	check_tree("+OR", "+OR");
	check_tree("c++", "c++");
}

static void a_star_asks_for_a_beginning(void **state)
{
	(void)state;
	check_tree("interv*", "interv*");
	check_tree("i*", "i");
	check_tree("a ** b +(c)", "a b c");
	check_tree("from:ann*", "from:ann*");
}

static void urls_times_and_addresses_are_words(void **state)
{
	(void)state;
	check_tree("10:30", "10:30");
	check_tree("https://example.com/a?b=c", "https://example.com/a?b=c");
	check_tree("anna@example.com", "anna@example.com");
	check_tree("Re: offer", "Re: offer");
	check_tree("::", "::");
}

static void a_word_with_a_colon_that_is_no_operator_is_noted(void **state)
{
	struct arena *a = arena_new(1 << 16);
	struct query q;
	struct err err;

	(void)state;
	assert_int_equal(
	    query_parse(a, STR("ticket:1234 from:bob"), &check_clock, &q, &err),
	    0);
	assert_int_equal(q.n_notes, 1);
	assert_string_equal(
	    q.notes[0], "'ticket:' is not an operator, it is searched as text");
	arena_free(&a);
}

static void an_operator_takes_a_group(void **state)
{
	(void)state;
	check_tree(
	    "from:(anna OR \"bob b\") x", "(from:anna OR from:\"bob b\") x");
	check_tree("subject:(dinner -movie)", "subject:dinner -subject:movie");
	check_tree("to:{a b}", "to:a OR to:b");
	check_tree("is:(unread starred)", "is:unread is:starred");
}

static void operators_ignore_case(void **state)
{
	(void)state;
	check_tree("FROM:bob Is:Unread", "from:bob is:unread");
}

static void around_joins_two_words(void **state)
{
	(void)state;
	check_tree("holiday AROUND 10 vacation", "holiday AROUND 10 vacation");
	check_tree("\"phone screen\" AROUND 0 monday x",
	    "\"phone screen\" AROUND 0 monday x");
	check_tree(
	    "subject:a AROUND 3 subject:b", "subject:a AROUND 3 subject:b");
	check_tree("subject:(a AROUND 3 b)", "subject:a AROUND 3 subject:b");
}

/* As Gmail writes it. */
static void around_may_stand_inside_quotes(void **state)
{
	(void)state;
	check_tree("\"secret AROUND 25 birthday\" x",
	    "\"secret\" AROUND 25 \"birthday\" x");
	check_tree("subject:\"a b AROUND 3 (c\"",
	    "subject:\"a b\" AROUND 3 subject:\"(c\"");
	check_tree(
	    "-from:(\"a AROUND 3 b\")", "-from:\"a\" AROUND 3 from:\"b\"");
	check_tree(
	    "\"a AROUND b\" \"a AROUND 3 \"", "\"a AROUND b\" \"a AROUND 3 \"");
	check_tree("label:\"a AROUND 3 b\"", "label:\"a AROUND 3 b\"");
}

static void columns_are_kept_in_the_tree(void **state)
{
	struct arena *a = arena_new(1 << 16);
	struct query q;
	struct err err;

	(void)state;
	assert_int_equal(
	    query_parse(a, STR("caf\xc3\xa9 bar"), &check_clock, &q, &err), 0);
	assert_int_equal(q.root->kids[0]->column, 1);
	assert_int_equal(q.root->kids[1]->column, 6);
	assert_int_equal(q.n_terms, 2);
	arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(an_empty_query_is_everything),
	    cmocka_unit_test(words_are_joined_by_and),
	    cmocka_unit_test(or_binds_tighter_than_and),
	    cmocka_unit_test(braces_mean_or),
	    cmocka_unit_test(minus_and_not_exclude),
	    cmocka_unit_test(a_hyphen_inside_a_word_is_part_of_it),
	    cmocka_unit_test(phrases_keep_their_words_together),
	    cmocka_unit_test(curly_quotes_are_quotes),
	    cmocka_unit_test(plus_asks_for_the_exact_form),
	    cmocka_unit_test(a_star_asks_for_a_beginning),
	    cmocka_unit_test(urls_times_and_addresses_are_words),
	    cmocka_unit_test(a_word_with_a_colon_that_is_no_operator_is_noted),
	    cmocka_unit_test(an_operator_takes_a_group),
	    cmocka_unit_test(operators_ignore_case),
	    cmocka_unit_test(around_joins_two_words),
	    cmocka_unit_test(around_may_stand_inside_quotes),
	    cmocka_unit_test(columns_are_kept_in_the_tree),
	};

	return cmocka_run_group_tests_name("query", tests, NULL, NULL);
}
