/* query.c - one query: plan, run, page. */
#include "services/search/index/find.h"

#include "common/base/clock.h"
#include "common/base/jsonw.h"

#include <math.h>
#include <stdio.h>

static int find(struct find *f, struct search_result *r, struct err *err);
static void explain(struct find *f, struct search_result *r);

int index_find_failed(struct find *f, struct err *err)
{
	if (err->code == ERR_OK)
		return index_failed(f->db, "search", err);
	index_end_read(f->db);
	return -1;
}

int index_query(struct index *ix, struct arena *a, uint64_t user_id,
    const struct index_ask *ask, struct search_result *r_r, struct err *err)
{
	int64_t began = clock_mono_us();
	struct find *f = ARENA_NEW(a, struct find);

	*r_r = (struct search_result){.backend = "sqlite"};
	f->a = a;
	f->ask = ask;
	if (index_cursor_read(ask, &f->cursor, err) != 0)
		return -1;
	f->db = index_acquire(ix, user_id, err);
	if (f->db == NULL)
		return -1;
	if (find(f, r_r, err) != 0)
		return index_find_failed(f, err);
	index_end_read(f->db);
	r_r->took_us = clock_mono_us() - began;
	return 0;
}

int index_find_begin(struct find *f, struct err *err)
{
	int64_t len;

	err_clear(err);
	if (index_begin_read(f->db) != 0 ||
	    index_totals(f->db, &f->docs, &len) != 0 ||
	    index_plan(f->a, f->db, f->ask, &f->plan, err) != 0)
		return -1;
	if (!f->cursor.given && index_rank_weigh(&f->plan, f->docs) != 0)
		return -1;
	f->plan.spent = 0; /* counting has a budget of its own */
	index_cursor_weights(&f->cursor, &f->plan);
	if (!f->cursor.given) {
		f->cursor.mean_len =
		    (uint16_t)MIN(len / MAX(f->docs, 1) + 1, UINT16_MAX);
		f->cursor.top_num = f->db->next > 0 ? f->db->next - 1 : 0;
	}
	f->mean_len = MAX(f->cursor.mean_len, 1);
	f->sort = f->ask->sort;
	if (f->sort == INDEX_RELEVANCE && f->plan.n_phrases == 0)
		f->sort = INDEX_DATE_DESC;
	return 0;
}

int index_find_newest(struct find *f, size_t max)
{
	struct err ignored = {0};

	if (index_plan(f->a, f->db, f->ask, &f->plan, &ignored) != 0)
		return -1;
	f->sort = INDEX_DATE_DESC;
	f->max = max;
	f->found = ARENA_ARRAY(f->a, struct found, max);
	return index_find_run(f);
}

int index_find_best(
    struct find *f, size_t max, struct search_result *r, struct err *err)
{
	bool facets = f->ask->facets && !f->cursor.given;

	if (index_find_begin(f, err) != 0)
		return -1;
	f->max = max;
	f->found = ARENA_ARRAY(f->a, struct found, max);
	if (facets)
		f->pool = ARENA_ARRAY(f->a, uint32_t, FIND_POOL);
	if (index_find_run(f) != 0)
		return -1;
	if (!f->cursor.given) {
		f->cursor.total = (uint32_t)f->total;
		f->cursor.capped = f->stopped || f->plan.cut;
	}
	r->total = f->cursor.total;
	r->total_capped = f->cursor.capped;
	if (facets && index_facets(f, &r->facets) != 0)
		return -1;
	if (r->total == 0)
		r->did_you_mean = index_spell(f);
	if (f->ask->explain)
		explain(f, r);
	return 0;
}

/* One more than the page shows there is a next one. */
static int find(struct find *f, struct search_result *r, struct err *err)
{
	struct find_cursor *c = &f->cursor;
	size_t hits;

	if (index_find_best(f, f->ask->limit + 1, r, err) != 0)
		return -1;
	hits = MIN(f->n_found, f->ask->limit);
	if (f->n_found > hits) {
		c->score = f->found[hits - 1].score;
		c->date_ms = f->found[hits - 1].date_ms;
		c->num = f->found[hits - 1].num;
		r->next_cursor = index_cursor_write(f->a, c);
	} else if (f->stopped) { /* go on with older mail */
		c->top_num = f->stop_num - 1;
		c->score = HUGE_VAL;
		c->date_ms = INT64_MAX;
		c->num = UINT32_MAX;
		r->next_cursor = index_cursor_write(f->a, c);
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
	jsonw_ki(&w, "matches", (int64_t)f->total);
	jsonw_kb(&w, "newest_matches_only", f->stopped);
	jsonw_ki(&w, "postings_read", (int64_t)f->plan.spent);
	jsonw_ki(&w, "documents", f->docs);
	jsonw_kb(&w, "spam_and_bin_hidden", !q->anywhere);
	jsonw_karr(&w, "notes");
	for (size_t i = 0; i < q->n_notes; i++)
		jsonw_str(&w, q->notes[i]);
	explain_looks(&w, &f->plan.looks);
	if (f->stopped && !f->plan.looks.stopped)
		jsonw_str(&w,
		    "too much to read at once: the newest mail was searched, "
		    "older mail follows on later pages");
	if (f->plan.cut)
		jsonw_str(&w,
		    "a word* begins more words than are looked for: the most "
		    "frequent were, messages with others may be missing");
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
