/* index_check.h - a scratch index and short ways to fill and ask it. */
#ifndef TEST_INDEX_CHECK_H
#define TEST_INDEX_CHECK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
/* last, cmocka.h wants those before it */
#include <cmocka.h>

#include "tests/lib/search_doc.h"

#define NOW_MS INT64_C(1774958400000) /* 2026-03-31T12:00:00Z */
#define DAY_MS INT64_C(86400000)
#define USER 7

struct fixture {
	struct index *ix;
	struct arena *a;
	struct search_result r; /* of the last ask */
	struct err err;
	char dir[64];
	int rebuilds;         /* how often `damaged` was told */
	struct index_ask ask; /* defaults for the next ask */
};

static inline void count_rebuild(void *arg, uint64_t user_id, const char *why)
{
	struct fixture *f = arg;

	(void)user_id;
	assert_non_null(why);
	f->rebuilds++;
}

static inline void open_index(struct fixture *f, size_t max_open)
{
	struct index_config c = {.dir = f->dir,
	    .max_open = max_open,
	    .damaged = count_rebuild,
	    .arg = f};

	if (index_open(&c, &f->ix, &f->err) != 0)
		fail_msg("%s", f->err.text);
}

static inline int set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);

	assert_non_null(f);
	snprintf(f->dir, sizeof f->dir, "/tmp/test_index_XXXXXX");
	assert_non_null(mkdtemp(f->dir));
	f->a = arena_new(64u << 20);
	f->ask = (struct index_ask){.limit = 25, .now_ms = NOW_MS};
	open_index(f, 4);
	*state = f;
	return 0;
}

static inline int tear_down(void **state)
{
	struct fixture *f = *state;
	char command[128];

	index_close(&f->ix);
	arena_free(&f->a);
	snprintf(command, sizeof command, "rm -rf %s", f->dir);
	assert_int_equal(system(command), 0);
	free(f);
	return 0;
}

/* A mail with everything empty but id, date, subject and body. */
static inline struct search_doc mail(
    uint64_t id, int64_t age_days, const char *subject, const char *body)
{
	struct search_doc d = search_doc_empty(id);

	d.date_ms = NOW_MS - age_days * DAY_MS;
	d.subject = subject;
	d.body = body;
	d.size_bytes = 1000;
	return d;
}

#define INDEX_TEST(fn) cmocka_unit_test_setup_teardown(fn, set_up, tear_down)

#endif
