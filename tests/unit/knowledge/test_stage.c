/* test_stage.c - the stage of a job application that a mail states. */
#include "tests/unit/knowledge/reading.h"

#include "services/knowledge/extract/stage.h"

static void expect(const char *stage, const char *subject, const char *body)
{
	struct arena *a = arena_new(8u << 20);

	assert_string_equal(test_stage(a, subject, body), stage);
	arena_free(&a);
}

static void test_a_receipt_is_applied_though_it_speaks_of_interviews(
    void **state)
{
	(void)state;
	expect("applied", "Your application",
	    "Thank you for applying for the Analyst position. If we decide to "
	    "move forward, we will invite you to an interview.");
}

static void test_a_refusal_needs_no_word_of_refusal(void **state)
{
	(void)state;
	expect("rejected", "Your interview at Acme",
	    "We have decided to move forward with other candidates.");
	expect("rejected", "Analyst role",
	    "We will not be moving forward with your application.");
}

static void test_a_denied_refusal_is_none(void **state)
{
	(void)state;
	expect("none", "Re: your application",
	    "We have not rejected your application for the role.");
}

static void test_an_offer_of_goods_is_none(void **state)
{
	(void)state;
	expect("none", "Special offer",
	    "We are pleased to offer you free shipping on all orders.");
}

static void test_what_would_be_is_none(void **state)
{
	(void)state;
	expect("none", "Our talk",
	    "If we were to offer you the position, when could you start?");
	expect("none", "Analyst role",
	    "As soon as we have decided we will invite you to an interview.");
}

static void test_an_application_for_a_loan_is_none(void **state)
{
	(void)state;
	expect("none", "Your loan application",
	    "We have received your loan application.");
}

static void test_what_is_quoted_counts_for_nothing(void **state)
{
	(void)state;
	expect("none", "Re: Analyst role",
	    "Thanks, talk soon.\n\nOn Mon, Bob wrote:\n"
	    "> We are pleased to offer you the position of Analyst.\n");
}

static void test_a_cold_mail_of_a_recruiter_is_none(void **state)
{
	(void)state;
	expect("none", "Analyst role",
	    "I came across your profile. Would you be open to a quick call "
	    "about an Analyst role with my client?");
}

static void test_an_invitation_with_an_hour_is_scheduled(void **state)
{
	struct arena *a = arena_new(8u << 20);
	struct fact_mail m = test_mail(a, "Interview",
	    "We would like to invite you to an interview on Friday, 6 March "
	    "2026 at 14:30 CET.");
	const struct fact *f = test_fact(a, &m, FACT_STAGE);

	(void)state;
	assert_non_null(f);
	assert_string_equal(f->value, "interview_scheduled");
	assert_int_equal(f->until_ms, INT64_C(1772803800000));
	arena_free(&a);
}

static void test_hours_are_the_senders(void **state)
{
	struct arena *a = arena_new((size_t)4 << 20);
	struct fact_mail m = test_mail(a, "Analyst",
	    "Your interview is scheduled on 6 March 2026 at 14:30.");
	const struct fact *f;

	(void)state;
	m.zone_min = 60;
	f = test_fact(a, &m, FACT_STAGE);
	assert_non_null(f);
	assert_int_equal(f->until_ms, INT64_C(1772803800000));
	arena_free(&a);
}

static void test_may_is_a_month_where_it_is_written_as_one(void **state)
{
	(void)state;
	expect("interview_scheduled", "Analyst",
	    "On 9 May 2026 at 10:00 UTC your interview is scheduled.");
	expect("none", "Analyst", "You may be invited to an interview.");
}

static void test_the_evidence_is_the_phrase_in_the_body(void **state)
{
	struct arena *a = arena_new(8u << 20);
	struct fact_mail m = test_mail(
	    a, "Hello", "Dear Jo,\n\nthe position has been filled.\n");
	const struct fact *f = test_fact(a, &m, FACT_STAGE);
	struct str said;

	(void)state;
	assert_non_null(f);
	said = (struct str){m.body.p + f->from, f->to - f->from};
	assert_string_equal(f->value, "closed");
	assert_true(str_eqs(said, "position has been filled"));
	assert_string_equal(f->key, "acme.com");
	arena_free(&a);
}

static void test_the_employer_is_not_the_service_that_wrote(void **state)
{
	struct arena *a = arena_new(8u << 20);
	struct fact_mail m = test_mail(a, "Analyst: your application",
	    "Thank you for applying for the Data Analyst position.");
	const struct fact *f;

	(void)state;
	m.from =
	    (struct mail_addr){"Blue Fin Hiring Team", "no-reply@lever.co"};
	m.from_text = STR("Blue Fin Hiring Team <no-reply@lever.co>");
	f = test_fact(a, &m, FACT_STAGE);
	assert_non_null(f);
	assert_string_equal(f->key, "blue fin");
	f = test_fact(a, &m, FACT_ROLE_TITLE);
	assert_non_null(f);
	assert_string_equal(f->value, "Data Analyst");
	arena_free(&a);
}

static void test_a_mail_passed_on_speaks_for_its_sender(void **state)
{
	struct arena *a = arena_new(8u << 20);
	struct fact_mail m = test_mail(a, "Fwd: Your application",
	    "FYI\n\n---------- Forwarded message ---------\n"
	    "From: Bo Lund <bo@kestrel.example>\nDate: Mon, 2 Mar 2026\n"
	    "Subject: Your application\nTo: me@other.test\n\n"
	    "We regret that your application was not successful.\n");
	const struct fact *f;

	(void)state;
	m.from = (struct mail_addr){"", TEST_USER};
	m.from_text = STR(TEST_USER);
	m.is_outgoing = true;
	f = test_fact(a, &m, FACT_STAGE);
	assert_non_null(f);
	assert_string_equal(f->value, "rejected");
	assert_string_equal(f->key, "kestrel.example");
	arena_free(&a);
}

static void test_the_user_withdraws_and_accepts(void **state)
{
	struct arena *a = arena_new(8u << 20);
	struct fact_mail m = test_mail(
	    a, "Re: Analyst role", "I would like to withdraw my application.");

	(void)state;
	m.is_outgoing = true;
	assert_string_equal(test_fact(a, &m, FACT_STAGE)->value, "withdrawn");
	m.body = STR("I am happy to accept your offer.");
	m.spans.n = 0;
	assert_string_equal(test_fact(a, &m, FACT_STAGE)->value, "accepted");
	arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		test_a_receipt_is_applied_though_it_speaks_of_interviews),
	    cmocka_unit_test(test_a_refusal_needs_no_word_of_refusal),
	    cmocka_unit_test(test_a_denied_refusal_is_none),
	    cmocka_unit_test(test_an_offer_of_goods_is_none),
	    cmocka_unit_test(test_what_would_be_is_none),
	    cmocka_unit_test(test_an_application_for_a_loan_is_none),
	    cmocka_unit_test(test_what_is_quoted_counts_for_nothing),
	    cmocka_unit_test(test_a_cold_mail_of_a_recruiter_is_none),
	    cmocka_unit_test(test_an_invitation_with_an_hour_is_scheduled),
	    cmocka_unit_test(test_hours_are_the_senders),
	    cmocka_unit_test(test_may_is_a_month_where_it_is_written_as_one),
	    cmocka_unit_test(test_the_evidence_is_the_phrase_in_the_body),
	    cmocka_unit_test(test_the_employer_is_not_the_service_that_wrote),
	    cmocka_unit_test(test_a_mail_passed_on_speaks_for_its_sender),
	    cmocka_unit_test(test_the_user_withdraws_and_accepts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
