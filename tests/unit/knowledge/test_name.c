/* test_name.c - names of persons and what their addresses tell. */
#include "services/knowledge/people/name.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <cmocka.h>

static void same(const char *one, const char *other)
{
	struct arena *a = arena_new(1 << 20);

	assert_string_not_equal(name_key(a, str_of(one)), "");
	assert_string_equal(
	    name_key(a, str_of(one)), name_key(a, str_of(other)));
	arena_free(&a);
}

static void none(const char *name)
{
	struct arena *a = arena_new(1 << 20);

	assert_string_equal(name_key(a, str_of(name)), "");
	arena_free(&a);
}

static void order_case_titles_and_brackets_do_not_matter(void **state)
{
	(void)state;
	same("Anna Keller", "Keller, Anna");
	same("Anna Keller", "ANNA KELLER (Acme)");
	same("Anna Keller", "Dr. Anna M. Keller, PhD");
	same("Anna Keller", "\"Anna Keller\" via Docs");
}

static void accents_and_their_spellings_are_one_name(void **state)
{
	(void)state;
	same("Jürgen Groß", "Juergen Gross");
	same("José Núñez", "Jose Nunez");
	same("Łukasz Żak", "łukasz żak");
}

static void short_forms_are_written_out(void **state)
{
	(void)state;
	same("Bob Keller", "Robert Keller");
	same("Annie Keller", "Anna Keller");
	same("Mike Keller", "Michael Keller");
}

static void other_persons_stay_others(void **state)
{
	struct arena *a = arena_new(1 << 20);

	(void)state;
	assert_string_not_equal(
	    name_key(a, STR("Anna Keller")), name_key(a, STR("Anna Kessler")));
	assert_string_not_equal(
	    name_key(a, STR("Anna Keller")), name_key(a, STR("Hanna Keller")));
	arena_free(&a);
}

static void desks_single_words_and_addresses_are_no_persons(void **state)
{
	(void)state;
	none("");
	none("Anna");
	none("A. Keller");
	none("Acme Support Team");
	none("anna@acme.example");
	none("Agent 47 Smith");
	none("one two three four five six seven");
}

static void a_name_is_shown_in_its_natural_order(void **state)
{
	struct arena *a = arena_new(1 << 20);

	(void)state;
	assert_string_equal(
	    name_shown(a, STR("KELLER, ANNA (Acme)")), "Anna Keller");
	assert_string_equal(
	    name_shown(a, STR("Ronald McDonald")), "Ronald McDonald");
	assert_string_equal(name_shown(a, STR("a@b.example")), "");
	arena_free(&a);
}

static void addresses_of_functions_are_no_persons(void **state)
{
	(void)state;
	assert_true(addr_is_role("info@acme.example"));
	assert_true(addr_is_role("no-reply@acme.example"));
	assert_true(addr_is_role("jobs-berlin@acme.example"));
	assert_true(addr_is_role("berlin-jobs@acme.example"));
	assert_true(addr_is_role("bounce+123=me=x.org@acme.example"));
	assert_false(addr_is_role("anna.keller@acme.example"));
	assert_false(addr_is_role("hilary@acme.example"));
	assert_false(addr_is_role("itamar@acme.example"));
}

static void a_local_part_spells_a_name_or_not(void **state)
{
	(void)state;
	assert_int_equal(
	    addr_spells("anna.keller@x.example", "anna keller"), 2);
	assert_int_equal(addr_spells("akeller@x.example", "anna keller"), 2);
	assert_int_equal(addr_spells("bob.k@x.example", "anna keller"), 0);
	assert_int_equal(addr_spells("anna@x.example", "anna keller"), 1);
	assert_int_equal(
	    addr_spells("bobkeller@x.example", "robert keller"), 2);
}

static void a_line_under_a_letter_is_a_name_or_not(void **state)
{
	(void)state;
	assert_true(name_is_likely(STR("Anna Keller")));
	assert_true(name_is_likely(STR("Anna")));
	assert_false(name_is_likely(STR("see you on Monday")));
	assert_false(name_is_likely(STR("Tel: 123")));
	assert_false(name_is_likely(STR("Acme Support")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(order_case_titles_and_brackets_do_not_matter),
	    cmocka_unit_test(accents_and_their_spellings_are_one_name),
	    cmocka_unit_test(short_forms_are_written_out),
	    cmocka_unit_test(other_persons_stay_others),
	    cmocka_unit_test(desks_single_words_and_addresses_are_no_persons),
	    cmocka_unit_test(a_name_is_shown_in_its_natural_order),
	    cmocka_unit_test(addresses_of_functions_are_no_persons),
	    cmocka_unit_test(a_local_part_spells_a_name_or_not),
	    cmocka_unit_test(a_line_under_a_letter_is_a_name_or_not),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
