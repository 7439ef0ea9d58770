/* test_event_wire.c - an event's bytes. */
#include "common/bus/event_wire.h"

#include "tests/unit/unit.h"

static void what_is_written_is_read_back(void **state)
{
	static const char wire[] = "tick\0\1\2\3\4\5\6\7\10body";
	struct str topic, body;
	uint64_t seq;
	char out[64];

	(void)state;
	assert_int_equal(
	    event_wire_bytes(STR("tick"), STR("body")), sizeof wire - 1);
	event_wire_write(out, STR("tick"), 0x0102030405060708, STR("body"));
	assert_memory_equal(out, wire, sizeof wire - 1);
	assert_int_equal(event_wire_read((struct str){out, sizeof wire - 1},
			     &topic, &seq, &body),
	    0);
	assert_true(str_eqs(topic, "tick"));
	assert_true(seq == 0x0102030405060708);
	assert_true(str_eqs(body, "body"));
}

static void an_empty_body_is_a_body(void **state)
{
	struct str topic, body;
	uint64_t seq;

	(void)state;
	assert_int_equal(
	    event_wire_read(STR("t\0\0\0\0\0\0\0\0\1"), &topic, &seq, &body),
	    0);
	assert_int_equal(body.n, 0);
}

static void what_is_no_event_is_refused(void **state)
{
	static char long_topic[EVENT_TOPIC_MAX + 10];
	static char long_body[EVENT_WIRE_MAX + 1];
	static const struct str wrong[] = {
	    {"", 0}, {"topic", 5}, {"\0\0\0\0\0\0\0\0\1", 9}, /* no topic */
	    {"t\0\0\0\0\0\0\0\1", 9},                         /* seq is short */
	    {"t\0\0\0\0\0\0\0\0\0body", 14},                  /* seq 0 */
	};
	struct str topic, body;
	uint64_t seq;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(wrong); i++)
		assert_int_equal(
		    event_wire_read(wrong[i], &topic, &seq, &body), -1);
	memset(long_topic, 't', EVENT_TOPIC_MAX + 1);
	long_topic[sizeof long_topic - 1] = 1;
	assert_int_equal(
	    event_wire_read((struct str){long_topic, sizeof long_topic}, &topic,
		&seq, &body),
	    -1);
	assert_int_equal(
	    event_wire_read((struct str){long_topic + 1, sizeof long_topic - 1},
		&topic, &seq, &body),
	    0);
	event_wire_write(long_body, STR("t"), 1, STR(""));
	assert_int_equal(
	    event_wire_read(
		(struct str){long_body, sizeof long_body}, &topic, &seq, &body),
	    -1);
	assert_int_equal(
	    event_wire_read((struct str){long_body, 10 + EVENT_BODY_MAX},
		&topic, &seq, &body),
	    0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_is_written_is_read_back),
	    cmocka_unit_test(an_empty_body_is_a_body),
	    cmocka_unit_test(what_is_no_event_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
