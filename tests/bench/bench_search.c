/* bench_search.c - the index by itself: a million messages of one user.
 *
 * Zipf's law over 30,000 words, 40 to 160 words a message, written in batches
 * of 200. The first BENCH_RIVAL_DOCS (20,000) also go into what one would write
 * first: an FTS5 table with porter and unicode61, `ORDER BY bm25(...) LIMIT
 * 25`, snippet() on each; both are asked the same words. Then ours alone grows
 * to BENCH_DOCS (1,000,000) and is asked a mix of all kinds, 25 hits with
 * snippets and facets each; the goal is a p99 of 10 ms. Times are CPU times of
 * this process, which has one thread; the cache is warm.
 */
#include "common/base/die.h"
#include "tests/bench/bench_search.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define BATCH 200
#define QUERIES 200
#define RIVAL_QUERIES 50
#define GOAL_MS 10.0
#define HITS 25

static int64_t cpu_us(void)
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
		t0 = cpu_us();
		if (index_write(b->ix, 1, docs, BATCH, &w, &err) != 0)
			die("ours: %s", err.text);
		t1 = cpu_us();
		if (rival)
			write_rival(b, docs, BATCH);
		ours_us += t1 - t0;
		rival_us += cpu_us() - t1;
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

static int64_t ask_ours(struct bench *b, const char *q)
{
	const struct query_clock clock = {.now_ms = NOW_MS};
	struct arena *a = arena_new(16u << 20);
	int64_t began = cpu_us(), took;
	struct search_result r;
	struct query query;
	struct index_ask ask = {.query = &query,
	    .text = str_of(q),
	    .limit = HITS,
	    .now_ms = NOW_MS,
	    .facets = true};
	struct err err = {0};

	if (query_parse(a, str_of(q), &clock, &query, &err) != 0 ||
	    index_query(b->ix, a, 1, &ask, &r, &err) != 0)
		die("%s: %s", q, err.text);
	took = cpu_us() - began;
	arena_free(&a);
	return took;
}

static int64_t ask_rival(struct bench *b, const char *q)
{
	int64_t began = cpu_us();
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
	return cpu_us() - began;
}

static int by_value(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

static void report(const char *what, int64_t *us, size_t n)
{
	char name[80];

	qsort(us, n, sizeof *us, by_value);
	snprintf(name, sizeof name, "search.%s_p50_ms", what);
	printf("%s %.3g %.3g %.2fx goal\n", name, (double)us[n / 2] / 1e3,
	    GOAL_MS, GOAL_MS * 1e3 / (double)us[n / 2]);
	snprintf(name, sizeof name, "search.%s_p99_ms", what);
	printf("%s %.3g %.3g %.2fx goal\n", name,
	    (double)us[n * 99 / 100] / 1e3, GOAL_MS,
	    GOAL_MS * 1e3 / (double)us[n * 99 / 100]);
	fflush(stdout);
}

static void ask_all_kinds(struct bench *b)
{
	int64_t *all = xcalloc(QUERIES * BENCH_KINDS, sizeof *all);
	size_t n = 0;
	char q[256];

	for (size_t k = 0; k < BENCH_KINDS; k++) {
		int64_t us[QUERIES];

		for (size_t i = 0; i < QUERIES; i++) {
			bench_make_kind(b, k, q, sizeof q);
			us[i] = ask_ours(b, q);
			all[n++] = us[i];
		}
		report(bench_kinds[k], us, QUERIES);
	}
	report("mix", all, n);
	free(all);
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
	char path[128];
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

int main(void)
{
	struct bench *b = xcalloc(1, sizeof *b);
	struct index_config c = {.dir = b->dir};
	char path[128], command[128];
	struct err err = {0};

	b->random = 42;
	b->docs = number("BENCH_DOCS", 1000000);
	b->rival_docs = MIN(number("BENCH_RIVAL_DOCS", 20000), b->docs);
	snprintf(b->dir, sizeof b->dir, "/tmp/bench_search_XXXXXX");
	if (mkdtemp(b->dir) == NULL || index_open(&c, &b->ix, &err) != 0)
		die("scratch folder: %s", err.text);
	snprintf(path, sizeof path, "%s/rival.db", b->dir);
	must(b, sqlite3_open(path, &b->rival));
	exec(b, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; "
		"CREATE VIRTUAL TABLE t USING fts5(subject, sender, body, "
		"tokenize = 'porter unicode61 remove_diacritics 2')");
	bench_make_words(b);
	printf("# FTS5 of SQLite %s beside, %zu messages; then %zu alone; name "
	       "ours rival ratio\n",
	    sqlite3_libversion(), b->rival_docs, b->docs);
	fill(b, 0, b->rival_docs, true);
	for (size_t words = 1; words <= 3; words++)
		ask(b, words);
	line("search.disk_mb", (double)file_bytes(b, "1.db") / 1e6,
	    (double)file_bytes(b, "rival.db") / 1e6, false);
	sqlite3_close(b->rival);
	fill(b, b->rival_docs, b->docs, false);
	ask_all_kinds(b);
	printf("# the index: %.0f MB\n", (double)file_bytes(b, "1.db") / 1e6);
	index_close(&b->ix);
	snprintf(command, sizeof command, "rm -rf %s", b->dir);
	free(b);
	return system(command);
}
