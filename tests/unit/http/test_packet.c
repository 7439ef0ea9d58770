/* test_packet.c - a connection as bytes, and bytes that are none. */
#include "common/http/packet.h"

#include "tests/unit/unit.h"

#include <string.h>

static const struct packet stream = {.http10 = true,
    .peer = STR("::1"),
    .in = STR("GET"),
    .out = {"\0\1", 2},
    .is_stream = true,
    .method = HTTP_POST,
    .path = STR("/a"),
    .state = {"\0", 1}};

static int read_back(const struct packet *p)
{
	struct packet got;
	struct buf b;
	int rc;

	buf_init(&b, 4 * PACKET_MAX);
	packet_write(&b, p);
	assert_false(buf_failed(&b));
	rc = packet_read((struct str){b.data, b.len}, &got);
	buf_deinit(&b);
	return rc;
}

static void is_read_as_it_was_written(void **state)
{
	struct packet got;
	struct buf b;

	(void)state;
	buf_init(&b, PACKET_MAX);
	packet_write(&b, &stream);
	assert_int_equal(packet_read((struct str){b.data, b.len}, &got), 0);
	assert_true(got.http10 && !got.keep_alive && got.is_stream);
	assert_true(str_eq(got.in, stream.in) && str_eq(got.out, stream.out));
	assert_true(
	    str_eq(got.path, stream.path) && str_eq(got.state, stream.state));
	assert_true(str_eq(got.peer, stream.peer));
	assert_int_equal(got.method, HTTP_POST);
	/* Not a byte less, not a byte more. */
	for (size_t n = 0; n < b.len; n++)
		assert_int_equal(
		    packet_read((struct str){b.data, n}, &got), -1);
	buf_addc(&b, 'x');
	assert_int_equal(packet_read((struct str){b.data, b.len}, &got), -1);
	buf_deinit(&b);
}

static void what_is_out_of_bounds_is_refused(void **state)
{
	static char large[HANDOFF_BYTES_MAX + 1];
	struct packet p = stream;

	(void)state;
	assert_int_equal(read_back(&p), 0);
	p.path = STR("no/slash");
	assert_int_equal(read_back(&p), -1);
	p.path = (struct str){"/nul\0", 5};
	assert_int_equal(read_back(&p), -1);
	p.path = STR("/a");
	p.method = (enum http_method)3;
	assert_int_equal(read_back(&p), -1);
	p = stream;
	p.is_stream = false; /* and has a state */
	assert_int_equal(read_back(&p), -1);
	p = stream;
	p.state = (struct str){large, HANDOFF_STATE_MAX + 1};
	assert_int_equal(read_back(&p), -1);
	p = stream;
	p.out = (struct str){large, HANDOFF_BYTES_MAX};
	assert_int_equal(read_back(&p), -1); /* with what was read, too much */
	p.in = STR("");
	assert_int_equal(read_back(&p), 0);
	p.peer = (struct str){large, 48};
	assert_int_equal(read_back(&p), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(is_read_as_it_was_written),
	    cmocka_unit_test(what_is_out_of_bounds_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
