/* test_lures.c - how a mail wants its reader to act, and for whom it speaks. */
#include "tests/unit/triage/triage_fixture.h"

static void a_charge_with_a_number_to_call_is_a_callback(void **state)
{
	struct fixture *f = *state;

	f->mail.from_addr = STR("gt.billing@gmail.com");
	f->mail.body = STR("Your plan has been renewed for 389.99. To cancel "
			   "call +1 (808) 555-0142.");
	assert_true(sees(f, SIGNAL_CALLBACK));
	assert_string_equal(
	    f->seen.evidence[SIGNAL_CALLBACK], "+1 (808) 555-0142");
	f->mail.body = STR("Your plan has been renewed for 389.99.");
	assert_false(sees(f, SIGNAL_CALLBACK));
}

static void somebody_known_may_ask_to_be_called(void **state)
{
	struct fixture *f = *state;

	f->mail.from_addr = STR("ann@gmail.com");
	f->mail.body = STR("Please call me: it has been renewed, "
			   "+49 30 555 0142.");
	f->user.knows_sender = true;
	assert_false(sees(f, SIGNAL_CALLBACK));
}

static void order_numbers_and_dates_are_no_telephone_numbers(void **state)
{
	static const char *const bodies[] = {"has been renewed 4821377 today",
	    "has been renewed, order 1125-5672234455",
	    "has been renewed until 2026-03-11", "has been renewed +", "(",
	    "has been renewed https://x.example/808-555-0142-9"};
	struct fixture *f = *state;

	f->mail.from_addr = STR("x@gmail.com");
	for (size_t i = 0; i < ARRAY_LEN(bodies); i++) {
		f->mail.body = str_of(bodies[i]);
		assert_false(sees(f, SIGNAL_CALLBACK));
	}
}

static void addresses_of_cryptocurrency_are_found(void **state)
{
	static const struct {
		const char *body;
		bool seen;
	} t[] = {{"Send it to 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa now", true},
	    {"bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq", true},
	    {"Invoice 3548721098765432109876543210", false},
	    {"https://x.example/1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", false},
	    {"bc1", false}, {"1", false}, {"", false}};
	struct fixture *f = *state;

	for (size_t i = 0; i < ARRAY_LEN(t); i++) {
		f->mail.body = str_of(t[i].body);
		if (sees(f, SIGNAL_WALLET) != t[i].seen)
			fail_msg("%s", t[i].body);
	}
}

static void the_readers_own_address_in_a_link_is_a_signal(void **state)
{
	static const struct triage_link l = {
	    {"https://x.example/#me@home.example", 34}, {"Open", 4}};
	struct fixture *f = *state;

	f->mail.links = &l;
	f->mail.n_links = 1;
	assert_true(sees(f, SIGNAL_ADDRESSED_LINK));
	f->mail.list_unsubscribe = STR("<https://x.example/u>");
	assert_false(sees(f, SIGNAL_ADDRESSED_LINK));
	f->mail.spf = AUTH_FAIL; /* who forges one header forges two */
	f->mail.dkim = AUTH_NONE;
	assert_true(sees(f, SIGNAL_ADDRESSED_LINK));
}

static void forms_pages_in_links_and_consent_are_signals(void **state)
{
	static const struct triage_link data = {
	    {"data:text/html,<form>", 21}, {"Open", 4}};
	static const struct triage_link consent = {
	    {"https://login.example/common/oauth2/v2.0/authorize", 50},
	    {"Open", 4}};
	struct fixture *f = *state;

	f->mail.n_forms = 1;
	assert_true(sees(f, SIGNAL_FORM));
	f->mail.links = &data;
	f->mail.n_links = 1;
	assert_true(sees(f, SIGNAL_SCRIPT_LINK));
	f->mail.links = &consent;
	assert_true(sees(f, SIGNAL_CONSENT_LINK));
}

static void a_picture_with_a_link_says_too_little(void **state)
{
	struct fixture *f = *state;

	f->mail.body = STR("Open");
	f->mail.has_html = true;
	f->mail.n_images = 1;
	assert_true(sees(f, SIGNAL_PICTURE_ONLY));
	f->mail.has_html = false;
	assert_false(sees(f, SIGNAL_PICTURE_ONLY));
}

static void an_office_at_free_mail_is_suspect_and_a_person_is_not(void **state)
{
	struct fixture *f = *state;

	f->mail.from_addr = STR("mf1990@gmail.com");
	f->mail.from_name = STR("Penrose Help Desk");
	assert_true(sees(f, SIGNAL_OFFICE_FREE_MAIL));
	f->mail.from_name = STR("Maria Fischer");
	assert_false(sees(f, SIGNAL_OFFICE_FREE_MAIL));
}

static void an_office_belongs_to_the_domain_that_has_its_name(void **state)
{
	static const struct {
		const char *name, *addr;
		bool elsewhere;
	} t[] = {{"Peak & Pine Support", "x@mail.peakpine.example", false},
	    {"Stadtwerke Lohr Kundenservice", "x@stadtwerke-lohr.example",
		false},
	    {"Bank of Finch Alerts", "x@bof.example", false},
	    {"Nordlys Bank Security", "x@kq77-mailer.example", true},
	    {"Ann Lee", "x@kq77-mailer.example", false}};
	struct fixture *f = *state;

	for (size_t i = 0; i < ARRAY_LEN(t); i++) {
		f->mail.from_name = str_of(t[i].name);
		f->mail.from_addr = str_of(t[i].addr);
		if (sees(f, SIGNAL_OFFICE_ELSEWHERE) != t[i].elsewhere)
			fail_msg("%s", t[i].name);
	}
}

static void a_designed_mail_must_prove_where_it_is_from(void **state)
{
	static const struct triage_link l = {
	    {"https://x.example/", 18}, {"Open", 4}};
	struct fixture *f = *state;

	f->mail.has_html = true;
	f->mail.links = &l;
	f->mail.n_links = 1;
	assert_false(sees(f, SIGNAL_UNPROVEN_BULK)); /* nobody has looked */
	f->mail.spf = AUTH_PASS;                     /* of another domain */
	f->mail.dkim = AUTH_NONE;
	assert_true(sees(f, SIGNAL_UNPROVEN_BULK));
	f->mail.aligned = true;
	assert_false(sees(f, SIGNAL_UNPROVEN_BULK));
}

static void a_first_contact_is_first_only_once(void **state)
{
	static const struct triage_link l = {
	    {"https://x.example/", 18}, {"Open", 4}};
	struct fixture *f = *state;

	f->mail.links = &l;
	f->mail.n_links = 1;
	assert_true(sees(f, SIGNAL_FIRST_CONTACT));
	f->mail.from_addr = STR("ann@gmail.com"); /* not Google's own */
	assert_true(sees(f, SIGNAL_FIRST_CONTACT));
	f->user.heard_before = true;
	assert_false(sees(f, SIGNAL_FIRST_CONTACT));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TRIAGE_TEST(a_charge_with_a_number_to_call_is_a_callback),
	    TRIAGE_TEST(somebody_known_may_ask_to_be_called),
	    TRIAGE_TEST(order_numbers_and_dates_are_no_telephone_numbers),
	    TRIAGE_TEST(addresses_of_cryptocurrency_are_found),
	    TRIAGE_TEST(the_readers_own_address_in_a_link_is_a_signal),
	    TRIAGE_TEST(forms_pages_in_links_and_consent_are_signals),
	    TRIAGE_TEST(a_picture_with_a_link_says_too_little),
	    TRIAGE_TEST(an_office_at_free_mail_is_suspect_and_a_person_is_not),
	    TRIAGE_TEST(an_office_belongs_to_the_domain_that_has_its_name),
	    TRIAGE_TEST(a_designed_mail_must_prove_where_it_is_from),
	    TRIAGE_TEST(a_first_contact_is_first_only_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
