/* top.c - matches without hits, hits without matching; see top.h. */
#include "services/search/index/top.h"

#include "common/base/clock.h"
#include "services/search/index/find.h"

#include <math.h>
#include <stdlib.h>

#define PICK_COLUMNS "SELECT d.id, d.thread_id, d.date_ms, d.boost "

/* ?2 MATCH, ?3 the key; then the plan's values. */
static const char keep_words[] =
    PICK_COLUMNS "FROM fts CROSS JOIN docs d ON d.key = fts.rowid "
		 "WHERE ?1 IS NULL AND fts MATCH ?2 AND fts.rowid = ?3";
static const char keep_rows[] =
    PICK_COLUMNS "FROM docs d WHERE ?1 IS NULL AND ?2 IS NULL AND d.key = ?3";

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

static int failed(struct find *f, struct err *err)
{
	return err->code == ERR_OK ? index_failed(f->db, "search", err) : -1;
}

/* The key of a document, -1 without one, -2 on error. */
static int64_t key_of(struct index_db *db, uint64_t id)
{
	sqlite3_stmt *s = index_stmt(db, "SELECT key FROM docs WHERE id = ?1");
	int64_t key;
	int rc;

	if (s == NULL)
		return -2;
	sqlite3_bind_int64(s, 1, (int64_t)id);
	rc = sqlite3_step(s);
	key = rc == SQLITE_ROW    ? sqlite3_column_int64(s, 0)
	      : rc == SQLITE_DONE ? -1
				  : -2;
	sqlite3_reset(s);
	return key;
}

static struct index_match match_of(
    const struct find *f, sqlite3_stmt *s, double text)
{
	int64_t date_ms = sqlite3_column_int64(s, 2);

	return (struct index_match){.id = (uint64_t)sqlite3_column_int64(s, 0),
	    .thread_id = (uint64_t)sqlite3_column_int64(s, 1),
	    .date_ms = date_ms,
	    .text = text,
	    .factor = index_boost_factor((uint8_t)sqlite3_column_int(s, 3)) *
		      index_recency_factor(f->cursor.now_ms - date_ms)};
}

/* ---- the best by words ---- */

static int by_score(const void *a, const void *b)
{
	const struct found *x = a, *y = b;

	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	return x->key > y->key ? -1 : x->key < y->key;
}

static int take_matches(
    struct find *f, size_t max, struct index_match *v, size_t *n_r)
{
	sqlite3_stmt *s =
	    index_stmt(f->db, PICK_COLUMNS "FROM docs d WHERE d.key = ?1");

	if (s == NULL)
		return -1;
	for (size_t i = 0; i < f->n_found && *n_r < max; i++) {
		sqlite3_bind_int64(s, 1, f->found[i].key);
		if (sqlite3_step(s) == SQLITE_ROW)
			v[(*n_r)++] = match_of(f, s, f->found[i].text);
		if (sqlite3_reset(s) != SQLITE_OK)
			return -1;
	}
	return 0;
}

int index_top(struct index *ix, struct arena *a, uint64_t user_id,
    const struct index_ask *ask, size_t max, struct index_match *v, size_t *n_r,
    struct search_result *r_r, struct err *err)
{
	int64_t began = clock_mono_us();
	struct find *f = begin(ix, a, user_id, ask, err);

	*n_r = 0;
	*r_r = (struct search_result){.backend = "sqlite"};
	if (f == NULL)
		return -1;
	if (index_find_pool(f, r_r, err) != 0)
		return failed(f, err);
	if (f->n_found > 0 && !f->cursor.given)
		f->cursor.top_key = f->found[0].key;
	if (f->sort == INDEX_RELEVANCE)
		qsort(f->found, f->n_found, sizeof *f->found, by_score);
	if (take_matches(f, MIN(max, INDEX_MAX_TOP), v, n_r) != 0)
		return failed(f, err);
	f->cursor.key = INT64_MAX;
	f->cursor.score = HUGE_VAL;
	r_r->next_cursor = index_cursor_write(a, &f->cursor);
	r_r->took_us = clock_mono_us() - began;
	return 0;
}

/* ---- those of a list that match ---- */

static sqlite3_stmt *prepare_keep(struct find *f)
{
	const struct plan *p = &f->plan;
	const char *sql = arena_printf(
	    f->a, "%s%s", p->match != NULL ? keep_words : keep_rows, p->where);
	sqlite3_stmt *s;

	if (sqlite3_prepare_v2(f->db->db, sql, -1, &s, NULL) != SQLITE_OK)
		return NULL;
	if (p->match != NULL)
		index_bind_text(s, 2, p->match);
	for (size_t i = 0; i < p->n_binds; i++) {
		if (p->binds[i].text != NULL)
			index_bind_text(s, (int)i + 4, p->binds[i].text);
		else
			sqlite3_bind_int64(s, (int)i + 4, p->binds[i].number);
	}
	return s;
}

static int keep_all(struct find *f, sqlite3_stmt *s, const uint64_t *ids,
    size_t n, struct index_match *v, size_t *n_r)
{
	for (size_t i = 0; i < n; i++) {
		int64_t key = key_of(f->db, ids[i]);
		int rc;

		if (key == -2)
			return -1;
		if (key == -1)
			continue;
		sqlite3_bind_int64(s, 3, key);
		rc = sqlite3_step(s);
		if (rc == SQLITE_ROW)
			v[(*n_r)++] = match_of(f, s, 0);
		else if (rc != SQLITE_DONE)
			return -1;
		sqlite3_reset(s);
	}
	return 0;
}

int index_keep(struct index *ix, struct arena *a, uint64_t user_id,
    const struct index_ask *ask, const uint64_t *ids, size_t n,
    struct index_match *v, size_t *n_r, struct err *err)
{
	struct find *f = begin(ix, a, user_id, ask, err);
	sqlite3_stmt *s;
	int rc;

	*n_r = 0;
	if (f == NULL)
		return -1;
	if (index_find_begin(f, err) != 0 || (s = prepare_keep(f)) == NULL)
		return failed(f, err);
	rc = keep_all(f, s, ids, MIN(n, INDEX_MAX_TOP), v, n_r);
	sqlite3_finalize(s);
	return rc == 0 ? 0 : failed(f, err);
}

/* ---- hits ---- */

/* What mail_rank() says of one row: 0 when it does not match. */
static int text_of(struct find *f, struct found *x)
{
	sqlite3_stmt *s = index_stmt(f->db,
	    "SELECT mail_rank(fts, ?1, (SELECT len FROM docs WHERE "
	    "key = ?3)) FROM fts WHERE fts MATCH ?2 AND rowid = ?3");
	int rc;

	if (f->plan.match == NULL)
		return 0;
	if (s == NULL)
		return -1;
	sqlite3_bind_pointer(s, 1, &f->rank, RANK_POINTER, NULL);
	index_bind_text(s, 2, f->plan.match);
	sqlite3_bind_int64(s, 3, x->key);
	rc = sqlite3_step(s);
	if (rc == SQLITE_ROW)
		x->text = sqlite3_column_double(s, 0);
	sqlite3_reset(s);
	sqlite3_clear_bindings(s);
	return rc == SQLITE_ROW || rc == SQLITE_DONE ? 0 : -1;
}

static int find_rows(struct find *f, const uint64_t *ids, size_t n)
{
	sqlite3_stmt *s =
	    index_stmt(f->db, "SELECT key, date_ms, boost FROM docs "
			      "WHERE id = ?1");

	if (s == NULL)
		return -1;
	for (size_t i = 0; i < n; i++) {
		struct found *x = &f->found[f->n_found];
		int rc;

		sqlite3_bind_int64(s, 1, (int64_t)ids[i]);
		rc = sqlite3_step(s);
		if (rc == SQLITE_ROW) {
			x->key = sqlite3_column_int64(s, 0);
			x->date_ms = sqlite3_column_int64(s, 1);
			x->boost = (uint8_t)sqlite3_column_int(s, 2);
			f->n_found++;
		}
		sqlite3_reset(s);
		if ((rc != SQLITE_ROW && rc != SQLITE_DONE) ||
		    (rc == SQLITE_ROW && text_of(f, x) != 0))
			return -1;
		x->score = x->text * index_boost_factor(x->boost) *
			   index_recency_factor(f->cursor.now_ms - x->date_ms);
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
		return failed(f, err);
	f->found = ARENA_ARRAY(a, struct found, n + 1);
	if (find_rows(f, ids, n) != 0 ||
	    index_hits(f, f->found, f->n_found, r_r) != 0)
		return failed(f, err);
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
	s = index_stmt(db, "SELECT key, id FROM docs WHERE key < ?1 "
			   "ORDER BY key DESC LIMIT ?2");
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
	if (*n_r < max)
		*place_r = -1;
	return 0;
}
