/* test_ask.c - the typed language of questions: what it takes, where it says
 * what is wrong. */
#include "services/knowledge/ask/ask.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <cmocka.h>

#define NOW INT64_C(1795000000000)
#define DAY INT64_C(86400000)

static struct ask good(struct arena *a, const char *text)
{
	struct ask k = {.place = "", .as_of_ms = NOW, .limit = 50};
	struct err err = {0};

	if (ask_parse(a, str_of(text), NOW, &k, &err) < 0)
		fail_msg("%s: %s", text, err.text);
	return k;
}

static void bad(const char *text, const char *why)
{
	struct arena *a = arena_new(1 << 20);
	struct ask k = {.place = "", .as_of_ms = NOW, .limit = 50};
	struct err err = {0};

	assert_int_equal(ask_parse(a, str_of(text), NOW, &k, &err), -1);
	assert_string_equal(err.field, "q");
	if (strstr(err.text, why) == NULL)
		fail_msg("%s: %s", text, err.text);
	arena_free(&a);
}

static void a_kind_and_its_fields_are_read(void **state)
{
	struct arena *a = arena_new(1 << 20);
	struct ask k = good(a, "people at:Acme.com last:<90d limit:7");

	(void)state;
	assert_string_equal(k.kind, "people");
	assert_string_equal(k.place, "acme.com");
	assert_true(k.since_ms == NOW - 90 * DAY);
	assert_int_equal(k.limit, 7);
	arena_free(&a);
}

static void a_path_goes_from_me_to_a_person(void **state)
{
	struct arena *a = arena_new(1 << 20);
	struct ask k = good(a, "path from:me to:\"Bob Marsh\" via:anna");

	(void)state;
	assert_int_equal(k.words_n, 2);
	assert_string_equal(k.words[1], "marsh");
	assert_int_equal(k.other_n, 1);
	assert_string_equal(k.other[0], "anna");
	arena_free(&a);
}

static void plain_words_are_a_persons(void **state)
{
	struct arena *a = arena_new(1 << 20);
	struct ask k = good(a, "open \"anna keller\" as-of:2026-03-01");

	(void)state;
	assert_string_equal(k.kind, "open");
	assert_int_equal(k.words_n, 2);
	assert_true(k.as_of_ms == INT64_C(1772409599000));
	arena_free(&a);
}

static void a_mistake_is_shown_with_its_column(void **state)
{
	(void)state;
	bad("", "column 1: a kind");
	bad("frogs", "column 1: no such question");
	bad("people foo:1", "column 8: no such field");
	bad("people at:", "column 11: a value is missing");
	bad("people last:90", "column 13: is no time");
	bad("people last:<99999y", "column 13: is no time");
	bad("people limit:0", "column 14: is no number");
	bad("people \"anna", "column 8: a quote");
	bad("open as-of:soon", "column 12: is no date");
	bad("path from:bob to:anna", "column 11: a path begins");
	bad("path from:me", "to:NAME is missing");
	bad("know anna", "at:COMPANY is missing");
	bad("open via:bob", "column 10: via: belongs to path");
}

static void words_and_length_are_bounded(void **state)
{
	char text[ASK_BYTES + 2];

	(void)state;
	bad("people a b c d e f g h i j k l m n o p q", "too many words");
	memset(text, 'a', sizeof text - 1);
	text[sizeof text - 1] = '\0';
	bad(text, "longer than 500 bytes");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_kind_and_its_fields_are_read),
	    cmocka_unit_test(a_path_goes_from_me_to_a_person),
	    cmocka_unit_test(plain_words_are_a_persons),
	    cmocka_unit_test(a_mistake_is_shown_with_its_column),
	    cmocka_unit_test(words_and_length_are_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
