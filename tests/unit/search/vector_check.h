/* vector_check.h - a scratch folder of vectors and short ways to fill and ask
 * it. */
#ifndef TEST_VECTOR_CHECK_H
#define TEST_VECTOR_CHECK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
/* last, cmocka.h wants those before it */
#include <cmocka.h>

#include "services/search/vector/file.h"

#include <math.h>
#include <sys/stat.h>
#include <unistd.h>

#define USER 7
#define MODEL "test-1"

struct fixture {
	struct vectors *v;
	struct err err;
	char dir[64], path[96];
};

static inline uint64_t next(uint64_t *s)
{
	*s = *s * 6364136223846793005u + 1442695040888963407u;
	return *s >> 33;
}

static inline void row_of(uint64_t id, int8_t *row)
{
	uint64_t seed = id * 977;

	for (size_t i = 0; i < VECTOR_DIM; i++)
		row[i] = (int8_t)((int)(next(&seed) % 255) - 127);
}

static inline int set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);

	assert_non_null(f);
	snprintf(f->dir, sizeof f->dir, "/tmp/test_vector_XXXXXX");
	assert_non_null(mkdtemp(f->dir));
	snprintf(f->path, sizeof f->path, "%s/%d.vec", f->dir, USER);
	assert_int_equal(vectors_open(f->dir, 2, &f->v, &f->err), 0);
	*state = f;
	return 0;
}

static inline int tear_down(void **state)
{
	struct fixture *f = *state;
	char command[128];

	vectors_close(&f->v);
	snprintf(command, sizeof command, "rm -rf %s", f->dir);
	assert_int_equal(system(command), 0);
	free(f);
	return 0;
}

static inline void add(struct fixture *f, uint64_t first, size_t n)
{
	uint64_t *ids = calloc(n, sizeof *ids);
	int8_t *rows = calloc(n, VECTOR_DIM);

	assert_non_null(ids);
	assert_non_null(rows);
	for (size_t i = 0; i < n; i++) {
		ids[i] = first + i;
		row_of(ids[i], rows + i * VECTOR_DIM);
	}
	if (vectors_add(f->v, USER, MODEL, ids, rows, n, &f->err) != 0)
		fail_msg("%s", f->err.text);
	free(ids);
	free(rows);
}

static inline struct vector_counts counts(struct fixture *f)
{
	struct vector_counts c;

	if (vectors_counts(f->v, USER, &c, &f->err) != 0)
		fail_msg("%s", f->err.text);
	return c;
}

static inline size_t nearest(struct fixture *f, uint64_t like,
    const char *model, size_t max, struct vector_hit *hits)
{
	int8_t q[VECTOR_DIM];
	struct vector_ask ask = {.model = model, .q = q, .max = max};
	size_t n;

	row_of(like, q);
	if (vectors_search(f->v, USER, &ask, hits, &n, NULL, &f->err) != 0)
		fail_msg("%s", f->err.text);
	return n;
}

static inline void check_found(struct fixture *f, uint64_t id)
{
	struct vector_hit hit;

	assert_int_equal(nearest(f, id, MODEL, 1, &hit), 1);
	assert_int_equal(hit.id, id);
	assert_true(hit.cosine > 0.999f);
}

#define TEST(fn) cmocka_unit_test_setup_teardown(fn, set_up, tear_down)

#endif
