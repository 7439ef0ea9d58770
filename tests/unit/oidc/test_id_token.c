/* test_id_token.c - each claim that must be right, wrong once. */
#include "common/oidc/id_token.h"

#include "tests/unit/oidc/signer.h"

#include "tests/unit/unit.h"

#include <stdio.h>

#define NOW_MS 1800000000000
#define GOOD_ISS "\"iss\":\"https://op.example\""
#define GOOD_AUD "\"aud\":\"client\""
#define GOOD_TIME "\"iat\":1799999990,\"exp\":1800003600"
#define GOOD_REST "\"nonce\":\"n-1\",\"sub\":\"42\""

static const struct id_expected want = {
    .issuer = "https://op.example",
    .audience = "client",
    .nonce = "n-1",
    .now_ms = NOW_MS,
};

static int check(const char *payload, struct id_claims *c, struct err *err)
{
	struct arena *a = arena_new(1 << 20);
	char *text = signer_parts(HEAD_RS256, payload, ".AAEC");
	struct jwt jwt;
	int got;

	assert_int_equal(jwt_parse(a, str_of(text), &jwt, err), 0);
	got = id_token_check(&jwt, &want, c, err);
	if (got == 0) /* they are the token's */
		assert_string_equal(c->subject, "42");
	free(text);
	arena_free(&a);
	return got;
}

static void takes(const char *payload)
{
	struct id_claims c;
	struct err err = {0};

	assert_int_equal(check(payload, &c, &err), 0);
}

static void refuses(const char *payload, const char *claim)
{
	struct id_claims c;
	struct err err = {0};
	char part[64];

	assert_int_equal(check(payload, &c, &err), -1);
	assert_int_equal(err.code, ERR_BAD_PEER);
	snprintf(part, sizeof part, "claim %s ", claim);
	assert_non_null(strstr(err.text, part));
}

#define WITH(iss, aud, time, rest) "{" iss "," aud "," time "," rest "}"

static void a_good_one_is_taken(void **state)
{
	(void)state;
	takes(WITH(GOOD_ISS, GOOD_AUD, GOOD_TIME, GOOD_REST));
	takes(WITH("\"iss\":\"op.example\"", GOOD_AUD, GOOD_TIME, GOOD_REST));
	takes(WITH(GOOD_ISS, "\"aud\":[\"client\"]", GOOD_TIME, GOOD_REST));
	takes(WITH(GOOD_ISS, "\"aud\":[\"x\",\"client\"],\"azp\":\"client\"",
	    GOOD_TIME, GOOD_REST));
}

static void the_issuer_is_the_issuer(void **state)
{
	(void)state;
	refuses(WITH("\"iss\":\"https://op.example.evil\"", GOOD_AUD, GOOD_TIME,
		    GOOD_REST),
	    "iss");
	refuses(WITH("\"iss\":\"https://op.example/\"", GOOD_AUD, GOOD_TIME,
		    GOOD_REST),
	    "iss");
	refuses(WITH("\"x\":1", GOOD_AUD, GOOD_TIME, GOOD_REST), "iss");
}

static void the_audience_is_us(void **state)
{
	(void)state;
	refuses(
	    WITH(GOOD_ISS, "\"aud\":\"clien\"", GOOD_TIME, GOOD_REST), "aud");
	refuses(WITH(GOOD_ISS, "\"aud\":[]", GOOD_TIME, GOOD_REST), "aud");
	refuses(
	    WITH(GOOD_ISS, "\"aud\":[\"client\",\"x\"]", GOOD_TIME, GOOD_REST),
	    "aud");
	refuses(WITH(GOOD_ISS, "\"aud\":\"client\",\"azp\":\"x\"", GOOD_TIME,
		    GOOD_REST),
	    "aud");
	refuses(WITH(GOOD_ISS, "\"aud\":{\"client\":1}", GOOD_TIME, GOOD_REST),
	    "aud");
	refuses(WITH(GOOD_ISS, "\"x\":1", GOOD_TIME, GOOD_REST), "aud");
}

static void its_time_is_now(void **state)
{
	(void)state;
	takes(WITH(GOOD_ISS, GOOD_AUD, "\"iat\":1799999990,\"exp\":1799999941",
	    GOOD_REST)); /* within the clocks' difference */
	refuses(WITH(GOOD_ISS, GOOD_AUD,
		    "\"iat\":1799999990,\"exp\":1799999940", GOOD_REST),
	    "exp");
	refuses(WITH(GOOD_ISS, GOOD_AUD,
		    "\"iat\":1799999990,\"exp\":\"1800003600\"", GOOD_REST),
	    "exp");
	refuses(
	    WITH(GOOD_ISS, GOOD_AUD, "\"iat\":1799999990", GOOD_REST), "exp");
	refuses(
	    WITH(GOOD_ISS, GOOD_AUD, "\"exp\":1800003600", GOOD_REST), "iat");
	refuses(WITH(GOOD_ISS, GOOD_AUD,
		    "\"iat\":1800000061,\"exp\":1800003600", GOOD_REST),
	    "iat");
	refuses(WITH(GOOD_ISS, GOOD_AUD,
		    "\"iat\":1799999399,\"exp\":1800003600", GOOD_REST),
	    "iat");
}

static void it_is_of_this_sign_in(void **state)
{
	(void)state;
	refuses(WITH(GOOD_ISS, GOOD_AUD, GOOD_TIME,
		    "\"nonce\":\"n-2\",\"sub\":\"42\""),
	    "nonce");
	refuses(WITH(GOOD_ISS, GOOD_AUD, GOOD_TIME, "\"sub\":\"42\""), "nonce");
}

static void it_is_about_somebody(void **state)
{
	(void)state;
	refuses(
	    WITH(GOOD_ISS, GOOD_AUD, GOOD_TIME, "\"nonce\":\"n-1\""), "sub");
	refuses(
	    WITH(GOOD_ISS, GOOD_AUD, GOOD_TIME, "\"nonce\":\"n-1\",\"sub\":42"),
	    "sub");
}

static void verified_is_said_or_is_not(void **state)
{
	struct id_claims c;
	struct err err = {0};

	(void)state;
	assert_int_equal(
	    check(WITH(GOOD_ISS, GOOD_AUD, GOOD_TIME, GOOD_REST), &c, &err), 0);
	assert_false(c.email_verified);
	assert_int_equal(check(WITH(GOOD_ISS, GOOD_AUD, GOOD_TIME,
				   GOOD_REST ",\"email_verified\":true"),
			     &c, &err),
	    0);
	assert_true(c.email_verified);
	assert_int_equal(check(WITH(GOOD_ISS, GOOD_AUD, GOOD_TIME,
				   GOOD_REST ",\"email_verified\":1"),
			     &c, &err),
	    0);
	assert_false(c.email_verified);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_good_one_is_taken),
	    cmocka_unit_test(the_issuer_is_the_issuer),
	    cmocka_unit_test(the_audience_is_us),
	    cmocka_unit_test(its_time_is_now),
	    cmocka_unit_test(it_is_of_this_sign_in),
	    cmocka_unit_test(it_is_about_somebody),
	    cmocka_unit_test(verified_is_said_or_is_not),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
