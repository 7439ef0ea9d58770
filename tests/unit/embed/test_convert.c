/* test_convert.c - published weights read, checked and laid out. */
#include "services/embed/convert/safetensors.h"
#include "tests/unit/embed/small.h"
#include "tests/unit/unit.h"

#include <math.h>
#include <stdio.h>

/* A file with this head and n bytes of data. */
static struct str file_of(char *out, const char *head, size_t n)
{
	size_t bytes = strlen(head);

	memset(out, 0, 8);
	for (size_t i = 0; i < 8; i++)
		out[i] = (char)(bytes >> 8 * i & 0xff);
	memcpy(out + 8, head, bytes);
	for (size_t i = 0; i < n; i++)
		out[8 + bytes + i] = (char)i;
	return (struct str){out, 8 + bytes + n};
}

static void check_refused(struct str file, const char *why)
{
	struct arena *a = arena_new(1u << 20);
	struct safetensors s;
	struct err err = {0};

	assert_int_equal(safetensors_open(a, file, &s, &err), -1);
	assert_int_equal(err.code, ERR_INVALID);
	if (strstr(err.text, why) == NULL)
		fail_msg("no '%s' in: %s", why, err.text);
	arena_free(&a);
}

static void a_tensor_is_found_by_name_type_and_size(void **state)
{
	struct arena *a = arena_new(1u << 20);
	struct safetensors s;
	struct err err = {0};
	char buf[512];
	struct str file = file_of(buf,
	    "{\"__metadata__\":{\"format\":\"pt\"},"
	    "\"a\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[0,8]},"
	    "\"b\":{\"dtype\":\"F16\",\"shape\":[2,2],\"data_offsets\":[8,16]}"
	    "}",
	    16);
	const uint8_t *p = NULL;

	(void)state;
	if (safetensors_open(a, file, &s, &err) < 0 ||
	    safetensors_halves(&s, "b", 4, &p, &err) < 0)
		fail_msg("%s", err.text);
	assert_int_equal(p[0], 8);
	assert_int_equal(safetensors_halves(&s, "b", 3, &p, &err), -1);
	assert_string_equal(err.text, "tensor b: is not 3 numbers of type F16");
	assert_int_equal(safetensors_halves(&s, "a", 4, &p, &err), -1);
	assert_int_equal(safetensors_halves(&s, "c", 4, &p, &err), -1);
	assert_string_equal(err.text, "no tensor c");
	arena_free(&a);
}

static void damaged_files_of_tensors_are_refused(void **state)
{
	static const char *const heads[] = {
	    "{\"a\":{\"dtype\":\"F16\",\"shape\":[4],\"data_offsets\":[0,8]}}",
	    "{\"a\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[4,0]}}",
	    "{\"a\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[0]}}",
	    "{\"a\":{\"dtype\":\"F16\",\"shape\":[3],\"data_offsets\":[0,4]}}",
	    "{\"a\":{\"dtype\":\"F99\",\"shape\":[2],\"data_offsets\":[0,4]}}",
	    "{\"a\":{\"dtype\":\"F16\",\"shape\":[-2],\"data_offsets\":[0,4]}}",
	    "{\"a\":{\"dtype\":\"F16\",\"shape\":[1e300,2],"
	    "\"data_offsets\":[0,4]}}",
	    "{\"a\":{\"dtype\":\"F16\",\"shape\":[4294967296,4294967296],"
	    "\"data_offsets\":[0,0]}}",
	    "{\"a\":{\"dtype\":\"F16\",\"shape\":[1,1,1,1,2],"
	    "\"data_offsets\":[0,4]}}",
	    "{\"a\":7}",
	};
	char buf[512];

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(heads); i++)
		check_refused(file_of(buf, heads[i], 4), "tensor a: ");
	check_refused(STR("1234567"), "cut");
	check_refused(STR("\xff\xff\xff\xff\xff\xff\xff\x7f{}"), "the head");
	check_refused(STR("\x03\0\0\0\0\0\0\0{}"), "the head has 3 bytes");
	check_refused(file_of(buf, "[]", 0), "not an object");
	check_refused(file_of(buf, "{\"a\"", 0), "head");
}

static void halves_are_read_as_ieee_has_them(void **state)
{
	(void)state;
	assert_true(half_at((const uint8_t *)"\x00\x3c") == 1.0f);
	assert_true(half_at((const uint8_t *)"\x00\xc0") == -2.0f);
	assert_true(half_at((const uint8_t *)"\xff\x7b") == 65504.0f);
	assert_true(half_at((const uint8_t *)"\x01\x00") == 0x1p-24f);
	assert_true(half_at((const uint8_t *)"\x00\x04") == 0x1p-14f);
	assert_true(isinf(half_at((const uint8_t *)"\x00\x7c")));
	assert_true(isnan(half_at((const uint8_t *)"\x01\x7c")));
}

/* Two outputs of four inputs: 1 -2 0.5 0 and 0 0 0 0, behind 15 others. */
static void outputs_are_scaled_rounded_and_laid_out(void **state)
{
	static const uint8_t rows[] = {
	    0, 0x3c, 0, 0xc0, 0, 0x38, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
	static const uint8_t bias[] = {0, 0x3c, 0, 0xbc};
	int8_t w[2 * 64] = {0};
	float scale[32], b[32];
	int32_t sum[32];
	const struct matrix_places m = {w, scale, b, sum};

	(void)state;
	convert_outputs(&m, 15, 2, 4, rows, bias);
	assert_true(fabsf(scale[15] - 2.0f / 127) < 1e-7f);
	assert_true(b[15] == 1.0f && b[16] == -1.0f);
	assert_int_equal(w[15 * 4], 64); /* 63.5, to even */
	assert_int_equal(w[15 * 4 + 1], -127);
	assert_int_equal(w[15 * 4 + 2], 32);
	assert_int_equal(w[15 * 4 + 3], 0);
	assert_int_equal(sum[15], 64 - 127 + 32);
	assert_true(scale[16] == 1.0f);
	assert_int_equal(sum[16], 0);
}

static void check_vocab_refused(const char *json, const char *why)
{
	struct vocab *v = calloc(1, sizeof *v);
	struct err err = {0};

	assert_non_null(v);
	assert_int_equal(convert_vocab(str_of(json), v, &err), -1);
	assert_int_equal(err.code, ERR_INVALID);
	if (strstr(err.text, why) == NULL)
		fail_msg("no '%s' in: %s", why, err.text);
	free(v);
}

static void words_that_are_not_this_models_are_refused(void **state)
{
	(void)state;
	check_vocab_refused("{", "");
	check_vocab_refused("{}", "model.type");
	check_vocab_refused("{\"model\":{\"type\":\"BPE\"}}", "model.type");
	check_vocab_refused(
	    "{\"model\":{\"type\":\"WordPiece\"}}", "has 0 words");
	check_vocab_refused("{\"model\":{\"type\":\"WordPiece\","
			    "\"vocab\":{\"a\":30522}}}",
	    "number of \"a\"");
	check_vocab_refused("{\"model\":{\"type\":\"WordPiece\","
			    "\"vocab\":{\"a\":1,\"b\":1}}}",
	    "number of \"b\"");
	check_vocab_refused("{\"model\":{\"type\":\"WordPiece\","
			    "\"vocab\":{\"\":1}}}",
	    "is empty");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_tensor_is_found_by_name_type_and_size),
	    cmocka_unit_test(damaged_files_of_tensors_are_refused),
	    cmocka_unit_test(halves_are_read_as_ieee_has_them),
	    cmocka_unit_test(outputs_are_scaled_rounded_and_laid_out),
	    cmocka_unit_test(words_that_are_not_this_models_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
