/* run.c - the windows of one query, the newest first: what matches, how many,
 * and the best of them.
 *
 * Between windows the work done so far is looked at: past PLAN_BUDGET the query
 * stops, says that it did, and a later page goes on there.
 */
#include "services/search/index/find.h"

#include <math.h>
#include <string.h>

bool index_found_before(const struct found *x, const struct found *y)
{
	if (x->score != y->score)
		return x->score > y->score;
	if (x->date_ms != y->date_ms)
		return x->date_ms > y->date_ms;
	return x->num > y->num;
}

/* ---- the best ---- */

static void sift_down(struct found *h, size_t n, size_t i)
{
	for (;;) {
		size_t worst = i, left = 2 * i + 1;
		struct found swap = h[i];

		for (size_t k = left; k < left + 2 && k < n; k++) {
			if (index_found_before(&h[worst], &h[k]))
				worst = k;
		}
		if (worst == i)
			return;
		h[i] = h[worst];
		h[worst] = swap;
		i = worst;
	}
}

static void keep(struct find *f, const struct found *x)
{
	struct found *h = f->found;
	size_t i = f->n_found;

	if (f->n_found == f->max) {
		if (!index_found_before(x, &h[0]))
			return;
		h[0] = *x;
		sift_down(h, f->n_found, 0);
		return;
	}
	for (f->n_found++; i > 0; i = (i - 1) / 2) {
		if (!index_found_before(&h[(i - 1) / 2], x))
			break;
		h[i] = h[(i - 1) / 2];
	}
	h[i] = *x;
}

/* Sorts the heap, the best first. */
static void end_heap(struct find *f)
{
	struct found *h = f->found;

	for (size_t n = f->n_found; n > 1; n--) {
		struct found worst = h[0];

		h[0] = h[n - 1];
		h[n - 1] = worst;
		sift_down(h, n - 1, 0);
	}
}

/* What the pages before did not have. */
static bool is_new(const struct find_cursor *c, const struct found *x)
{
	const struct found last = {
	    .num = c->num, .date_ms = c->date_ms, .score = c->score};

	return !c->given || index_found_before(&last, x);
}

static void take_score(struct find *f, uint32_t num, double text)
{
	const struct cols *c = f->db->cols;
	double boosted = text * index_boost_factor(c->boost[num]);
	struct found x = {.num = num, .date_ms = c->date_ms[num], .text = text};

	if (f->n_found == f->max && boosted < f->found[0].score)
		return;
	x.score = boosted * index_recency_factor(f->cursor.now_ms - x.date_ms);
	if (is_new(&f->cursor, &x))
		keep(f, &x);
}

static void take_date(struct find *f, uint32_t num)
{
	int64_t date_ms = f->db->cols->date_ms[num];
	struct found x = {.num = num,
	    .date_ms = date_ms,
	    .score =
		f->sort == INDEX_DATE_ASC ? -(double)date_ms : (double)date_ms};

	if (is_new(&f->cursor, &x))
		keep(f, &x);
}

/* ---- a window ---- */

static void take(struct find *f, uint32_t lo, const uint64_t *bits)
{
	for (uint32_t i = 0; i < PLAN_WORDS; i++) {
		for (uint64_t left = bits[i]; left != 0; left &= left - 1) {
			uint32_t at = i * 64 + (uint32_t)__builtin_ctzll(left);

			if (f->sort == INDEX_RELEVANCE)
				take_score(f, lo + at, f->acc[at]);
			else
				take_date(f, lo + at);
		}
	}
}

/* 64 messages, all older than the worst of those kept, need no look. */
static void skip_old(struct find *f, uint32_t lo, uint64_t *bits)
{
	const struct cols *c = f->db->cols;

	if (f->sort != INDEX_DATE_DESC || f->n_found < f->max)
		return;
	for (uint32_t i = 0; i < PLAN_WORDS; i++) {
		if (bits[i] != 0 &&
		    c->top_date[(lo + i * 64) / COLS_TOP] < f->found[0].date_ms)
			bits[i] = 0;
	}
}

static void add_to_pool(struct find *f, uint32_t lo, const uint64_t *bits)
{
	for (uint32_t i = PLAN_WORDS; i-- > 0 && f->n_pool < FIND_POOL;) {
		for (uint64_t left = bits[i];
		     left != 0 && f->n_pool < FIND_POOL;) {
			uint32_t bit = 63 - (uint32_t)__builtin_clzll(left);

			f->pool[f->n_pool++] = lo + i * 64 + bit;
			left &= ~(UINT64_C(1) << bit);
		}
	}
}

/* What no expression has looked at, or given up, is left out. */
static void leave_out(
    const struct plan_looks *looks, uint32_t lo, uint64_t *bits)
{
	for (uint32_t i = 0; i < PLAN_WORDS; i++) {
		uint32_t first = lo + i * 64;

		bits[i] &= ~looks->unknown[i];
		if (!looks->stopped || first >= looks->stop_num)
			continue;
		bits[i] = looks->stop_num - first >= 64
			      ? 0
			      : bits[i] & ~UINT64_C(0)
					      << (looks->stop_num - first);
	}
}

static int run_window(struct find *f, uint32_t lo)
{
	uint64_t alive[PLAN_WORDS], bits[PLAN_WORDS], n = 0;
	struct plan_looks *looks = &f->plan.looks;

	memset(looks->unknown, 0, sizeof looks->unknown);
	plan_alive(&f->plan, lo, f->cursor.top_num, alive);
	if (plan_eval(&f->plan, f->plan.root, lo, alive, bits) != 0)
		return -1;
	if (looks->stopped || looks->gave_up > 0)
		leave_out(looks, lo, bits);
	for (size_t i = 0; i < PLAN_WORDS; i++)
		n += (uint64_t)__builtin_popcountll(bits[i]);
	if (n == 0)
		return 0;
	f->total += n;
	if (f->pool != NULL)
		add_to_pool(f, lo, bits);
	if (f->sort != INDEX_RELEVANCE)
		skip_old(f, lo, bits);
	else if (index_score_window(f, lo, bits) != 0)
		return -1;
	take(f, lo, bits);
	return 0;
}

int index_find_run(struct find *f)
{
	uint32_t end = MIN(f->db->next, f->cursor.top_num);

	if (f->db->next == 0)
		return 0;
	f->acc = ARENA_ARRAY(f->a, double, PLAN_WINDOW);
	f->freq = ARENA_ARRAY(f->a, double, PLAN_WINDOW);
	index_bound_init(f);
	for (uint32_t lo = end / PLAN_WINDOW * PLAN_WINDOW;;
	     lo -= PLAN_WINDOW) {
		if (run_window(f, lo) != 0)
			return -1;
		if (f->plan.looks.stopped) {
			f->stopped = f->plan.looks.stop_num > 0;
			f->stop_num = f->plan.looks.stop_num;
			break;
		}
		if (lo == 0)
			break;
		if (f->plan.spent > PLAN_BUDGET) {
			f->stopped = true;
			f->stop_num = lo;
			break;
		}
	}
	end_heap(f);
	return 0;
}
