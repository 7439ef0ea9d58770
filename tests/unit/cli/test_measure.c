/* test_measure.c - sizes of folders and disks; a Redis that is away. */
#include "services/cli/maintain/measure.h"

#include "tests/unit/unit.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct world {
	struct cli cli;
	char folder[64];
};

static int set_up(void **state)
{
	struct world *x = calloc(1, sizeof *x);

	x->cli.arena = arena_new(1 << 20);
	str_copy(x->folder, sizeof x->folder, str_of("/tmp/measure.XXXXXX"));
	assert_non_null(mkdtemp(x->folder));
	*state = x;
	return 0;
}

static int tear_down(void **state)
{
	struct world *x = *state;
	const char *file = arena_printf(x->cli.arena, "%s/a/b", x->folder);

	unlink(file);
	rmdir(arena_printf(x->cli.arena, "%s/a", x->folder));
	rmdir(x->folder);
	arena_free(&x->cli.arena);
	free(x);
	return 0;
}

static void a_folder_is_its_files_below(void **state)
{
	struct world *x = *state;
	static char bytes[300000];
	uint64_t before, after;
	struct err err;
	int fd;

	mkdir(arena_printf(x->cli.arena, "%s/a", x->folder), 0700);
	assert_int_equal(measure_folder(&x->cli, x->folder, &before, &err), 0);
	memset(bytes, 'x', sizeof bytes);
	fd = open(arena_printf(x->cli.arena, "%s/a/b", x->folder),
	    O_WRONLY | O_CREAT, 0600);
	assert_int_equal(write(fd, bytes, sizeof bytes), sizeof bytes);
	assert_int_equal(fsync(fd), 0); /* blocks are given out late */
	close(fd);
	assert_int_equal(measure_folder(&x->cli, x->folder, &after, &err), 0);
	assert_in_range(after - before, sizeof bytes, 2 * sizeof bytes);
}

static void a_folder_that_is_not_there_is_said(void **state)
{
	struct world *x = *state;
	struct measured_disk disk;
	struct err err;
	uint64_t bytes;

	assert_int_equal(
	    measure_folder(&x->cli, "/nonexistent/x", &bytes, &err), -1);
	assert_int_equal(err.code, ERR_NOT_FOUND);
	assert_non_null(strstr(err.text, "/nonexistent/x"));
	assert_int_equal(measure_disk("/nonexistent/x", &disk, &err), -1);
}

static void a_disk_has_used_and_free(void **state)
{
	struct world *x = *state;
	struct measured_disk a, b;
	struct err err;

	assert_int_equal(measure_disk(x->folder, &a, &err), 0);
	assert_int_equal(measure_disk("/tmp", &b, &err), 0);
	assert_true(a.used_bytes + a.free_bytes > 0);
	assert_int_equal(a.id, b.id);
}

static void a_redis_that_is_away_is_said(void **state)
{
	uint64_t used, limit;
	struct err err;

	(void)state;
	assert_int_equal(measure_redis("unix:///nonexistent/redis.sock", &used,
			     &limit, &err),
	    -1);
	assert_int_equal(err.code, ERR_UNAVAILABLE);
	assert_int_equal(measure_redis("http://x", &used, &limit, &err), -1);
	assert_int_equal(err.code, ERR_INVALID);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(
		a_folder_is_its_files_below, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(
		a_folder_that_is_not_there_is_said, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(
		a_disk_has_used_and_free, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(
		a_redis_that_is_away_is_said, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
