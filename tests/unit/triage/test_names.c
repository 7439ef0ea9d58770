/* test_names.c - what a sender calls itself, and what its mail looks like. */
#include "tests/unit/triage/triage_fixture.h"

static void a_name_without_an_address_is_a_signal(void **state)
{
	struct fixture *f = *state;

	assert_false(sees(f, SIGNAL_NO_ADDRESS));
	f->mail.from_addr = STR("");
	assert_true(sees(f, SIGNAL_NO_ADDRESS));
	f->mail.from_addr = STR("ann");
	assert_true(sees(f, SIGNAL_NO_ADDRESS));
	f->mail.is_outgoing = true;
	assert_false(sees(f, SIGNAL_NO_ADDRESS));
}

static void a_brand_spelt_with_look_alikes_is_a_disguise(void **state)
{
	static const char *const names[] = {"CoinbaseWaIIet", "MicrosoftTeam",
	    "PayPaI Support", "Micr0soft account", "lCloud storage"};
	static const bool disguised[] = {false, false, true, true, true};
	struct fixture *f = *state;

	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		f->mail.from_name = str_of(names[i]);
		if (sees(f, SIGNAL_DISGUISED_NAME) != disguised[i])
			fail_msg("%s", names[i]);
	}
	f->mail.from_name = STR("PayPaI Support");
	assert_true(sees(f, SIGNAL_BRAND_SPOOF));
	f->mail.from_addr = STR("service@paypal.com");
	assert_false(sees(f, SIGNAL_BRAND_SPOOF));
}

static void a_name_spelt_to_pass_filters_is_a_signal(void **state)
{
	static const struct {
		const char *name;
		bool seen;
	} t[] = {{"C0NSUMER REWARDS", true}, {"lNFORMATION", true},
	    {"C\xCD\x8F\x61\xCD\x8Fr\xCD\x8Frefour", true},
	    {"Corr\xCC\xB7\x65io\xCC\xB7s", true},
	    {"\xF0\x9D\x90\x88\xF0\x9D\x90\x8C\xF0\x9D\x90\x8F Offers", true},
	    {"M\xC3\xBCller GmbH", false}, {"Mu\xCC\x88ller GmbH", false},
	    {"IBM Cloud", false}, {"G0", false}, {"3M NEWS", false}};
	struct fixture *f = *state;

	for (size_t i = 0; i < ARRAY_LEN(t); i++) {
		f->mail.from_name = str_of(t[i].name);
		if (sees(f, SIGNAL_DISGUISED_NAME) != t[i].seen)
			fail_msg("%s", t[i].name);
	}
}

static void nobody_is_called_by_a_case_number(void **state)
{
	static const struct {
		const char *name;
		bool seen;
	} t[] = {{"[Rewards] Notice", true}, {"Case 65846243", true},
	    {"#Power_Saver*", true}, {"Expo 2026", false},
	    {"O'Neil, Anna (Legal)", false}, {"dependabot[bot]", false},
	    {"Tim | Acme", false}};
	struct fixture *f = *state;

	for (size_t i = 0; i < ARRAY_LEN(t); i++) {
		f->mail.from_name = str_of(t[i].name);
		if (sees(f, SIGNAL_ODD_NAME) != t[i].seen)
			fail_msg("%s", t[i].name);
	}
	f->mail.from_addr = STR("ann@gmail.com");
	f->mail.from_name = STR("Your prize is ready to be collected");
	assert_true(sees(f, SIGNAL_ODD_NAME));
	f->user.knows_sender = true;
	assert_false(sees(f, SIGNAL_ODD_NAME));
}

static void the_name_of_another_site_is_a_signal(void **state)
{
	struct fixture *f = *state;

	f->mail.from_name = STR("bank.com");
	assert_true(sees(f, SIGNAL_NAME_IS_HOST));
	f->mail.from_addr = STR("news@mail.bank.co.uk");
	assert_false(sees(f, SIGNAL_NAME_IS_HOST));
	f->mail.from_name = STR("Dr. Who");
	assert_false(sees(f, SIGNAL_NAME_IS_HOST));
}

static void a_relay_may_name_whom_it_speaks_for(void **state)
{
	struct fixture *f = *state;

	f->mail.from_name = STR("DPD Courier (via Allegro)");
	f->mail.from_addr = STR("notify@allegromail.example");
	assert_false(sees(f, SIGNAL_BRAND_SPOOF));
	f->mail.from_addr = STR("notify@parcels.example");
	assert_true(sees(f, SIGNAL_BRAND_SPOOF));
}

static void another_box_of_the_same_house_is_no_disguise(void **state)
{
	struct fixture *f = *state;

	f->mail.from_name = STR("editors@work.example");
	assert_false(sees(f, SIGNAL_NAME_IS_ADDRESS));
	f->mail.from_name = STR("editors@bank.example");
	assert_true(sees(f, SIGNAL_NAME_IS_ADDRESS));
}

static void ones_own_address_is_forged_when_nothing_holds(void **state)
{
	struct fixture *f = *state;

	f->mail.is_outgoing = true;
	f->mail.from_addr = f->own;
	assert_true(sees(f, SIGNAL_OWN_MAIL));
	f->mail.spf = AUTH_FAIL;
	assert_true(sees(f, SIGNAL_SELF_SPOOF));
	assert_false(sees(f, SIGNAL_OWN_MAIL));
	f->mail.dmarc = AUTH_PASS;
	assert_false(sees(f, SIGNAL_SELF_SPOOF));
}

static void who_hides_nothing_is_consistent(void **state)
{
	static const struct triage_link own = {
	    {"https://www.birch.example/x", 27}, {"Open", 4}};
	static const struct triage_link other = {
	    {"https://www.oak.example/x", 25}, {"Open", 4}};
	struct fixture *f = *state;

	f->mail.from_name = STR("Birch Billing");
	f->mail.from_addr = STR("no-reply@mail.birch.example");
	f->mail.links = &own;
	f->mail.n_links = 1;
	assert_true(sees(f, SIGNAL_CONSISTENT));
	f->mail.spf = AUTH_FAIL;
	assert_false(sees(f, SIGNAL_CONSISTENT));
	f->mail.spf = AUTH_ABSENT;
	f->mail.links = &other;
	assert_false(sees(f, SIGNAL_CONSISTENT));
	f->mail.links = &own;
	f->mail.from_name = STR("Oak Bank");
	assert_false(sees(f, SIGNAL_CONSISTENT));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TRIAGE_TEST(a_name_without_an_address_is_a_signal),
	    TRIAGE_TEST(a_brand_spelt_with_look_alikes_is_a_disguise),
	    TRIAGE_TEST(a_name_spelt_to_pass_filters_is_a_signal),
	    TRIAGE_TEST(nobody_is_called_by_a_case_number),
	    TRIAGE_TEST(the_name_of_another_site_is_a_signal),
	    TRIAGE_TEST(a_relay_may_name_whom_it_speaks_for),
	    TRIAGE_TEST(another_box_of_the_same_house_is_no_disguise),
	    TRIAGE_TEST(ones_own_address_is_forged_when_nothing_holds),
	    TRIAGE_TEST(who_hides_nothing_is_consistent),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
