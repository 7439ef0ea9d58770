/* test_lane_override.c - an operator's signed choice of lanes. */
#include "common/bus/lane_override.h"

#include "tests/unit/unit.h"

#include <stdio.h>

#define NOW 1790000000

static const uint8_t key[16] = "sixteen bytes 1";

static enum err_code verify(const char *text, char *lanes)
{
	char scratch[LANE_OVERRIDE_LANES];
	struct err err = {0};
	int rc = lane_override_verify(
	    key, str_of(text), NOW, lanes == NULL ? scratch : lanes, &err);

	assert_int_equal(rc, err.code == ERR_OK ? 0 : -1);
	assert_true(rc == 0 || err.text[0] != '\0');
	return err.code;
}

static void what_was_signed_is_verified(void **state)
{
	char text[LANE_OVERRIDE_BYTES], lanes[LANE_OVERRIDE_LANES];

	(void)state;
	lane_override_sign(
	    key, "search=canary,triage=stable", NOW + 3600, text);
	assert_int_equal(verify(text, lanes), ERR_OK);
	assert_string_equal(lanes, "search=canary,triage=stable");
}

static void the_signature_is_the_same_everywhere(void **state)
{
	char text[LANE_OVERRIDE_BYTES];

	(void)state;
	lane_override_sign(key, "search=canary", 1790003600, text);
	assert_string_equal(text, "search=canary; exp=1790003600; sig="
				  "4d2004c839c1b15817b6181d0122f00a"
				  "9204520ac2755d4b08f45ef3c5ebd783");
}

static void the_longest_choice_is_signed_and_verified(void **state)
{
	char text[LANE_OVERRIDE_BYTES], lanes[LANE_OVERRIDE_LANES + 1] = "";
	size_t n = 0;

	(void)state;
	for (char c = 'a'; n + 16 < LANE_OVERRIDE_LANES; c++)
		n += (size_t)snprintf(lanes + n, sizeof lanes - n,
		    "%sservic%c=canary", n > 0 ? "," : "", c);
	assert_int_equal(lane_override_check(str_of(lanes), NULL), 0);
	lane_override_sign(key, lanes, NOW + 1, text);
	assert_int_equal(verify(text, NULL), ERR_OK);
}

static void spaces_around_semicolons_do_not_matter(void **state)
{
	char text[LANE_OVERRIDE_BYTES], spaced[LANE_OVERRIDE_BYTES + 8];
	char *exp;

	(void)state;
	lane_override_sign(key, "search=canary", NOW + 1, text);
	exp = strstr(text, "; exp");
	snprintf(
	    spaced, sizeof spaced, "%.*s;%s", (int)(exp - text), text, exp + 2);
	assert_int_equal(verify(spaced, NULL), ERR_OK);
}

static void any_changed_byte_is_refused(void **state)
{
	char text[LANE_OVERRIDE_BYTES];

	(void)state;
	lane_override_sign(
	    key, "search=canary,triage=stable", NOW + 3600, text);
	for (size_t i = 0; text[i] != '\0'; i++) {
		char changed[LANE_OVERRIDE_BYTES];

		memcpy(changed, text, sizeof changed);
		changed[i] = (char)(changed[i] ^ 1);
		assert_int_not_equal(verify(changed, NULL), ERR_OK);
	}
}

static void another_key_is_refused(void **state)
{
	static const uint8_t other[16] = "sixteen bytes 2";
	char text[LANE_OVERRIDE_BYTES];

	(void)state;
	lane_override_sign(other, "search=canary", NOW + 3600, text);
	assert_int_equal(verify(text, NULL), ERR_FORBIDDEN);
}

static void time_that_is_over_or_too_far_is_refused(void **state)
{
	static const struct {
		int64_t exp_s;
		enum err_code code;
	} cases[] = {
	    {NOW - 1, ERR_FORBIDDEN},
	    {NOW, ERR_FORBIDDEN},
	    {NOW + 1, ERR_OK},
	    {NOW + LANE_OVERRIDE_MAX_S, ERR_OK},
	    {NOW + LANE_OVERRIDE_MAX_S + 1, ERR_FORBIDDEN},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		char text[LANE_OVERRIDE_BYTES];

		lane_override_sign(key, "search=canary", cases[i].exp_s, text);
		assert_int_equal(verify(text, NULL), cases[i].code);
	}
}

static void what_is_not_of_the_form_is_refused(void **state)
{
	static const char *const bad[] = {"", ";", "search=canary",
	    "search=canary; exp=1790000001",
	    "search=canary; exp=1790000001; sig=00",
	    "search=canary; sig=00; exp=1790000001", "; exp=1; sig=",
	    "search=canary; exp=-1; sig=0000000000000000000000000000000000000"
	    "000000000000000000000000000",
	    "search=canary; exp=1790000001; sig=00000000000000000000000000000"
	    "00000000000000000000000000000000000; more"};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		assert_int_equal(verify(bad[i], NULL), ERR_INVALID);
}

static void choices_are_checked(void **state)
{
	static const char *const bad[] = {"", ",", "search",
	    "search=", "search=blue", "=canary", "search=canary,",
	    "search=canary,,a=stable", "search=canary,search=stable",
	    "Search=canary", "se arch=canary", "search=canary=stable",
	    "a.b=canary", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaa=canary"};
	struct err err;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		err_clear(&err);
		assert_int_equal(lane_override_check(str_of(bad[i]), &err), -1);
		assert_int_equal(err.code, ERR_INVALID);
	}
	assert_int_equal(
	    lane_override_check(STR("search=canary,triage=stable"), &err), 0);
}

static void a_service_has_the_lane_that_was_chosen(void **state)
{
	static const char lanes[] = "search=canary,triage=stable";
	enum lane lane;

	(void)state;
	assert_true(lane_override_of(lanes, "search", &lane));
	assert_int_equal(lane, LANE_CANARY);
	assert_true(lane_override_of(lanes, "triage", &lane));
	assert_int_equal(lane, LANE_STABLE);
	assert_false(lane_override_of(lanes, "knowledge", &lane));
	assert_false(lane_override_of(lanes, "sear", &lane));
	assert_false(lane_override_of("", "search", &lane));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_was_signed_is_verified),
	    cmocka_unit_test(the_signature_is_the_same_everywhere),
	    cmocka_unit_test(the_longest_choice_is_signed_and_verified),
	    cmocka_unit_test(spaces_around_semicolons_do_not_matter),
	    cmocka_unit_test(any_changed_byte_is_refused),
	    cmocka_unit_test(another_key_is_refused),
	    cmocka_unit_test(time_that_is_over_or_too_far_is_refused),
	    cmocka_unit_test(what_is_not_of_the_form_is_refused),
	    cmocka_unit_test(choices_are_checked),
	    cmocka_unit_test(a_service_has_the_lane_that_was_chosen),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
