/* test_chunked.c - the chunked coding, in any pieces. */
#include "tests/unit/unit.h"
#include "common/base/buf.h"
#include "common/http/chunked.h"

/* Decodes in pieces of at most `step` bytes; out gets the payload. Returns
 * the bytes eaten, or -1. */
static ptrdiff_t decode(
    struct str in, size_t step, struct buf *out, enum chunked_state *end_r)
{
	struct chunked c = {.state = CHUNK_SIZE};
	struct http_refusal why;
	size_t at = 0;

	buf_init(out, 100000);
	while (at < in.n && c.state != CHUNK_DONE) {
		struct str piece = {in.p + at, MIN(step, in.n - at)};
		size_t offered = piece.n;
		struct str data;

		while (piece.n > 0 && c.state != CHUNK_DONE) {
			if (chunked_next(&c, &piece, &data, &why) < 0) {
				assert_int_equal(why.status, 400);
				return -1;
			}
			buf_add(out, data.p, data.n);
		}
		at += offered - piece.n;
	}
	*end_r = c.state;
	return (ptrdiff_t)at;
}

static void assert_decodes(struct str in, const char *payload, size_t eaten)
{
	for (size_t step = 1; step <= in.n; step++) {
		enum chunked_state end;
		struct buf out;

		assert_int_equal(decode(in, step, &out, &end), eaten);
		assert_string_equal(buf_str(&out), payload);
		assert_int_equal(end, CHUNK_DONE);
		buf_deinit(&out);
	}
}

static void assert_refused(struct str in)
{
	for (size_t step = 1; step <= in.n; step++) {
		enum chunked_state end;
		struct buf out;

		if (decode(in, step, &out, &end) != -1)
			fail_msg("accepted: %.*s", (int)in.n, in.p);
		buf_deinit(&out);
	}
}

static void joins_chunks(void **state)
{
	(void)state;
	assert_decodes(
	    STR("5\r\nhello\r\n06\r\n world\r\n0\r\n\r\n"), "hello world", 27);
}

static void takes_an_empty_body(void **state)
{
	(void)state;
	assert_decodes(STR("0\r\n\r\n"), "", 5);
}

static void takes_hex_in_both_cases(void **state)
{
	(void)state;
	assert_decodes(STR("a\r\n0123456789\r\nA\r\n0123456789\r\n0\r\n\r\n"),
	    "01234567890123456789", 35);
}

static void drops_extensions_and_trailers(void **state)
{
	(void)state;
	assert_decodes(STR("2;a=b;c=\"d\"\r\nhi\r\n0;x\r\n"
			   "Hest: evil\r\nX-Y:\r\n\r\n"),
	    "hi", 42);
}

static void leaves_what_follows(void **state)
{
	(void)state;
	assert_decodes(STR("2\r\nhi\r\n0\r\n\r\nGET / HTTP/1.1"), "hi", 12);
}

static void refuses_what_is_malformed(void **state)
{
	static const struct str bad[] = {
	    STR("\r\n"),
	    STR("g\r\n"),
	    STR(" 5\r\nhello\r\n"),
	    STR("5 \r\nhello\r\n"),
	    STR("0x5\r\nhello\r\n"),
	    STR("-1\r\n"),
	    STR("+1\r\n"),
	    STR(";a\r\n"),
	    STR("5\nhello\r\n"),
	    STR("5\r\rhello\r\n"),
	    STR("5\r\nhello\n"),
	    STR("5\r\nhelloX\r\n"),
	    STR("5\r\nhello\rX"),
	    STR("5\r\nhello\r\n\r\n"),
	    STR("1;\x01\r\n"),
	    STR("1;a\nb"),
	    STR("1;\x7f\r\n"),
	    STR("1000000000000\r\n"),
	    STR("0000000000000\r\n"),
	    STR("0\r\n\n"),
	    STR("0\r\n\rX"),
	    STR("0\r\n folded\r\n"),
	    STR("0\r\nno colon\r\n"),
	    STR("0\r\n: x\r\n"),
	    STR("0\r\nX: a\nY: b\r\n"),
	    STR("0\r\nX: \x01\r\n"),
	    STR("0\r\nX:a\rb\r\n"),
	    STR("0\r\nTransfer-Encoding: x\r\n"),
	    STR("0\r\ncontent-length: 1\r\n"),
	    STR("0\r\nX: y\r\nHost: a\r\n"),
	    STR("0\r\nAccess-Control-Request-Method: a\r\n"),
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		assert_refused(bad[i]);
}

static void bounds_extensions_and_trailers(void **state)
{
	char text[5000];
	enum chunked_state end;
	struct buf out;

	(void)state;
	memset(text, 'x', sizeof text);
	memcpy(text, "1;", 2);
	assert_int_equal(decode((struct str){text, 258}, 64, &out, &end), 258);
	buf_deinit(&out);
	assert_int_equal(decode((struct str){text, 259}, 64, &out, &end), -1);
	buf_deinit(&out);
	memcpy(text, "0\r\nA:", 5);
	assert_int_equal(
	    decode((struct str){text, 3 + 4096}, 64, &out, &end), 3 + 4096);
	buf_deinit(&out);
	assert_int_equal(
	    decode((struct str){text, 3 + 4097}, 64, &out, &end), -1);
	buf_deinit(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(joins_chunks),
	    cmocka_unit_test(takes_an_empty_body),
	    cmocka_unit_test(takes_hex_in_both_cases),
	    cmocka_unit_test(drops_extensions_and_trailers),
	    cmocka_unit_test(leaves_what_follows),
	    cmocka_unit_test(refuses_what_is_malformed),
	    cmocka_unit_test(bounds_extensions_and_trailers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
