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

	if (x > 8) /* less than rounding shows, and slow to compute */
		return RECENCY_FLOOR;
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

static void word_why(const struct find *f, const struct plan_phrase *ph,
    const unsigned counts[INDEX_N_COLUMNS], double freq, double len,
    struct jsonw *w)
{
	jsonw_obj(w);
	jsonw_ks(w, "word", ph->node->text);
	jsonw_kobj(w, "found_in");
	for (size_t c = 0; c < INDEX_N_COLUMNS; c++) {
		if (counts[c] > 0)
			jsonw_ki(w, index_column_names[c], counts[c]);
	}
	jsonw_end(w);
	if (ph->df > 0) /* not counted again for what was ranked before */
		jsonw_ki(w, "messages_with_it", ph->df);
	jsonw_kf(w, "idf", ph->idf, 3);
	if (ph->node->weight > 0)
		jsonw_kf(w, "weight", ph->node->weight, 3);
	jsonw_kf(w, "adds",
	    index_phrase_weight(ph) * index_saturate(freq, len, f->mean_len),
	    4);
	jsonw_end(w);
}

/* What each word adds. */
static int words_why(struct find *f, uint32_t num, struct buf *out)
{
	struct jsonw w;

	jsonw_init(&w, out);
	jsonw_arr(&w);
	for (size_t i = 0; i < f->plan.n_phrases && out->len < 5000; i++) {
		const struct plan_phrase *ph = &f->plan.phrases[i];
		unsigned counts[INDEX_N_COLUMNS] = {0};
		double freq;

		if (index_score_counts(f, ph->expr, num, counts, &freq) != 0)
			return -1;
		if (freq > 0)
			word_why(
			    f, ph, counts, freq, f->db->cols->len[num], &w);
	}
	jsonw_end(&w);
	return 0;
}

/* text * recency * boost = score. */
static int why(struct find *f, const struct found *x, struct str *json_r)
{
	uint8_t boost = f->db->cols->boost[x->num];
	int64_t age_ms = MAX(f->cursor.now_ms - x->date_ms, 0);
	struct buf out, words;
	struct jsonw w;

	buf_init(&out, 8000);
	buf_init(&words, 6000);
	if (words_why(f, x->num, &words) != 0) {
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
	if (boost != INDEX_BOOST_NONE && boost < INDEX_N_BOOSTS)
		jsonw_ks(&w, "for", boost_names[boost]);
	jsonw_kf(&w, "factor", index_boost_factor(boost), 2);
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
	const struct cols *c = f->db->cols;
	sqlite3_stmt *s = index_stmt(
	    f->db, "SELECT id, thread_id, labels FROM docs WHERE num = ?1");
	struct arena *a = arena_new(32u << 20);
	struct texts t;
	char when[32];
	int rc = -1;

	if (s == NULL)
		goto out;
	sqlite3_bind_int64(s, 1, x->num);
	if (sqlite3_step(s) != SQLITE_ROW ||
	    texts_get(f->db, a, x->num, &t) != 0)
		goto out;
	h->id = (uint64_t)sqlite3_column_int64(s, 0);
	h->thread_id = (uint64_t)sqlite3_column_int64(s, 1);
	split_labels(f->a, index_column(s, 2), &h->labels);
	clock_format_utc(c->date_ms[x->num], when, sizeof when);
	h->date = arena_strdup(f->a, when);
	h->category = take(f->a, cols_name(c, c->category[x->num]), 40);
	h->priority = c->priority[x->num];
	h->risk = c->risk[x->num];
	h->subject = take(f->a, t.column[INDEX_COLUMN_SUBJECT].p, 2000);
	h->from = take(f->a, t.column[INDEX_COLUMN_SENDER].p, 1000);
	h->snippet = index_snippet(
	    f->a, f->db, &f->plan, t.column[INDEX_COLUMN_BODY], t.snippet);
	h->score = f->sort == INDEX_RELEVANCE ? x->score : 0;
	rc = f->ask->explain && f->sort == INDEX_RELEVANCE ? why(f, x, &h->why)
							   : 0;
out:
	arena_free(&a);
	sqlite3_reset(s);
	return rc;
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
