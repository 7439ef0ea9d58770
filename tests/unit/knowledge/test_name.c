/* test_name.c - names of persons and what their addresses tell. */
#include "services/knowledge/people/letters.h"
#include "services/knowledge/people/name.h"
#include "services/knowledge/people/names.def.h"

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

static void a_familys_name_may_come_first(void **state)
{
	(void)state;
	same("Anna Keller", "KELLER Anna");
	same("Anna Keller", "KELLER Anna Maria");
	same("Anna Keller", "Keller Anna");
	same("Ana Garcia Lopez", "GARCIA LOPEZ Ana");
	same("James Keller", "James KELLER");
}

static void a_given_name_that_is_a_familys_too_stays_where_it_is(void **state)
{
	struct arena *a = arena_new(1 << 20);

	(void)state;
	assert_string_equal(name_key(a, STR("Priya Thomas")), "priya thomas");
	assert_string_equal(name_key(a, STR("Keller Martin")), "keller martin");
	assert_string_equal(name_key(a, STR("Thomas, Anna")), "anna thomas");
	arena_free(&a);
}

static void other_alphabets_are_written_in_ours(void **state)
{
	(void)state;
	same("Sergei Volkov", "Сергей Волков");
	same("Sergey Sokolovsky", "Сергей Соколовский");
	same("Nikos Papadakis", "Νίκος Παπαδάκης");
	same("Maria Georgiou", "Μαρία Γεωργίου");
	same("Thao Pham", "Thảo Phạm");
	same("José Carreño", "Jose\xcc\x81 Carren\xcc\x83o");
}

static void bytes_that_are_no_letters_are_passed_over(void **state)
{
	char out[NAME_WORD_BYTES];

	(void)state;
	name_fold((struct str){"an\xffna\xc3", 6}, out);
	assert_int_equal(strlen(out), 6);
	name_fold(STR("\xd0\xa9\xd0\xa9\xd0\xa9\xd0\xa9\xd0\xa9\xd0\xa9"
		      "\xd0\xa9\xd0\xa9\xd0\xa9\xd0\xa9\xd0\xa9\xd0\xa9"),
	    out);
	assert_true(strlen(out) < NAME_WORD_BYTES);
}

static void folded(const char *word)
{
	char out[NAME_WORD_BYTES];

	name_fold(str_of(word), out);
	assert_string_equal(out, word);
}

/* They are looked up by halves. */
static void the_tables_are_folded_and_sorted(void **state)
{
#define X_NICK(nick, name) nick, name,
#define X_WORD(w) w,
	static const char *const nicks[] = {NICKNAMES(X_NICK)};
	static const char *const given[] = {GIVEN_NAMES(X_WORD)};
#undef X_NICK
#undef X_WORD

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(nicks); i++) {
		folded(nicks[i]);
		if (i % 2 == 0 && i > 0)
			assert_true(strcmp(nicks[i - 2], nicks[i]) < 0);
		for (size_t k = 0; i % 2 == 1 && k < ARRAY_LEN(nicks); k += 2)
			assert_string_not_equal(nicks[i], nicks[k]);
	}
	for (size_t i = 0; i < ARRAY_LEN(given); i++) {
		folded(given[i]);
		assert_true(i == 0 || strcmp(given[i - 1], given[i]) < 0);
	}
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
	    cmocka_unit_test(a_familys_name_may_come_first),
	    cmocka_unit_test(
		a_given_name_that_is_a_familys_too_stays_where_it_is),
	    cmocka_unit_test(other_alphabets_are_written_in_ours),
	    cmocka_unit_test(bytes_that_are_no_letters_are_passed_over),
	    cmocka_unit_test(the_tables_are_folded_and_sorted),
	    cmocka_unit_test(other_persons_stay_others),
	    cmocka_unit_test(desks_single_words_and_addresses_are_no_persons),
	    cmocka_unit_test(a_name_is_shown_in_its_natural_order),
	    cmocka_unit_test(addresses_of_functions_are_no_persons),
	    cmocka_unit_test(a_local_part_spells_a_name_or_not),
	    cmocka_unit_test(a_line_under_a_letter_is_a_name_or_not),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
