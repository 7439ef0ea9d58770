/* backend_sqlite.c - index.h, and the vectors beside it, as a backend. */
#include "services/search/backend.h"

#include "common/base/die.h"

#include <stdlib.h>

#define PAGE_IDS 1000 /* compared with the vectors at once */

struct sqlite_backend {
	struct search_backend base;
	struct rank rank; /* owns index and vectors */
};

static struct rank *rank_of(struct search_backend *b)
{
	return &CONTAINER_OF(b, struct sqlite_backend, base)->rank;
}

static enum step_result step(int rc)
{
	return rc == 0 ? STEP_NEXT : STEP_FAIL;
}

static enum step_result do_query(struct search_backend *b, struct task *t,
    uint64_t user_id, const struct rank_ask *ask, struct search_result *r_r)
{
	return step(
	    rank_query(rank_of(b), t->arena, user_id, ask, r_r, &t->err));
}

static enum step_result do_suggest(struct search_backend *b, struct task *t,
    uint64_t user_id, struct str typed, size_t limit,
    struct search_suggestions *r_r)
{
	return step(index_suggest(
	    rank_of(b)->ix, t->arena, user_id, typed, limit, r_r, &t->err));
}

/* Which of the documents are there with another text: their places. */
static int find_reworded(const struct rank *k, struct task *t, uint64_t user_id,
    const struct search_doc *docs, size_t n, size_t *at, size_t *n_r)
{
	struct index_known *known =
	    ARENA_ARRAY(t->arena, struct index_known, MAX(n, 1));
	uint64_t *ids = ARENA_ARRAY(t->arena, uint64_t, MAX(n, 1));

	*n_r = 0;
	for (size_t i = 0; i < n; i++)
		ids[i] = docs[i].id;
	if (index_known(k->ix, user_id, ids, n, known, &t->err) != 0)
		return -1;
	for (size_t i = 0; i < n; i++) {
		if (known[i].there && !index_known_says(&known[i], &docs[i]))
			at[(*n_r)++] = i;
	}
	return 0;
}

/* A vector of other words goes first: a crash may leave a document without a
 * vector, never one with another text's. */
static enum step_result do_write(struct search_backend *b, struct task *t,
    uint64_t user_id, const struct search_doc *docs, size_t n,
    struct index_written *w_r)
{
	const struct rank *k = rank_of(b);
	size_t *at = ARENA_ARRAY(t->arena, size_t, MAX(n, 1)), reworded;
	uint64_t *ids;

	if (find_reworded(k, t, user_id, docs, n, at, &reworded) != 0)
		return STEP_FAIL;
	ids = ARENA_ARRAY(t->arena, uint64_t, MAX(reworded, 1));
	for (size_t i = 0; i < reworded; i++)
		ids[i] = docs[at[i]].id;
	if (reworded > 0 &&
	    vectors_remove(k->vectors, user_id, ids, reworded, &t->err) != 0)
		return STEP_FAIL;
	return step(index_write(k->ix, user_id, docs, n, w_r, &t->err));
}

/* The vectors first: none may outlive its document. */
static enum step_result do_remove(struct search_backend *b, struct task *t,
    uint64_t user_id, const uint64_t *ids, size_t n, size_t *deleted_r)
{
	struct rank *k = rank_of(b);

	if (vectors_remove(k->vectors, user_id, ids, n, &t->err) != 0)
		return STEP_FAIL;
	return step(index_delete(k->ix, user_id, ids, n, deleted_r, &t->err));
}

static enum step_result do_erase(struct search_backend *b, struct task *t,
    uint64_t user_id, size_t *deleted_r)
{
	struct rank *k = rank_of(b);

	if (vectors_erase(k->vectors, user_id, &t->err) != 0)
		return STEP_FAIL;
	return step(index_erase(k->ix, user_id, deleted_r, &t->err));
}

static enum step_result do_counts(struct search_backend *b, struct task *t,
    uint64_t user_id, struct search_counts *r_r)
{
	struct rank *k = rank_of(b);
	struct vector_counts c;

	if (index_counts(k->ix, t->arena, user_id, r_r, &t->err) != 0 ||
	    vectors_counts(k->vectors, user_id, &c, &t->err) != 0)
		return STEP_FAIL;
	r_r->vectors = (int64_t)c.live;
	r_r->bytes += (int64_t)c.bytes;
	return STEP_NEXT;
}

static enum step_result do_filled(
    struct search_backend *b, struct task *t, uint64_t user_id)
{
	return step(index_filled(rank_of(b)->ix, user_id, &t->err));
}

/* ---- vectors ---- */

static const char *do_no_meaning(struct search_backend *b)
{
	(void)b;
	return NULL;
}

/* The user's documents and vectors are as many. */
static int are_even(
    const struct rank *k, struct task *t, uint64_t user_id, bool *even_r)
{
	struct search_counts docs = {0};
	struct vector_counts c;

	if (index_counts(k->ix, t->arena, user_id, &docs, &t->err) != 0 ||
	    vectors_counts(k->vectors, user_id, &c, &t->err) != 0)
		return -1;
	*even_r = docs.documents == (int64_t)c.live;
	return 0;
}

/* Vectors whose documents are gone. */
static int drop_orphans(const struct rank *k, struct task *t, uint64_t user_id)
{
	const struct query_node all = {.kind = QUERY_ALL};
	const struct query query = {.root = &all, .anywhere = true};
	const struct index_ask ask = {.query = &query, .limit = 1};
	uint64_t *ids;
	size_t n, rc = 0;

	if (vectors_ids(k->vectors, user_id, &ids, &n, &t->err) != 0)
		return -1;
	for (size_t at = 0; at < n && rc == 0; at += PAGE_IDS) {
		size_t count = MIN(n - at, PAGE_IDS), kept, gone = 0, next = 0;
		struct index_match *m =
		    ARENA_ARRAY(t->arena, struct index_match, count);

		if (index_keep(k->ix, t->arena, user_id, &ask, ids + at, count,
			m, &kept, &t->err) != 0) {
			rc = 1;
			break;
		}
		for (size_t i = 0; i < count; i++) {
			if (next < kept && m[next].id == ids[at + i])
				next++;
			else
				ids[at + gone++] = ids[at + i];
		}
		if (gone > 0 && vectors_remove(k->vectors, user_id, ids + at,
				    gone, &t->err) != 0)
			rc = 1;
	}
	free(ids);
	return rc == 0 ? 0 : -1;
}

static enum step_result do_missing(struct search_backend *b, struct task *t,
    uint64_t user_id, int64_t *place_r, uint64_t *ids, size_t max, size_t *n_r)
{
	const struct rank *k = rank_of(b);
	uint64_t *page = ARENA_ARRAY(t->arena, uint64_t, PAGE_IDS);
	struct vector_hit *found =
	    ARENA_ARRAY(t->arena, struct vector_hit, PAGE_IDS);
	int64_t before = *place_r;
	size_t n;
	bool even;

	*n_r = 0;
	if (are_even(k, t, user_id, &even) != 0)
		return STEP_FAIL;
	if (even) {
		*place_r = -1;
		return STEP_NEXT;
	}
	if (index_list(k->ix, user_id, place_r, page, PAGE_IDS, &n, &t->err) !=
		0 ||
	    vectors_locate(k->vectors, user_id, 0, page, n, found, &t->err) !=
		0)
		return STEP_FAIL;
	for (size_t i = 0; i < n && *n_r < max; i++) {
		if (found[i].row == VECTOR_NO_ROW)
			ids[(*n_r)++] = page[i];
	}
	if (*n_r > 0)
		*place_r = before; /* the page again: there may be more */
	else if (*place_r == -1)
		return step(drop_orphans(k, t, user_id));
	return STEP_NEXT;
}

static enum step_result do_put_vectors(struct search_backend *b, struct task *t,
    uint64_t user_id, const char *model, const struct search_doc *docs,
    const int8_t *rows, size_t n)
{
	const struct rank *k = rank_of(b);
	size_t *old = ARENA_ARRAY(t->arena, size_t, MAX(n, 1)), n_old, kept = 0;
	uint64_t *ids = ARENA_ARRAY(t->arena, uint64_t, MAX(n, 1));
	int8_t *fresh = arena_alloc(t->arena, MAX(n, 1) * VECTOR_DIM);

	if (find_reworded(k, t, user_id, docs, n, old, &n_old) != 0)
		return STEP_FAIL;
	for (size_t i = 0, o = 0; i < n; i++) {
		if (o < n_old && old[o] == i) {
			o++;
			continue;
		}
		memcpy(fresh + kept * VECTOR_DIM, rows + i * VECTOR_DIM,
		    VECTOR_DIM);
		ids[kept++] = docs[i].id;
	}
	return step(
	    vectors_add(k->vectors, user_id, model, ids, fresh, kept, &t->err));
}

/* ---- */

static enum step_result do_known(struct search_backend *b, struct task *t,
    uint64_t user_id, const uint64_t *ids, size_t n, struct index_known *v)
{
	return step(index_known(rank_of(b)->ix, user_id, ids, n, v, &t->err));
}

static enum step_result do_known_after(struct search_backend *b, struct task *t,
    uint64_t user_id, uint64_t after, uint64_t upto, struct index_known *v,
    size_t max, size_t *n_r)
{
	return step(index_known_after(
	    rank_of(b)->ix, user_id, after, upto, v, max, n_r, &t->err));
}

static enum step_result do_walk(struct search_backend *b, struct task *t,
    uint64_t user_id, bool words, struct index_walk *w,
    struct index_walked *r_r)
{
	struct index *ix = rank_of(b)->ix;

	return step(words
			? index_verify_words(ix, user_id, w, r_r, &t->err)
			: index_verify_messages(ix, user_id, w, r_r, &t->err));
}

static int by_id(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

static enum step_result do_orphans(struct search_backend *b, struct task *t,
    uint64_t user_id, uint64_t *after_r, uint64_t *ids, size_t max, size_t *n_r,
    size_t *looked_r)
{
	const struct rank *k = rank_of(b);
	struct index_known *known =
	    ARENA_ARRAY(t->arena, struct index_known, PAGE_IDS);
	uint64_t *all, after = *after_r;
	size_t n, from = 0, i;
	int rc;

	*n_r = *looked_r = *after_r = 0;
	if (vectors_ids(k->vectors, user_id, &all, &n, &t->err) != 0)
		return STEP_FAIL;
	qsort(all, n, sizeof *all, by_id);
	while (from < n && all[from] <= after)
		from++;
	n = MIN(n - from, PAGE_IDS);
	rc = index_known(k->ix, user_id, all + from, n, known, &t->err);
	free(all);
	for (i = 0; rc == 0 && i < n && *n_r < max; i++) {
		if (!known[i].there)
			ids[(*n_r)++] = known[i].id;
		*after_r = known[i].id;
	}
	*looked_r = i;
	if (i == n && n < PAGE_IDS)
		*after_r = 0;
	return step(rc);
}

static struct index *do_embedded(struct search_backend *b)
{
	return rank_of(b)->ix;
}

static size_t do_open_indexes(struct search_backend *b)
{
	return index_open_files(rank_of(b)->ix);
}

static void do_close(struct search_backend *b)
{
	struct sqlite_backend *s = CONTAINER_OF(b, struct sqlite_backend, base);

	vectors_close(&s->rank.vectors);
	index_close(&s->rank.ix);
	free(s);
}

int search_backend_sqlite(
    const struct index_config *c, struct search_backend **b_r, struct err *err)
{
	static const struct search_backend_ops ops = {"sqlite", do_query,
	    do_suggest, do_write, do_remove, do_erase, do_counts, do_filled,
	    do_no_meaning, do_missing, do_put_vectors, do_known, do_known_after,
	    do_walk, do_orphans, do_embedded, do_open_indexes, do_close};
	struct sqlite_backend *s = xcalloc(1, sizeof *s);

	s->base.ops = &ops;
	if (index_open(c, &s->rank.ix, err) != 0) {
		free(s);
		return -1;
	}
	if (vectors_open(c->dir, c->max_open, &s->rank.vectors, err) != 0) {
		index_close(&s->rank.ix);
		free(s);
		return -1;
	}
	*b_r = &s->base;
	return 0;
}
