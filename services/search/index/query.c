/* query.c - one query: plan, pool, order, page.
 *
 * The pool is the newest FIND_POOL matches: FTS5 and the rows both run down
 * the keys, so it costs the same for a word in every message as for one in
 * two thousand. Within the pool the order is exact; mail older than the pool
 * follows it on later pages, and the result says so (total_capped, explain).
 */
#include "services/search/index/find.h"

#include "common/base/clock.h"
#include "common/base/jsonw.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static int find(struct find *f, struct search_result *r, struct err *err);
static int scan(struct find *f);
static void explain(struct find *f, struct search_result *r);
static int page_by_score(struct find *f, struct search_result *r);
static int page_by_date(struct find *f, struct search_result *r);

int index_query(struct index *ix, struct arena *a, uint64_t user_id,
    const struct index_ask *ask, struct search_result *r_r, struct err *err)
{
	int64_t began = clock_mono_us();
	struct find *f = ARENA_NEW(a, struct find);
	int rc;

	*r_r = (struct search_result){.backend = "sqlite"};
	f->a = a;
	f->ask = ask;
	if (index_cursor_read(ask, &f->cursor, err) != 0)
		return -1;
	f->db = index_acquire(ix, user_id, err);
	if (f->db == NULL)
		return -1;
	rc = find(f, r_r, err);
	if (rc != 0 && err->code == ERR_OK)
		return index_failed(f->db, "search", err);
	r_r->took_us = clock_mono_us() - began;
	return rc;
}

int index_find_begin(struct find *f, struct err *err)
{
	int64_t len;

	err_clear(err);
	if (index_totals(f->db, &f->docs, &len) != 0 ||
	    index_plan(f->a, f->db, f->ask, f->docs, &f->plan, err) != 0)
		return -1;
	if (!f->cursor.given && index_rank_weigh(&f->plan, f->docs) != 0)
		return -1;
	index_cursor_weights(&f->cursor, &f->plan);
	if (!f->cursor.given)
		f->cursor.mean_len =
		    (uint16_t)MIN(len / MAX(f->docs, 1) + 1, UINT16_MAX);
	f->rank = (struct rank_input){
	    .plan = &f->plan, .mean_len = MAX(f->cursor.mean_len, 1)};
	f->sort = f->ask->sort;
	if (f->sort == INDEX_RELEVANCE && f->plan.match == NULL)
		f->sort = INDEX_DATE_DESC;
	return 0;
}

int index_find_pool(struct find *f, struct search_result *r, struct err *err)
{
	if (index_find_begin(f, err) != 0)
		return -1;
	f->found = ARENA_ARRAY(f->a, struct found, FIND_POOL);
	if (scan(f) != 0)
		return -1;
	if (!f->cursor.given) {
		f->cursor.total = (uint32_t)f->n_found;
		f->cursor.capped = f->pool_full;
	}
	r->total = f->cursor.total;
	r->total_capped = f->cursor.capped;
	if (f->ask->facets && !f->cursor.given &&
	    index_facets(f, &r->facets) != 0)
		return -1;
	if (r->total == 0)
		r->did_you_mean = index_spell(f);
	if (f->ask->explain)
		explain(f, r);
	return 0;
}

static int find(struct find *f, struct search_result *r, struct err *err)
{
	if (index_find_pool(f, r, err) != 0)
		return -1;
	return f->sort == INDEX_RELEVANCE ? page_by_score(f, r)
					  : page_by_date(f, r);
}

/* ---- the pool ---- */

#define FOUND_COLUMNS                                                          \
	"SELECT d.key, d.date_ms, d.flags, d.boost, d.sender_id, d.category, "

/* ?1 rank input, ?2 MATCH, ?3 and ?4 keys; then the plan's values. */
static const char by_words[] =
    FOUND_COLUMNS "mail_rank(fts, ?1, d.len) FROM fts CROSS JOIN docs d "
		  "ON d.key = fts.rowid WHERE fts MATCH ?2 "
		  "AND fts.rowid >= ?3 AND fts.rowid <= ?4";
static const char by_words_unranked[] =
    FOUND_COLUMNS "0.0 FROM fts CROSS JOIN docs d ON d.key = fts.rowid "
		  "WHERE ?1 IS NULL AND fts MATCH ?2 "
		  "AND fts.rowid >= ?3 AND fts.rowid <= ?4";
static const char by_rows[] =
    FOUND_COLUMNS "0.0 FROM docs d WHERE ?1 IS NULL AND ?2 IS NULL "
		  "AND d.key >= ?3 AND d.key <= ?4";

static void bind_plan(struct find *f, sqlite3_stmt *s)
{
	const struct plan *p = &f->plan;

	for (size_t i = 0; i < p->n_binds; i++) {
		int at = (int)i + 5;

		if (p->binds[i].text != NULL)
			index_bind_text(s, at, p->binds[i].text);
		else if (p->binds[i].regex != NULL)
			sqlite3_bind_pointer(
			    s, at, p->binds[i].regex, PLAN_POINTER, NULL);
		else
			sqlite3_bind_int64(s, at, p->binds[i].number);
	}
}

/* The keys to look at: on a later page only what the page before left. */
static void bind_keys(struct find *f, sqlite3_stmt *s)
{
	const struct find_cursor *c = &f->cursor;
	int64_t low = f->plan.low_key, high = MIN(f->plan.high_key, c->top_key);

	if (c->given && f->sort == INDEX_DATE_DESC)
		high = MIN(high, c->key - 1);
	if (c->given && f->sort == INDEX_DATE_ASC)
		low = MAX(low, c->key + 1);
	sqlite3_bind_int64(s, 3, low);
	sqlite3_bind_int64(s, 4, high);
}

static sqlite3_stmt *prepare_scan(struct find *f)
{
	bool words = f->plan.match != NULL;
	bool ranked = words && f->sort == INDEX_RELEVANCE;
	const char *sql =
	    arena_printf(f->a, "%s%s ORDER BY %s %s LIMIT " FIND_POOL_TEXT,
		ranked  ? by_words
		: words ? by_words_unranked
			: by_rows,
		f->plan.where, words ? "fts.rowid" : "d.key",
		f->sort == INDEX_DATE_ASC ? "ASC" : "DESC");
	sqlite3_stmt *s;

	if (sqlite3_prepare_v2(f->db->db, sql, -1, &s, NULL) != SQLITE_OK)
		return NULL;
	if (ranked)
		sqlite3_bind_pointer(s, 1, &f->rank, RANK_POINTER, NULL);
	if (words)
		index_bind_text(s, 2, f->plan.match);
	bind_keys(f, s);
	bind_plan(f, s);
	return s;
}

/* Few different categories: keep each once. */
static const char *intern(struct find *f, const char *category)
{
	for (size_t i = f->n_found; i > 0 && i + 8 > f->n_found; i--) {
		if (strcmp(f->found[i - 1].category, category) == 0)
			return f->found[i - 1].category;
	}
	return arena_strdup(f->a, category);
}

static int scan(struct find *f)
{
	bool all = f->sort == INDEX_RELEVANCE || !f->cursor.given;
	size_t max = all ? FIND_POOL : f->ask->limit + 1;
	sqlite3_stmt *s = prepare_scan(f);
	int rc = SQLITE_DONE;

	if (s == NULL)
		return -1;
	while (f->n_found < max && (rc = sqlite3_step(s)) == SQLITE_ROW) {
		struct found *x = &f->found[f->n_found];

		x->key = sqlite3_column_int64(s, 0);
		x->date_ms = sqlite3_column_int64(s, 1);
		x->flags = (uint32_t)sqlite3_column_int64(s, 2);
		x->boost = (uint8_t)sqlite3_column_int(s, 3);
		x->sender_id = sqlite3_column_int64(s, 4);
		x->category = intern(f, index_column(s, 5));
		x->text = sqlite3_column_double(s, 6);
		x->score = x->text * index_boost_factor(x->boost) *
			   index_recency_factor(f->cursor.now_ms - x->date_ms);
		f->n_found++;
	}
	f->pool_full = f->n_found == max || f->plan.looks.stopped;
	if (f->plan.looks.stopped)
		f->low_key = f->plan.looks.stop_key + 1;
	else if (f->n_found > 0)
		f->low_key = f->found[f->n_found - 1].key;
	sqlite3_finalize(s);
	return rc == SQLITE_ROW || rc == SQLITE_DONE || f->plan.looks.stopped
		   ? 0
		   : -1;
}

/* ---- pages ---- */

static int by_score(const void *a, const void *b)
{
	const struct found *x = a, *y = b;

	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	return x->key > y->key ? -1 : x->key < y->key;
}

static bool is_after(const struct find_cursor *c, const struct found *x)
{
	return x->score < c->score || (x->score == c->score && x->key < c->key);
}

static int page_by_score(struct find *f, struct search_result *r)
{
	struct find_cursor *c = &f->cursor;
	size_t n = 0, hits;

	if (f->n_found > 0 && !c->given)
		c->top_key = f->found[0].key;
	for (size_t i = 0; i < f->n_found; i++) {
		if (!c->given || is_after(c, &f->found[i]))
			f->found[n++] = f->found[i];
	}
	qsort(f->found, n, sizeof *f->found, by_score);
	hits = MIN(n, f->ask->limit);
	if (hits > 0) {
		c->score = f->found[hits - 1].score;
		c->key = f->found[hits - 1].key;
	}
	if (n > hits) {
		r->next_cursor = index_cursor_write(f->a, c);
	} else if (f->pool_full) { /* go on with the next older pool */
		c->top_key = f->low_key - 1;
		c->score = HUGE_VAL;
		c->key = INT64_MAX;
		r->next_cursor = index_cursor_write(f->a, c);
	}
	return index_hits(f, f->found, hits, r);
}

static int page_by_date(struct find *f, struct search_result *r)
{
	size_t hits = MIN(f->n_found, f->ask->limit);

	if (f->n_found > hits) {
		f->cursor.key = f->found[hits - 1].key;
		r->next_cursor = index_cursor_write(f->a, &f->cursor);
	} else if (f->plan.looks.stopped) { /* go on behind what was read */
		f->cursor.key = f->plan.looks.stop_key +
				(f->sort == INDEX_DATE_ASC ? -1 : 1);
		r->next_cursor = index_cursor_write(f->a, &f->cursor);
	}
	return index_hits(f, f->found, hits, r);
}

/* ---- explanation ---- */

static void explain_looks(struct jsonw *w, const struct plan_looks *looks)
{
	char note[160];

	if (looks->stopped) {
		snprintf(note, sizeof note,
		    "the regular expression has read %zu messages, the "
		    "newest first; the next page goes on",
		    looks->n);
		jsonw_str(w, note);
	}
	if (looks->gave_up > 0) {
		snprintf(note, sizeof note,
		    "the regular expression needed too many steps in %zu "
		    "messages, which are left out",
		    looks->gave_up);
		jsonw_str(w, note);
	}
}

static void explain(struct find *f, struct search_result *r)
{
	const struct query *q = f->ask->query;
	struct buf out, tree;
	struct jsonw w;

	buf_init(&out, 65536);
	buf_init(&tree, 8 << 10);
	query_print(&tree, q);
	jsonw_init(&w, &out);
	jsonw_obj(&w);
	jsonw_ks(&w, "understood_as", buf_str(&tree));
	jsonw_key(&w, "query");
	query_explain(&w, q);
	jsonw_ks(&w, "order",
	    f->sort == INDEX_RELEVANCE   ? "relevance"
	    : f->sort == INDEX_DATE_DESC ? "newest first"
					 : "oldest first");
	jsonw_ki(&w, "looked_at", (int64_t)f->n_found);
	jsonw_kb(&w, "newest_matches_only", f->pool_full);
	jsonw_ki(&w, "documents", f->docs);
	jsonw_kb(&w, "spam_and_bin_hidden", !q->anywhere);
	jsonw_karr(&w, "notes");
	for (size_t i = 0; i < q->n_notes; i++)
		jsonw_str(&w, q->notes[i]);
	explain_looks(&w, &f->plan.looks);
	if (f->n_found == FIND_POOL && f->sort == INDEX_RELEVANCE)
		jsonw_str(&w,
		    "more than " FIND_POOL_TEXT " matches: the "
		    "newest of them are ranked first, older ones follow on "
		    "later pages");
	if (f->sort != f->ask->sort)
		jsonw_str(&w, "no words to rank by: newest first");
	jsonw_end(&w);
	jsonw_end(&w);
	if (!buf_failed(&out))
		r->tree = (struct str){
		    arena_strndup(f->a, buf_str(&out), out.len), out.len};
	buf_deinit(&tree);
	buf_deinit(&out);
}
