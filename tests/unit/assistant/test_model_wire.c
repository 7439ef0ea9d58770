/* test_model_wire.c - what a model's endpoint sends: events, chunks, bounds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
/* last, cmocka.h wants those before it */
#include <cmocka.h>

#include "services/assistant/model/delta.h"
#include "services/assistant/model/sse.h"

#include "common/base/die.h"

#include <stdio.h>
#include <stdlib.h>

/* All events of the text, given in pieces of n bytes, joined by "|". */
static const char *events(const char *text, size_t n, struct buf *out)
{
	struct sse s;
	size_t left = strlen(text);

	buf_clear(out);
	sse_init(&s);
	while (left > 0) {
		struct str piece = {text, MIN(n, left)}, data;

		text += piece.n;
		left -= piece.n;
		while (sse_next(&s, &piece, &data) > 0) {
			buf_add(out, data.p, data.n);
			buf_addc(out, '|');
		}
	}
	sse_deinit(&s);
	return buf_str(out);
}

static void events_are_whatwg_s_in_pieces_of_any_size(void **state)
{
	static const struct {
		const char *text, *events;
	} v[] = {
	    {"data: a\n\ndata: b\n\n", "a|b|"},
	    {"data: a\r\n\r\ndata: b\r\rdata: c\n\n", "a|b|c|"},
	    {"\xef\xbb\xbf"
	     "data: a\n\n",
		"a|"},
	    {"data:a\ndata\ndata: b\n\n", "a\n\nb|"},
	    {"data:  two\n\n", " two|"},
	    {": hi\nevent: x\nid: 1\nretry: 5\ndata: a\n\n", "a|"},
	    {"event: x\n\n\n\ndata: a\n\n", "a|"},
	    {"database: no\n\n", ""},
	    {"data: cut off", ""},
	    {"data\n\n", "|"},
	};
	struct buf out;

	(void)state;
	buf_init(&out, 1 << 16);
	for (size_t i = 0; i < ARRAY_LEN(v); i++) {
		for (size_t n = 1; n < 20; n++)
			assert_string_equal(
			    events(v[i].text, n, &out), v[i].events);
	}
	buf_deinit(&out);
}

static void a_line_without_end_is_refused(void **state)
{
	char *big = xcalloc(1, SSE_LINE_MAX + 2);
	struct str in = {big, SSE_LINE_MAX + 1}, data;
	struct sse s;

	(void)state;
	memset(big, 'a', SSE_LINE_MAX + 1);
	sse_init(&s);
	assert_int_equal(sse_next(&s, &in, &data), -1);
	sse_deinit(&s);
	free(big);
}

static struct arena *scratch;
static struct delta delta;
static struct err err;

static int set_up(void **state)
{
	(void)state;
	scratch = arena_new(1 << 20);
	delta_init(&delta);
	err_clear(&err);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	delta_deinit(&delta);
	arena_free(&scratch);
	return 0;
}

static int chunk(const char *json)
{
	return delta_read(&delta, scratch, str_of(json), &err);
}

static void text_and_usage_are_read(void **state)
{
	(void)state;
	assert_int_equal(chunk("{\"x\":{\"y\":[1]},\"choices\":[{\"index\":0,"
			       "\"delta\":{\"role\":\"assistant\",\"content\":"
			       "\"Hel\"},\"finish_reason\":null}]}"),
	    0);
	assert_string_equal(buf_str(&delta.text), "Hel");
	assert_int_equal(chunk("{\"choices\":[{\"delta\":{},"
			       "\"finish_reason\":\"stop\"}]}"),
	    0);
	assert_string_equal(buf_str(&delta.text), "");
	assert_string_equal(delta.finish, "stop");
	assert_int_equal(delta.tokens_in, -1);
	assert_int_equal(chunk("{\"choices\":[],\"usage\":{"
			       "\"prompt_tokens\":7,\"completion_tokens\":3}}"),
	    0);
	assert_int_equal(delta.tokens_in, 7);
	assert_int_equal(delta.tokens_out, 3);
	assert_int_equal(chunk("[DONE]"), 0);
	assert_true(delta.done);
}

#define CALL(at, rest)                                                         \
	"{\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":" at rest "}]}}" \
	"]}"

static void tool_calls_come_in_pieces(void **state)
{
	(void)state;
	assert_int_equal(chunk(CALL("0", ",\"id\":\"c1\",\"function\":{"
					 "\"name\":\"search\","
					 "\"arguments\":\"\"}")),
	    0);
	assert_int_equal(
	    chunk(CALL("0", ",\"function\":{\"arguments\":\"{\\\"wo\"}")), 0);
	assert_int_equal(
	    chunk(CALL("1", ",\"id\":\"c2\",\"function\":{\"name\":\"triage\","
			    "\"arguments\":\"{}\"}")),
	    0);
	assert_int_equal(
	    chunk(CALL("0", ",\"function\":{\"arguments\":\"rds\\\":1}\"}")),
	    0);
	assert_int_equal(delta.n_calls, 2);
	assert_string_equal(delta.calls[0].id, "c1");
	assert_string_equal(delta.calls[0].name, "search");
	assert_string_equal(buf_str(&delta.calls[0].args), "{\"words\":1}");
	assert_string_equal(delta.calls[1].name, "triage");
}

static void what_is_wrong_or_too_much_is_refused(void **state)
{
	static const char *const bad[] = {"", "nope", "[]", "{\"choices\":5}",
	    "{\"choices\":[{\"delta\":{\"content\":5}}]}",
	    "{\"choices\":[{\"delta\":{\"content\":[\"a\"]}}]}",
	    CALL("8", ",\"id\":\"c\""), CALL("3", ",\"id\":\"c\""),
	    CALL("-1", ",\"id\":\"c\"")};
	char *long_text = xcalloc(1, DELTA_TEXT_MAX + 200);
	char *p = long_text;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		assert_int_equal(chunk(bad[i]), -1);
		assert_int_equal(err.code, ERR_BAD_PEER);
	}
	p += sprintf(p, "{\"choices\":[{\"delta\":{\"content\":\"");
	memset(p, 'a', DELTA_TEXT_MAX + 1);
	strcpy(p + DELTA_TEXT_MAX + 1, "\"}}]}");
	assert_int_equal(chunk(long_text), -1);
	free(long_text);
	assert_int_equal(chunk("{\"error\":{\"message\":\"m\"}}"), -1);
	assert_int_equal(err.code, ERR_UNAVAILABLE);
}

static void a_refusal_is_told(void **state)
{
	(void)state;
	assert_int_equal(
	    chunk("{\"choices\":[{\"delta\":{\"refusal\":\"No.\"}}]}"), 0);
	assert_true(delta.refused);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(events_are_whatwg_s_in_pieces_of_any_size),
	    cmocka_unit_test(a_line_without_end_is_refused),
	    cmocka_unit_test_setup_teardown(
		text_and_usage_are_read, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(
		tool_calls_come_in_pieces, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(
		what_is_wrong_or_too_much_is_refused, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(
		a_refusal_is_told, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
