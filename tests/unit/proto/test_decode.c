/* test_decode.c - the decoder refuses, and names, every wrong field. */
#include "proto/proto.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <cmocka.h>

static void refused(
    enum msg_type type, const char *json, const char *field, const char *why)
{
	const struct msg_desc *d = proto_message(type);
	struct arena *a = arena_new(1 << 20);
	void *out = arena_alloc(a, d->rec.bytes);
	struct err err = {0};

	assert_int_equal(proto_decode(a, &d->rec, str_of(json), out, &err), -1);
	assert_int_equal(err.code, ERR_INVALID);
	assert_string_equal(err.field, field);
	if (strstr(err.text, why) == NULL)
		fail_msg("\"%s\" does not say \"%s\"", err.text, why);
	arena_free(&a);
}

static void every_kind_of_field_is_decoded(void **state)
{
	const char *json = "{\"q\":\"from:anna\",\"limit\":7,"
			   "\"sort\":\"date_desc\",\"any_word\":true}";
	struct arena *a = arena_new(1 << 20);
	struct search_query *m = ARENA_NEW(a, struct search_query);
	struct err err = {0};

	(void)state;
	assert_int_equal(proto_decode(a, &proto_message(MSG_search_query)->rec,
			     str_of(json), m, &err),
	    0);
	assert_string_equal(m->q, "from:anna");
	assert_int_equal(m->limit, 7);
	assert_string_equal(m->sort, "date_desc");
	assert_true(m->any_word);
	arena_free(&a);
}

static void absent_fields_get_their_defaults(void **state)
{
	struct arena *a = arena_new(1 << 20);
	struct search_query *m = ARENA_NEW(a, struct search_query);
	struct err err = {0};

	(void)state;
	assert_int_equal(proto_decode(a, &proto_message(MSG_search_query)->rec,
			     STR("{\"q\":\"\",\"cursor\":null}"), m, &err),
	    0);
	assert_int_equal(m->limit, 25);
	assert_null(m->cursor);
	assert_true(m->facets);
	assert_false(m->explain);
	arena_free(&a);
}

static void ids_keep_all_their_digits(void **state)
{
	const char *json = "{\"email_ids\":[\"18446744073709551615\",\"1\"]}";
	struct arena *a = arena_new(1 << 20);
	struct search_index *m = ARENA_NEW(a, struct search_index);
	struct err err = {0};

	(void)state;
	assert_int_equal(proto_decode(a, &proto_message(MSG_search_index)->rec,
			     str_of(json), m, &err),
	    0);
	assert_int_equal(m->email_ids.n, 2);
	assert_true(m->email_ids.v[0] == UINT64_MAX);
	arena_free(&a);
}

static void records_are_decoded_in_lists(void **state)
{
	const char *json = "{\"messages\":[{\"role\":\"user\",\"content\":"
			   "\"hi\"},{\"role\":\"assistant\",\"content\":"
			   "\"yes?\"}],\"filters\":[{\"labels\":[\"a\"]}]}";
	struct arena *a = arena_new(1 << 20);
	struct chat_ask *m = ARENA_NEW(a, struct chat_ask);
	struct err err = {0};

	(void)state;
	assert_int_equal(proto_decode(a, &proto_message(MSG_chat_ask)->rec,
			     str_of(json), m, &err),
	    0);
	assert_int_equal(m->messages.n, 2);
	assert_string_equal(m->messages.v[1].content, "yes?");
	assert_string_equal(m->filters.v[0].labels.v[0], "a");
	assert_int_equal(m->filters.v[0].risk_max, 100);
	assert_int_equal(m->window_days, 30);
	arena_free(&a);
}

static void free_json_is_kept_as_text(void **state)
{
	const char *json = "{\"run_id\":\"0190c0de-0000-7000-8000-0000000000"
			   "00\",\"objective\":\"x\",\"params\":"
			   "{\"a\":[1,2.5,\"\\u00e9\"]}}";
	struct arena *a = arena_new(1 << 20);
	struct agent_run *m = ARENA_NEW(a, struct agent_run);
	struct err err = {0};

	(void)state;
	assert_int_equal(proto_decode(a, &proto_message(MSG_agent_run)->rec,
			     str_of(json), m, &err),
	    0);
	assert_true(str_eqs(m->params, "{\"a\":[1,2.5,\"\u00e9\"]}"));
	assert_true(m->dry_run);
	arena_free(&a);
}

static void what_is_not_json_is_refused(void **state)
{
	(void)state;
	refused(MSG_search_query, "{\"q\":\"a\"", "", "not JSON");
	refused(MSG_search_query, "{\"q\":\"a\"} x", "", "something follows");
	refused(MSG_search_query, "[]", "", "must be an object");
	refused(MSG_search_query, "{\"q\":\"\x01\"}", "", "control byte");
	refused(MSG_search_query, "{\"q\":\"\xff\"}", "", "UTF-8");
	refused(MSG_search_query, "{\"q\":\"\\u0000\"}", "", "u0000");
}

static void deep_nesting_is_refused(void **state)
{
	char json[256] = "{\"q\":";

	(void)state;
	memset(json + 5, '[', 100);
	refused(MSG_search_query, json, "", "deeper than 32");
}

static void unknown_and_repeated_fields_are_refused(void **state)
{
	(void)state;
	refused(MSG_search_query, "{\"q\":\"a\",\"form\":1}", "form",
	    "not a field");
	refused(MSG_search_query, "{\"q\":\"a\",\"q\":\"b\"}", "q", "twice");
	refused(MSG_chat_ask,
	    "{\"messages\":[{\"role\":\"user\","
	    "\"content\":\"a\",\"x\":1}]}",
	    "messages[0].x", "not a field");
}

static void missing_fields_are_named(void **state)
{
	(void)state;
	refused(MSG_search_query, "{}", "q", "missing");
	refused(MSG_search_query, "", "q", "missing");
	refused(MSG_chat_ask, "{\"messages\":[{\"role\":\"user\"}]}",
	    "messages[0].content", "missing");
	refused(MSG_chat_ask, "{\"messages\":[]}", "messages", "empty");
}

static void wrong_types_and_ranges_are_named(void **state)
{
	(void)state;
	refused(MSG_search_query, "{\"q\":1}", "q", "must be a string");
	refused(MSG_search_query, "{\"q\":\"a\",\"limit\":0}", "limit",
	    "between 1 and 100");
	refused(
	    MSG_search_query, "{\"q\":\"a\",\"limit\":1.5}", "limit", "whole");
	refused(MSG_search_query, "{\"q\":\"a\",\"limit\":\"5\"}", "limit",
	    "number");
	refused(MSG_search_query, "{\"q\":\"a\",\"explain\":1}", "explain",
	    "true or false");
	refused(MSG_search_query, "{\"q\":\"a\",\"sort\":\"up\"}", "sort",
	    "one of relevance|date_desc|date_asc");
	refused(MSG_search_index, "{\"email_ids\":[1]}", "email_ids[0]",
	    "string of digits");
	refused(MSG_search_index, "{\"email_ids\":{}}", "email_ids", "list");
	refused(MSG_chat_ask, "{\"messages\":[1]}", "messages[0]", "object");
	refused(MSG_agent_run, "{\"run_id\":\"short\",\"objective\":\"x\"}",
	    "run_id", "at least 36");
}

static void too_long_values_are_refused(void **state)
{
	char json[1200] = "{\"q\":\"";

	(void)state;
	memset(json + 6, 'a', 1025);
	strcpy(json + 6 + 1025, "\"}"); /* NOLINT: fits */
	refused(MSG_search_query, json, "q", "at most 1024");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_kind_of_field_is_decoded),
	    cmocka_unit_test(absent_fields_get_their_defaults),
	    cmocka_unit_test(ids_keep_all_their_digits),
	    cmocka_unit_test(records_are_decoded_in_lists),
	    cmocka_unit_test(free_json_is_kept_as_text),
	    cmocka_unit_test(what_is_not_json_is_refused),
	    cmocka_unit_test(deep_nesting_is_refused),
	    cmocka_unit_test(unknown_and_repeated_fields_are_refused),
	    cmocka_unit_test(missing_fields_are_named),
	    cmocka_unit_test(wrong_types_and_ranges_are_named),
	    cmocka_unit_test(too_long_values_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
