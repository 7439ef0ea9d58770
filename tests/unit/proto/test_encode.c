/* test_encode.c - encoding is decoding's mirror. */
#include "proto/proto.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <cmocka.h>

static void absent_values_are_left_out(void **state)
{
	struct search_query m = {.q = "a \"b\"", .limit = 5};
	struct buf b;

	(void)state;
	buf_init(&b, 4096);
	proto_encode(&b, &proto_message(MSG_search_query)->rec, &m);
	assert_string_equal(buf_str(&b),
	    "{\"q\":\"a \\\"b\\\"\",\"limit\":5,\"window_days\":0,"
	    "\"any_word\":false,\"one_a_thread\":false,\"facets\":false,"
	    "\"explain\":false}");
	buf_deinit(&b);
}

static void a_message_survives_the_round_trip(void **state)
{
	struct chat_turn turns[] = {{.role = "user", .content = "caf\u00e9?"}};
	struct chat_ask m = {.messages = {turns, 1},
			    .window_days = 90,
			    .max_results = 10},
			*back;
	const struct record_desc *d = &proto_message(MSG_chat_ask)->rec;
	struct arena *a = arena_new(1 << 16);
	struct err err = {0};
	struct buf b;

	(void)state;
	buf_init(&b, 4096);
	proto_encode(&b, d, &m);
	back = ARENA_NEW(a, struct chat_ask);
	assert_int_equal(
	    proto_decode(a, d, (struct str){b.data, b.len}, back, &err), 0);
	assert_string_equal(back->messages.v[0].content, "caf\u00e9?");
	assert_int_equal(back->window_days, 90);
	buf_deinit(&b);
	arena_free(&a);
}

static void a_full_buffer_is_a_sticky_failure(void **state)
{
	struct search_query m = {.q = "a rather long query", .limit = 5};
	struct buf b;

	(void)state;
	buf_init(&b, 16);
	proto_encode(&b, &proto_message(MSG_search_query)->rec, &m);
	assert_true(buf_failed(&b));
	buf_deinit(&b);
}

static void numbers_of_messages_are_unique(void **state)
{
	size_t n;
	const struct msg_desc *all = proto_messages(&n);

	(void)state;
	for (size_t i = 0; i < n; i++) {
		assert_ptr_equal(proto_message(all[i].type), &all[i]);
		assert_ptr_equal(proto_message_named(all[i].rec.name), &all[i]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(absent_values_are_left_out),
	    cmocka_unit_test(a_message_survives_the_round_trip),
	    cmocka_unit_test(a_full_buffer_is_a_sticky_failure),
	    cmocka_unit_test(numbers_of_messages_are_unique),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
