/* life_check.h - a scratch index filled as from a mailbox, and looks at it. */
#ifndef TEST_LIFE_CHECK_H
#define TEST_LIFE_CHECK_H

#include "services/search/index/life.h"
#include "tests/unit/search/index_ask.h"

#include <inttypes.h>
#include <unistd.h>

/* As the mailbox has it: what index and next generation are filled from. */
static inline struct search_doc mailbox(uint64_t id, char body[80])
{
	snprintf(
	    body, 80, "the common word%" PRIu64 " own%" PRIu64, id % 17, id);
	return mail(id, (int64_t)id, "Hello", body);
}

static inline void fill_into(
    struct fixture *f, struct index *ix, uint64_t from, uint64_t to)
{
	for (uint64_t id = from; id <= to; id++) {
		char body[80];
		struct search_doc d = mailbox(id, body);
		struct index_written w;

		assert_int_equal(index_write(ix, USER, &d, 1, &w, &f->err), 0);
	}
}

static inline struct index_life life_of(struct fixture *f, int64_t kept_from_ms)
{
	struct index_life l;

	if (index_life(f->ix, USER, kept_from_ms, &l, &f->err) != 0)
		fail_msg("%s", f->err.text);
	return l;
}

static inline void delete_ids(struct fixture *f, uint64_t from, uint64_t to)
{
	for (uint64_t id = from; id <= to; id++) {
		size_t n;

		assert_int_equal(
		    index_delete(f->ix, USER, &id, 1, &n, &f->err), 0);
		assert_int_equal(n, 1);
	}
}

static inline bool there(const struct fixture *f, const char *name)
{
	char path[160];

	snprintf(path, sizeof path, "%s/%s", f->dir, name);
	return access(path, F_OK) == 0;
}

static inline void make_file(const struct fixture *f, const char *name)
{
	char path[160];
	FILE *file;

	snprintf(path, sizeof path, "%s/%s", f->dir, name);
	file = fopen(path, "w");
	assert_non_null(file);
	fclose(file);
}

#endif
