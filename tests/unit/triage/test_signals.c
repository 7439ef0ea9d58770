/* test_signals.c - what the rules notice, and what they let pass. */
#include "tests/unit/triage/triage_fixture.h"

static void a_missing_check_is_not_a_failed_one(void **state)
{
	struct fixture *f = *state;

	assert_false(sees(f, SIGNAL_SPF_FAIL));
	assert_false(sees(f, SIGNAL_DMARC_FAIL));
	assert_false(sees(f, SIGNAL_NO_AUTH));
}

static void failed_checks_are_signals(void **state)
{
	struct fixture *f = *state;

	f->mail.spf = AUTH_FAIL;
	f->mail.dmarc = AUTH_FAIL;
	assert_true(sees(f, SIGNAL_SPF_FAIL));
	assert_true(sees(f, SIGNAL_DMARC_FAIL));
}

static void forwarding_breaks_spf_and_that_is_no_signal(void **state)
{
	struct fixture *f = *state;

	f->mail.spf = AUTH_FAIL;
	f->mail.dkim = AUTH_PASS;
	f->mail.dmarc = AUTH_PASS;
	assert_false(sees(f, SIGNAL_SPF_FAIL));
}

static void a_brands_name_from_another_domain_is_a_spoof(void **state)
{
	struct fixture *f = *state;

	f->mail.from_name = STR("PayPal Security");
	assert_true(sees(f, SIGNAL_BRAND_SPOOF));
	f->mail.from_addr = STR("service@paypal.com");
	assert_false(sees(f, SIGNAL_BRAND_SPOOF));
}

static void a_company_may_recruit_through_an_application_system(void **state)
{
	struct fixture *f = *state;

	f->mail.from_name = STR("Stripe Recruiting");
	f->mail.from_addr = STR("no-reply@us.greenhouse-mail.io");
	assert_true(sees(f, SIGNAL_ATS_SENDER));
	assert_false(sees(f, SIGNAL_BRAND_SPOOF));
}

static void a_contacts_name_from_a_strange_domain_is_a_spoof(void **state)
{
	struct fixture *f = *state;
	struct triage_contact c = {STR("Ann Lee"), STR("ann@friend.example")};

	f->user.contacts = &c;
	f->user.n_contacts = 1;
	f->mail.from_addr = STR("ann.lee@evil.test");
	assert_true(sees(f, SIGNAL_CONTACT_SPOOF));
	f->mail.from_addr = STR("ann.lee@mail.friend.example");
	assert_false(sees(f, SIGNAL_CONTACT_SPOOF));
}

static void a_domain_like_a_correspondents_is_a_lookalike(void **state)
{
	struct fixture *f = *state;
	struct triage_contact c = {STR("Bo"), STR("bo@northwind.example")};

	f->user.contacts = &c;
	f->user.n_contacts = 1;
	f->mail.from_addr = STR("bo@northwlnd.example");
	assert_true(sees(f, SIGNAL_LOOKALIKE_SENDER));
	f->mail.from_addr = STR("bo@northwind.example");
	assert_false(sees(f, SIGNAL_LOOKALIKE_SENDER));
}

static void a_forged_acquaintance_is_none(void **state)
{
	struct fixture *f = *state;

	f->user.knows_sender = true;
	assert_true(sees(f, SIGNAL_KNOWN_CONTACT));
	f->mail.dmarc = AUTH_FAIL;
	assert_false(sees(f, SIGNAL_KNOWN_CONTACT));
}

static void links_that_hide_where_they_lead_are_signals(void **state)
{
	struct fixture *f = *state;
	struct triage_link l = {
	    STR("https://evil.test/x"), STR("www.bank.example")};

	f->mail.links = &l;
	f->mail.n_links = 1;
	assert_true(sees(f, SIGNAL_LINK_MISMATCH));
	assert_string_equal(f->seen.evidence[SIGNAL_LINK_MISMATCH],
	    "www.bank.example -> evil.test");
	l.text = STR("our page");
	assert_false(sees(f, SIGNAL_LINK_MISMATCH));
	l.href = STR("http://192.0.2.1/login");
	assert_true(sees(f, SIGNAL_IP_LINK));
	l.href = STR("https://paypal.com@evil.test/");
	assert_true(sees(f, SIGNAL_USERINFO_LINK));
	l.href = STR("https://paypa1.com/");
	assert_true(sees(f, SIGNAL_LOOKALIKE_LINK));
}

static void a_list_may_count_the_clicks_on_its_own_links(void **state)
{
	struct fixture *f = *state;
	struct triage_link l = {
	    STR("https://click.mailer.test/r/1"), STR("work.example")};

	f->mail.links = &l;
	f->mail.n_links = 1;
	f->mail.list_unsubscribe = STR("<https://work.example/u>");
	assert_false(sees(f, SIGNAL_LINK_MISMATCH));
}

static void dangerous_files_are_signals(void **state)
{
	struct fixture *f = *state;
	struct triage_attachment a = {
	    STR("invoice.pdf.exe"), STR("application/octet-stream")};

	f->mail.attachments = &a;
	f->mail.n_attachments = 1;
	assert_true(sees(f, SIGNAL_EXECUTABLE));
	assert_true(sees(f, SIGNAL_DOUBLE_EXTENSION));
	a.name = STR("minutes.v2.pdf");
	assert_false(sees(f, SIGNAL_DOUBLE_EXTENSION));
	assert_false(sees(f, SIGNAL_EXECUTABLE));
	a.name = STR("page.HTML");
	assert_true(sees(f, SIGNAL_HTML_FILE));
	a.name = STR("plan.docm");
	assert_true(sees(f, SIGNAL_MACRO_FILE));
}

static void phrases_are_found_in_four_languages(void **state)
{
	static const struct {
		const char *body;
		enum triage_signal signal;
	} v[] = {
	    {"We regret to inform you", SIGNAL_SAYS_REJECTION},
	    {"wir m\xC3\xBCssen leider mitteilen", SIGNAL_SAYS_REJECTION},
	    {"votre candidature n'a pas \xC3\xA9t\xC3\xA9 retenue",
		SIGNAL_SAYS_REJECTION},
	    {"Lamentamos informarle de que", SIGNAL_SAYS_REJECTION},
	    {"Einladung zum Vorstellungsgespr\xC3\xA4"
	     "ch",
		SIGNAL_SAYS_INTERVIEW},
	    {"Please verify your account", SIGNAL_CREDENTIALS},
	    {"Ihr Konto wurde gesperrt", SIGNAL_THREAT},
	    {"Could you please send it", SIGNAL_ASKS_REPLY},
	    {"Please do not reply to this", SIGNAL_SAYS_NO_REPLY},
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < ARRAY_LEN(v); i++) {
		f->mail.body = str_of(v[i].body);
		if (!sees(f, v[i].signal))
			fail_msg("%s", v[i].body);
	}
}

static void talk_of_codes_without_a_code_is_no_code(void **state)
{
	struct fixture *f = *state;

	f->mail.body = STR("Your verification code is 482913.");
	assert_true(sees(f, SIGNAL_CODE));
	f->mail.body = STR("Never tell anybody your verification code.");
	assert_false(sees(f, SIGNAL_CODE));
}

static void amounts_are_found_on_either_side_of_the_sign(void **state)
{
	struct fixture *f = *state;

	f->mail.body = STR("Total: $1,250.00 today");
	assert_true(sees(f, SIGNAL_MONEY));
	assert_string_equal(f->seen.evidence[SIGNAL_MONEY], "$1,250.00");
	f->mail.body = STR("Summe 49,90 \xE2\x82\xAC");
	assert_true(sees(f, SIGNAL_MONEY));
	f->mail.body = STR("US$ and EUR are currencies");
	assert_false(sees(f, SIGNAL_MONEY));
}

static void evidence_is_short_and_clean(void **state)
{
	struct fixture *f = *state;
	char name[300];

	memset(name, 'x', sizeof name - 5);
	memcpy(name + sizeof name - 5, ".exe", 5);
	name[3] = '\n';
	struct triage_attachment a = {str_of(name), STR("")};
	f->mail.attachments = &a;
	f->mail.n_attachments = 1;
	assert_true(sees(f, SIGNAL_EXECUTABLE));
	assert_true(strlen(f->seen.evidence[SIGNAL_EXECUTABLE]) <= 80);
	assert_null(strchr(f->seen.evidence[SIGNAL_EXECUTABLE], '\n'));
}

static void nul_bytes_in_evidence_become_spaces(void **state)
{
	struct fixture *f = *state;
	struct triage_attachment a = {{"a\0b.exe", 7}, STR("")};

	f->mail.attachments = &a;
	f->mail.n_attachments = 1;
	assert_true(sees(f, SIGNAL_EXECUTABLE));
	assert_string_equal(f->seen.evidence[SIGNAL_EXECUTABLE], "a b.exe");
}

static void no_reply_alone_is_no_security_mail(void **state)
{
	struct fixture *f = *state;

	f->mail.from_addr = STR("noreply@shop.example");
	f->mail.subject = STR("Your order has shipped");
	f->mail.body = STR("Thank you for your order. Order number 48213. Your "
			   "package is on its way. Total paid: $24.99.");
	judge(f);
	assert_int_equal(f->score.category, CATEGORY_RECEIPT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TRIAGE_TEST(a_missing_check_is_not_a_failed_one),
	    TRIAGE_TEST(failed_checks_are_signals),
	    TRIAGE_TEST(forwarding_breaks_spf_and_that_is_no_signal),
	    TRIAGE_TEST(a_brands_name_from_another_domain_is_a_spoof),
	    TRIAGE_TEST(a_company_may_recruit_through_an_application_system),
	    TRIAGE_TEST(a_contacts_name_from_a_strange_domain_is_a_spoof),
	    TRIAGE_TEST(a_domain_like_a_correspondents_is_a_lookalike),
	    TRIAGE_TEST(a_forged_acquaintance_is_none),
	    TRIAGE_TEST(links_that_hide_where_they_lead_are_signals),
	    TRIAGE_TEST(a_list_may_count_the_clicks_on_its_own_links),
	    TRIAGE_TEST(dangerous_files_are_signals),
	    TRIAGE_TEST(phrases_are_found_in_four_languages),
	    TRIAGE_TEST(talk_of_codes_without_a_code_is_no_code),
	    TRIAGE_TEST(amounts_are_found_on_either_side_of_the_sign),
	    TRIAGE_TEST(evidence_is_short_and_clean),
	    TRIAGE_TEST(nul_bytes_in_evidence_become_spaces),
	    TRIAGE_TEST(no_reply_alone_is_no_security_mail),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
