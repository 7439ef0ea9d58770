/* top.c - matches without hits, hits without matching; see top.h. */
#include "services/search/index/top.h"

#include "common/base/clock.h"
#include "services/search/index/find.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static struct find *begin(struct index *ix, struct arena *a, uint64_t user_id,
    const struct index_ask *ask, struct err *err)
{
	struct find *f = ARENA_NEW(a, struct find);

	f->a = a;
	f->ask = ask;
	if (index_cursor_read(ask, &f->cursor, err) != 0)
		return NULL;
	f->db = index_acquire(ix, user_id, err);
	return f->db == NULL ? NULL : f;
}

/* The number of a document, -1 without one, -2 on error. */
static int64_t num_of(struct index_db *db, uint64_t id)
{
	sqlite3_stmt *s = index_stmt(db, "SELECT num FROM docs WHERE id = ?1");
	int64_t num;
	int rc;

	if (s == NULL)
		return -2;
	sqlite3_bind_int64(s, 1, (int64_t)id);
	rc = sqlite3_step(s);
	num = rc == SQLITE_ROW    ? sqlite3_column_int64(s, 0)
	      : rc == SQLITE_DONE ? -1
				  : -2;
	sqlite3_reset(s);
	return num;
}

/* 0 or -1. */
static int match_of(
    struct find *f, uint32_t num, double text, struct index_match *m_r)
{
	const struct cols *c = f->db->cols;
	sqlite3_stmt *s =
	    index_stmt(f->db, "SELECT id, thread_id FROM docs WHERE num = ?1");
	int rc;

	if (s == NULL)
		return -1;
	sqlite3_bind_int64(s, 1, num);
	rc = sqlite3_step(s);
	if (rc != SQLITE_ROW)
		return rc == SQLITE_DONE ? seg_damaged(f->db) : -1;
	*m_r = (struct index_match){.id = (uint64_t)sqlite3_column_int64(s, 0),
	    .thread_id = (uint64_t)sqlite3_column_int64(s, 1),
	    .date_ms = c->date_ms[num],
	    .text = text,
	    .factor = index_boost_factor(c->boost[num]) *
		      index_recency_factor(f->cursor.now_ms - c->date_ms[num])};
	sqlite3_reset(s);
	return 0;
}

/* ---- the best by words ---- */

/* As the pages of query.c end. */
static const char *cursor_after(const struct find *f, size_t n)
{
	struct find_cursor c = f->cursor;

	if (n < f->n_found && n > 0) {
		c.score = f->found[n - 1].score;
		c.date_ms = f->found[n - 1].date_ms;
		c.num = f->found[n - 1].num;
	} else if (f->stopped) {
		c.top_num = f->stop_num - 1;
		c.score = HUGE_VAL;
		c.date_ms = INT64_MAX;
		c.num = UINT32_MAX;
	} else {
		return NULL;
	}
	return index_cursor_write(f->a, &c);
}

int index_top(struct index *ix, struct arena *a, uint64_t user_id,
    const struct index_ask *ask, size_t max, struct index_match *v, size_t *n_r,
    const char **after_r, struct search_result *r_r, struct err *err)
{
	int64_t began = clock_mono_us();
	struct find *f = begin(ix, a, user_id, ask, err);

	*n_r = 0;
	*r_r = (struct search_result){.backend = "sqlite"};
	if (f == NULL)
		return -1;
	max = MIN(max, INDEX_MAX_TOP);
	if (index_find_best(f, max + 1, r_r, err) != 0)
		return index_find_failed(f, err);
	for (size_t i = 0; i < MIN(f->n_found, max); i++) {
		if (match_of(f, f->found[i].num, f->found[i].text,
			&v[(*n_r)++]) != 0)
			return index_find_failed(f, err);
	}
	index_end_read(f->db);
	if (after_r != NULL)
		*after_r = cursor_after(f, *n_r);
	f->cursor.num = UINT32_MAX;
	f->cursor.date_ms = INT64_MAX;
	f->cursor.score = HUGE_VAL;
	r_r->next_cursor = index_cursor_write(a, &f->cursor);
	r_r->took_us = clock_mono_us() - began;
	return 0;
}

/* ---- those of a list that match ---- */

/* Whether one message matches: 1, 0, -1. */
static int matches(struct find *f, uint32_t num)
{
	uint32_t at = num % PLAN_WINDOW;
	uint64_t within[PLAN_WORDS] = {0}, out[PLAN_WORDS];

	within[at / 64] = UINT64_C(1) << at % 64;
	if (plan_eval(&f->plan, f->plan.root, num - at, within, out) != 0)
		return -1;
	return (out[at / 64] & within[at / 64]) != 0;
}

/* Those in the window of num that match; the others become -1. 0 or -1. */
static int keep_window(struct find *f, uint32_t lo, int64_t *num, size_t n)
{
	uint64_t within[PLAN_WORDS] = {0}, out[PLAN_WORDS];

	for (size_t i = 0; i < n; i++) {
		if (num[i] >= lo && num[i] - lo < PLAN_WINDOW)
			within[(num[i] - lo) / 64] |= UINT64_C(1)
						      << (num[i] - lo) % 64;
	}
	if (plan_eval(&f->plan, f->plan.root, lo, within, out) != 0)
		return -1;
	for (size_t i = 0; i < n; i++) {
		if (num[i] >= lo && num[i] - lo < PLAN_WINDOW &&
		    (out[(num[i] - lo) / 64] & within[(num[i] - lo) / 64] &
			UINT64_C(1) << (num[i] - lo) % 64) == 0)
			num[i] = -1;
	}
	return 0;
}

/* Every window that holds some is looked at once. */
static int keep(struct find *f, const uint64_t *ids, size_t n,
    struct index_match *v, size_t *n_r)
{
	int64_t *num = ARENA_ARRAY(f->a, int64_t, n + 1);
	uint32_t windows = f->db->next / PLAN_WINDOW + 1;
	uint8_t *wanted = ARENA_ARRAY(f->a, uint8_t, windows);

	for (size_t i = 0; i < n; i++) {
		num[i] = num_of(f->db, ids[i]);
		if (num[i] == -2)
			return -1;
		if (num[i] >= 0 && num[i] < f->db->next)
			wanted[num[i] / PLAN_WINDOW] = 1;
	}
	for (uint32_t w = 0; w < windows; w++) {
		if (wanted[w] != 0 &&
		    keep_window(f, w * PLAN_WINDOW, num, n) != 0)
			return -1;
	}
	for (size_t i = 0; i < n; i++) {
		if (num[i] >= 0 && num[i] < f->db->next &&
		    match_of(f, (uint32_t)num[i], 0, &v[(*n_r)++]) != 0)
			return -1;
	}
	return 0;
}

int index_keep(struct index *ix, struct arena *a, uint64_t user_id,
    const struct index_ask *ask, const uint64_t *ids, size_t n,
    struct index_match *v, size_t *n_r, struct err *err)
{
	struct find *f = begin(ix, a, user_id, ask, err);

	*n_r = 0;
	if (f == NULL)
		return -1;
	if (index_find_begin(f, err) != 0)
		return index_find_failed(f, err);
	if (keep(f, ids, MIN(n, INDEX_MAX_TOP), v, n_r) != 0)
		return index_find_failed(f, err);
	index_end_read(f->db);
	return 0;
}

/* ---- hits ---- */

/* 0 when it does not match. */
static int text_of(struct find *f, struct found *x)
{
	int rc = matches(f, x->num);

	for (size_t i = 0; rc == 1 && i < f->plan.n_phrases; i++) {
		const struct plan_phrase *ph = &f->plan.phrases[i];
		unsigned counts[INDEX_N_COLUMNS] = {0};
		double freq;

		if (index_score_counts(f, ph->expr, x->num, counts, &freq) != 0)
			return -1;
		if (freq > 0)
			x->text += index_phrase_weight(ph) *
				   index_saturate(freq,
				       f->db->cols->len[x->num], f->mean_len);
	}
	return rc < 0 ? -1 : 0;
}

static int find_rows(struct find *f, const uint64_t *ids, size_t n)
{
	const struct cols *c = f->db->cols;

	for (size_t i = 0; i < n; i++) {
		struct found *x = &f->found[f->n_found];
		int64_t num = num_of(f->db, ids[i]);

		if (num == -2)
			return -1;
		if (num == -1)
			continue;
		*x = (struct found){
		    .num = (uint32_t)num, .date_ms = c->date_ms[num]};
		if (text_of(f, x) != 0)
			return -1;
		x->score = x->text * index_boost_factor(c->boost[num]) *
			   index_recency_factor(f->cursor.now_ms - x->date_ms);
		f->n_found++;
	}
	return 0;
}

int index_show(struct index *ix, struct arena *a, uint64_t user_id,
    const struct index_ask *ask, const uint64_t *ids, size_t n,
    struct search_result *r_r, struct err *err)
{
	struct find *f = begin(ix, a, user_id, ask, err);

	if (f == NULL)
		return -1;
	n = MIN(n, INDEX_MAX_TOP);
	if (index_find_begin(f, err) != 0)
		return index_find_failed(f, err);
	f->found = ARENA_ARRAY(a, struct found, n + 1);
	if (find_rows(f, ids, n) != 0 ||
	    index_hits(f, f->found, f->n_found, r_r) != 0)
		return index_find_failed(f, err);
	index_end_read(f->db);
	return 0;
}

/* ---- all of them ---- */

int index_list(struct index *ix, uint64_t user_id, int64_t *place_r,
    uint64_t *ids, size_t max, size_t *n_r, struct err *err)
{
	struct index_db *db = index_acquire(ix, user_id, err);
	int64_t below = *place_r == 0 ? INT64_MAX : *place_r;
	sqlite3_stmt *s;
	int rc = SQLITE_DONE;

	*n_r = 0;
	if (db == NULL)
		return -1;
	s = index_stmt(db, "SELECT num, id FROM docs WHERE num < ?1 "
			   "ORDER BY num DESC LIMIT ?2");
	if (s == NULL)
		return index_failed(db, "list the index", err);
	sqlite3_bind_int64(s, 1, below);
	sqlite3_bind_int64(s, 2, (int64_t)max);
	while (*n_r < max && (rc = sqlite3_step(s)) == SQLITE_ROW) {
		*place_r = sqlite3_column_int64(s, 0);
		ids[(*n_r)++] = (uint64_t)sqlite3_column_int64(s, 1);
	}
	sqlite3_reset(s);
	if (rc != SQLITE_ROW && rc != SQLITE_DONE)
		return index_failed(db, "list the index", err);
	if (*n_r < max || *place_r == 0)
		*place_r = -1;
	return 0;
}
