/* test_sp_frame.c - nng's bytes: hello, frames, backtraces. */
#include "common/bus/sp_frame.h"

#include "tests/unit/unit.h"

static void hello_is_the_eight_bytes_of_nng(void **state)
{
	static const uint8_t req[] = {0, 'S', 'P', 0, 0, 0x30, 0, 0};
	static const uint8_t rep[] = {0, 'S', 'P', 0, 0, 0x31, 0, 0};
	uint8_t out[SP_HELLO_BYTES];

	(void)state;
	sp_hello_write(SP_REQ, out);
	assert_memory_equal(out, req, sizeof req);
	sp_hello_write(SP_REP, out);
	assert_memory_equal(out, rep, sizeof rep);
}

static void hello_of_another_protocol_is_refused(void **state)
{
	static const uint8_t pub[] = {0, 'S', 'P', 0, 0, 0x20, 0, 0};
	static const uint8_t wide[] = {0, 'S', 'P', 0, 1, 0x31, 0, 0};
	static const uint8_t http[] = {'G', 'E', 'T', ' ', '/', ' ', 'H', 'T'};
	uint8_t rep[SP_HELLO_BYTES];
	struct err err = {0};

	(void)state;
	sp_hello_write(SP_REP, rep);
	assert_int_equal(sp_hello_check(rep, SP_REP, &err), 0);
	assert_int_equal(sp_hello_check(rep, SP_REQ, &err), -1);
	assert_int_equal(sp_hello_check(pub, SP_REP, &err), -1);
	assert_int_equal(sp_hello_check(wide, SP_REP, &err), -1);
	assert_int_equal(sp_hello_check(http, SP_REP, &err), -1);
	assert_int_equal(err.code, ERR_BAD_PEER);
}

static void what_is_written_is_cut_at_every_length(void **state)
{
	static const enum sp_transport both[] = {SP_IPC, SP_TCP};
	char frame[9 + 300] = {0};
	struct str body;
	size_t used, head;

	(void)state;
	for (size_t t = 0; t < 2; t++) {
		head = sp_head_write(both[t], 300, (uint8_t *)frame);
		assert_int_equal(head, t == 0 ? 9 : 8);
		for (size_t n = 0; n < head + 300; n++) {
			assert_int_equal(
			    sp_frame_cut(both[t], (struct str){frame, n}, 300,
				&body, &used, NULL),
			    SP_CUT_MORE);
			assert_int_equal(used, n < head ? head : head + 300);
		}
		assert_int_equal(
		    sp_frame_cut(both[t], (struct str){frame, sizeof frame},
			300, &body, &used, NULL),
		    SP_CUT_FRAME);
		assert_int_equal(used, head + 300);
		assert_int_equal(body.n, 300);
		assert_ptr_equal(body.p, frame + head);
	}
}

static void a_length_above_the_cap_is_refused_before_its_bytes(void **state)
{
	char head[9];
	struct str body;
	struct err err = {0};
	size_t used;

	(void)state;
	sp_head_write(SP_IPC, 301, (uint8_t *)head);
	assert_int_equal(sp_frame_cut(SP_IPC, (struct str){head, 9}, 300, &body,
			     &used, &err),
	    SP_CUT_BAD);
	assert_int_equal(err.code, ERR_BAD_PEER);
	sp_head_write(SP_TCP, UINT64_MAX, (uint8_t *)head);
	assert_int_equal(sp_frame_cut(SP_TCP, (struct str){head, 8}, 300, &body,
			     &used, &err),
	    SP_CUT_BAD);
}

static void another_ipc_message_type_is_refused(void **state)
{
	struct str body;
	size_t used;

	(void)state;
	assert_int_equal(
	    sp_frame_cut(SP_IPC, STR("\x02"), 300, &body, &used, NULL),
	    SP_CUT_BAD);
}

static void a_backtrace_ends_with_the_id_that_has_the_high_bit(void **state)
{
	struct str trace, payload;

	(void)state;
	assert_int_equal(
	    sp_trace_cut(STR("\x80\0\0\1hello"), &trace, &payload, NULL), 0);
	assert_int_equal(trace.n, 4);
	assert_true(str_eqs(payload, "hello"));
	assert_int_equal(sp_trace_cut(STR("\0\0\0\7\1\2\3\4\xff\0\0\1hi"),
			     &trace, &payload, NULL),
	    0);
	assert_int_equal(trace.n, 12);
	assert_true(str_eqs(payload, "hi"));
}

static void a_backtrace_without_end_is_refused(void **state)
{
	char body[SP_TRACE_MAX + 4] = {0};
	struct str trace, payload;
	struct err err = {0};

	(void)state;
	for (size_t n = 0; n < sizeof body; n++)
		assert_int_equal(
		    sp_trace_cut((struct str){body, n}, &trace, &payload, &err),
		    -1);
	/* Sixteen hops are the most. */
	sp_put32(body + SP_TRACE_MAX, SP_ID_BIT);
	assert_int_equal(sp_trace_cut((struct str){body, sizeof body}, &trace,
			     &payload, &err),
	    -1);
	sp_put32(body + SP_TRACE_MAX - 4, SP_ID_BIT);
	assert_int_equal(sp_trace_cut((struct str){body, sizeof body}, &trace,
			     &payload, &err),
	    0);
	assert_int_equal(err.code, ERR_BAD_PEER);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(hello_is_the_eight_bytes_of_nng),
	    cmocka_unit_test(hello_of_another_protocol_is_refused),
	    cmocka_unit_test(what_is_written_is_cut_at_every_length),
	    cmocka_unit_test(
		a_length_above_the_cap_is_refused_before_its_bytes),
	    cmocka_unit_test(another_ipc_message_type_is_refused),
	    cmocka_unit_test(
		a_backtrace_ends_with_the_id_that_has_the_high_bit),
	    cmocka_unit_test(a_backtrace_without_end_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
