/* backend_sqlite.c - index.h as a backend. */
#include "services/search/backend.h"

#include "common/base/die.h"

#include <stdlib.h>

struct sqlite_backend {
	struct search_backend base;
	struct index *ix;
};

static struct index *index_of(struct search_backend *b)
{
	return CONTAINER_OF(b, struct sqlite_backend, base)->ix;
}

static enum step_result step(int rc)
{
	return rc == 0 ? STEP_NEXT : STEP_FAIL;
}

static enum step_result do_query(struct search_backend *b, struct task *t,
    uint64_t user_id, const struct index_ask *ask, struct search_result *r_r)
{
	return step(
	    index_query(index_of(b), t->arena, user_id, ask, r_r, &t->err));
}

static enum step_result do_suggest(struct search_backend *b, struct task *t,
    uint64_t user_id, struct str typed, size_t limit,
    struct search_suggestions *r_r)
{
	return step(index_suggest(
	    index_of(b), t->arena, user_id, typed, limit, r_r, &t->err));
}

static enum step_result do_write(struct search_backend *b, struct task *t,
    uint64_t user_id, const struct search_doc *docs, size_t n,
    struct index_written *w_r)
{
	return step(index_write(index_of(b), user_id, docs, n, w_r, &t->err));
}

static enum step_result do_remove(struct search_backend *b, struct task *t,
    uint64_t user_id, const uint64_t *ids, size_t n, size_t *deleted_r)
{
	return step(
	    index_delete(index_of(b), user_id, ids, n, deleted_r, &t->err));
}

static enum step_result do_erase(struct search_backend *b, struct task *t,
    uint64_t user_id, size_t *deleted_r)
{
	return step(index_erase(index_of(b), user_id, deleted_r, &t->err));
}

static enum step_result do_counts(struct search_backend *b, struct task *t,
    uint64_t user_id, struct search_counts *r_r)
{
	return step(index_counts(index_of(b), t->arena, user_id, r_r, &t->err));
}

static enum step_result do_filled(
    struct search_backend *b, struct task *t, uint64_t user_id)
{
	return step(index_filled(index_of(b), user_id, &t->err));
}

static size_t do_open_indexes(struct search_backend *b)
{
	return index_open_files(index_of(b));
}

static void do_close(struct search_backend *b)
{
	struct sqlite_backend *s = CONTAINER_OF(b, struct sqlite_backend, base);

	index_close(&s->ix);
	free(s);
}

int search_backend_sqlite(
    const struct index_config *c, struct search_backend **b_r, struct err *err)
{
	static const struct search_backend_ops ops = {"sqlite", do_query,
	    do_suggest, do_write, do_remove, do_erase, do_counts, do_filled,
	    do_open_indexes, do_close};
	struct sqlite_backend *s = xcalloc(1, sizeof *s);

	s->base.ops = &ops;
	if (index_open(c, &s->ix, err) != 0) {
		free(s);
		return -1;
	}
	*b_r = &s->base;
	return 0;
}
