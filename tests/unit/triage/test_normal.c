/* test_normal.c - disguised words become the words they imitate. */
#include "services/triage/spam/normal.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdlib.h>

static struct triage_normal read_of(struct arena *a, const char *text)
{
	struct triage_normal n;

	triage_normal_read(a, str_of(text), 4096, &n);
	return n;
}

static void check(const char *text, const char *expected)
{
	struct arena *a = arena_new(1 << 20);
	struct triage_normal n = read_of(a, text);

	if (!str_eqs(n.text, expected))
		fail_msg("'%s' became '%.*s', not '%s'", text, (int)n.text.n,
		    n.text.p, expected);
	arena_free(&a);
}

static void plain_text_is_lower_case_with_single_spaces(void **state)
{
	(void)state;
	check("Dear  Ann,\n\tsee you at 10:30!", "dear ann, see you at 10:30!");
	check("", "");
	check("Caf\xC3\xA9", "cafe");
}

static void zero_width_characters_vanish(void **state)
{
	struct arena *a = arena_new(1 << 20);
	struct triage_normal n;

	(void)state;
	n = read_of(a, "vi\xE2\x80\x8B"
		       "ag\xC2\xAD"
		       "ra");
	assert_true(str_eqs(n.text, "viagra"));
	assert_int_equal(n.invisible, 2);
	arena_free(&a);
}

static void letters_of_other_alphabets_become_those_they_imitate(void **state)
{
	(void)state;
	check("v\xD1\x96\xD0\xB0gra", "viagra"); /* Cyrillic i and a */
	check(
	    "\xF0\x9D\x90\x85\xF0\x9D\x90\xAB\xF0\x9D\x90\x9E\xF0\x9D\x90\x9E",
	    "free"); /* mathematical bold */
}

static void a_word_of_another_alphabet_stays_one(void **state)
{
	(void)state;
	check("\xD0\xBF\xD1\x80\xD0\xB8\xD0\xB2\xD0\xB5\xD1\x82",
	    "\xD0\xBF\xD1\x80\xD0\xB8\xD0\xB2\xD0\xB5\xD1\x82");
	check("\xD0\xBE\xD0\xBD", "\xD0\xBE\xD0\xBD");
}

static void signs_between_letters_are_letters(void **state)
{
	(void)state;
	check("V1agra c@sh m0ney fr3e $ale", "viagra cash money free sale");
	check("c!alis", "cialis");
}

static void numbers_and_prices_stay_as_they_are(void **state)
{
	(void)state;
	check("$10 in 2026, call 555 1234", "$10 in 2026, call 555 1234");
	check("mp3 q4 h264", "mp3 q4 h264");
	check("ann@example.org", "ann@example.org");
}

static void letters_set_apart_are_joined(void **state)
{
	(void)state;
	check("buy v i a g r a now", "buy viagra now");
	check("v.i.a.g.r.a", "viagra ");
	check("plan b or c", "plan b or c");
}

static void repetitions_are_cut_short(void **state)
{
	(void)state;
	check("freeeeee!!!!!!", "free!!!");
}

static void no_more_is_read_or_written_than_allowed(void **state)
{
	struct arena *a = arena_new(1 << 20);
	struct triage_normal n;
	char text[2000];

	(void)state;
	memset(text, 'x', sizeof text);
	for (size_t i = 0; i < sizeof text; i++)
		text[i] = (char)("ab.1@ "[(i * 7 + i / 11) % 6]);
	for (size_t max = 0; max < 300; max++) {
		triage_normal_read(a, (struct str){text, sizeof text}, max, &n);
		assert_true(n.text.n <= max);
	}
	arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(plain_text_is_lower_case_with_single_spaces),
	    cmocka_unit_test(zero_width_characters_vanish),
	    cmocka_unit_test(
		letters_of_other_alphabets_become_those_they_imitate),
	    cmocka_unit_test(a_word_of_another_alphabet_stays_one),
	    cmocka_unit_test(signs_between_letters_are_letters),
	    cmocka_unit_test(numbers_and_prices_stay_as_they_are),
	    cmocka_unit_test(letters_set_apart_are_joined),
	    cmocka_unit_test(repetitions_are_cut_short),
	    cmocka_unit_test(no_more_is_read_or_written_than_allowed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
