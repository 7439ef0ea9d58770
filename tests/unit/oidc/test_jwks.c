/* test_jwks.c - who signed it: the key of the set, or nobody. */
#include "tests/unit/oidc/signer.h"

#include "common/base/die.h"

#include "tests/unit/unit.h"

struct given {
	struct signer signer, other;
	struct jwks *keys;
	struct arena *arena;
	struct err err;
};

static int setup(void **state)
{
	struct given *g = calloc(1, sizeof *g);

	signer_init(&g->signer, 2048);
	signer_init(&g->other, 2048);
	g->arena = arena_new(1 << 20);
	assert_int_equal(
	    jwks_parse(str_of(g->signer.jwks), &g->keys, &g->err), 0);
	*state = g;
	return 0;
}

static int teardown(void **state)
{
	struct given *g = *state;

	jwks_free(&g->keys);
	arena_free(&g->arena);
	signer_deinit(&g->signer);
	signer_deinit(&g->other);
	free(g);
	return 0;
}

static int verify(struct given *g, const char *text)
{
	struct jwt jwt;

	assert_int_equal(jwt_parse(g->arena, str_of(text), &jwt, &g->err), 0);
	return jwks_verify(g->keys, &jwt, &g->err);
}

static void what_it_signed_it_signed(void **state)
{
	struct given *g = *state;
	char *text = signer_token(&g->signer, HEAD_RS256, "{\"a\":1}");

	assert_int_equal(verify(g, text), 0);
	free(text);
}

static void another_key_of_that_name_is_not_it(void **state)
{
	struct given *g = *state;
	char *text = signer_token(&g->other, HEAD_RS256, "{\"a\":1}");

	assert_int_equal(verify(g, text), -1);
	assert_int_equal(g->err.code, ERR_BAD_PEER);
	free(text);
}

static void every_changed_character_is_seen(void **state)
{
	struct given *g = *state;
	char *text = signer_token(&g->signer, HEAD_RS256, "{\"a\":1234567}");
	size_t n = strlen(text), seen = 0;

	for (size_t i = 0; i < n; i++) {
		char was = text[i];
		struct jwt jwt;

		if (was == '.')
			continue;
		text[i] = was == 'A' ? 'B' : 'A';
		if (jwt_parse(g->arena, str_of(text), &jwt, &g->err) < 0 ||
		    jwks_verify(g->keys, &jwt, &g->err) < 0)
			seen++;
		text[i] = was;
	}
	assert_int_equal(seen, n - 2);
	free(text);
}

static void a_name_that_is_not_there_verifies_nothing(void **state)
{
	struct given *g = *state;
	char *text = signer_token(
	    &g->signer, "{\"alg\":\"RS256\",\"kid\":\"k2\"}", "{}");

	assert_false(jwks_has(g->keys, "k2"));
	assert_true(jwks_has(g->keys, "k1"));
	assert_false(jwks_has(g->keys, "ec"));
	assert_false(jwks_has(NULL, "k1"));
	assert_int_equal(verify(g, text), -1);
	free(text);
}

static void refuses(const char *text)
{
	struct jwks *keys = NULL;
	struct err err = {0};

	assert_int_equal(jwks_parse(str_of(text), &keys, &err), -1);
	assert_int_equal(err.code, ERR_BAD_PEER);
	assert_null(keys);
}

static void a_set_without_a_key_of_use_is_refused(void **state)
{
	struct signer small;

	(void)state;
	refuses("");
	refuses("{}");
	refuses("{\"keys\":7}");
	refuses("{\"keys\":[]}");
	refuses("{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"k\"}]}");
	refuses("{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"k\",\"n\":\"AQAB\","
		"\"e\":\"AQAB\"}]}");
	signer_init(&small, 1024);
	refuses(small.jwks);
	signer_deinit(&small);
}

static void keys_for_other_work_are_passed_over(void **state)
{
	struct given *g = *state;
	char *at = strstr(g->signer.jwks, "\"use\":\"sig\"");

	memcpy(at, "\"use\":\"enc\"", 11);
	refuses(g->signer.jwks);
	memcpy(at, "\"use\":\"sig\"", 11);
	at = strstr(g->signer.jwks, "RS256");
	memcpy(at, "PS256", 5);
	refuses(g->signer.jwks);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(
		what_it_signed_it_signed, setup, teardown),
	    cmocka_unit_test_setup_teardown(
		another_key_of_that_name_is_not_it, setup, teardown),
	    cmocka_unit_test_setup_teardown(
		every_changed_character_is_seen, setup, teardown),
	    cmocka_unit_test_setup_teardown(
		a_name_that_is_not_there_verifies_nothing, setup, teardown),
	    cmocka_unit_test(a_set_without_a_key_of_use_is_refused),
	    cmocka_unit_test_setup_teardown(
		keys_for_other_work_are_passed_over, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
