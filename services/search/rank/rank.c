/* rank.c - one ranked query: candidates, scores, page. */
#include "services/search/rank/fuse.h"

#include "common/base/clock.h"
#include "common/base/ids.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

/* Where a page ended: "r<rows>.<score>.<id>.<cursor of the words' list>", or
 * behind the window "w<rows>.0.0.<cursor where the words go on>". */
struct place {
	char kind; /* 0: the first page */
	size_t rows;
	double score;
	uint64_t id;
	const char *rest;
};

static int read_place(const char *text, struct place *p, struct err *err)
{
	uint64_t rows, score;
	int used = 0;

	*p = (struct place){0};
	if (text == NULL || *text == '\0')
		return 0;
	if ((*text != 'r' && *text != 'w') || strlen(text) > 400 ||
	    sscanf(text + 1, "%10" SCNx64 ".%16" SCNx64 ".%16" SCNx64 ".%n",
		&rows, &score, &p->id, &used) != 3 ||
	    used == 0)
		return err_field(err, "cursor", "not a cursor of ours");
	p->kind = *text;
	p->rows = (size_t)rows;
	memcpy(&p->score, &score, sizeof score);
	p->rest = text + 1 + used;
	if (p->score != p->score)
		return err_field(err, "cursor", "not a cursor of ours");
	return 0;
}

static const char *write_place(struct arena *a, const struct place *p)
{
	uint64_t score;

	memcpy(&score, &p->score, sizeof score);
	return arena_printf(a, "%c%" PRIx64 ".%" PRIx64 ".%" PRIx64 ".%s",
	    p->kind, (uint64_t)p->rows, score, p->id, p->rest);
}

/* ---- candidates ---- */

static int by_words(struct fuse *f, struct search_result *r, struct err *err)
{
	struct index_match *m =
	    ARENA_ARRAY(f->a, struct index_match, RANK_WINDOW);
	size_t n;

	if (index_top(f->k->ix, f->a, f->user_id, &f->words, RANK_WINDOW, m, &n,
		&f->after, r, err) != 0)
		return -1;
	f->base = r->next_cursor;
	r->next_cursor = NULL;
	for (size_t i = 0; i < n; i++)
		f->hits[f->n++] = (struct fuse_hit){
		    .m = m[i], .v = {m[i].id, 0, VECTOR_NO_ROW}, .words = true};
	return 0;
}

/* The hits that match ask. */
static int keep(struct fuse *f, const struct index_ask *ask,
    struct index_match **v_r, size_t *n_r, struct err *err)
{
	uint64_t *ids = ARENA_ARRAY(f->a, uint64_t, f->n + 1);

	*v_r = ARENA_ARRAY(f->a, struct index_match, f->n + 1);
	for (size_t i = 0; i < f->n; i++)
		ids[i] = f->hits[i].m.id;
	return index_keep(
	    f->k->ix, f->a, f->user_id, ask, ids, f->n, *v_r, n_r, err);
}

/* Of prose, what has its identifiers; otherwise they bind anyway. */
static int mark_exact(struct fuse *f, struct err *err)
{
	const struct query *exact =
	    f->words.any_word ? rank_exact(f->a, f->ask->index.query) : NULL;
	struct index_ask ask = f->binding;
	struct index_match *m;
	size_t n;

	if (exact == NULL)
		return 0;
	ask.query = exact;
	if (keep(f, &ask, &m, &n, err) != 0)
		return -1;
	for (size_t i = 0; i < n; i++)
		fuse_find(f, m[i].id)->exact = true;
	return 0;
}

/* Whether some hit has every word; those of a plain query all have. */
static int look_for_all_words(struct fuse *f, struct err *err)
{
	struct index_ask ask = f->words;
	struct index_match *m;
	size_t n = f->n;

	ask.any_word = false;
	ask.cursor = NULL;
	if (f->words.any_word && n > 0 && keep(f, &ask, &m, &n, err) != 0)
		return -1;
	f->found = n > 0;
	return 0;
}

static int gather(struct fuse *f, struct search_result *r, struct err *err)
{
	if (by_words(f, r, err) != 0)
		return -1;
	f->words.cursor = f->binding.cursor = f->base;
	if (f->meaning) {
		if (look_for_all_words(f, err) != 0 ||
		    fuse_nearest(f, f->ask->meaning.vector, err) != 0 ||
		    fuse_compare(f, false, err) != 0)
			return -1;
		fuse_score(f, false);
		if (fuse_feed(f, err) != 0 ||
		    (f->max_rows <= RANK_FEEDBACK_ROWS &&
			fuse_nearest(f, f->fed, err) != 0) ||
		    fuse_compare(f, true, err) != 0)
			return -1;
	}
	if (mark_exact(f, err) != 0)
		return -1;
	fuse_score(f, f->meaning);
	return 0;
}

/* Those found by meaning that the words' list has not: beyond its window
 * they may match by words all the same, and are counted there. */
static int count_added(struct fuse *f, struct search_result *r, struct err *err)
{
	uint64_t *ids = ARENA_ARRAY(f->a, uint64_t, f->n + 1);
	struct index_match *m = ARENA_ARRAY(f->a, struct index_match, f->n + 1);
	size_t n = 0, known = 0;

	for (size_t i = 0; i < f->n; i++) {
		if (!f->hits[i].words)
			ids[n++] = f->hits[i].m.id;
	}
	if (n > 0 && f->after != NULL &&
	    index_keep(f->k->ix, f->a, f->user_id, &f->words, ids, n, m, &known,
		err) != 0)
		return -1;
	r->total += (int64_t)(n - known);
	return 0;
}

/* ---- pages ---- */

static int show(struct fuse *f, size_t from, size_t n, struct search_result *r,
    struct err *err)
{
	uint64_t *ids = ARENA_ARRAY(f->a, uint64_t, n + 1);
	struct index_ask ask = f->words;

	ask.cursor = f->base;
	for (size_t i = 0; i < n; i++)
		ids[i] = f->hits[from + i].m.id;
	if (index_show(f->k->ix, f->a, f->user_id, &ask, ids, n, r, err) != 0)
		return -1;
	for (size_t i = 0; i < r->hits.n; i++) {
		const struct fuse_hit *h = fuse_find(f, r->hits.v[i].id);

		r->hits.v[i].score = h->score;
		if (f->words.explain)
			fuse_why(f, h, &r->hits.v[i]);
	}
	return 0;
}

static int page(struct fuse *f, const struct place *at, struct search_result *r,
    struct err *err)
{
	size_t from = 0, n;

	if (f->ask->one_a_thread)
		fuse_thin(f);
	while (at->kind == 'r' && from < f->n &&
	       (f->hits[from].score > at->score ||
		   (f->hits[from].score >= at->score &&
		       f->hits[from].m.id >= at->id)))
		from++;
	n = MIN(f->n - from, f->words.limit);
	if (show(f, from, n, r, err) != 0)
		return -1;
	if (from + n < f->n) {
		struct fuse_hit *last = &f->hits[from + n - 1];

		r->next_cursor =
		    write_place(f->a, &(struct place){'r', f->max_rows,
					  last->score, last->m.id, f->base});
	} else if (f->after != NULL) {
		r->next_cursor = write_place(
		    f->a, &(struct place){'w', f->max_rows, 0, 0, f->after});
	}
	return 0;
}

/* Behind the window: by words alone, without what was shown by meaning. */
static int go_on(struct fuse *f, const struct place *at,
    struct search_result *r, struct err *err)
{
	size_t kept = 0;

	f->words.cursor = at->rest;
	if (f->meaning && fuse_nearest(f, f->ask->meaning.vector, err) != 0)
		return -1;
	if (index_query(f->k->ix, f->a, f->user_id, &f->words, r, err) != 0)
		return -1;
	for (size_t i = 0; i < r->hits.n; i++) {
		if (fuse_find(f, r->hits.v[i].id) == NULL)
			r->hits.v[kept++] = r->hits.v[i];
	}
	r->hits.n = kept;
	if (r->next_cursor != NULL)
		r->next_cursor = write_place(f->a,
		    &(struct place){'w', f->max_rows, 0, 0, r->next_cursor});
	return 0;
}

/* ---- the query ---- */

static int rows_now(struct fuse *f, struct err *err)
{
	struct vector_counts c;

	if (vectors_counts(f->k->vectors, f->user_id, &c, err) != 0)
		return -1;
	f->max_rows = c.rows;
	f->meaning = c.rows > 0;
	return 0;
}

static int ranked(struct fuse *f, struct search_result *r, struct err *err)
{
	struct place at;

	if (read_place(f->ask->index.cursor, &at, err) != 0)
		return -1;
	f->words.cursor = f->binding.cursor = at.rest;
	f->max_rows = at.rows;
	if (at.kind == 0 && f->meaning && rows_now(f, err) != 0)
		return -1;
	f->meaning = f->meaning && f->max_rows > 0;
	if (at.kind == 'w')
		return go_on(f, &at, r, err);
	if (gather(f, r, err) != 0 || count_added(f, r, err) != 0)
		return -1;
	return page(f, &at, r, err);
}

int rank_query(const struct rank *k, struct arena *a, uint64_t user_id,
    const struct rank_ask *ask, struct search_result *r_r, struct err *err)
{
	int64_t began = clock_mono_us();
	struct fuse *f = ARENA_NEW(a, struct fuse);

	*r_r = (struct search_result){0};
	if (ask->index.sort != INDEX_RELEVANCE ||
	    !rank_has_words(ask->index.query->root))
		return index_query(k->ix, a, user_id, &ask->index, r_r, err);
	*f = (struct fuse){.k = k,
	    .a = a,
	    .user_id = user_id,
	    .ask = ask,
	    .words = ask->index,
	    .binding = ask->index,
	    .meaning = k->vectors != NULL && ask->meaning.vector != NULL};
	f->words.query = rank_expand(a, ask->index.query);
	f->binding.query =
	    rank_binding(a, ask->index.query, ask->index.any_word);
	f->hits = ARENA_ARRAY(a, struct fuse_hit, FUSE_MAX);
	if (ranked(f, r_r, err) != 0)
		return -1;
	r_r->backend = "sqlite";
	r_r->took_us = clock_mono_us() - began;
	return 0;
}
