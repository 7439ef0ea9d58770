/* test_score.c - the parts of a score add up to it, and it makes sense. */
#include "tests/unit/triage/triage_fixture.h"
#include "services/triage/model/model.h"
#include <math.h>

static int32_t sum(const struct triage_score *s, enum triage_part_of of)
{
	int32_t total = 0;

	for (size_t i = 0; i < s->n_parts; i++)
		total += s->parts[i].of == of ? s->parts[i].weight : 0;
	return total;
}

static void check_sums(const struct triage_score *s)
{
	double p = 0;

	assert_int_equal(sum(s, PART_CATEGORY), s->margin_milli);
	assert_int_equal(sum(s, PART_RISK), s->risk);
	assert_int_equal(sum(s, PART_PRIORITY), s->priority);
	for (unsigned c = 0; c < TRIAGE_CATEGORIES_N; c++)
		p += s->p[c];
	assert_true(fabs(p - 1) < 1e-9);
	assert_in_range(s->risk, 0, 100);
	assert_in_range(s->priority, 0, 100);
	for (size_t i = 0; i < s->n_parts; i++)
		assert_true(strlen(s->parts[i].evidence) <= 80);
}

static void phish(struct fixture *f)
{
	static struct triage_link l = {
	    {"http://192.0.2.1/x", 18}, {"www.paypal.com", 14}};

	f->mail.from_name = STR("PayPal Service");
	f->mail.from_addr = STR("x8k2jq9@mail-paypa1.top");
	f->mail.subject = STR("Your account has been suspended");
	f->mail.body = STR(
	    "Dear customer, we noticed unusual activity. Verify "
	    "your account within 24 hours or it will be closed. Click here.");
	f->mail.links = &l;
	f->mail.n_links = 1;
	f->mail.dmarc = AUTH_FAIL;
}

static void parts_add_up_for_mail_of_every_kind(void **state)
{
	struct fixture *f = *state;
	static const char *const bodies[] = {"", "?", "Hello Ann, lunch?",
	    "We received your application and will review it.",
	    "Invoice 12 for $40.00 is due on 5 December 2026.",
	    "\xFF\xFE broken \xC3",
	    "Buy now! 50% off everything, free shipping",
	    "Your verification code is 482913"};

	for (size_t i = 0; i < ARRAY_LEN(bodies); i++) {
		f->mail.body = str_of(bodies[i]);
		f->mail.list_unsubscribe = i % 2 ? STR("<x>") : STR("");
		judge(f);
		check_sums(&f->score);
	}
	phish(f);
	judge(f);
	check_sums(&f->score);
}

static void parts_add_up_with_corrections(void **state)
{
	struct fixture *f = *state;
	struct triage_prior prior = {
	    .priority = -20, .evidence = "1 of your corrections"};

	prior.milli[CATEGORY_TRAVEL] = 9000;
	triage_score(
	    f->scorer, f->arena, &f->mail, &f->user, &prior, NOW_MS, &f->score);
	assert_int_equal(f->score.category, CATEGORY_TRAVEL);
	check_sums(&f->score);
}

static void a_phishing_mail_is_dangerous_and_never_urgent(void **state)
{
	struct fixture *f = *state;

	phish(f);
	judge(f);
	assert_int_equal(f->score.category, CATEGORY_PHISHING);
	assert_int_equal(f->score.level, LEVEL_CRITICAL);
	assert_int_equal(f->score.priority, 0);
	assert_int_equal(f->score.band, BAND_NONE);
}

static void an_interview_tomorrow_is_for_now(void **state)
{
	struct fixture *f = *state;

	f->mail.subject = STR("Interview invitation: backend engineer");
	f->mail.body =
	    STR("We would like to invite you to an interview on 22 "
		"November at 14:00. Does that work for you? Please confirm.");
	judge(f);
	assert_int_equal(f->score.category, CATEGORY_INTERVIEW);
	assert_int_equal(f->score.band, BAND_NOW);
	assert_true(f->score.needs_reply);
	assert_int_equal(
	    f->score.event_ms, (TODAY + 1) * INT64_C(86400000) + 14 * 3600000);
	assert_int_equal(f->score.risk, 0);
}

static void hours_are_the_senders_and_a_machines_are_the_readers(void **state)
{
	struct fixture *f = *state;
	const int64_t day = (TODAY + 1) * INT64_C(86400000);

	f->user.tz_offset_min = 60;
	f->mail.subject = STR("Interview invitation");
	f->mail.body = STR("Your interview is on 22 November at 10:00.");
	judge(f);
	assert_int_equal(f->score.event_ms, day + 9 * 3600000);
	f->mail.zone_min = -300;
	judge(f);
	assert_int_equal(f->score.event_ms, day + 15 * 3600000);
	f->mail.auto_submitted = STR("auto-generated");
	judge(f);
	assert_int_equal(f->score.event_ms, day + 9 * 3600000);
}

static void a_bill_has_its_due_date_at_the_end_of_that_day(void **state)
{
	struct fixture *f = *state;

	f->user.tz_offset_min = 60;
	f->mail.subject = STR("Your electricity bill");
	f->mail.body =
	    STR("Amount due: $40.00. Please pay by 5 December 2026.");
	judge(f);
	assert_int_equal(f->score.category, CATEGORY_BILL);
	assert_int_equal(
	    f->score.due_ms, civil_to_days(2026, 12, 5) * INT64_C(86400000) +
				 (1439 - 60) * INT64_C(60000));
}

static void an_invitations_start_comes_from_its_calendar(void **state)
{
	struct fixture *f = *state;

	f->mail.calendar =
	    STR("BEGIN:VCALENDAR\r\nBEGIN:VTIMEZONE\r\n"
		"DTSTART:19700101T000000\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT\r\n"
		"DTSTART:20261125T130000Z\r\nEND:VEVENT\r\n");
	judge(f);
	assert_int_equal(f->score.event_ms,
	    civil_to_days(2026, 11, 25) * INT64_C(86400000) + 13 * 3600000);
}

static void malformed_calendars_give_no_event(void **state)
{
	static const char *const ics[] = {"BEGIN:VEVENT",
	    "BEGIN:VEVENT\nDTSTART",
	    "BEGIN:VEVENT\nDTSTART:", "BEGIN:VEVENT\nDTSTART:2026",
	    "BEGIN:VEVENT\nDTSTART:20261399",
	    "BEGIN:VEVENT\nDTSTART:20261125T99"
	    "0000Z",
	    "DTSTART:20261125"};
	struct fixture *f = *state;

	for (size_t i = 0; i < ARRAY_LEN(ics); i++) {
		f->mail.calendar = str_of(ics[i]);
		judge(f);
		assert_int_equal(f->score.event_ms, 0);
	}
}

static void the_same_mail_gets_the_same_score(void **state)
{
	struct fixture *f = *state;
	struct triage_score first;

	phish(f);
	judge(f);
	first = f->score;
	judge(f);
	assert_memory_equal(first.milli, f->score.milli, sizeof first.milli);
	assert_int_equal(first.n_parts, f->score.n_parts);
}

static void own_mail_needs_no_reply(void **state)
{
	struct fixture *f = *state;

	f->mail.body = STR("Could you please let me know?");
	f->mail.is_outgoing = true;
	judge(f);
	assert_false(f->score.needs_reply);
}

static void bands_and_levels_begin_where_they_say(void **state)
{
	(void)state;
	assert_int_equal(triage_band_of(70), BAND_NOW);
	assert_int_equal(triage_band_of(69), BAND_TODAY);
	assert_int_equal(triage_band_of(44), BAND_LATER);
	assert_int_equal(triage_band_of(19), BAND_NONE);
	assert_int_equal(triage_level_of(19), LEVEL_SAFE);
	assert_int_equal(triage_level_of(60), LEVEL_HIGH);
	assert_int_equal(triage_level_of(80), LEVEL_CRITICAL);
}

static void a_damaged_model_is_refused(void **state)
{
	size_t n = triage_model_bytes();
	char *copy = calloc(1, n);
	struct triage_model good, bad;
	struct err err;

	(void)state;
	assert_non_null(copy);
	assert_int_equal(triage_model_open(&good, &err), 0);
	memcpy(copy, good.head, n);
	assert_int_equal(
	    triage_model_read((struct str){copy, n}, &bad, &err), 0);
	copy[n - 1] ^= 1;
	assert_int_equal(
	    triage_model_read((struct str){copy, n}, &bad, &err), -1);
	assert_int_equal(
	    triage_model_read((struct str){copy, n - 1}, &bad, &err), -1);
	copy[n - 1] ^= 1;
	copy[0] = 'X';
	assert_int_equal(
	    triage_model_read((struct str){copy, n}, &bad, &err), -1);
	free(copy);
}

static void the_model_is_small(void **state)
{
	(void)state;
	assert_true(triage_model_bytes() <= 5000000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TRIAGE_TEST(parts_add_up_for_mail_of_every_kind),
	    TRIAGE_TEST(parts_add_up_with_corrections),
	    TRIAGE_TEST(a_phishing_mail_is_dangerous_and_never_urgent),
	    TRIAGE_TEST(an_interview_tomorrow_is_for_now),
	    TRIAGE_TEST(hours_are_the_senders_and_a_machines_are_the_readers),
	    TRIAGE_TEST(a_bill_has_its_due_date_at_the_end_of_that_day),
	    TRIAGE_TEST(an_invitations_start_comes_from_its_calendar),
	    TRIAGE_TEST(malformed_calendars_give_no_event),
	    TRIAGE_TEST(the_same_mail_gets_the_same_score),
	    TRIAGE_TEST(own_mail_needs_no_reply),
	    TRIAGE_TEST(bands_and_levels_begin_where_they_say),
	    TRIAGE_TEST(a_damaged_model_is_refused),
	    TRIAGE_TEST(the_model_is_small),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
