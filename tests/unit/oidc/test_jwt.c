/* test_jwt.c - what is a signed token at all, and by which algorithm. */
#include "tests/unit/oidc/signer.h"

#include "common/base/die.h"

#include "tests/unit/unit.h"

static int parse(struct arena *a, const char *text, struct jwt *jwt)
{
	struct err err = {0};
	int got = jwt_parse(a, str_of(text), jwt, &err);

	if (got < 0)
		assert_int_equal(err.code, ERR_BAD_PEER);
	return got;
}

static void refuses_text(const char *text)
{
	struct arena *a = arena_new(1 << 20);
	struct jwt jwt;

	assert_int_equal(parse(a, text, &jwt), -1);
	arena_free(&a);
}

static void refuses(const char *head, const char *payload, const char *tail)
{
	char *text = signer_parts(head, payload, tail);

	refuses_text(text);
	free(text);
}

static void a_token_is_read(void **state)
{
	struct arena *a = arena_new(1 << 20);
	char *text = signer_parts(HEAD_RS256, "{\"sub\":\"7\"}", ".AAEC");
	struct jwt jwt;

	(void)state;
	assert_int_equal(parse(a, text, &jwt), 0);
	assert_string_equal(jwt.kid, "k1");
	assert_string_equal(json_str(json_get(jwt.claims, "sub"), ""), "7");
	assert_int_equal(jwt.signature_bytes, 3);
	assert_int_equal(jwt.signed_part.n, strlen(text) - 5);
	free(text);
	arena_free(&a);
}

static void only_rs256_is_an_algorithm(void **state)
{
	static const char *const heads[] = {"{\"alg\":\"none\"}",
	    "{\"alg\":\"None\"}", "{\"alg\":\"HS256\",\"kid\":\"k1\"}",
	    "{\"alg\":\"RS384\"}", "{\"alg\":\"ES256\"}", "{\"alg\":\"rs256\"}",
	    "{\"alg\":null}", "{\"alg\":[\"RS256\"]}", "{}"};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(heads); i++)
		refuses(heads[i], "{}", ".AAEC");
}

static void extensions_that_must_be_known_are_refused(void **state)
{
	(void)state;
	refuses("{\"alg\":\"RS256\",\"crit\":[\"b64\"],\"b64\":false}", "{}",
	    ".AAEC");
}

static void a_key_is_named_by_a_word(void **state)
{
	char *head =
	    xprintf("{\"alg\":\"RS256\",\"kid\":\"%0*d\"}", JWT_KID_MAX + 1, 0);

	(void)state;
	refuses("{\"alg\":\"RS256\",\"kid\":7}", "{}", ".AAEC");
	refuses(head, "{}", ".AAEC");
	free(head);
}

static void three_parts_each_whole(void **state)
{
	(void)state;
	refuses_text("");
	refuses_text(".");
	refuses_text("..");
	refuses_text("a.b.c");
	refuses(HEAD_RS256, "{}", "");
	refuses(HEAD_RS256, "{}", ".");
	refuses(HEAD_RS256, "{}", ".AAEC.");
	refuses(HEAD_RS256, "{}", ".AAEC.AAEC");
	refuses(HEAD_RS256, "{}", ".AAEC=");
	refuses(HEAD_RS256, "[]", ".AAEC");
	refuses(HEAD_RS256, "{", ".AAEC");
	refuses("7", "{}", ".AAEC");
}

static void too_long_is_too_long(void **state)
{
	char *payload = xprintf("{\"x\":\"%0*d\"}", JWT_BYTES_MAX, 0);
	char *tail = xprintf(".%0*d", JWT_SIGNATURE_MAX * 4 / 3 + 4, 0);

	(void)state;
	refuses(HEAD_RS256, payload, ".AAEC");
	refuses(HEAD_RS256, "{}", tail);
	free(payload);
	free(tail);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_token_is_read),
	    cmocka_unit_test(only_rs256_is_an_algorithm),
	    cmocka_unit_test(extensions_that_must_be_known_are_refused),
	    cmocka_unit_test(a_key_is_named_by_a_word),
	    cmocka_unit_test(three_parts_each_whole),
	    cmocka_unit_test(too_long_is_too_long),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
