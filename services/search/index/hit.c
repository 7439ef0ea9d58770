/* hit.c - from a key to what a person sees, and why it is there. */
#include "services/search/index/find.h"

#include "common/base/clock.h"
#include "common/base/jsonw.h"

#include <math.h>

#define X_FACTOR(id, name, factor) factor,
static const double boost_factors[] = {INDEX_BOOSTS(X_FACTOR)};
#undef X_FACTOR
#define X_NAME(id, name, factor) name,
static const char *const boost_names[] = {INDEX_BOOSTS(X_NAME)};
#undef X_NAME

double index_boost_factor(uint8_t boost)
{
	return boost < INDEX_N_BOOSTS ? boost_factors[boost] : 1;
}

/* A Gaussian over the age that is half at RECENCY_SCALE_MS, above a floor:
 * without the floor nothing older than a month could ever be found by its
 * words. */
double index_recency_factor(int64_t age_ms)
{
	double x = (double)MAX(age_ms, 0) / (double)RECENCY_SCALE_MS;

	return RECENCY_FLOOR + (1 - RECENCY_FLOOR) * exp2(-x * x);
}

static void split_labels(
    struct arena *a, const char *text, struct strs *labels_r)
{
	struct str rest = str_of(text), label;
	const char **v = ARENA_ARRAY(a, const char *, DOC_MAX_LABELS);
	size_t n = 0;

	while (
	    rest.n > 0 && n < DOC_MAX_LABELS && str_split(&rest, '\n', &label))
		v[n++] = arena_strndup(a, label.p, label.n);
	*labels_r = (struct strs){v, n};
}

/* What each word adds, asked of FTS5 for this one row. */
static int words_why(struct find *f, int64_t key, struct buf *out)
{
	sqlite3_stmt *s;
	int rc;

	if (sqlite3_prepare_v2(f->db->db,
		"SELECT mail_why(fts, ?1, (SELECT len FROM docs WHERE "
		"key = ?3)) FROM fts WHERE fts MATCH ?2 AND rowid = ?3",
		-1, &s, NULL) != SQLITE_OK)
		return -1;
	sqlite3_bind_pointer(s, 1, &f->rank, RANK_POINTER, NULL);
	index_bind_text(s, 2, f->plan.match);
	sqlite3_bind_int64(s, 3, key);
	rc = sqlite3_step(s);
	if (rc == SQLITE_ROW)
		buf_adds(out, index_column(s, 0));
	sqlite3_finalize(s);
	return rc == SQLITE_ROW || rc == SQLITE_DONE ? 0 : -1;
}

/* text * recency * boost = score. */
static int why(struct find *f, const struct found *x, struct str *json_r)
{
	int64_t age_ms = MAX(f->cursor.now_ms - x->date_ms, 0);
	struct buf out, words;
	struct jsonw w;

	buf_init(&out, 8000);
	buf_init(&words, 6000);
	if (words_why(f, x->key, &words) != 0) {
		buf_deinit(&words);
		return -1;
	}
	jsonw_init(&w, &out);
	jsonw_obj(&w);
	jsonw_key(&w, "words");
	if (words.len > 0 && !buf_failed(&words))
		jsonw_raw(&w, buf_str(&words), words.len);
	else
		jsonw_null(&w);
	jsonw_kf(&w, "text", x->text, 4);
	jsonw_kobj(&w, "recency");
	jsonw_kf(&w, "age_days", (double)age_ms / 86400000.0, 1);
	jsonw_kf(&w, "factor", index_recency_factor(age_ms), 4);
	jsonw_end(&w);
	jsonw_kobj(&w, "boost");
	if (x->boost != INDEX_BOOST_NONE && x->boost < INDEX_N_BOOSTS)
		jsonw_ks(&w, "for", boost_names[x->boost]);
	jsonw_kf(&w, "factor", index_boost_factor(x->boost), 2);
	jsonw_end(&w);
	jsonw_kf(&w, "score", x->score, 4);
	jsonw_end(&w);
	if (!buf_failed(&out))
		*json_r = (struct str){
		    arena_strndup(f->a, buf_str(&out), out.len), out.len};
	buf_deinit(&words);
	buf_deinit(&out);
	return 0;
}

/* Cuts to the bounds of proto/search.def.h. */
static const char *take(struct arena *a, const char *s, size_t max)
{
	return arena_strndup(a, s, utf8_cut(str_of(s), max));
}

static int one_hit(struct find *f, const struct found *x, struct search_hit *h)
{
	sqlite3_stmt *s = index_stmt(f->db,
	    "SELECT d.id, d.thread_id, d.date_ms, d.category, d.priority, "
	    "d.risk, d.labels, t.subject, t.sender, t.snippet, t.body "
	    "FROM docs d JOIN texts t ON t.key = d.key WHERE d.key = ?1");
	char when[32];

	if (s == NULL)
		return -1;
	sqlite3_bind_int64(s, 1, x->key);
	if (sqlite3_step(s) != SQLITE_ROW)
		return -1;
	h->id = (uint64_t)sqlite3_column_int64(s, 0);
	h->thread_id = (uint64_t)sqlite3_column_int64(s, 1);
	clock_format_utc(sqlite3_column_int64(s, 2), when, sizeof when);
	h->date = arena_strdup(f->a, when);
	h->category = take(f->a, index_column(s, 3), 40);
	h->priority = sqlite3_column_int(s, 4);
	h->risk = sqlite3_column_int(s, 5);
	split_labels(f->a, index_column(s, 6), &h->labels);
	h->subject = take(f->a, index_column(s, 7), 2000);
	h->from = take(f->a, index_column(s, 8), 1000);
	h->snippet = index_snippet(f->a, f->db, &f->plan,
	    (struct str){
		index_column(s, 10), (size_t)sqlite3_column_bytes(s, 10)},
	    index_column(s, 9));
	h->score = x->score;
	sqlite3_reset(s);
	if (f->ask->explain && f->sort == INDEX_RELEVANCE)
		return why(f, x, &h->why);
	return 0;
}

int index_hits(struct find *f, const struct found *found, size_t n,
    struct search_result *r_r)
{
	r_r->hits.v = ARENA_ARRAY(f->a, struct search_hit, MAX(n, 1));
	for (size_t i = 0; i < n; i++) {
		if (one_hit(f, &found[i], &r_r->hits.v[i]) != 0)
			return -1;
	}
	r_r->hits.n = n;
	return 0;
}
