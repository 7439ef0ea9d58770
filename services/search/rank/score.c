/* score.c - from candidates to an order, and the reasons for it. */
#include "services/search/rank/fuse.h"

#include "common/base/jsonw.h"

#include <stdlib.h>

static int by_score(const void *a, const void *b)
{
	const struct fuse_hit *x = a, *y = b;

	if (x->score < y->score || x->score > y->score)
		return x->score > y->score ? -1 : 1;
	return x->m.id > y->m.id ? -1 : x->m.id < y->m.id;
}

static double near_of(const struct fuse_hit *h, bool fed)
{
	return MAX((double)(fed ? h->fed : h->v.cosine), 0);
}

/* Each list by its best, so that both lie between 0 and 1. */
static void blend(struct fuse *f, bool fed)
{
	double alpha = !f->meaning ? 0
		       : f->found  ? RANK_ALPHA_FOUND
				   : RANK_ALPHA;
	double text = 0, near = 0;

	for (size_t i = 0; i < f->n; i++) {
		text = MAX(text, f->hits[i].m.text);
		near = MAX(near, near_of(&f->hits[i], fed));
	}
	for (size_t i = 0; i < f->n; i++) {
		struct fuse_hit *h = &f->hits[i];

		h->by_words = text > 0 ? (1 - alpha) * h->m.text / text : 0;
		h->by_meaning = near > 0 ? alpha * near_of(h, fed) / near : 0;
		h->score = h->by_words + h->by_meaning;
	}
}

/* A hit is worth more when another of its thread is a hit. */
static void support(struct fuse *f)
{
	for (size_t i = 0; i < f->n; i++) {
		struct fuse_hit *h = &f->hits[i];
		double best = 0;

		for (size_t k = 0; k < f->n && h->m.thread_id != 0; k++) {
			const struct fuse_hit *o = &f->hits[k];

			if (k != i && o->m.thread_id == h->m.thread_id)
				best = MAX(best, o->by_words + o->by_meaning);
		}
		h->by_thread = RANK_THREAD * best;
	}
}

void fuse_score(struct fuse *f, bool fed)
{
	blend(f, fed);
	support(f);
	for (size_t i = 0; i < f->n; i++) {
		struct fuse_hit *h = &f->hits[i];
		double base = h->by_words + h->by_meaning + h->by_thread;

		h->by_factor = base * (h->m.factor - 1);
		h->by_exact = h->exact ? RANK_EXACT : 0;
		h->score = base + h->by_factor + h->by_exact;
	}
	qsort(f->hits, f->n, sizeof *f->hits, by_score);
}

void fuse_thin(struct fuse *f)
{
	size_t kept = 0;

	for (size_t i = 0; i < f->n; i++) {
		bool seen = false;

		for (size_t k = 0; k < kept && !seen; k++)
			seen = f->hits[i].m.thread_id != 0 &&
			       f->hits[k].m.thread_id == f->hits[i].m.thread_id;
		if (!seen)
			f->hits[kept++] = f->hits[i];
	}
	f->n = kept;
}

static void write_meaning(
    const struct fuse *f, const struct fuse_hit *h, struct jsonw *w)
{
	if (!f->meaning)
		return;
	jsonw_kobj(w, "meaning");
	if (h->near_rank > 0)
		jsonw_ki(w, "rank", h->near_rank);
	jsonw_kf(w, "cosine", (double)h->v.cosine, 4);
	jsonw_kf(w, "after_feedback", (double)h->fed, 4);
	jsonw_end(w);
}

/* What the index says ends with its own score, which this replaces. */
void fuse_why(struct fuse *f, const struct fuse_hit *h, struct search_hit *to)
{
	static const char own[] = ",\"score\":";
	size_t n = to->why.n;
	struct buf out;
	struct jsonw w;

	while (n > sizeof own && memcmp(to->why.p + n - (sizeof own - 1), own,
				     sizeof own - 1) != 0)
		n--;
	if (n <= sizeof own)
		return;
	n -= sizeof own - 1;
	buf_init(&out, 2000);
	jsonw_init(&w, &out);
	jsonw_obj(&w);
	write_meaning(f, h, &w);
	jsonw_kobj(&w, "adds");
	jsonw_kf(&w, "words", h->by_words, 6);
	jsonw_kf(&w, "meaning", h->by_meaning, 6);
	jsonw_kf(&w, "thread", h->by_thread, 6);
	jsonw_kf(&w, "age_and_category", h->by_factor, 6);
	jsonw_kf(&w, "exact", h->by_exact, 6);
	jsonw_end(&w);
	jsonw_kf(&w, "score", h->score, 6);
	jsonw_end(&w);
	/* Two objects become one: "{...," without the second's brace. */
	if (!buf_failed(&out) && n + out.len < 8192) {
		const char *all = arena_printf(
		    f->a, "%.*s,%s", (int)n, to->why.p, buf_str(&out) + 1);

		to->why = str_of(all);
	}
	buf_deinit(&out);
}
