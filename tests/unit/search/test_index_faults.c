/* test_index_faults.c - files that are damaged, foreign, replaced or too
 * many. */
#include "tests/unit/search/index_ask.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static void path_of(const struct fixture *f, char *out, size_t n)
{
	snprintf(out, n, "%s/%d.db", f->dir, USER);
}

/* Overwrites a part of the file. */
static void scribble(struct fixture *f, off_t at, size_t n)
{
	char path[128], junk[8192];
	int fd;

	path_of(f, path, sizeof path);
	memset(junk, 0x5a, sizeof junk);
	fd = open(path, O_WRONLY);
	assert_true(fd >= 0);
	assert_int_equal(pwrite(fd, junk, n, at), (ssize_t)n);
	close(fd);
}

static off_t size_of(const struct fixture *f)
{
	char path[128];
	struct stat st;

	path_of(f, path, sizeof path);
	assert_int_equal(stat(path, &st), 0);
	return st.st_size;
}

static void a_damaged_header_begins_a_new_index(void **state)
{
	struct fixture *f = *state;

	put(f, mail(1, 1, "", "x"));
	index_close(&f->ix);
	scribble(f, 0, 100);
	open_index(f, 4);
	f->rebuilds = 0;
	check_hits(f, "x", "");
	assert_int_equal(f->rebuilds, 1);
	put(f, mail(1, 1, "", "x"));
	check_hits(f, "x", "1");
}

static void damage_inside_is_reported_and_begins_a_new_index(void **state)
{
	struct fixture *f = *state;
	struct search_doc d[400];
	char body[400][64];

	for (size_t i = 0; i < 400; i++) {
		snprintf(body[i], sizeof body[i], "common word%zu", i);
		d[i] = mail(i + 1, (int64_t)i % 90, "subject", body[i]);
	}
	write_for(f, USER, d, 400);
	index_close(&f->ix);
	/* All but the first page: that one is read when the file is opened. */
	for (off_t at = 16384; at < size_of(f); at += 4096)
		scribble(f, at, 4096);
	open_index(f, 4);
	f->rebuilds = 0;
	assert_int_equal(ask_for(f, USER, "common"), -1);
	assert_int_equal(f->err.code, ERR_UNAVAILABLE);
	assert_true(f->rebuilds >= 1);
	check_hits(f, "common", "");
}

static void another_version_begins_a_new_index(void **state)
{
	struct fixture *f = *state;
	char path[128], command[256];

	put(f, mail(1, 1, "", "x"));
	index_close(&f->ix);
	path_of(f, path, sizeof path);
	snprintf(command, sizeof command,
	    "sqlite3 %s 'PRAGMA user_version = 99'", path);
	if (system(command) != 0)
		skip();
	open_index(f, 4);
	f->rebuilds = 0;
	check_hits(f, "x", "");
	assert_int_equal(f->rebuilds, 1);
}

static void a_file_erased_by_another_process_is_noticed(void **state)
{
	struct fixture *f = *state;
	char path[128], other[160];

	put(f, mail(1, 1, "", "secret"));
	path_of(f, path, sizeof path);
	for (int i = 0; i < 3; i++) {
		static const char *const suffix[] = {"", "-wal", "-shm"};

		snprintf(other, sizeof other, "%s%s", path, suffix[i]);
		unlink(other);
	}
	check_hits(f, "secret", "");
}

static void open_files_are_bounded(void **state)
{
	struct fixture *f = *state;

	for (uint64_t user = 1; user <= 20; user++) {
		struct search_doc d = mail(user, 1, "", "x");

		write_for(f, user, &d, 1);
		assert_true(index_open_files(f->ix) <= 4);
	}
	for (uint64_t user = 1; user <= 20; user++) {
		assert_int_equal(ask_for(f, user, "x"), 0);
		assert_int_equal(f->r.hits.n, 1);
		assert_int_equal(f->r.hits.v[0].id, user);
	}
}

static void a_missing_index_asks_to_be_filled(void **state)
{
	struct fixture *f = *state;

	check_hits(f, "x", "");
	assert_int_equal(f->rebuilds, 1);
	check_hits(f, "x", "");
	assert_int_equal(f->rebuilds, 1);
}

static void a_filling_broken_off_is_asked_for_again(void **state)
{
	struct fixture *f = *state;

	put(f, mail(1, 1, "", "x"));
	index_close(&f->ix);
	open_index(f, 4);
	f->rebuilds = 0;
	check_hits(f, "x", "1");
	assert_int_equal(f->rebuilds, 1);
	assert_int_equal(index_filled(f->ix, USER, &f->err), 0);
	index_close(&f->ix);
	open_index(f, 4);
	f->rebuilds = 0;
	check_hits(f, "x", "1");
	assert_int_equal(f->rebuilds, 0);
}

static void a_folder_that_cannot_be_made_is_an_error(void **state)
{
	struct fixture *f = *state;
	struct index_config c = {.dir = "/proc/no/such/folder"};
	struct index *ix = NULL;

	assert_int_equal(index_open(&c, &ix, &f->err), -1);
	assert_int_equal(f->err.code, ERR_UNAVAILABLE);
	assert_null(ix);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    INDEX_TEST(a_damaged_header_begins_a_new_index),
	    INDEX_TEST(damage_inside_is_reported_and_begins_a_new_index),
	    INDEX_TEST(another_version_begins_a_new_index),
	    INDEX_TEST(a_file_erased_by_another_process_is_noticed),
	    INDEX_TEST(open_files_are_bounded),
	    INDEX_TEST(a_missing_index_asks_to_be_filled),
	    INDEX_TEST(a_filling_broken_off_is_asked_for_again),
	    INDEX_TEST(a_folder_that_cannot_be_made_is_an_error),
	};

	return cmocka_run_group_tests_name("index faults", tests, NULL, NULL);
}
