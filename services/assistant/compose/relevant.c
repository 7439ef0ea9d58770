/* relevant.c - see relevant.h. */
#include "services/assistant/compose/relevant.h"

#include <stdlib.h>

struct ranked {
	struct mail mail;
	double share;
	size_t place;
};

static int by_share(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;

	if (x->share != y->share)
		return x->share > y->share ? -1 : 1;
	return x->place < y->place ? -1 : x->place > y->place;
}

static bool has_words(const struct question *q)
{
	for (size_t i = 0; i < q->n_terms; i++) {
		if (!q->terms[i].soft)
			return true;
	}
	return false;
}

/* Which mails stay: those with all words where there are any, else those that
 * are near the best. */
static bool stays(double share, bool has_all, double best, bool any_has_all)
{
	if (any_has_all)
		return has_all;
	return best >= RELEVANT_OF_ALL && share >= RELEVANT_OF_BEST * best;
}

/* Mail of the threads of v[0..n), which has not all words itself. */
static size_t add_threads(struct ranked *v, size_t n, const struct mail *mails,
    const bool *has_all, size_t from, size_t to)
{
	size_t all = n;

	for (size_t i = from; i < to; i++) {
		size_t k = 0;

		while (k < n && (mails[i].thread_id == 0 ||
				    v[k].mail.thread_id != mails[i].thread_id))
			k++;
		if (k < n && !has_all[i])
			v[all++] = (struct ranked){.mail = mails[i]};
	}
	return all;
}

size_t relevant_keep(struct arena *a, const struct question *q,
    struct mail *mails, size_t keep, size_t n, bool *loose_r, size_t *listed_r)
{
	struct ranked *v = ARENA_ARRAY(a, struct ranked, n + 1);
	double *share = ARENA_ARRAY(a, double, n + 1);
	bool *has_all = ARENA_ARRAY(a, bool, n + 1), any = false;
	double best = 0;
	size_t kept = 0;

	*loose_r = false;
	*listed_r = n;
	if (!has_words(q) || keep >= n)
		return n;
	choose_shares(a, q, mails, n, share, has_all);
	for (size_t i = keep; i < n; i++) {
		best = MAX(best, share[i]);
		any |= has_all[i] && !mail_is_risky(&mails[i]);
	}
	for (size_t i = keep; i < n; i++) {
		if (!stays(share[i], has_all[i], best, any))
			continue;
		v[kept] = (struct ranked){mails[i], share[i], kept};
		kept++;
	}
	*loose_r = !any;
	*listed_r = keep + kept;
	if (any)
		kept = add_threads(v, kept, mails, has_all, keep, n);
	else
		qsort(v, kept, sizeof *v, by_share);
	for (size_t i = 0; i < kept; i++)
		mails[keep + i] = v[i].mail;
	return keep + kept;
}
