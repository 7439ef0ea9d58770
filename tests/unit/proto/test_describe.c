/* test_describe.c - samples are valid, and say every field. */
#include "proto/describe.h"
#include "proto/json.h"

#include "tests/unit/unit.h"

static void every_sample_is_decoded(void **state)
{
	size_t n;
	const struct msg_desc *m = proto_messages(&n);

	(void)state;
	for (size_t i = 0; i < n; i++) {
		struct arena *a = arena_new(1 << 20);
		struct err err = {0};
		struct buf b;

		buf_init(&b, 1 << 20);
		proto_sample(&b, &m[i].rec);
		if (proto_decode(a, &m[i].rec, (struct str){buf_str(&b), b.len},
			arena_alloc(a, m[i].rec.bytes), &err) < 0)
			fail_msg(
			    "%s: %s: %s", m[i].rec.name, err.field, err.text);
		buf_deinit(&b);
		arena_free(&a);
	}
}

static void a_sample_has_every_field(void **state)
{
	size_t n;
	const struct msg_desc *m = proto_messages(&n);

	(void)state;
	for (size_t i = 0; i < n; i++) {
		struct arena *a = arena_new(1 << 20);
		const struct json *json;
		struct err err = {0};
		struct buf b;

		buf_init(&b, 1 << 20);
		proto_sample(&b, &m[i].rec);
		assert_int_equal(json_parse(a, (struct str){buf_str(&b), b.len},
				     &json, &err),
		    0);
		assert_int_equal(json_len(json), m[i].rec.n_fields);
		buf_deinit(&b);
		arena_free(&a);
	}
}

static const char *described(struct buf *b, const char *record)
{
	buf_init(b, 1 << 16);
	proto_describe_fields(b, &proto_message_named(record)->rec, "p.md");
	return buf_str(b);
}

static void a_field_is_a_line_with_bounds_default_and_meaning(void **state)
{
	struct buf b;

	(void)state;
	assert_non_null(strstr(described(&b, "search_query"),
	    "\n| `limit` | integer | 1 to 100 | 25 | hits |\n"));
	assert_non_null(strstr(buf_str(&b), "| **required** |"));
	buf_deinit(&b);
}

static void a_list_of_records_links_to_the_record(void **state)
{
	struct buf b;

	(void)state;
	assert_non_null(strstr(described(&b, "search_result"),
	    "list of [search_hit](p.md#search_hit)"));
	buf_deinit(&b);
}

static void markup_in_a_meaning_stays_text(void **state)
{
	struct buf b;

	(void)state;
	assert_non_null(
	    strstr(described(&b, "chat_started"), "chat.&lt;answer_id>"));
	buf_deinit(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_sample_is_decoded),
	    cmocka_unit_test(a_sample_has_every_field),
	    cmocka_unit_test(a_field_is_a_line_with_bounds_default_and_meaning),
	    cmocka_unit_test(a_list_of_records_links_to_the_record),
	    cmocka_unit_test(markup_in_a_meaning_stays_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
