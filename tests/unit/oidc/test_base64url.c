/* test_base64url.c - one spelling for each sequence of bytes. */
#include "common/oidc/base64url.h"

#include "tests/unit/unit.h"

/* RFC 4648, section 10, without padding. */
static void the_vectors_of_the_rfc(void **state)
{
	static const char *const v[][2] = {{"", ""}, {"f", "Zg"}, {"fo", "Zm8"},
	    {"foo", "Zm9v"}, {"foob", "Zm9vYg"}, {"fooba", "Zm9vYmE"},
	    {"foobar", "Zm9vYmFy"}};
	char out[32];
	size_t n;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(v); i++) {
		base64url_encode(v[i][0], strlen(v[i][0]), out);
		assert_string_equal(out, v[i][1]);
		assert_int_equal(
		    base64url_decode(str_of(v[i][1]), out, sizeof out, &n), 0);
		assert_int_equal(n, strlen(v[i][0]));
		assert_memory_equal(out, v[i][0], n);
	}
}

static void every_byte_comes_back(void **state)
{
	uint8_t in[256], out[256];
	char text[BASE64URL_CHARS(256) + 1];
	size_t n;

	(void)state;
	for (size_t i = 0; i < 256; i++)
		in[i] = (uint8_t)i;
	for (size_t len = 0; len <= 256; len++) {
		base64url_encode(in, len, text);
		assert_int_equal(strlen(text), BASE64URL_CHARS(len));
		assert_int_equal(
		    base64url_decode(str_of(text), out, len, &n), 0);
		assert_int_equal(n, len);
		assert_memory_equal(in, out, len);
	}
}

static void refuses(const char *text)
{
	char out[32];
	size_t n;

	assert_int_equal(
	    base64url_decode(str_of(text), out, sizeof out, &n), -1);
}

static void other_spellings_are_refused(void **state)
{
	(void)state;
	refuses("Zg=="); /* padding */
	refuses("Zh");   /* bits left over */
	refuses("Zm9=");
	refuses("Z"); /* six bits are no byte */
	refuses("Zm9vY");
	refuses("Zm 9v"); /* spaces, the other alphabet */
	refuses("+/+/");
	refuses("Zm9v\n");
}

static void what_does_not_fit_is_refused(void **state)
{
	char out[2];
	size_t n;

	(void)state;
	assert_int_equal(base64url_decode(STR("Zm9v"), out, 2, &n), -1);
	assert_int_equal(base64url_decode(STR("Zm8"), out, 2, &n), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_vectors_of_the_rfc),
	    cmocka_unit_test(every_byte_comes_back),
	    cmocka_unit_test(other_spellings_are_refused),
	    cmocka_unit_test(what_does_not_fit_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
