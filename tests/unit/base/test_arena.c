/* test_arena.c - request memory. */
#include "tests/unit/unit.h"
#include "common/base/arena.h"

#include <string.h>

static void memory_is_zeroed_aligned_and_apart(void **state)
{
	struct arena *a = arena_new(1 << 20);

	(void)state;
	for (size_t n = 0; n < 2000; n += 7) {
		char *p = arena_alloc(a, n);

		assert_int_equal((uintptr_t)p % 16, 0);
		for (size_t i = 0; i < n; i++)
			assert_int_equal(p[i], 0);
		memset(p, 0xee, n);
	}
	arena_free(&a);
	assert_null(a);
}

static void free_accepts_null(void **state)
{
	struct arena *a = NULL;

	(void)state;
	arena_free(&a);
}

static void earlier_pieces_survive_later_blocks(void **state)
{
	struct arena *a = arena_new(1 << 20);
	char *first = arena_strdup(a, "first");
	char *pieces[200];

	(void)state;
	for (int i = 0; i < 200; i++)
		pieces[i] = arena_printf(a, "piece %0*d", i * 5 + 1, i);
	assert_string_equal(first, "first");
	for (int i = 0; i < 200; i++)
		assert_int_equal(strlen(pieces[i]), 6 + (size_t)(i * 5 + 1));
	arena_free(&a);
}

static void past_its_cap_it_is_overdrawn_but_serves(void **state)
{
	struct arena *a = arena_new(1000);

	(void)state;
	arena_alloc(a, 1000 - 1000 % 16);
	assert_false(arena_overdrawn(a));
	assert_non_null(arena_alloc(a, 100000));
	assert_true(arena_overdrawn(a));
	assert_true(arena_used(a) >= 100992);
	arena_free(&a);
}

static void reset_forgets_and_zeroes(void **state)
{
	struct arena *a = arena_new(100);
	char *p = arena_alloc(a, 200);

	(void)state;
	memset(p, 1, 200);
	arena_alloc(a, 5000);
	arena_reset(a);
	assert_int_equal(arena_used(a), 0);
	assert_false(arena_overdrawn(a));
	p = arena_alloc(a, 200);
	for (int i = 0; i < 200; i++)
		assert_int_equal(p[i], 0);
	arena_free(&a);
}

static void a_reset_arena_serves_again(void **state)
{
	struct arena *a = arena_new(1 << 20);
	char *first = arena_alloc(a, 16);

	(void)state;
	for (int turn = 0; turn < 3; turn++) {
		arena_alloc(a, 100000); /* a block of its own */
		for (int i = 0; i < 100; i++)
			memset(arena_alloc(a, 100), 1, 100);
		arena_reset(a);
		assert_ptr_equal(arena_alloc(a, 16), first);
		arena_reset(a);
	}
	arena_free(&a);
}

static void copies_are_terminated(void **state)
{
	struct arena *a = arena_new(4096);

	(void)state;
	assert_null(arena_strdup(a, NULL));
	assert_string_equal(arena_strndup(a, "abcdef", 2), "ab");
	assert_string_equal(arena_strndup(a, "ab", 20), "ab");
	assert_memory_equal(arena_memdup(a, "x\0y", 3), "x\0y", 3);
	assert_non_null(arena_memdup(a, NULL, 0));
	arena_free(&a);
}

static void printf_takes_short_and_long_texts(void **state)
{
	struct arena *a = arena_new(1 << 20);
	char *text;

	(void)state;
	assert_string_equal(arena_printf(a, "%s=%d", "a", 1), "a=1");
	text = arena_printf(a, "%0255d|", 1);
	assert_int_equal(strlen(text), 256);
	text = arena_printf(a, "%09999d|", 1);
	assert_int_equal(strlen(text), 10000);
	assert_int_equal(text[9999], '|');
	arena_free(&a);
}

struct note {
	char *log;
	char c;
};

static void write_note(void *p)
{
	struct note *n = p;
	size_t len = strlen(n->log);

	n->log[len] = n->c;
	n->log[len + 1] = '\0';
}

static void deferred_calls_run_last_first(void **state)
{
	struct arena *a = arena_new(4096);
	char log[8] = "";
	struct note notes[] = {{log, '1'}, {log, '2'}, {log, '3'}};

	(void)state;
	arena_defer(a, write_note, &notes[0]);
	arena_defer(a, write_note, &notes[1]);
	arena_reset(a);
	assert_string_equal(log, "21");
	arena_defer(a, write_note, &notes[2]);
	arena_free(&a);
	assert_string_equal(log, "213");
}

static void read_arena_memory(void *p)
{
	assert_string_equal(p, "still here");
}

static void deferred_calls_see_the_arena_alive(void **state)
{
	struct arena *a = arena_new(4096);

	(void)state;
	arena_defer(a, read_arena_memory, arena_strdup(a, "still here"));
	arena_free(&a);
}

static void a_rewind_gives_back_what_came_after_its_mark(void **state)
{
	struct arena *a = arena_new(1 << 20);
	const char *kept = arena_strdup(a, "kept");
	struct arena_mark m = arena_mark(a);
	size_t used = arena_used(a);

	(void)state;
	for (int round = 0; round < 1000; round++) {
		const char *fresh = arena_alloc(a, 40);

		assert_string_equal(fresh, "");
		arena_strdup(a, "gone at the end of the round");
		memset(arena_alloc(a, 5000), 'x', 5000);
		memset(arena_alloc(a, 900), 'y', 900);
		arena_rewind(a, &m);
		assert_int_equal(arena_used(a), used);
	}
	assert_false(arena_overdrawn(a));
	assert_string_equal(kept, "kept");
	arena_free(&a);
}

static void a_rewind_undoes_only_what_was_deferred_after(void **state)
{
	struct arena *a = arena_new(4096);
	char log[8] = "";
	struct note notes[] = {{log, '1'}, {log, '2'}, {log, '3'}};
	struct arena_mark m;

	(void)state;
	arena_defer(a, write_note, &notes[0]);
	m = arena_mark(a);
	arena_defer(a, write_note, &notes[1]);
	arena_defer(a, write_note, &notes[2]);
	arena_rewind(a, &m);
	assert_string_equal(log, "32");
	arena_free(&a);
	assert_string_equal(log, "321");
}

static void a_copy_of_n_bytes_has_room_for_n(void **state)
{
	struct arena *a = arena_new(1 << 20);
	const char *copy = arena_strndup(a, "ab\0cdefghijklmnopqrstuv", 23);
	char *next = arena_alloc(a, 16);

	(void)state;
	assert_string_equal(copy, "ab");
	memset(next, 'x', 16);
	for (size_t i = 2; i <= 23; i++)
		assert_int_equal(copy[i], 0);
	arena_free(&a);
}

static void huge_array(void *p)
{
	arena_array(p, 16, SIZE_MAX / 8);
}

static void array_overflow_dies(void **state)
{
	struct arena *a = arena_new(4096);
	const int *numbers = ARENA_ARRAY(a, int, 10);

	(void)state;
	assert_int_equal(numbers[9], 0);
	assert_dies(huge_array, a);
	arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(memory_is_zeroed_aligned_and_apart),
	    cmocka_unit_test(free_accepts_null),
	    cmocka_unit_test(earlier_pieces_survive_later_blocks),
	    cmocka_unit_test(past_its_cap_it_is_overdrawn_but_serves),
	    cmocka_unit_test(reset_forgets_and_zeroes),
	    cmocka_unit_test(a_reset_arena_serves_again),
	    cmocka_unit_test(copies_are_terminated),
	    cmocka_unit_test(printf_takes_short_and_long_texts),
	    cmocka_unit_test(deferred_calls_run_last_first),
	    cmocka_unit_test(deferred_calls_see_the_arena_alive),
	    cmocka_unit_test(array_overflow_dies),
	    cmocka_unit_test(a_copy_of_n_bytes_has_room_for_n),
	    cmocka_unit_test(a_rewind_gives_back_what_came_after_its_mark),
	    cmocka_unit_test(a_rewind_undoes_only_what_was_deferred_after),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
