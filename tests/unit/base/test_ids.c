/* test_ids.c - identifiers and hashes, against published vectors. */
#include "tests/unit/unit.h"
#include "common/base/clock.h"
#include "common/base/ids.h"
#include "common/base/str.h"

static void uuid7_is_well_formed_and_differs(void **state)
{
	char a[37], b[37];

	(void)state;
	ids_uuid7(a);
	ids_uuid7(b);
	assert_true(ids_uuid_valid(a));
	assert_int_equal(a[14], '7');
	assert_non_null(strchr("89ab", a[19]));
	assert_string_not_equal(a, b);
}

static void uuid7_begins_with_the_time(void **state)
{
	char id[37], hex[13];
	uint8_t bytes[6];
	int64_t before = clock_unix_ms(), ms = 0;

	(void)state;
	ids_uuid7(id);
	memcpy(hex, id, 8);
	memcpy(hex + 8, id + 9, 4);
	assert_int_equal(hex_decode((struct str){hex, 12}, bytes, 6), 0);
	for (int i = 0; i < 6; i++)
		ms = ms << 8 | bytes[i];
	assert_true(ms >= before && ms <= clock_unix_ms());
}

static void later_uuids_sort_later(void **state)
{
	char a[37], b[37];

	(void)state;
	ids_uuid7(a);
	usleep(3000);
	ids_uuid7(b);
	assert_true(strcmp(a, b) < 0);
}

static void uuid_check_knows_the_form(void **state)
{
	(void)state;
	assert_true(ids_uuid_valid("01a1ff91-8104-73ef-AFB7-9ea2b4c0b553"));
	assert_false(ids_uuid_valid("01a1ff91-8104-73ef-afb7-9ea2b4c0b55"));
	assert_false(ids_uuid_valid("01a1ff91-8104-73ef-afb7-9ea2b4c0b5533"));
	assert_false(ids_uuid_valid("01a1ff91x8104-73ef-afb7-9ea2b4c0b553"));
	assert_false(ids_uuid_valid("01a1ff91-8104-73ef-afb7-9ea2b4c0b55g"));
	assert_false(ids_uuid_valid(""));
	assert_false(ids_uuid_valid(NULL));
}

static void secrets_have_prefix_and_32_base62(void **state)
{
	char a[37], b[37];

	(void)state;
	ids_secret("alt_", a, sizeof a);
	ids_secret("alt_", b, sizeof b);
	assert_int_equal(strlen(a), 36);
	assert_memory_equal(a, "alt_", 4);
	for (const char *p = a + 4; *p != '\0'; p++)
		assert_true((*p >= '0' && *p <= '9') ||
			    (*p >= 'a' && *p <= 'z') ||
			    (*p >= 'A' && *p <= 'Z'));
	assert_string_not_equal(a, b);
}

static void small_secret(void *p)
{
	ids_secret("alt_", p, 36);
}

static void a_secret_that_does_not_fit_dies(void **state)
{
	char out[36];

	(void)state;
	assert_dies(small_secret, out);
}

static void trace_and_span_are_hex(void **state)
{
	char trace[33], span[17];
	uint8_t bytes[16];

	(void)state;
	ids_trace(trace);
	ids_span(span);
	assert_int_equal(hex_decode(str_of(trace), bytes, 16), 0);
	assert_int_equal(hex_decode(str_of(span), bytes, 8), 0);
}

/* Appendix A of the SipHash paper, and the reference vectors' first ones. */
static void siphash_gives_the_published_values(void **state)
{
	uint8_t key[16], in[16];

	(void)state;
	for (uint8_t i = 0; i < 16; i++)
		key[i] = in[i] = i;
	assert_true(ids_siphash(key, in, 15) == UINT64_C(0xa129ca6149be45e5));
	assert_true(ids_siphash(key, in, 0) == UINT64_C(0x726fdb47dd0e0e31));
	assert_true(ids_siphash(key, in, 8) == UINT64_C(0x93f5f5799a932462));
}

static void sha256_gives_the_published_values(void **state)
{
	char hex[65];

	(void)state;
	ids_sha256_hex("abc", 3, hex);
	assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223"
				 "b00361a396177a9cb410ff61f20015ad");
	ids_sha256_hex(NULL, 0, hex);
	assert_string_equal(hex, "e3b0c44298fc1c149afbf4c8996fb924"
				 "27ae41e4649b934ca495991b7852b855");
}

/* RFC 4231, test case 2. */
static void hmac_sha256_gives_the_published_value(void **state)
{
	static const char text[] = "what do ya want for nothing?";
	uint8_t mac[32];
	char hex[65];

	(void)state;
	ids_hmac_sha256("Jefe", 4, text, sizeof text - 1, mac);
	hex_encode(mac, sizeof mac, hex);
	assert_string_equal(hex, "5bdcc146bf60754e6a042426089575c7"
				 "5a003f089d2739839dec58b964ec3843");
}

static void a_request_gets_three_ids_at_once(void **state)
{
	char uuid[UUID_CHARS + 1], other[UUID_CHARS + 1], trace[33], span[17];

	(void)state;
	ids_request(NULL, uuid, trace, span);
	assert_true(ids_uuid_valid(uuid));
	assert_int_equal(uuid[14], '7');
	assert_int_equal(strlen(trace), 32);
	assert_int_equal(strlen(span), 16);
	ids_request(NULL, other, trace, span);
	assert_string_not_equal(uuid, other);
}

static int by_text(const void *a, const void *b)
{
	return strcmp(a, b);
}

static void a_pool_gives_no_span_twice(void **state)
{
	enum { N = 2000 };
	struct ids_pool pool = {0};
	char uuid[UUID_CHARS + 1], trace[33], (*span)[17];

	(void)state;
	span = calloc(N, sizeof *span);
	for (size_t i = 0; i < N; i++)
		ids_request(&pool, uuid, trace, span[i]);
	qsort(span, N, sizeof *span, by_text);
	for (size_t i = 1; i < N; i++)
		assert_string_not_equal(span[i - 1], span[i]);
	free(span);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_request_gets_three_ids_at_once),
	    cmocka_unit_test(a_pool_gives_no_span_twice),
	    cmocka_unit_test(uuid7_is_well_formed_and_differs),
	    cmocka_unit_test(uuid7_begins_with_the_time),
	    cmocka_unit_test(later_uuids_sort_later),
	    cmocka_unit_test(uuid_check_knows_the_form),
	    cmocka_unit_test(secrets_have_prefix_and_32_base62),
	    cmocka_unit_test(a_secret_that_does_not_fit_dies),
	    cmocka_unit_test(trace_and_span_are_hex),
	    cmocka_unit_test(siphash_gives_the_published_values),
	    cmocka_unit_test(hmac_sha256_gives_the_published_value),
	    cmocka_unit_test(sha256_gives_the_published_values),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
