/* test_coding.c - Accept-Encoding, and that what was encoded can be read. */
#include "tests/unit/unit.h"
#include "common/http/coding.h"

#include <brotli/decode.h>
#include <zlib.h>

#define GZ (1u << CODING_GZIP)
#define BR (1u << CODING_BR)

static void chooses_by_weight(void **state)
{
	static const struct {
		const char *accept;
		unsigned there;
		enum coding want;
	} cases[] = {
	    {"gzip", GZ | BR, CODING_GZIP},
	    {"gzip, deflate, br", GZ | BR, CODING_BR},
	    {"gzip, deflate, br", GZ, CODING_GZIP},
	    {"gzip, deflate, br", 0, CODING_NONE},
	    {"GZIP", GZ, CODING_GZIP},
	    {"x-gzip", GZ, CODING_GZIP},
	    {"br;q=0.5, gzip;q=0.6", GZ | BR, CODING_GZIP},
	    {"br;q=0.5,gzip;q=0.5", GZ | BR, CODING_BR},
	    {"br;q=0.001,gzip;q=0.002", GZ | BR, CODING_GZIP},
	    {"br ; q=1.000 , gzip", GZ | BR, CODING_BR},
	    {"br;Q=0.4, gzip;q=0.3", GZ | BR, CODING_BR},
	    {"*", GZ | BR, CODING_BR},
	    {"*;q=0.5, br;q=0", GZ | BR, CODING_GZIP},
	    {"gzip;q=0.5, identity", GZ | BR, CODING_NONE},
	    {"gzip;q=0.5, identity;q=0.5", GZ | BR, CODING_GZIP},
	    {"gzip, *;q=0", GZ | BR, CODING_GZIP},
	    {"identity;q=0, gzip;q=0.001", GZ | BR, CODING_GZIP},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		if (coding_choose(str_of(cases[i].accept), cases[i].there) !=
		    cases[i].want)
			fail_msg("%s", cases[i].accept);
}

static void sends_plain_bytes_when_in_doubt(void **state)
{
	static const char *const plain[] = {"", "identity", "deflate", "zstd",
	    "br;q=0", "br;q=0.0, gzip;q=0.000", "*;q=0", "identity;q=0",
	    "br;q=1.001", "br;q=2", "br;q=-1", "br;q=", "br;q=0.1234",
	    "br;q=.5", "br;q=x", "br;level=3", "brr", "b", "br gzip", ",,;,",
	    ";q=1"};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(plain); i++)
		if (coding_choose(str_of(plain[i]), GZ | BR) != CODING_NONE)
			fail_msg("%s", plain[i]);
}

static void encodes_what_others_decode(void **state)
{
	static char text[50000], back[sizeof text];
	size_t back_n = sizeof back;
	struct str in = {text, sizeof text};
	struct buf out;
	z_stream z = {0};

	(void)state;
	for (size_t i = 0; i < sizeof text; i++)
		text[i] = "function(a){return b;}\n"[i * i % 23];
	buf_init(&out, 100000);
	assert_true(coding_encode(CODING_BR, in, &out));
	assert_int_equal(
	    BrotliDecoderDecompress(
		out.len, (const uint8_t *)out.data, &back_n, (uint8_t *)back),
	    BROTLI_DECODER_RESULT_SUCCESS);
	assert_int_equal(back_n, sizeof text);
	assert_memory_equal(back, text, sizeof text);

	memset(back, 0, sizeof back);
	assert_true(coding_encode(CODING_GZIP, in, &out));
	assert_int_equal(inflateInit2(&z, 15 + 16), Z_OK);
	z.next_in = (Bytef *)out.data;
	z.avail_in = (uInt)out.len;
	z.next_out = (Bytef *)back;
	z.avail_out = sizeof back;
	assert_int_equal(inflate(&z, Z_FINISH), Z_STREAM_END);
	assert_int_equal(z.total_out, sizeof text);
	assert_memory_equal(back, text, sizeof text);
	inflateEnd(&z);
	buf_deinit(&out);
}

static void leaves_alone_what_does_not_shrink(void **state)
{
	uint32_t noise[1000], x = 1;
	struct str in = {(const char *)noise, sizeof noise};
	struct buf out;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(noise); i++)
		noise[i] = x = x * 1664525 + 1013904223;
	buf_init(&out, 100000);
	assert_false(coding_encode(CODING_GZIP, in, &out));
	assert_false(coding_encode(CODING_BR, in, &out));
	assert_false(coding_encode(CODING_BR, STR("short"), &out));
	assert_false(coding_encode(CODING_NONE, in, &out));
	assert_int_equal(out.len, 0);
	buf_deinit(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(chooses_by_weight),
	    cmocka_unit_test(sends_plain_bytes_when_in_doubt),
	    cmocka_unit_test(encodes_what_others_decode),
	    cmocka_unit_test(leaves_alone_what_does_not_shrink),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
