/* rank.c - how many messages have a word, and what that makes it worth. */
#include "services/search/index/batch.h"
#include "services/search/index/eval.h"
#include "services/search/index/find.h"

#include <math.h>
#include <stdlib.h>

#define ALL_COLUMNS ((1u << INDEX_N_COLUMNS) - 1)

/* Windows from the newest on until enough are counted. */
static int64_t count_some(struct plan *p, struct expr *e)
{
	uint64_t until = p->spent + PLAN_DF_BUDGET;
	uint32_t next = p->db->next, lo = next;
	uint64_t alive[PLAN_WORDS], out[PLAN_WORDS];
	int64_t n = 0;

	while (lo > 0 && n < PLAN_DF_ENOUGH && p->spent < until) {
		lo = (lo - 1) / PLAN_WINDOW * PLAN_WINDOW;
		plan_alive(p, lo, next, alive);
		if (plan_eval(p, e, lo, alive, out) != 0)
			return -1;
		for (size_t i = 0; i < PLAN_WORDS; i++)
			n += __builtin_popcountll(out[i]);
	}
	if (lo == 0)
		return n;
	return MAX(n, 1) * (int64_t)next / (next - lo);
}

int64_t index_rank_df(struct plan *p, struct expr *e)
{
	if (e->cost == 0)
		return 0;
	/* The lists of one form overlap nowhere. */
	if (e->kind == EXPR_WORD && e->mask == ALL_COLUMNS &&
	    (e->places->df > PLAN_DF_ENOUGH || e->places->n == 1))
		return e->places->df;
	return count_some(p, e);
}

int index_rank_weigh(struct plan *p, int64_t docs)
{
	for (size_t i = 0; i < p->n_phrases; i++) {
		struct plan_phrase *ph = &p->phrases[i];

		ph->df = index_rank_df(p, ph->expr);
		if (ph->df < 0)
			return -1;
		ph->df = MIN(ph->df, docs);
		ph->idf = log(1 + ((double)(docs - ph->df) + 0.5) /
				      ((double)ph->df + 0.5));
	}
	return 0;
}

int64_t index_rank_word_df(
    struct arena *a, struct index_db *db, const char *word)
{
	struct plan p = {.a = a, .db = db};
	struct expr *e = plan_words(&p, word, true, false, ALL_COLUMNS, false);

	return e == NULL ? -1 : e->kind == EXPR_ALL ? 0 : index_rank_df(&p, e);
}

struct block_pair index_impact(
    struct index_db *db, uint32_t num, const struct block_freq *f)
{
	const struct cols *c = db->cols;
	unsigned len = num < c->n ? c->len[num] : 0;

	return (struct block_pair){
	    block_quantize_f(index_weighted(f, ALL_COLUMNS)),
	    block_quantize_len(len)};
}
