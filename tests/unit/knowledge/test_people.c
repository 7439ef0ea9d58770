/* test_people.c - addresses of an email become participations. */
#include "services/knowledge/people.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <cmocka.h>

static const struct mail_of mail = {
    .email_id = 7, .thread_id = 3, .at_ms = 1000};

static void a_name_and_an_address_are_told_apart(void **state)
{
	struct arena *a = arena_new(1 << 20);
	struct participations *p = participations_new(a, 10);

	(void)state;
	participations_add(a, p, &mail, "to", "Anna <B> <Anna@Corp.Example>");
	assert_int_equal(p->n, 1);
	assert_string_equal(p->names[0], "Anna <B>");
	assert_string_equal(p->addrs[0], "anna@corp.example");
	assert_string_equal(p->domains[0], "corp.example");
	arena_free(&a);
}

static void what_is_no_address_is_left_out(void **state)
{
	struct arena *a = arena_new(1 << 20);
	struct participations *p = participations_new(a, 10);

	(void)state;
	participations_add(a, p, &mail, "to", "undisclosed recipients");
	participations_add(a, p, &mail, "to", "");
	participations_add(a, p, &mail, "to", "<>");
	assert_int_equal(p->n, 0);
	arena_free(&a);
}

static void an_address_counts_once_an_email_and_role(void **state)
{
	struct arena *a = arena_new(1 << 20);
	struct participations *p = participations_new(a, 10);

	(void)state;
	participations_add(a, p, &mail, "to", "a@b.example");
	participations_add(a, p, &mail, "to", "A@B.example");
	participations_add(a, p, &mail, "cc", "a@b.example");
	assert_int_equal(p->n, 2);
	arena_free(&a);
}

static void free_providers_are_no_companies(void **state)
{
	(void)state;
	assert_false(domain_is_company(STR("gmail.com")));
	assert_false(domain_is_company(STR("greenhouse.io")));
	assert_false(domain_is_company(STR("localhost")));
	assert_true(domain_is_company(STR("northwind.example")));
}

static void no_more_than_the_room_is_taken(void **state)
{
	struct arena *a = arena_new(1 << 20);
	struct participations *p = participations_new(a, 1);

	(void)state;
	participations_add(a, p, &mail, "to", "a@b.example");
	participations_add(a, p, &mail, "to", "c@b.example");
	assert_int_equal(p->n, 1);
	arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_name_and_an_address_are_told_apart),
	    cmocka_unit_test(what_is_no_address_is_left_out),
	    cmocka_unit_test(an_address_counts_once_an_email_and_role),
	    cmocka_unit_test(free_providers_are_no_companies),
	    cmocka_unit_test(no_more_than_the_room_is_taken),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
