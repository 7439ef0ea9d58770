/* test_sse.c - nothing in an event's data can be taken for another event. */
#include "services/gateway/streams/sse.h"

#include "tests/unit/unit.h"

#define ANSWER "01a1ffd9-49c4-7035-a374-497e521cfbce"

static void writes(const char *name, struct str data, const char *text)
{
	struct buf b;

	buf_init(&b, 4096);
	assert_true(sse_event(&b, ANSWER, 7, str_of(name), data));
	assert_string_equal(buf_str(&b), text);
	buf_deinit(&b);
}

static void an_event_has_id_name_and_data(void **state)
{
	(void)state;
	writes("token", STR("{\"text\":\"a\"}"),
	    "id: " ANSWER ".7\nevent: token\ndata: {\"text\":\"a\"}\n\n");
	writes("done", (struct str){NULL, 0},
	    "id: " ANSWER ".7\nevent: done\ndata: \n\n");
	writes("done", STR(""), "id: " ANSWER ".7\nevent: done\ndata: \n\n");
}

static void lines_of_data_stay_data(void **state)
{
	(void)state;
	writes("token", STR("a\n\nevent: done\ndata: b"),
	    "id: " ANSWER ".7\nevent: token\ndata: a\ndata: \n"
	    "data: event: done\ndata: data: b\n\n");
	writes("token", STR("a\rid: x\r\nb"),
	    "id: " ANSWER ".7\nevent: token\ndata: a\ndata: id: x\n"
	    "data: b\n\n");
}

static void a_name_is_a_word(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 4096);
	assert_false(sse_event(&b, ANSWER, 1, STR(""), STR("x")));
	assert_false(sse_event(&b, ANSWER, 1, STR("a\rdata"), STR("x")));
	assert_false(sse_event(&b, ANSWER, 1, STR("a:b"), STR("x")));
	assert_int_equal(b.len, 0);
	buf_deinit(&b);
}

static void an_id_is_read_back(void **state)
{
	char id[UUID_CHARS + 1];
	uint64_t seq;

	(void)state;
	assert_int_equal(sse_id_parse(STR(ANSWER ".12"), id, &seq), 0);
	assert_string_equal(id, ANSWER);
	assert_int_equal(seq, 12);
	assert_int_equal(sse_id_parse(STR(ANSWER ".0"), id, &seq), 0);
	assert_int_equal(seq, 0);
}

/* A topic that ends in '*' would hear everybody's answers. */
static void an_id_names_one_answer_only(void **state)
{
	static const char *const wrong[] = {"", "*", "*.1", ".1", "7.1", ANSWER,
	    ANSWER ".", ANSWER ".x", ANSWER ".-1", ANSWER "*.1", ANSWER ".1.2",
	    ANSWER ".18446744073709551615",
	    "01a1ffd9-49c4-7035-a374-497e521cfbc*.1",
	    "../../../../../../../../../../../../.1"};
	char id[UUID_CHARS + 1] = "untouched";
	uint64_t seq = 99;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(wrong); i++)
		if (sse_id_parse(str_of(wrong[i]), id, &seq) == 0)
			fail_msg("\"%s\" is taken", wrong[i]);
	assert_string_equal(id, "untouched");
	assert_int_equal(seq, 99);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(an_event_has_id_name_and_data),
	    cmocka_unit_test(lines_of_data_stay_data),
	    cmocka_unit_test(a_name_is_a_word),
	    cmocka_unit_test(an_id_is_read_back),
	    cmocka_unit_test(an_id_names_one_answer_only),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
