/* test_applications.c - job applications as a fold of facts. */
#include "tests/unit/knowledge/reading.h"

#include "services/knowledge/applications/csv.h"
#include "services/knowledge/applications/fold.h"

#define DAY INT64_C(86400000)

struct world {
	struct fold_fact v[64];
	size_t n;
};

static void say(struct world *w, uint64_t email, uint64_t thread, int day,
    const char *key, const char *stage, const char *role)
{
	struct fold_fact f = {.email_id = email,
	    .thread_id = thread,
	    .at_ms = day * DAY,
	    .kind = FACT_STAGE,
	    .part = FACT_PART_BODY,
	    .to = 4,
	    .key = key,
	    .value = stage,
	    .confidence_milli = 900};

	w->v[w->n++] = f;
	if (role[0] == '\0')
		return;
	f.kind = FACT_ROLE_TITLE;
	f.value = role;
	w->v[w->n++] = f;
}

static size_t fold(
    struct arena *a, const struct world *w, const struct application **v_r)
{
	return applications_fold(a, w->v, w->n, NULL, 0, v_r);
}

static void expect_stage(const struct application *ap, enum application_stage s)
{
	assert_string_equal(
	    application_stage_name(ap->stage), application_stage_name(s));
}

static void test_service_and_people_are_one_employer(void **state)
{
	struct world w = {.n = 0};
	struct arena *a = arena_new(1u << 20);
	const struct application *v;

	(void)state;
	say(&w, 1, 10, 1, "blue fin robotics", "applied", "Analyst");
	say(&w, 2, 11, 5, "bluefinrobotics.io", "interview_invited", "");
	say(&w, 3, 11, 9, "bluefinrobotics.io", "rejected", "");
	assert_int_equal(fold(a, &w, &v), 1);
	expect_stage(&v[0], APPLICATION_REJECTED);
	assert_int_equal(v[0].id, 1);
	assert_int_equal(v[0].events_n, 3);
	assert_string_equal(v[0].domain, "bluefinrobotics.io");
	arena_free(&a);
}

static void test_two_titles_are_two_applications(void **state)
{
	struct world w = {.n = 0};
	struct arena *a = arena_new(1u << 20);
	const struct application *v;

	(void)state;
	say(&w, 1, 10, 1, "acme.com", "applied", "Data Analyst");
	say(&w, 2, 11, 2, "acme.com", "applied", "Product Designer");
	say(&w, 3, 11, 3, "acme.com", "rejected", "");
	assert_int_equal(fold(a, &w, &v), 2);
	expect_stage(&v[0], APPLICATION_APPLIED);
	expect_stage(&v[1], APPLICATION_REJECTED);
	arena_free(&a);
}

static void test_a_receipt_after_the_end_opens_another(void **state)
{
	struct world w = {.n = 0};
	struct arena *a = arena_new(1u << 20);
	const struct application *v;

	(void)state;
	say(&w, 1, 10, 1, "acme.com", "applied", "Analyst");
	say(&w, 2, 10, 5, "acme.com", "rejected", "Analyst");
	say(&w, 3, 12, 90, "acme.com", "applied", "Analyst");
	assert_int_equal(fold(a, &w, &v), 2);
	expect_stage(&v[1], APPLICATION_APPLIED);
	arena_free(&a);
}

static void test_a_repeated_receipt_does_not_lead_back(void **state)
{
	struct world w = {.n = 0};
	struct arena *a = arena_new(1u << 20);
	const struct application *v;

	(void)state;
	say(&w, 1, 10, 1, "acme.com", "interview_invited", "");
	say(&w, 2, 10, 2, "acme.com", "applied", "");
	assert_int_equal(fold(a, &w, &v), 1);
	expect_stage(&v[0], APPLICATION_INTERVIEW);
	arena_free(&a);
}

/* Deterministic shuffles; every order must give the same applications. */
static void test_the_order_of_arrival_changes_nothing(void **state)
{
	struct world w = {.n = 0};
	struct arena *a = arena_new(4u << 20);
	const struct application *want, *v;
	uint64_t seed = 3;
	size_t n;

	(void)state;
	say(&w, 1, 10, 1, "acme.com", "applied", "Analyst");
	say(&w, 2, 11, 2, "acme", "screening", "");
	say(&w, 3, 12, 2, "acme.com", "applied", "Designer");
	say(&w, 4, 12, 6, "", "interview_scheduled", "");
	say(&w, 5, 10, 8, "acme.com", "rejected", "");
	say(&w, 6, 14, 9, "other.org", "offer", "Analyst");
	n = fold(a, &w, &want);
	for (int round = 0; round < 200; round++) {
		for (size_t i = w.n - 1; i > 0; i--) {
			size_t k;
			struct fold_fact t = w.v[i];

			seed = seed * UINT64_C(6364136223846793005) + 1442695;
			k = (size_t)(seed >> 33) % (i + 1);
			w.v[i] = w.v[k];
			w.v[k] = t;
		}
		assert_int_equal(fold(a, &w, &v), n);
		for (size_t i = 0; i < n; i++) {
			assert_int_equal(v[i].id, want[i].id);
			assert_int_equal(v[i].stage, want[i].stage);
			assert_int_equal(v[i].events_n, want[i].events_n);
			assert_string_equal(v[i].role, want[i].role);
		}
		arena_reset(a);
		n = fold(a, &w, &want);
	}
	arena_free(&a);
}

static void test_a_cancelled_interview_has_no_date(void **state)
{
	struct world w = {.n = 0};
	struct arena *a = arena_new(1u << 20);
	const struct application *v;

	(void)state;
	say(&w, 1, 10, 1, "acme.com", "interview_scheduled", "");
	w.v[0].until_ms = 9 * DAY;
	assert_int_equal(fold(a, &w, &v), 1);
	assert_int_equal(v[0].next_ms, 9 * DAY);
	say(&w, 2, 10, 2, "acme.com", "interview_cancelled", "");
	assert_int_equal(fold(a, &w, &v), 1);
	assert_int_equal(v[0].next_ms, 0);
	arena_free(&a);
}

static void test_silence_is_counted_when_it_is_asked(void **state)
{
	struct world w = {.n = 0};
	struct arena *a = arena_new(1u << 20);
	const struct application *v;

	(void)state;
	say(&w, 1, 10, 1, "acme.com", "applied", "");
	assert_int_equal(fold(a, &w, &v), 1);
	assert_false(application_is_ghosted(&v[0], 0, 21 * DAY, 21));
	assert_true(application_is_ghosted(&v[0], 0, 22 * DAY, 21));
	assert_false(application_is_ghosted(&v[0], 8 * DAY, 22 * DAY, 21));
	arena_free(&a);
}

static void test_what_a_person_says_holds_and_is_taken_back(void **state)
{
	struct world w = {.n = 0};
	struct arena *a = arena_new(1u << 20);
	const struct application *v;
	const struct fold_correction said[] = {
	    {.id = 1, .email_id = 1, .other_id = 3, .kind = FOLD_MERGE},
	    {.id = 2,
		.email_id = 3,
		.kind = FOLD_STAGE,
		.value = "offer",
		.at_ms = 9 * DAY},
	    {.id = 3, .email_id = 1, .kind = FOLD_ROLE, .value = "Chief"},
	    {.id = 4, .email_id = 99, .kind = FOLD_HIDE},
	};

	(void)state;
	say(&w, 1, 10, 1, "acme.com", "applied", "Analyst");
	say(&w, 3, 11, 4, "other.org", "applied", "Designer");
	assert_int_equal(
	    applications_fold(a, w.v, w.n, said, ARRAY_LEN(said), &v), 1);
	expect_stage(&v[0], APPLICATION_OFFER);
	assert_string_equal(v[0].role, "Chief");
	assert_true(v[0].corrected);
	assert_false(v[0].hidden);
	assert_int_equal(v[0].events_n, 3);
	assert_int_equal(fold(a, &w, &v), 2);
	arena_free(&a);
}

static void test_junk_alone_makes_no_application(void **state)
{
	struct world w = {.n = 0};
	struct arena *a = arena_new(1u << 20);
	const struct application *v;

	(void)state;
	say(&w, 1, 10, 1, "acme.com", "offer", "");
	w.v[0].confidence_milli = 300;
	assert_int_equal(fold(a, &w, &v), 0);
	arena_free(&a);
}

static void test_companies_are_one_by_name_and_domain(void **state)
{
	(void)state;
	assert_true(company_same("Acme, Inc.", "acme.com"));
	assert_true(company_same("solstice energy", "solstice.energy"));
	assert_true(company_same("Orchard & Pike Ltd", "orchardpike.co"));
	assert_false(company_same("acme.com", "acme.org"));
	assert_false(company_same("", ""));
	assert_false(company_same("Blue", "Bluefin"));
}

static void test_a_cell_is_quoted_and_never_a_formula(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 1000);
	csv_field(&b, "plain", false);
	csv_field(&b, "a, \"b\"\nc", false);
	csv_field(&b, "=1+1", false);
	csv_field(&b, "-2", false);
	csv_field(&b, "@x", false);
	csv_field(&b, "+x", false);
	csv_field(&b, "\ty", false);
	csv_field(&b, "", true);
	assert_string_equal(buf_str(&b),
	    "plain,\"a, \"\"b\"\"\nc\",\"'=1+1\",\"'-2\",\"'@x\",\"'+x\","
	    "\"'\ty\",\r\n");
	buf_deinit(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_service_and_people_are_one_employer),
	    cmocka_unit_test(test_two_titles_are_two_applications),
	    cmocka_unit_test(test_a_receipt_after_the_end_opens_another),
	    cmocka_unit_test(test_a_repeated_receipt_does_not_lead_back),
	    cmocka_unit_test(test_the_order_of_arrival_changes_nothing),
	    cmocka_unit_test(test_a_cancelled_interview_has_no_date),
	    cmocka_unit_test(test_silence_is_counted_when_it_is_asked),
	    cmocka_unit_test(test_what_a_person_says_holds_and_is_taken_back),
	    cmocka_unit_test(test_junk_alone_makes_no_application),
	    cmocka_unit_test(test_companies_are_one_by_name_and_domain),
	    cmocka_unit_test(test_a_cell_is_quoted_and_never_a_formula),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
