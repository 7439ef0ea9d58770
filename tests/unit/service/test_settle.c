/* test_settle.c - what starting needed is given back, and nothing else. */
#include "common/service/frame.h"

#include "tests/unit/unit.h"

#include <stdio.h>

static char written[65536] = "written"; /* in a segment of the program */
static int reading(void)
{
	return 7;
}
static int (*const relocated[])(void) = {reading};

/* KiB of what is mapped to run, and was not written to. */
static long text_kib(void)
{
	FILE *f = fopen("/proc/self/smaps", "r");
	char line[512], perms[5];
	bool text = false;
	long all = 0, kib;

	assert_non_null(f);
	while (fgets(line, sizeof line, f) != NULL) {
		if (sscanf(line, "%*x-%*x %4s %*x", perms) == 1)
			text = strcmp(perms, "r-xp") == 0;
		else if (text && sscanf(line, "Rss: %ld", &kib) == 1)
			all += kib;
	}
	fclose(f);
	return all;
}

static void text_that_nobody_runs_is_given_back(void **state)
{
	long before = text_kib();

	(void)state;
	frame_settle();
	assert_true(text_kib() < before);
}

static void what_was_written_stays(void **state)
{
	char *heap = malloc(1 << 20);

	(void)state;
	memset(heap, 5, 1 << 20);
	written[60000] = 'x';
	frame_settle();
	assert_string_equal(written, "written");
	assert_int_equal(written[60000], 'x');
	assert_int_equal(heap[(1 << 20) - 1], 5);
	assert_int_equal(relocated[0](), 7);
	free(heap);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(text_that_nobody_runs_is_given_back),
	    cmocka_unit_test(what_was_written_stays),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
