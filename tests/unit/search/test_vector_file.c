/* test_vector_file.c - whatever happened to the bytes of a file of vectors,
 * nothing wrong comes out. */
#include "tests/unit/search/vector_check.h"

#include <fcntl.h>

static void damage(struct fixture *f, off_t at, const char *bytes, size_t n)
{
	int fd = open(f->path, O_WRONLY);

	assert_true(fd >= 0);
	assert_int_equal(pwrite(fd, bytes, n, at), (ssize_t)n);
	close(fd);
}

static void another_model_begins_the_file_anew(void **state)
{
	struct fixture *f = *state;
	const uint64_t id = 9;
	struct vector_hit hits[4];
	int8_t row[VECTOR_DIM];

	add(f, 1, 3);
	assert_int_equal(nearest(f, 1, "other", 4, hits), 0);
	row_of(9, row);
	assert_int_equal(
	    vectors_add(f->v, USER, "other", &id, row, 1, &f->err), 0);
	assert_int_equal(nearest(f, 9, "other", 4, hits), 1);
	assert_int_equal(counts(f).live, 1);
}

static void a_torn_tail_is_cut(void **state)
{
	struct fixture *f = *state;
	struct vector_hit hits[9];
	off_t unwritten =
	    FILE_HEAD_BYTES + (off_t)offsetof(struct vector_block, entry[4]);

	add(f, 1, 4);
	vectors_close(&f->v);
	damage(f, unwritten, "\1\2\3\4\5\6\7\10", 8); /* no head counts it */
	assert_int_equal(vectors_open(f->dir, 2, &f->v, &f->err), 0);
	assert_int_equal(nearest(f, 1, MODEL, 9, hits), 4);
	add(f, 5, 1);
	check_found(f, 5);
	assert_int_equal(nearest(f, 1, MODEL, 9, hits), 5);
}

static void check_begun_anew(struct fixture *f)
{
	assert_int_equal(vectors_open(f->dir, 2, &f->v, &f->err), 0);
	assert_int_equal(counts(f).live, 0);
	add(f, 1, 2);
	check_found(f, 2);
}

static void a_damaged_head_begins_the_file_anew(void **state)
{
	struct fixture *f = *state;

	add(f, 1, 4);
	vectors_close(&f->v);
	damage(f, (off_t)offsetof(struct vector_head, rows), "\377", 1);
	check_begun_anew(f);
}

static void a_damaged_last_row_begins_the_file_anew(void **state)
{
	struct fixture *f = *state;

	add(f, 1, 4);
	vectors_close(&f->v);
	damage(f,
	    FILE_HEAD_BYTES + (off_t)offsetof(struct vector_block, row[3][17]),
	    "xyz", 3);
	check_begun_anew(f);
}

static void a_file_cut_short_begins_anew(void **state)
{
	static const off_t cuts[] = {0, 10, FILE_HEAD_BYTES, 8192};
	struct fixture *f = *state;

	for (size_t i = 0; i < ARRAY_LEN(cuts); i++) {
		add(f, 1, 300);
		vectors_close(&f->v);
		assert_int_equal(truncate(f->path, cuts[i]), 0);
		check_begun_anew(f);
	}
}

static void a_locked_file_is_not_written(void **state)
{
	struct fixture *f = *state;
	struct vector_file *other;
	const uint64_t id = 9;
	int8_t row[VECTOR_DIM];

	add(f, 1, 3);
	other = vector_file_open(f->dir, USER, NULL, &f->err);
	assert_non_null(other);
	assert_int_equal(vector_file_lock(other, &f->err), 0);
	row_of(9, row);
	assert_int_equal(
	    vectors_add(f->v, USER, MODEL, &id, row, 1, &f->err), -1);
	assert_int_equal(f->err.code, ERR_UNAVAILABLE);
	vector_file_close(&other);
	add(f, 9, 1);
}

static void ids_and_models_have_bounds(void **state)
{
	struct fixture *f = *state;
	const uint64_t zero = 0, one = 1;
	int8_t row[VECTOR_DIM] = {0};
	char longer[VECTOR_MODEL_MAX + 2];

	memset(longer, 'm', sizeof longer);
	longer[sizeof longer - 1] = '\0';
	assert_int_equal(
	    vectors_add(f->v, USER, MODEL, &zero, row, 1, &f->err), -1);
	assert_int_equal(f->err.code, ERR_INVALID);
	assert_int_equal(
	    vectors_add(f->v, USER, longer, &one, row, 1, &f->err), -1);
	assert_int_equal(f->err.code, ERR_INVALID);
	assert_int_equal(
	    vectors_add(f->v, USER, "", &one, row, 1, &f->err), -1);
	assert_int_equal(f->err.code, ERR_INVALID);
}

static void a_vector_of_zeros_is_like_nothing(void **state)
{
	struct fixture *f = *state;
	const uint64_t id = 1;
	int8_t row[VECTOR_DIM] = {0};
	struct vector_hit hit;

	assert_int_equal(
	    vectors_add(f->v, USER, MODEL, &id, row, 1, &f->err), 0);
	assert_int_equal(nearest(f, 5, MODEL, 1, &hit), 1);
	assert_true(fabsf(hit.cosine) < 1e-9f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(another_model_begins_the_file_anew),
	    TEST(a_torn_tail_is_cut),
	    TEST(a_damaged_head_begins_the_file_anew),
	    TEST(a_damaged_last_row_begins_the_file_anew),
	    TEST(a_file_cut_short_begins_anew),
	    TEST(a_locked_file_is_not_written),
	    TEST(ids_and_models_have_bounds),
	    TEST(a_vector_of_zeros_is_like_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
