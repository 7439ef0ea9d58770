/* test_cluster.c - which addresses are one person, and which are not. */
#include "services/knowledge/people/cluster.h"
#include "services/knowledge/people/company.h"
#include "services/knowledge/people/name.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <cmocka.h>

#define MAX_ADDRS 80

struct world {
	struct arena *a;
	struct cluster c;
};

static int world_new(void **state)
{
	struct arena *a = arena_new(1 << 22);
	struct world *w = ARENA_NEW(a, struct world);

	w->a = a;
	w->c = (struct cluster){
	    .arena = a, .v = ARENA_ARRAY(a, struct cluster_addr, MAX_ADDRS)};
	*state = w;
	return 0;
}

static int world_free(void **state)
{
	struct world *w = *state;
	struct arena *a = w->a;

	arena_free(&a);
	return 0;
}

/* Addresses are added in the order of their bytes. */
static struct cluster_addr *add(
    struct world *w, const char *addr, const char *name)
{
	struct cluster_addr *x = &w->c.v[w->c.n++];

	*x = (struct cluster_addr){.addr = addr,
	    .seen = 3,
	    .is_member = true,
	    .v = ARENA_ARRAY(w->a, struct cluster_value, 8),
	    .max = 8};
	if (name != NULL)
		x->v[x->n++] = (struct cluster_value){"name", name,
		    arena_printf(w->a, "n:%s", name_key(w->a, str_of(name))),
		    3};
	return x;
}

static void says(struct cluster_addr *x, const char *kind, const char *value,
    const char *norm)
{
	x->v[x->n++] = (struct cluster_value){kind, value, norm, 1};
}

static bool one(struct world *w, const char *a, const char *b)
{
	cluster_people(&w->c);
	return w->c.v[cluster_find(&w->c, a)].root ==
	       w->c.v[cluster_find(&w->c, b)].root;
}

static void a_full_name_at_one_company_is_one_person(void **state)
{
	struct world *w = *state;

	add(w, "akeller@acme.example", "Keller, Anna");
	add(w, "anna.keller@acme.example", "Anna Keller");
	assert_true(one(w, "akeller@acme.example", "anna.keller@acme.example"));
	assert_int_equal(w->c.edges_n, 1);
	assert_int_equal(w->c.edges[0].rule, RULE_NAME_AT_COMPANY);
	assert_string_equal(w->c.edges[0].by, "anna keller");
}

static void namesakes_at_two_companies_are_two(void **state)
{
	struct world *w = *state;

	add(w, "anna.keller@acme.example", "Anna Keller");
	add(w, "anna.keller@other.example", "Anna Keller");
	assert_false(
	    one(w, "anna.keller@acme.example", "anna.keller@other.example"));
}

static void numbered_namesakes_of_a_company_are_two(void **state)
{
	struct world *w = *state;

	add(w, "john.smith2@acme.example", "John Smith");
	add(w, "john.smith@acme.example", "John Smith");
	assert_false(
	    one(w, "john.smith2@acme.example", "john.smith@acme.example"));
}

static void two_telephones_are_two_persons(void **state)
{
	struct world *w = *state;

	says(add(w, "jo.smith@acme.example", "John Smith"), "phone", "1",
	    "p:1234567");
	says(add(w, "john.smith@acme.example", "John Smith"), "phone", "2",
	    "p:7654321");
	assert_false(
	    one(w, "jo.smith@acme.example", "john.smith@acme.example"));
}

static void a_shown_name_alone_joins_nothing(void **state)
{
	struct world *w = *state;

	add(w, "anna.keller@acme.example", "Anna Keller");
	add(w, "x7@evil.example", "Anna Keller");
	add(w, "zz.office@gmail.com", "Anna Keller");
	assert_false(one(w, "anna.keller@acme.example", "x7@evil.example"));
	assert_false(one(w, "anna.keller@acme.example", "zz.office@gmail.com"));
}

static void an_uncommon_name_is_believed_where_the_user_writes_to_both(
    void **state)
{
	struct world *w = *state;

	add(w, "anna.keller@acme.example", "Anna Keller")->asked = 1;
	add(w, "annakeller@gmail.com", "Anna Keller")->asked = 1;
	assert_true(one(w, "anna.keller@acme.example", "annakeller@gmail.com"));
	w->c.v[1].asked = 0;
	assert_false(
	    one(w, "anna.keller@acme.example", "annakeller@gmail.com"));
}

static void a_common_name_needs_more(void **state)
{
	struct world *w = *state;

	add(w, "john.smith@acme.example", "John Smith")->asked = 1;
	add(w, "johnsmith@gmail.com", "John Smith")->asked = 1;
	assert_false(one(w, "john.smith@acme.example", "johnsmith@gmail.com"));
}

static void a_telephone_follows_a_person_to_a_new_job(void **state)
{
	struct world *w = *state;

	says(add(w, "anna.keller@acme.example", "Anna Keller"), "phone", "1",
	    "p:1234567");
	says(add(w, "keller@other.example", "Anna Keller"), "phone", "1",
	    "p:1234567");
	assert_true(one(w, "anna.keller@acme.example", "keller@other.example"));
}

static void what_one_says_is_theirs_is(void **state)
{
	struct world *w = *state;

	says(add(w, "anna.keller@acme.example", "Anna Keller"), "also",
	    "anna@reuter.example", "a:anna@reuter.example");
	add(w, "anna@reuter.example", "Anna Reuter");
	assert_true(one(w, "anna.keller@acme.example", "anna@reuter.example"));
}

static void answers_going_elsewhere_are_believed_after_the_user(void **state)
{
	struct world *w = *state;

	says(add(w, "anna.keller@acme.example", "Anna Keller"), "reply_to",
	    "annakeller@gmail.com", "a:annakeller@gmail.com");
	add(w, "annakeller@gmail.com", "Anna Keller");
	assert_false(
	    one(w, "anna.keller@acme.example", "annakeller@gmail.com"));
	w->c.v[1].asked = 1;
	assert_true(one(w, "anna.keller@acme.example", "annakeller@gmail.com"));
}

static void a_desk_is_no_person(void **state)
{
	struct world *w = *state;

	add(w, "anna.keller@acme.example", "Anna Keller");
	add(w, "info@acme.example", "Anna Keller");
	assert_false(one(w, "anna.keller@acme.example", "info@acme.example"));
	assert_true(w->c.v[1].is_role);
}

static void a_shared_mailbox_joins_nobody(void **state)
{
	struct world *w = *state;
	struct cluster_addr *x;

	add(w, "anna.keller@acme.example", "Anna Keller");
	x = add(w, "front@acme.example", "Anna Keller");
	says(x, "name", "Bob Marsh", "n:robert marsh");
	x->v[1].n = 3;
	assert_false(one(w, "anna.keller@acme.example", "front@acme.example"));
}

static void what_the_user_says_holds(void **state)
{
	struct world *w = *state;
	const struct cluster_said not_same = {
	    "akeller@acme.example", "anna.keller@acme.example", false};
	const struct cluster_said same = {
	    "anna.keller@acme.example", "x7@evil.example", true};

	add(w, "akeller@acme.example", "Keller, Anna");
	add(w, "anna.keller@acme.example", "Anna Keller");
	add(w, "x7@evil.example", "Somebody");
	w->c.said_n = 1;
	w->c.said = &not_same;
	assert_false(
	    one(w, "akeller@acme.example", "anna.keller@acme.example"));
	w->c.said = &same;
	assert_true(one(w, "anna.keller@acme.example", "x7@evil.example"));
}

static void a_name_that_very_many_share_joins_nobody(void **state)
{
	struct world *w = *state;

	for (int i = 0; i <= CLUSTER_BLOCK; i++)
		add(w,
		    arena_printf(
			w->a, "k%c%c@acme.example", 'a' + i / 26, 'a' + i % 26),
		    "Anna Keller");
	cluster_people(&w->c);
	assert_int_equal(w->c.edges_n, 0);
	w->c.n--;
	cluster_people(&w->c);
	assert_int_equal(w->c.edges_n, CLUSTER_BLOCK - 1);
}

static void free_providers_are_no_companies(void **state)
{
	struct world *w = *state;

	assert_false(domain_is_company(STR("gmail.com")));
	assert_false(domain_is_company(STR("greenhouse.io")));
	assert_false(domain_is_company(STR("localhost")));
	assert_true(domain_is_company(STR("northwind.example")));
	assert_string_equal(
	    company_of(w->a, "a@mail.northwind.co.uk"), "northwind.co.uk");
}

static void an_id_is_of_what_it_names(void **state)
{
	(void)state;
	assert_int_equal(graph_id("person", "a@b.example"),
	    graph_id("person", "a@b.example"));
	assert_int_not_equal(graph_id("person", "a@b.example"),
	    graph_id("company", "a@b.example"));
	assert_true((int64_t)graph_id("person", "a@b.example") > 0);
}

#define WORLD_TEST(f) cmocka_unit_test_setup_teardown(f, world_new, world_free)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    WORLD_TEST(a_full_name_at_one_company_is_one_person),
	    WORLD_TEST(namesakes_at_two_companies_are_two),
	    WORLD_TEST(numbered_namesakes_of_a_company_are_two),
	    WORLD_TEST(two_telephones_are_two_persons),
	    WORLD_TEST(a_shown_name_alone_joins_nothing),
	    WORLD_TEST(
		an_uncommon_name_is_believed_where_the_user_writes_to_both),
	    WORLD_TEST(a_common_name_needs_more),
	    WORLD_TEST(a_telephone_follows_a_person_to_a_new_job),
	    WORLD_TEST(what_one_says_is_theirs_is),
	    WORLD_TEST(answers_going_elsewhere_are_believed_after_the_user),
	    WORLD_TEST(a_desk_is_no_person),
	    WORLD_TEST(a_shared_mailbox_joins_nobody),
	    WORLD_TEST(what_the_user_says_holds),
	    WORLD_TEST(a_name_that_very_many_share_joins_nobody),
	    WORLD_TEST(free_providers_are_no_companies),
	    cmocka_unit_test(an_id_is_of_what_it_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
