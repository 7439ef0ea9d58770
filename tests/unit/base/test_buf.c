/* test_buf.c - the growing buffer with a largest size. */
#include "tests/unit/unit.h"
#include "common/base/buf.h"

#include <string.h>

static void unwritten_reads_as_empty(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 10);
	assert_string_equal(buf_str(&b), "");
	assert_false(buf_failed(&b));
	buf_add(&b, NULL, 0);
	assert_false(buf_failed(&b));
	buf_deinit(&b);
}

static void pieces_follow_one_another(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 1000);
	buf_adds(&b, "ab");
	buf_addc(&b, 'c');
	buf_addf(&b, "-%d-", 5);
	buf_add_u64(&b, UINT64_MAX);
	buf_addc(&b, ' ');
	buf_add_i64(&b, INT64_MIN);
	assert_string_equal(
	    buf_str(&b), "abc-5-18446744073709551615 -9223372036854775808");
	assert_int_equal(b.len, strlen(b.data));
	buf_deinit(&b);
}

static void exactly_the_largest_size_fits(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 5);
	buf_adds(&b, "12345");
	assert_false(buf_failed(&b));
	assert_string_equal(buf_str(&b), "12345");
	buf_addc(&b, '6');
	assert_true(buf_failed(&b));
	buf_deinit(&b);
}

static void failure_is_sticky_and_keeps_what_was_there(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 5);
	buf_adds(&b, "123");
	buf_adds(&b, "456");
	buf_adds(&b, "4");
	buf_addf(&b, "%d", 4);
	assert_null(buf_room(&b, 1));
	assert_true(buf_failed(&b));
	assert_string_equal(buf_str(&b), "123");
	buf_clear(&b);
	assert_false(buf_failed(&b));
	assert_string_equal(buf_str(&b), "");
	buf_adds(&b, "45");
	assert_string_equal(buf_str(&b), "45");
	buf_deinit(&b);
}

static void a_first_write_beyond_the_cap_fails(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 0);
	buf_addc(&b, 'x');
	assert_true(buf_failed(&b));
	assert_string_equal(buf_str(&b), "");
	buf_deinit(&b);
}

static void long_formats_are_whole(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 100000);
	buf_addf(&b, "%0255d", 7);
	buf_addf(&b, "%0256d", 7);
	buf_addf(&b, "%09000d|", 7);
	assert_int_equal(b.len, 255 + 256 + 9001);
	assert_int_equal(b.data[b.len - 1], '|');
	buf_deinit(&b);
}

static void room_is_written_in_place(void **state)
{
	struct buf b;
	char *p;

	(void)state;
	buf_init(&b, 100);
	buf_adds(&b, "a");
	p = buf_room(&b, 50);
	assert_non_null(p);
	memcpy(p, "bcd", 3);
	buf_wrote(&b, 3);
	assert_string_equal(buf_str(&b), "abcd");
	buf_deinit(&b);
}

static void wrote_too_much(void *p)
{
	buf_room(p, 10);
	buf_wrote(p, 100000);
}

static void writing_past_the_room_dies(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 1000);
	assert_dies(wrote_too_much, &b);
	buf_deinit(&b);
}

static void what_fits_is_as_it_was_and_can_still_grow(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 1 << 20);
	buf_fit(&b);
	assert_string_equal(buf_str(&b), "");
	assert_non_null(buf_room(&b, 100000));
	buf_adds(&b, "kept");
	buf_fit(&b);
	assert_int_equal(b.alloc, 5);
	assert_string_equal(buf_str(&b), "kept");
	buf_adds(&b, ", grown");
	assert_string_equal(buf_str(&b), "kept, grown");
	buf_deinit(&b);
}

static void consume_drops_from_the_front(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 100);
	buf_adds(&b, "abcdef");
	buf_consume(&b, 2);
	assert_string_equal(buf_str(&b), "cdef");
	buf_consume(&b, 4);
	assert_string_equal(buf_str(&b), "");
	buf_consume(&b, 0);
	buf_deinit(&b);
}

static void growth_keeps_every_byte(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 1 << 20);
	for (int i = 0; i < 10000; i++)
		buf_addf(&b, "%04d", i);
	assert_int_equal(b.len, 40000);
	assert_memory_equal(b.data + 4 * 1234, "1234", 4);
	assert_memory_equal(b.data + 4 * 9999, "9999", 5);
	buf_deinit(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(unwritten_reads_as_empty),
	    cmocka_unit_test(pieces_follow_one_another),
	    cmocka_unit_test(exactly_the_largest_size_fits),
	    cmocka_unit_test(failure_is_sticky_and_keeps_what_was_there),
	    cmocka_unit_test(a_first_write_beyond_the_cap_fails),
	    cmocka_unit_test(long_formats_are_whole),
	    cmocka_unit_test(room_is_written_in_place),
	    cmocka_unit_test(writing_past_the_room_dies),
	    cmocka_unit_test(what_fits_is_as_it_was_and_can_still_grow),
	    cmocka_unit_test(consume_drops_from_the_front),
	    cmocka_unit_test(growth_keeps_every_byte),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
