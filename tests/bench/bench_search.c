/* bench_search.c - the index by itself: a large mailbox of one user.
 *
 *	bench_search [--help]
 *
 *	SEARCH_MESSAGES      messages, 100,000; 1,000,000 take six minutes of one
 *	                     core (BENCH_SECONDS=900) and 2.5 GB of disk
 *	SEARCH_RIVAL         of them also in a plain FTS5 table, 20,000
 *	SEARCH_DIR           keeps the index here, and takes it from here
 *	SEARCH_KIND          asks this kind of query only
 *
 * Zipf's law over 30,000 words and numbers that stand once, 40 to 160 words a
 * message, written in batches of 200. The first ones also go into what one
 * would write first: an FTS5 table with porter and unicode61, `ORDER BY
 * bm25(...) LIMIT 25`, snippet() on each; both are asked the same words. Then
 * ours alone is asked all kinds of queries, 25 hits with snippets and facets
 * each: by words (goal: a p99 of 10 ms), and by words and meaning with a
 * vector for each message (25 ms; the query's own vector is embed's work).
 * Times are CPU times of this process, which has one thread; the cache is
 * warm. A query that stopped at its budget said so; how many did is counted.
 */
#include "common/base/die.h"
#include "tests/bench/bench_search.h"
#include "tests/bench/vector_rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define BATCH 200
#define QUERIES 200
#define RIVAL_QUERIES 50
#define WARM 20 /* of each kind, not measured */
#define GOAL_MS 10.0
#define HYBRID_GOAL_MS 25.0
#define HITS 25

int64_t bench_cpu_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static void must(struct bench *b, int rc)
{
	if (rc != SQLITE_OK && rc != SQLITE_DONE && rc != SQLITE_ROW)
		die("rival: %s", sqlite3_errmsg(b->rival));
}

static void exec(struct bench *b, const char *sql)
{
	must(b, sqlite3_exec(b->rival, sql, NULL, NULL, NULL));
}

static void write_rival(struct bench *b, const struct search_doc *d, size_t n)
{
	sqlite3_stmt *s;

	must(b,
	    sqlite3_prepare_v2(b->rival,
		"INSERT INTO t(rowid, subject, sender, body) VALUES (?,?,?,?)",
		-1, &s, NULL));
	exec(b, "BEGIN");
	for (size_t i = 0; i < n; i++) {
		sqlite3_bind_int64(s, 1, (int64_t)d[i].id);
		sqlite3_bind_text(s, 2, d[i].subject, -1, SQLITE_STATIC);
		sqlite3_bind_text(s, 3, d[i].from, -1, SQLITE_STATIC);
		sqlite3_bind_text(s, 4, d[i].body, -1, SQLITE_STATIC);
		must(b, sqlite3_step(s));
		sqlite3_reset(s);
	}
	exec(b, "COMMIT");
	sqlite3_finalize(s);
}

static void line(const char *name, double ours, double rival, bool more_wins)
{
	printf("%s %.3g %.3g %.2fx\n", name, ours, rival,
	    more_wins ? ours / rival : rival / ours);
	fflush(stdout);
}

/* Messages from..to into ours, and into the rival. */
static void fill(struct bench *b, size_t from, size_t to, bool rival)
{
	struct text *texts = xcalloc(BATCH, sizeof *texts);
	struct search_doc docs[BATCH];
	int64_t ours_us = 0, rival_us = 0;
	struct index_written w;
	struct err err = {0};

	for (size_t i = from; i < to; i += BATCH) {
		int64_t t0, t1;

		for (size_t k = 0; k < BATCH; k++)
			bench_make_mail(b, i + k, &texts[k], &docs[k]);
		t0 = bench_cpu_us();
		if (index_write(
			b->rank.ix, BENCH_USER, docs, BATCH, &w, &err) != 0)
			die("ours: %s", err.text);
		t1 = bench_cpu_us();
		if (rival)
			write_rival(b, docs, BATCH);
		ours_us += t1 - t0;
		rival_us += bench_cpu_us() - t1;
	}
	free(texts);
	if (rival)
		line("search.index_docs_per_s",
		    (double)(to - from) * 1e6 / (double)ours_us,
		    (double)(to - from) * 1e6 / (double)rival_us, true);
	else
		printf("# %zu more messages written: %.0f a second\n",
		    to - from, (double)(to - from) * 1e6 / (double)ours_us);
}

/* ---- queries ---- */

/* CPU us; meaning NULL: words alone. */
static int64_t ask_kind(struct bench *b, const struct bench_kind *k,
    const char *q, const struct rank_meaning *meaning, bool *capped_r)
{
	const struct query_clock clock = {.now_ms = NOW_MS};
	struct arena *a = arena_new(64u << 20);
	int64_t began = bench_cpu_us(), took;
	struct search_result r;
	struct query query;
	struct rank_ask ask = {.index = {.query = &query,
				   .text = str_of(q),
				   .limit = HITS,
				   .sort = k->sort,
				   .any_word = k->any_word,
				   .now_ms = NOW_MS,
				   .facets = true}};
	struct err err = {0};
	int rc = query_parse(a, str_of(q), &clock, &query, &err);

	if (rc == 0 && meaning == NULL) {
		rc = index_query(
		    b->rank.ix, a, BENCH_USER, &ask.index, &r, &err);
	} else if (rc == 0) {
		ask.meaning = *meaning;
		rc = rank_query(&b->rank, a, BENCH_USER, &ask, &r, &err);
	}
	if (rc != 0)
		die("%s: %s", q, err.text);
	took = bench_cpu_us() - began;
	*capped_r = r.total_capped;
	arena_free(&a);
	return took;
}

static int64_t ask_ours(struct bench *b, const char *q)
{
	static const struct bench_kind plain = {.sort = INDEX_RELEVANCE};
	bool capped;

	return ask_kind(b, &plain, q, NULL, &capped);
}

static int64_t ask_rival(struct bench *b, const char *q)
{
	int64_t began = bench_cpu_us();
	sqlite3_stmt *s;
	int rc;

	must(b,
	    sqlite3_prepare_v2(b->rival,
		"SELECT rowid, snippet(t, 2, '<mark>', '</mark>', '...', 24) "
		"FROM t WHERE t MATCH ? ORDER BY bm25(t, 3, 1.5, 1) LIMIT 25",
		-1, &s, NULL));
	sqlite3_bind_text(s, 1, q, -1, SQLITE_STATIC);
	while ((rc = sqlite3_step(s)) == SQLITE_ROW)
		sqlite3_column_text(s, 1);
	must(b, rc);
	sqlite3_finalize(s);
	return bench_cpu_us() - began;
}

static int by_value(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

struct times {
	int64_t *us;
	size_t n, capped;
};

static void report(const char *what, struct times *t, double goal_ms)
{
	double p99;

	qsort(t->us, t->n, sizeof *t->us, by_value);
	p99 = (double)t->us[t->n * 99 / 100] / 1e3;
	printf("# %s: p50 %.2f ms, largest %.2f, stopped at the budget %zu "
	       "of %zu\n",
	    what, (double)t->us[t->n / 2] / 1e3, (double)t->us[t->n - 1] / 1e3,
	    t->capped, t->n);
	printf("search.%s_p99_ms %.3g %.3g %.2fx goal\n", what, p99, goal_ms,
	    goal_ms / p99);
	fflush(stdout);
}

static void one(struct bench *b, const struct bench_kind *k,
    const struct rank_meaning *meaning, struct times *t)
{
	char q[512] = "";
	bool capped;

	k->make(b, q, sizeof q);
	t->us[t->n++] = ask_kind(b, k, q, meaning, &capped);
	t->capped += capped;
}

/* Queries of all kinds; hybrid: with a meaning each. */
static void ask_all(struct bench *b, const struct bench_kind *kinds,
    size_t n_kinds, bool hybrid)
{
	const char *only = getenv("SEARCH_KIND");
	struct times all = {xcalloc(n_kinds * QUERIES, sizeof *all.us), 0, 0};
	double goal_ms = hybrid ? HYBRID_GOAL_MS : GOAL_MS;
	int8_t row[VECTOR_DIM];
	struct rank_meaning m = {BENCH_MODEL, row};
	char name[64];

	for (size_t k = 0; k < n_kinds; k++) {
		struct times t = {all.us + all.n, 0, 0};

		if (only != NULL && strcmp(only, kinds[k].name) != 0)
			continue;
		b->random = 4711 + k;
		for (size_t i = 0; i < WARM + QUERIES; i++) {
			if (i == WARM)
				t.n = t.capped = 0;
			bench_vector_row(i + (UINT64_C(1) << 40), row);
			one(b, &kinds[k], hybrid ? &m : NULL, &t);
		}
		all.n += t.n;
		all.capped += t.capped;
		snprintf(name, sizeof name, "%s%s", hybrid ? "hybrid_" : "",
		    kinds[k].name);
		report(name, &t, goal_ms);
	}
	if (all.n > 0 && only == NULL)
		report(hybrid ? "hybrid_mix" : "mix", &all, goal_ms);
	free(all.us);
}

static void ask(struct bench *b, size_t words)
{
	int64_t ours[RIVAL_QUERIES], rival[RIVAL_QUERIES];
	char name[64], q[128];

	for (size_t i = 0; i < RIVAL_QUERIES; i++) {
		bench_make_query(b, words, q);
		ours[i] = ask_ours(b, q);
		rival[i] = ask_rival(b, q);
	}
	qsort(ours, RIVAL_QUERIES, sizeof *ours, by_value);
	qsort(rival, RIVAL_QUERIES, sizeof *rival, by_value);
	sprintf(name, "search.query_%zuword_p50_ms", words);
	line(name, (double)ours[RIVAL_QUERIES / 2] / 1e3,
	    (double)rival[RIVAL_QUERIES / 2] / 1e3, false);
}

static int64_t file_bytes(const struct bench *b, const char *file)
{
	char path[320];
	int64_t n;
	FILE *f;

	snprintf(path, sizeof path, "%s/%s", b->dir, file);
	f = fopen(path, "r");
	if (f == NULL)
		return 0;
	fseek(f, 0, SEEK_END);
	n = ftell(f);
	fclose(f);
	return n;
}

static size_t number(const char *name, size_t dflt)
{
	const char *v = getenv(name);

	return MAX((v != NULL ? strtoul(v, NULL, 10) : dflt) / BATCH, 1) *
	       BATCH;
}

static void fill_and_compare(struct bench *b)
{
	char path[320];

	snprintf(path, sizeof path, "%s/rival.db", b->dir);
	must(b, sqlite3_open(path, &b->rival));
	exec(b, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; "
		"CREATE VIRTUAL TABLE t USING fts5(subject, sender, body, "
		"tokenize = 'porter unicode61 remove_diacritics 2')");
	printf("# FTS5 of SQLite %s beside, %zu messages; then %zu alone; name "
	       "ours rival ratio\n",
	    sqlite3_libversion(), b->rival_docs, b->docs);
	fill(b, 0, b->rival_docs, true);
	for (size_t words = 1; words <= 3; words++)
		ask(b, words);
	line("search.disk_mb", (double)file_bytes(b, "1.db") / 1e6,
	    (double)file_bytes(b, "rival.db") / 1e6, false);
	sqlite3_close(b->rival);
	unlink(path);
	fill(b, b->rival_docs, b->docs, false);
	bench_fill_vectors(b);
}

static bool is_filled(struct bench *b)
{
	struct arena *a = arena_new(1u << 20);
	struct search_counts c = {0};
	struct err err = {0};
	bool filled = index_counts(b->rank.ix, a, BENCH_USER, &c, &err) == 0 &&
		      (size_t)c.documents == b->docs;

	arena_free(&a);
	return filled;
}

static void begin(struct bench *b)
{
	const char *keep = getenv("SEARCH_DIR");
	struct index_config c = {.dir = b->dir};
	struct err err = {0};

	b->random = 42;
	b->docs = number("SEARCH_MESSAGES", 100000);
	b->rival_docs = MIN(number("SEARCH_RIVAL", 20000), b->docs);
	snprintf(b->dir, sizeof b->dir, "%s",
	    keep != NULL ? keep : "/tmp/bench_search_XXXXXX");
	if ((keep == NULL && mkdtemp(b->dir) == NULL) ||
	    index_open(&c, &b->rank.ix, &err) != 0 ||
	    vectors_open(b->dir, 1, &b->rank.vectors, &err) != 0)
		die("folder: %s", err.text);
	bench_make_words(b);
}

int main(void)
{
	struct bench *b = xcalloc(1, sizeof *b);
	struct err err = {0};

	begin(b);
	if (!is_filled(b))
		fill_and_compare(b);
	printf("# the index: %.0f MB, %zu messages\n",
	    (double)file_bytes(b, "1.db") / 1e6, b->docs);
	ask_all(b, bench_kinds, bench_n_kinds, false);
	ask_all(b, bench_hybrid_kinds, bench_n_hybrid_kinds, true);
	if (getenv("SEARCH_DIR") == NULL &&
	    (index_erase(b->rank.ix, BENCH_USER, NULL, &err) != 0 ||
		vectors_erase(b->rank.vectors, BENCH_USER, &err) != 0))
		die("clean up: %s", err.text);
	index_close(&b->rank.ix);
	vectors_close(&b->rank.vectors);
	if (getenv("SEARCH_DIR") == NULL)
		rmdir(b->dir);
	free(b);
	return 0;
}
