/* test_query_errors.c - every mistake names its column and a way out. */
#include "tests/unit/search/query_check.h"

#define FORMS                                                                  \
	"2026/04/16, yesterday, \"last friday\", \"2 weeks ago\" or "          \
	"\"march 2026\""

static void an_unknown_operator_suggests_the_near_one(void **state)
{
	(void)state;
	check_refused("form:anna",
	    "column 1: unknown operator 'form:'; did you mean 'from:'?");
	check_refused("hi subjct:x",
	    "column 4: unknown operator 'subjct:'; did you mean 'subject:'?");
}

static void columns_count_characters_not_bytes(void **state)
{
	(void)state;
	check_refused("caf\xc3\xa9 form:a",
	    "column 6: unknown operator 'form:'; did you mean 'from:'?");
}

static void brackets_must_match(void **state)
{
	(void)state;
	check_refused("a (b c", "column 4: the '(' here is never closed");
	check_refused("a b)", "column 4: this ')' closes nothing");
	check_refused("(a }", "column 4: expected ')' here");
	check_refused("{a )", "column 4: expected '}' here");
	check_refused("()", "column 2: nothing between the brackets");
}

static void quotes_must_close_around_something(void **state)
{
	(void)state;
	check_refused("x \"abc", "column 3: the quote here is never closed");
	check_refused("\"\"", "column 1: nothing between the quotes");
	check_refused("from:\"  \"", "column 1: nothing between the quotes");
}

static void joining_words_need_both_sides(void **state)
{
	(void)state;
	check_refused("OR a", "column 1: OR needs something on its left");
	check_refused("a OR", "column 3: OR needs something on its right");
	check_refused("a OR OR b", "column 3: OR needs something on its right");
	check_refused("AND a", "column 1: AND needs something on its left");
	check_refused("a AND", "column 3: AND needs something on its right");
	check_refused("a NOT", "column 3: nothing to exclude after '-' or NOT");
}

static void values_must_follow_at_once(void **state)
{
	(void)state;
	check_refused("from: anna", "column 1: 'from:' needs a value without "
				    "a space, as in from:word");
	check_refused("(from:)", "column 2: 'from:' needs a value without a "
				 "space, as in from:word");
	check_refused("from:*", "column 1: from: needs a value");
}

static void bad_values_say_what_is_accepted(void **state)
{
	(void)state;
	check_refused("after:2026/13/01",
	    "column 7: '2026/13/01' is not a date; write " FORMS);
	check_refused("before:2025-02-29",
	    "column 8: '2025-02-29' is not a date; write " FORMS);
	check_refused("after:2026/01/01/01",
	    "column 7: '2026/01/01/01' is not a date; write " FORMS);
	check_refused("newer_than:week",
	    "column 12: 'week' is not an age; "
	    "write a number and h, d, w, m or y, as in 7d");
	check_refused("larger:big", "column 8: 'big' is not a size; write a "
				    "number, or one with K, M or G, as in 10M");
	check_refused("risk:>200",
	    "column 6: risk: takes a number from 0 to "
	    "100 with <, >, <=, >= or =, or a word; not '>200'");
	check_refused("thread:abc", "column 8: thread: takes a whole number");
}

static void a_date_of_words_without_quotes_is_told_to_have_some(void **state)
{
	(void)state;
	check_refused("offer after:last friday x",
	    "column 13: 'last' is not a date; did you mean "
	    "after:\"last friday\"?");
	check_refused("before:2 weeks ago",
	    "column 8: '2' is not a date; did you mean before:\"2 weeks\"?");
	check_refused(
	    "on:the moon", "column 4: 'the' is not a date; write " FORMS);
}

static void unknown_states_suggest_or_list(void **state)
{
	(void)state;
	check_refused("is:unraed",
	    "column 4: is: does not know 'unraed'; did you mean 'unread'?");
	check_refused("is:purple",
	    "column 4: is: takes unread, read, starred, "
	    "important, sent, needs_reply, inbox, draft, spam, trash");
}

static void around_needs_a_number_and_two_words(void **state)
{
	(void)state;
	check_refused(
	    "AROUND 3 b", "column 1: AROUND needs a word on its left");
	check_refused("a AROUND b",
	    "column 3: AROUND needs a number from 0 to "
	    "100 after it, as in: holiday AROUND 10 spain");
	check_refused("a AROUND 3", "column 3: AROUND needs a word on its "
				    "right");
	check_refused("a AROUND 3 is:unread",
	    "column 3: AROUND stands between "
	    "two words or phrases of the same field");
	check_refused("a AROUND 3 subject:b",
	    "column 3: AROUND stands between "
	    "two words or phrases of the same field");
}

static void operators_do_not_nest(void **state)
{
	(void)state;
	check_refused("from:(a to:b)", "column 9: an operator inside from:( )");
	check_refused(
	    "from:(a to:(b))", "column 9: an operator inside from:( )");
}

static void sizes_are_bounded(void **state)
{
	char q[QUERY_MAX_BYTES + 2];

	(void)state;
	memset(q, 'a', sizeof q);
	q[sizeof q - 1] = '\0';
	check_refused(q, "the query has 1025 bytes; at most 1024 are accepted");
	for (size_t i = 0; i < 65 * 2; i += 2)
		memcpy(q + i, "a ", 3);
	check_refused(q, "column 129: more than 64 terms");
	/* Lists in lists count, however few brackets they have. */
	check_refused("a OR (b c OR (d e OR (f g OR (h i OR (j k OR (l m OR "
		      "(n o OR (p q OR (r s OR t)))))))))",
	    "column 7: nested deeper than 16");
	memset(q, '(', 17);
	q[17] = '\0';
	check_refused(q, "column 17: nested deeper than 16");
}

static void expressions_are_checked_where_they_stand(void **state)
{
	(void)state;
	check_refused(
	    "subject:/a(b/", "column 13: missing closing parenthesis");
	check_refused("x from:/(a)\\1/",
	    "column 13: reference to non-existent subpattern");
	check_refused("subject:/offer",
	    "column 9: the regular expression here is never closed by '/'");
	check_refused("subject:/a/b",
	    "column 12: a blank must follow the regular expression; write "
	    "\\/ for a '/' in it");
	check_refused("subject://", "column 1: subject: needs a value");
	check_refused("subject:/a/ to:/b/ cc:/c/ from:/d/ list:/e/",
	    "column 36: more than 4 regular expressions");
}

static void what_is_not_utf8_is_refused(void **state)
{
	(void)state;
	check_refused("a\xff", "the query is not valid UTF-8");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(an_unknown_operator_suggests_the_near_one),
	    cmocka_unit_test(columns_count_characters_not_bytes),
	    cmocka_unit_test(brackets_must_match),
	    cmocka_unit_test(quotes_must_close_around_something),
	    cmocka_unit_test(joining_words_need_both_sides),
	    cmocka_unit_test(values_must_follow_at_once),
	    cmocka_unit_test(bad_values_say_what_is_accepted),
	    cmocka_unit_test(
		a_date_of_words_without_quotes_is_told_to_have_some),
	    cmocka_unit_test(unknown_states_suggest_or_list),
	    cmocka_unit_test(around_needs_a_number_and_two_words),
	    cmocka_unit_test(operators_do_not_nest),
	    cmocka_unit_test(sizes_are_bounded),
	    cmocka_unit_test(expressions_are_checked_where_they_stand),
	    cmocka_unit_test(what_is_not_utf8_is_refused),
	};

	return cmocka_run_group_tests_name("query errors", tests, NULL, NULL);
}
