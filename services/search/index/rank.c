/* rank.c - BM25 over weighted columns, computed row by row.
 *
 * FTS5's own bm25() first counts every document of every word, and reads each
 * document's length: milliseconds for a common word. Here the document counts
 * come in by pointer (counted up to a bound, then estimated, and remembered),
 * the length from the row, so a row costs its own postings only.
 *
 *   score = sum over phrases of idf * f * (k1 + 1)
 *                               / (f + k1 * (1 - b + b * len / mean_len))
 *   f = sum over columns of weight * occurrences
 *   idf = ln(1 + (N - df + 0.5) / (df + 0.5))
 */
#include "services/search/index/plan.h"

#include "common/base/die.h"
#include "common/base/jsonw.h"

#include <math.h>
#include <stdlib.h>

#define BM25_K1 1.2
#define BM25_B 0.75
#define DF_COUNT 500      /* counted exactly up to here */
#define DF_RANK_MAX 20000 /* newer documents counted for an estimate */
#define DF_REMEMBERED 4096

#define X_WEIGHT(id, name, weight) weight,
static const double weights[INDEX_N_COLUMNS] = {INDEX_COLUMNS(X_WEIGHT)};
#undef X_WEIGHT
#define X_NAME(id, name, weight) name,
static const char *const names[INDEX_N_COLUMNS] = {INDEX_COLUMNS(X_NAME)};
#undef X_NAME

struct index_df {
	int64_t df;
};

/* ---- document counts ---- */

/* How many documents are at least as new as this key, up to a bound. */
static int64_t count_newer(struct index_db *db, int64_t key)
{
	sqlite3_stmt *s =
	    index_stmt(db, "SELECT count(*) FROM "
			   "(SELECT 1 FROM docs WHERE key >= ?1 LIMIT ?2)");
	int64_t n;

	if (s == NULL)
		return -1;
	sqlite3_bind_int64(s, 1, key);
	sqlite3_bind_int64(s, 2, DF_RANK_MAX);
	if (sqlite3_step(s) != SQLITE_ROW)
		return -1;
	n = sqlite3_column_int64(s, 0);
	sqlite3_reset(s);
	return n;
}

static int64_t count_df(struct index_db *db, const char *match, int64_t docs)
{
	sqlite3_stmt *s =
	    index_stmt(db, "SELECT rowid FROM fts "
			   "WHERE fts MATCH ?1 ORDER BY rowid DESC LIMIT ?2");
	int64_t n = 0, key = 0, newer;
	int rc;

	if (s == NULL)
		return -1;
	sqlite3_bind_text(s, 1, match, -1, SQLITE_STATIC);
	sqlite3_bind_int64(s, 2, DF_COUNT);
	while ((rc = sqlite3_step(s)) == SQLITE_ROW) {
		key = sqlite3_column_int64(s, 0);
		n++;
	}
	sqlite3_reset(s);
	if (rc != SQLITE_DONE)
		return -1;
	if (n < DF_COUNT)
		return n;
	newer = count_newer(db, key);
	if (newer < 0)
		return -1;
	return MAX(n, MIN(docs, n * docs / MAX(newer, n)));
}

static void forget_counts(struct index_db *db)
{
	size_t pos = 0;
	const char *key;
	void *value;

	while (smap_each(db->df, &pos, &key, &value))
		free(value);
	smap_free(&db->df);
	db->df = smap_new();
}

int64_t index_rank_df(struct index_db *db, const char *match, int64_t docs)
{
	struct index_df *known;
	int64_t df;

	/* Ranks move little while the index grows by a tenth. */
	if (llabs(docs - db->df_docs) * 10 > docs ||
	    smap_len(db->df) >= DF_REMEMBERED) {
		forget_counts(db);
		db->df_docs = docs;
	}
	known = smap_get(db->df, match);
	if (known != NULL)
		return known->df;
	df = count_df(db, match, docs);
	/* Rare words are counted again: quick, and they must be right. */
	if (df < DF_COUNT)
		return df;
	known = xcalloc(1, sizeof *known);
	known->df = df;
	smap_put(db->df, match, known);
	return df;
}

int index_rank_weigh(struct plan *p, int64_t docs)
{
	for (size_t i = 0; i < p->n_phrases; i++) {
		struct plan_phrase *ph = &p->phrases[i];

		if (!ph->scored)
			continue;
		ph->df = index_rank_df(p->db, ph->match, docs);
		if (ph->df < 0)
			return -1;
		ph->idf = log(1 + ((double)MAX(docs - ph->df, 0) + 0.5) /
				      ((double)ph->df + 0.5));
	}
	return 0;
}

/* ---- one row ---- */

/* The cursor keeps idf; what a ranking above us wants of a word is its own. */
static double weight_of(const struct plan_phrase *ph)
{
	return ph->idf * (ph->node->weight > 0 ? ph->node->weight : 1);
}

static double saturate(double f, double len, double mean_len)
{
	return f * (BM25_K1 + 1) /
	       (f + BM25_K1 * (1 - BM25_B + BM25_B * len / mean_len));
}

static double occurrences(const Fts5ExtensionApi *api, Fts5Context *fts,
    int phrase, unsigned *counts_r)
{
	Fts5PhraseIter iter;
	double f = 0;
	int column, offset;

	if (api->xPhraseFirst(fts, phrase, &iter, &column, &offset) !=
	    SQLITE_OK)
		return 0;
	for (; column >= 0; api->xPhraseNext(fts, &iter, &column, &offset)) {
		if (column >= INDEX_N_COLUMNS)
			continue;
		f += weights[column];
		if (counts_r != NULL)
			counts_r[column]++;
	}
	return f;
}

/* f of a phrase in all its forms in the current row; counts_r may be NULL. */
static double frequency(const struct plan *p, const Fts5ExtensionApi *api,
    Fts5Context *fts, size_t phrase, unsigned *counts_r)
{
	double f = occurrences(api, fts, (int)phrase, counts_r);

	while (++phrase < p->n_phrases && p->phrases[phrase].more)
		f += occurrences(api, fts, (int)phrase, counts_r);
	return f;
}

/* mail_rank(fts, input, len): the score of the row. */
static void mail_rank(const Fts5ExtensionApi *api, Fts5Context *fts,
    sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
	const struct rank_input *in =
	    argc == 2 ? sqlite3_value_pointer(argv[0], RANK_POINTER) : NULL;
	double len, score = 0;

	if (in == NULL) {
		sqlite3_result_error(ctx, "mail_rank: wrong arguments", -1);
		return;
	}
	len = sqlite3_value_double(argv[1]);
	for (size_t i = 0; i < in->plan->n_phrases; i++) {
		double f;

		if (!in->plan->phrases[i].scored)
			continue;
		f = frequency(in->plan, api, fts, i, NULL);
		if (f > 0)
			score += weight_of(&in->plan->phrases[i]) *
				 saturate(f, len, in->mean_len);
	}
	sqlite3_result_double(ctx, score);
}

/* mail_why(fts, input, len): a JSON list, one object a phrase found. */
static void mail_why(const Fts5ExtensionApi *api, Fts5Context *fts,
    sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
	const struct rank_input *in =
	    argc == 2 ? sqlite3_value_pointer(argv[0], RANK_POINTER) : NULL;
	struct buf out;
	struct jsonw w;

	if (in == NULL) {
		sqlite3_result_error(ctx, "mail_why: wrong arguments", -1);
		return;
	}
	buf_init(&out, 4096);
	jsonw_init(&w, &out);
	jsonw_arr(&w);
	for (size_t i = 0; i < in->plan->n_phrases && out.len < 3500; i++) {
		const struct plan_phrase *ph = &in->plan->phrases[i];
		unsigned counts[INDEX_N_COLUMNS] = {0};
		double f =
		    ph->scored ? frequency(in->plan, api, fts, i, counts) : 0;

		if (f <= 0)
			continue;
		jsonw_obj(&w);
		jsonw_ks(&w, "word", ph->node->text);
		jsonw_kobj(&w, "found_in");
		for (size_t c = 0; c < INDEX_N_COLUMNS; c++) {
			if (counts[c] > 0)
				jsonw_ki(&w, names[c], counts[c]);
		}
		jsonw_end(&w);
		jsonw_ki(&w, "messages_with_it", ph->df);
		jsonw_kf(&w, "idf", ph->idf, 3);
		if (ph->node->weight > 0)
			jsonw_kf(&w, "weight", ph->node->weight, 3);
		jsonw_kf(&w, "adds",
		    weight_of(ph) * saturate(f, sqlite3_value_double(argv[1]),
					in->mean_len),
		    4);
		jsonw_end(&w);
	}
	jsonw_end(&w);
	sqlite3_result_text(ctx, buf_str(&out), (int)out.len, SQLITE_TRANSIENT);
	buf_deinit(&out);
}

int index_rank_init(struct index_db *db)
{
	fts5_api *api = index_fts5_api(db->db);

	if (api == NULL ||
	    api->xCreateFunction(api, "mail_rank", NULL, mail_rank, NULL) !=
		SQLITE_OK ||
	    api->xCreateFunction(api, "mail_why", NULL, mail_why, NULL) !=
		SQLITE_OK)
		return -1;
	return 0;
}
