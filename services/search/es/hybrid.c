/* hybrid.c - the answer of both searches, in one order; see hybrid.h. */
#include "common/es/es.h"
#include "services/search/es/hybrid.h"

#include "common/base/clock.h"
#include "services/search/index/find.h"
#include "services/search/rank/fuse.h"

#include <math.h>

struct near_hit {
	struct search_hit hit;
	struct es_cursor place; /* of the words' list */
	int8_t vector[VECTOR_DIM];
	bool has_vector;
};

struct hybrid {
	struct arena *a;
	uint64_t user_id;
	const struct rank_ask *ask;
	struct es_cursor at; /* where this page begins */
	struct fuse f;
	struct near_hit *hits; /* FUSE_MAX, as f.hits before they are sorted */
	size_t n, n_words;     /* all; those of the words' list, first */
	struct es_cursor last; /* of the words' list */
	size_t words_total;
};

/* ---- candidates ---- */

static struct near_hit *hit_of(struct hybrid *y, uint64_t id)
{
	for (size_t i = 0; i < y->n; i++) {
		if (y->hits[i].hit.id == id)
			return &y->hits[i];
	}
	return NULL;
}

static double factor_of(const struct search_hit *h, const struct es_cursor *c)
{
#define X_NAME(id, name, factor) name,
#define X_FACTOR(id, name, factor) factor,
	static const char *const names[] = {INDEX_BOOSTS(X_NAME)};
	static const double factors[] = {INDEX_BOOSTS(X_FACTOR)};
#undef X_NAME
#undef X_FACTOR
	double recency = index_recency_factor(c->now_ms - c->date_ms);

	for (size_t b = 1; b < INDEX_N_BOOSTS; b++) {
		bool is = strieq(h->category, names[b]);

		for (size_t i = 0; i < h->labels.n; i++)
			is = is || strieq(h->labels.v[i], names[b]);
		if (is)
			return recency * factors[b];
	}
	return recency;
}

/* One more candidate; NULL: not to be believed. */
static struct near_hit *take(
    struct hybrid *y, const struct json *j, struct err *err)
{
	struct near_hit *h = &y->hits[y->n], *known;
	const char *hex =
	    json_str(json_get(json_get(j, "_source"), "meaning_bytes"), "");

	*h = (struct near_hit){.place = {.now_ms = y->at.now_ms}};
	if (es_hit_read(y->a, j, y->user_id, &h->hit, &h->place, err) != 0)
		return NULL;
	known = hit_of(y, h->hit.id);
	if (known != NULL)
		return known;
	h->has_vector =
	    strlen(hex) == sizeof h->vector * 2 &&
	    hex_decode(str_of(hex), h->vector, sizeof h->vector) == 0;
	h->place.now_ms = y->at.now_ms;
	y->f.hits[y->n++] =
	    (struct fuse_hit){.m = {.id = h->hit.id,
				  .thread_id = h->hit.thread_id,
				  .date_ms = h->place.date_ms,
				  .factor = factor_of(&h->hit, &h->place)},
		.v = {.id = h->hit.id, .row = VECTOR_NO_ROW}};
	return h;
}

static bool has_every_word(const struct json *names, size_t wanted)
{
	return wanted > 0 && json_len(names) >= wanted;
}

static int take_words(
    struct hybrid *y, const struct json *list, size_t max, struct err *err)
{
	size_t wanted = es_dsl_names(&y->ask->index);

	if (json_type(list) != JSON_ARRAY || json_len(list) > max)
		return err_set(err, ERR_BAD_PEER,
		    "elasticsearch answers %zu hits for %zu", json_len(list),
		    max);
	for (const struct json *j = json_first(list); j != NULL;
	     j = json_next(j)) {
		const struct json *names = json_get(j, "matched_queries");
		struct near_hit *h = take(y, j, err);
		struct fuse_hit *fh;

		if (h == NULL)
			return -1;
		fh = &y->f.hits[h - y->hits];
		fh->words = true;
		fh->m.text =
		    fh->m.factor > 0 ? MAX(h->hit.score, 0) / fh->m.factor : 0;
		for (const struct json *n = json_first(names); n != NULL;
		     n = json_next(n))
			fh->exact = fh->exact || *json_str(n, "") == 'x';
		y->f.found = y->f.found || !y->ask->index.any_word ||
			     has_every_word(names, wanted);
		y->last = h->place;
	}
	y->n_words = y->n;
	return 0;
}

/* ---- cosines ---- */

static double length_of(const double *v)
{
	double sum = 0;

	for (size_t i = 0; i < VECTOR_DIM; i++)
		sum += v[i] * v[i];
	return sqrt(sum);
}

static double cosine(const double *q, const int8_t *row)
{
	double dot = 0, sum = 0;

	for (size_t i = 0; i < VECTOR_DIM; i++) {
		dot += q[i] * row[i];
		sum += (double)row[i] * row[i];
	}
	return sum > 0 ? dot / (sqrt(sum) * length_of(q)) : 0;
}

static void compare(struct hybrid *y, const double *q, bool fed)
{
	for (size_t i = 0; i < y->f.n; i++) {
		struct fuse_hit *fh = &y->f.hits[i];
		const struct near_hit *h = hit_of(y, fh->m.id);
		float c = h->has_vector ? (float)cosine(q, h->vector) : 0;

		fh->fed = c;
		if (!fed)
			fh->v.cosine = c;
	}
}

/* The first hits, as they are ordered now, are fed back once. */
static void feed(struct hybrid *y, double *q)
{
	double of_query = length_of(q);
	size_t n = 0;

	if (of_query <= 0)
		return;
	for (size_t i = 0; i < VECTOR_DIM; i++)
		q[i] /= of_query;
	for (size_t i = 0; i < y->f.n && n < RANK_FEEDBACK; i++, n++) {
		const struct near_hit *h = hit_of(y, y->f.hits[i].m.id);
		double row[VECTOR_DIM], length;

		for (size_t k = 0; k < VECTOR_DIM; k++)
			row[k] = h->vector[k];
		length = h->has_vector ? length_of(row) : 0;
		for (size_t k = 0; length > 0 && k < VECTOR_DIM; k++)
			q[k] += RANK_FEEDBACK_WEIGHT / RANK_FEEDBACK * row[k] /
				length;
	}
}

static double least_cosine(const struct hybrid *y)
{
	return (double)(y->f.found ? RANK_NEAR_FOUND : RANK_NEAR);
}

/* Those that were found by meaning alone must be near enough. */
static int take_nearest(
    struct hybrid *y, const struct json *list, const double *q, struct err *err)
{
	unsigned rank = 0;

	for (const struct json *j = json_first(list);
	     j != NULL && rank < RANK_WINDOW; j = json_next(j)) {
		size_t before = y->n;
		struct near_hit *h = take(y, j, err);

		if (h == NULL)
			return -1;
		y->f.hits[h - y->hits].near_rank = ++rank;
		if (y->n > before &&
		    (!h->has_vector || cosine(q, h->vector) < least_cosine(y)))
			y->n = before;
	}
	return 0;
}

static void fuse(struct hybrid *y, double *q)
{
	y->f.n = y->n;
	compare(y, q, false);
	fuse_score(&y->f, false);
	if (y->f.meaning) {
		feed(y, q);
		compare(y, q, true);
		fuse_score(&y->f, true);
	}
	if (y->ask->one_a_thread)
		fuse_thin(&y->f);
}

/* ---- the page ---- */

static void show(
    struct hybrid *y, const struct fuse_hit *fh, struct search_result *r)
{
	struct search_hit *h = &r->hits.v[r->hits.n++];

	*h = hit_of(y, fh->m.id)->hit;
	if (y->ask->index.explain) {
		h->why = str_of(arena_printf(y->a,
		    "{\"words\":{\"text\":%.6f,\"age_and_category\":%.6f},"
		    "\"score\":0}",
		    fh->m.text, fh->m.factor));
		fuse_why(&y->f, fh, h);
	}
	h->score = fh->score;
}

static void end_page(struct hybrid *y, const struct fuse_hit *last, bool is_end,
    size_t window, struct search_result *r)
{
	struct es_cursor c = y->last;

	if (is_end && y->n_words < window)
		return;
	if (is_end) {
		c.kind = ES_CURSOR_BEHIND;
		c.found = y->f.found;
	} else {
		c = (struct es_cursor){.kind = ES_CURSOR_FUSED,
		    .score = last->score,
		    .id = last->m.id};
	}
	c.now_ms = y->at.now_ms;
	c.total = r->total;
	c.capped = r->total_capped;
	r->next_cursor = es_cursor_write(y->a, &y->ask->index, &c);
}

static void fused_page(struct hybrid *y, struct search_result *r)
{
	const struct es_cursor *at = &y->at;
	const struct fuse_hit *v = y->f.hits;
	size_t from = 0, n;

	while (at->kind == ES_CURSOR_FUSED && from < y->f.n &&
	       (v[from].score > at->score ||
		   (v[from].score >= at->score && v[from].m.id >= at->id)))
		from++;
	n = MIN(y->f.n - from, y->ask->index.limit);
	for (size_t i = 0; i < n; i++)
		show(y, &v[from + i], r);
	end_page(y, n > 0 ? &v[from + n - 1] : NULL, from + n >= y->f.n,
	    RANK_WINDOW, r);
}

/* Behind the window: by words alone, without what meaning has shown. */
static void words_page(
    struct hybrid *y, const double *q, struct search_result *r)
{
	for (size_t i = 0; i < y->n_words; i++) {
		if (y->f.hits[i].near_rank == 0 ||
		    cosine(q, y->hits[i].vector) < least_cosine(y))
			r->hits.v[r->hits.n++] = y->hits[i].hit;
	}
	end_page(y, NULL, true, y->ask->index.limit, r);
}

static int read_both(struct hybrid *y, const struct json *words,
    const struct json *near, struct search_result *r, struct err *err)
{
	bool behind = y->at.kind == ES_CURSOR_BEHIND;
	size_t window = behind ? y->ask->index.limit : RANK_WINDOW;
	double q[VECTOR_DIM];

	for (size_t i = 0; i < VECTOR_DIM; i++)
		q[i] = y->ask->meaning.vector[i];
	if (take_words(
		y, json_get(json_get(words, "hits"), "hits"), window, err) != 0)
		return -1;
	y->f.found = behind ? y->at.found : y->f.found;
	if (take_nearest(y, near, q, err) != 0)
		return -1;
	if (behind) {
		words_page(y, q, r);
		return 0;
	}
	if (!y->at.given && y->n_words < RANK_WINDOW)
		r->total += (int64_t)(y->n - y->n_words);
	fuse(y, q);
	fused_page(y, r);
	return 0;
}

int es_hybrid_read(struct arena *a, const struct json *j, uint64_t user_id,
    const struct rank_ask *ask, struct search_result *r_r, const char **off_r,
    const char **partial_r, struct err *err)
{
	const struct json *responses = json_get(j, "responses");
	const struct json *words = json_at(responses, 0);
	const struct json *near = json_at(responses, 1);
	struct hybrid *y = ARENA_NEW(a, struct hybrid);
	const char *partial = NULL;
	struct err refused = {0};

	*off_r = *partial_r = NULL;
	if (json_len(responses) != 2)
		return err_set(err, ERR_BAD_PEER,
		    "elasticsearch answers %zu searches for 2",
		    json_len(responses));
	*y = (struct hybrid){.a = a, .user_id = user_id, .ask = ask};
	if (es_check_partial(a, words, partial_r, err) != 0 ||
	    es_cursor_read(&ask->index, &y->at, err) != 0 ||
	    es_result_begin(a, words, &ask->index, &y->at, r_r, err) != 0)
		return -1;
	if (es_check_partial(a, near, &partial, &refused) != 0)
		*off_r = arena_printf(a, "off: %.150s", refused.text);
	if (*partial_r == NULL)
		*partial_r = partial;
	y->f = (struct fuse){.a = a,
	    .ask = ask,
	    .words = ask->index,
	    .meaning = *off_r == NULL,
	    .hits = ARENA_ARRAY(a, struct fuse_hit, FUSE_MAX)};
	y->hits = ARENA_ARRAY(a, struct near_hit, FUSE_MAX);
	r_r->hits.v = ARENA_ARRAY(a, struct search_hit, ask->index.limit + 1);
	return read_both(y, words,
	    *off_r == NULL ? json_get(json_get(near, "hits"), "hits") : NULL,
	    r_r, err);
}
