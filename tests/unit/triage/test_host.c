/* test_host.c - URLs, kinds of domains, brands and their imitations. */
#include "tests/unit/triage/triage_fixture.h"

static void a_url_gives_its_host_in_lower_case(void **state)
{
	struct triage_url u;

	(void)state;
	assert_true(triage_url_parse(
	    STR("HTTPS://Www.Example.COM:443/a?b"), false, &u));
	assert_string_equal(u.host, "www.example.com");
	assert_false(u.is_ip || u.has_userinfo || u.has_punycode);
}

static void what_stands_before_an_at_sign_is_not_the_host(void **state)
{
	struct triage_url u;

	(void)state;
	assert_true(triage_url_parse(
	    STR("https://bank.example@evil.test/x"), false, &u));
	assert_string_equal(u.host, "evil.test");
	assert_true(u.has_userinfo);
}

static void an_at_sign_in_the_path_is_no_disguise(void **state)
{
	struct triage_url u;

	(void)state;
	assert_true(
	    triage_url_parse(STR("https://medium.test/@ann"), false, &u));
	assert_string_equal(u.host, "medium.test");
	assert_false(u.has_userinfo);
}

static void addresses_of_machines_are_recognised(void **state)
{
	static const char *const urls[] = {"http://192.0.2.7/x",
	    "http://[2001:db8::1]/", "http://3221225991/",
	    "http://0xC0000207/"};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(urls); i++) {
		struct triage_url u;

		assert_true(triage_url_parse(str_of(urls[i]), false, &u));
		assert_true(u.is_ip);
	}
}

static void what_is_no_web_address_is_refused(void **state)
{
	static const char *const urls[] = {"mailto:a@b.example", "", "http://",
	    "javascript:alert(1)", "http://nodots/", "http://a..b.example/",
	    "http://[::1", "https:///x"};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(urls); i++) {
		struct triage_url u;

		assert_false(triage_url_parse(str_of(urls[i]), false, &u));
	}
}

static void urls_are_found_in_running_text(void **state)
{
	struct str text = STR("See http://a.example/x, and (www.b.example).");
	struct str url;
	size_t pos = 0;

	(void)state;
	assert_true(triage_url_find(text, &pos, &url));
	assert_true(str_eqs(url, "http://a.example/x"));
	assert_true(triage_url_find(text, &pos, &url));
	assert_true(str_eqs(url, "www.b.example"));
	assert_false(triage_url_find(text, &pos, &url));
}

static void only_text_that_reads_as_an_address_shows_one(void **state)
{
	struct triage_url u;

	(void)state;
	assert_true(triage_url_shown(STR("www.bank.example/login"), &u));
	assert_true(triage_url_shown(STR("paypal.com"), &u));
	assert_false(triage_url_shown(STR("Click here"), &u));
	assert_false(triage_url_shown(STR("v1.2"), &u));
	assert_false(triage_url_shown(STR("ann@bank.com"), &u));
}

static void kinds_hold_for_subdomains_and_not_for_lookalikes(void **state)
{
	struct fixture *f = *state;

	assert_true(triage_domains_kinds(f->domains, STR("us.greenhouse.io")) &
		    DOMAIN_ATS);
	assert_false(
	    triage_domains_kinds(f->domains, STR("evilgreenhouse.io")) &
	    DOMAIN_ATS);
	assert_true(triage_domains_kinds(f->domains, STR("x.example.top")) &
		    DOMAIN_RISKY_TLD);
	assert_int_equal(triage_domains_kinds(f->domains, STR("a.example")), 0);
}

static void a_brands_own_domains_do_not_imitate_it(void **state)
{
	struct fixture *f = *state;

	assert_null(triage_brand_of_host(f->domains, STR("www.paypal.com")));
	assert_null(triage_brand_of_host(f->domains, STR("mail.amazon.co.uk")));
	assert_null(triage_brand_of_host(f->domains, STR("amazon.de")));
	assert_null(
	    triage_brand_of_host(f->domains, STR("login.microsoftonline.com")));
}

static void imitations_of_brands_are_recognised(void **state)
{
	struct fixture *f = *state;
	static const char *const hosts[] = {"paypa1.com", "paypal-secure.test",
	    "paypal.com.verify.test", "xn--pypal-4ve.com", "rnicrosoft.com",
	    "micorsoft.com", "amazon-support.test", "secure-netflix.test",
	    "amazon.shop"};

	for (size_t i = 0; i < ARRAY_LEN(hosts); i++) {
		if (triage_brand_of_host(f->domains, str_of(hosts[i])) == NULL)
			fail_msg("%s", hosts[i]);
	}
}

static void ordinary_hosts_imitate_nobody(void **state)
{
	struct fixture *f = *state;
	static const char *const hosts[] = {"pineapple.test", "chasewood.test",
	    "example.org", "orchard-health.example", "appleby.test"};

	for (size_t i = 0; i < ARRAY_LEN(hosts); i++) {
		if (triage_brand_of_host(f->domains, str_of(hosts[i])) != NULL)
			fail_msg("%s", hosts[i]);
	}
}

static void names_claim_brands_by_whole_words(void **state)
{
	(void)state;
	assert_non_null(triage_brand_of_name(STR("PayPal Service")));
	assert_non_null(triage_brand_of_name(STR("Bank of America Alerts")));
	assert_null(triage_brand_of_name(STR("Paula Palmer")));
	assert_null(triage_brand_of_name(STR("The big apple tours")));
}

static void malformed_punycode_is_harmless(void **state)
{
	char out[TRIAGE_HOST_BYTES];

	(void)state;
	triage_host_skeleton(STR("xn--99999999999999999999.test"), out);
	triage_host_skeleton(STR("xn--.xn---.test"), out);
	assert_true(strlen(out) < sizeof out);
}

static void one_edit_is_one_edit(void **state)
{
	(void)state;
	assert_true(triage_one_edit_apart(STR("paypal"), STR("paypa")));
	assert_true(triage_one_edit_apart(STR("paypal"), STR("payppal")));
	assert_true(triage_one_edit_apart(STR("paypal"), STR("papyal")));
	assert_false(triage_one_edit_apart(STR("paypal"), STR("paypal")));
	assert_false(triage_one_edit_apart(STR("paypal"), STR("pypall")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TRIAGE_TEST(a_url_gives_its_host_in_lower_case),
	    TRIAGE_TEST(what_stands_before_an_at_sign_is_not_the_host),
	    TRIAGE_TEST(an_at_sign_in_the_path_is_no_disguise),
	    TRIAGE_TEST(addresses_of_machines_are_recognised),
	    TRIAGE_TEST(what_is_no_web_address_is_refused),
	    TRIAGE_TEST(urls_are_found_in_running_text),
	    TRIAGE_TEST(only_text_that_reads_as_an_address_shows_one),
	    TRIAGE_TEST(kinds_hold_for_subdomains_and_not_for_lookalikes),
	    TRIAGE_TEST(a_brands_own_domains_do_not_imitate_it),
	    TRIAGE_TEST(imitations_of_brands_are_recognised),
	    TRIAGE_TEST(ordinary_hosts_imitate_nobody),
	    TRIAGE_TEST(names_claim_brands_by_whole_words),
	    TRIAGE_TEST(malformed_punycode_is_harmless),
	    TRIAGE_TEST(one_edit_is_one_edit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
