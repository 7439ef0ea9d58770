/* test_die.c - ends of the process, and allocators that never say no. */
#include "tests/unit/unit.h"
#include "common/base/die.h"

#include <string.h>

static void die_child(void *p)
{
	die("text %d", *(int *)p);
}

static void die_aborts(void **state)
{
	int n = 1;

	(void)state;
	assert_dies(die_child, &n);
}

static void must_child(void *p)
{
	MUST(*(int *)p == 1);
}

static void must_aborts_only_when_broken(void **state)
{
	int right = 1, wrong = 2;

	(void)state;
	assert_dies(must_child, &wrong);
	assert_int_equal(unit_child(must_child, &right), 0);
}

static void quit_child(void *p)
{
	(void)p;
	quit(EX_CONFIG, "no %s", "database");
}

static void quit_exits_with_its_code(void **state)
{
	int status;

	(void)state;
	status = unit_child(quit_child, NULL);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), EX_CONFIG);
}

static void xcalloc_zeroes_and_takes_size_zero(void **state)
{
	char *p = xcalloc(3, 5);
	void *q = xcalloc(0, 8);

	(void)state;
	for (int i = 0; i < 15; i++)
		assert_int_equal(p[i], 0);
	assert_non_null(q);
	free(p);
	free(q);
}

static void xrealloc_keeps_content(void **state)
{
	char *p = xstrdup("abc");

	(void)state;
	p = xrealloc(p, 1000);
	assert_string_equal(p, "abc");
	p = xrealloc(p, 0);
	assert_non_null(p);
	free(p);
}

static void strings_are_copied(void **state)
{
	char *a = xstrndup("abcdef", 3);
	char *b = xstrndup("ab", 30);
	char *c = xprintf("%s-%d", "x", 5);

	(void)state;
	assert_string_equal(a, "abc");
	assert_string_equal(b, "ab");
	assert_string_equal(c, "x-5");
	free(a);
	free(b);
	free(c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(die_aborts),
	    cmocka_unit_test(must_aborts_only_when_broken),
	    cmocka_unit_test(quit_exits_with_its_code),
	    cmocka_unit_test(xcalloc_zeroes_and_takes_size_zero),
	    cmocka_unit_test(xrealloc_keeps_content),
	    cmocka_unit_test(strings_are_copied),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
