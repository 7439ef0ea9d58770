/* bench_search.c - our index beside a plain FTS5 table on the same mail.
 *
 * 100,000 messages of one user (BENCH_DOCS), Zipf's law over 30,000 words,
 * about 250 words each, written in batches of 100. Queries have one to three
 * words whose rank is log-uniform in 1 to 3,000, all required; 25 hits with
 * snippets. The rival is what one would write first: an FTS5 table with porter
 * and unicode61, `ORDER BY bm25(t, 3, 1.5, 1) LIMIT 25`, snippet() on each.
 * Ours also filters spam, counts facets and weighs recency.
 */
#include "common/base/clock.h"
#include "common/base/die.h"
#include "services/search/index/index.h"

#include <sqlite3.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define VOCABULARY 30000
#define BATCH 100
#define QUERIES 400
#define HITS 25
#define NOW_MS INT64_C(1774958400000)

struct bench {
	char dir[64];
	size_t docs;
	double cumulative[VOCABULARY];
	char word[VOCABULARY][20];
	struct index *ix;
	sqlite3 *rival;
	uint64_t random;
};

static double uniform(struct bench *b)
{
	b->random = b->random * UINT64_C(6364136223846793005) +
		    UINT64_C(1442695040888963407);
	return (double)(b->random >> 11) / (double)(UINT64_C(1) << 53);
}

static size_t zipf(struct bench *b)
{
	double u = uniform(b) * b->cumulative[VOCABULARY - 1];
	size_t low = 0, high = VOCABULARY - 1;

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (b->cumulative[mid] < u)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

/* Syllables with English endings, so that stemming has work to do. */
static void make_words(struct bench *b)
{
	static const char *const endings[] = {
	    "", "", "", "", "", "s", "ing", "ed", "ation"};
	static const char consonants[] = "bcdfghklmnprstvw";
	static const char vowels[] = "aeiou";
	double sum = 0;

	for (size_t i = 0; i < VOCABULARY; i++) {
		size_t n = i < 100 ? 1 : i < 3000 ? 2 : 3, at = 0, v = i;

		for (size_t k = 0; k < n + 1; k++) {
			b->word[i][at++] = consonants[v % 16];
			v /= 16;
			b->word[i][at++] = vowels[(v + k) % 5];
			v /= 5;
		}
		snprintf(b->word[i] + at, sizeof b->word[i] - at, "%s",
		    endings[i % 9]);
		sum += 1 / ((double)i + 2.7);
		b->cumulative[i] = sum;
	}
}

/* ---- mail ---- */

struct text {
	char subject[256], body[8192], from[64], addr[64];
};

static void add_words(struct bench *b, char *out, size_t n)
{
	size_t at = 0;

	for (size_t i = 0; i < n; i++)
		at += (size_t)sprintf(
		    out + at, "%s%s", i > 0 ? " " : "", b->word[zipf(b)]);
}

static void make_mail(
    struct bench *b, size_t i, struct text *t, struct search_doc *d)
{
	static const char *const labels[] = {"INBOX", "UNREAD"};
	size_t sender = (size_t)(uniform(b) * 500);

	add_words(b, t->subject, 6);
	add_words(b, t->body, 80 + (size_t)(uniform(b) * 340));
	sprintf(t->addr, "p%zu@c%zu.example.com", sender, sender % 50);
	sprintf(t->from, "Person %s <%s>", b->word[sender + 500], t->addr);
	*d = (struct search_doc){.id = i + 1,
	    .thread_id = i / 3,
	    .date_ms = NOW_MS - (int64_t)(b->docs - i) * 600000,
	    .message_id = "",
	    .subject = t->subject,
	    .from = t->from,
	    .from_addr = t->addr,
	    .from_name = "Person",
	    .to = "me",
	    .cc = "",
	    .bcc = "",
	    .delivered_to = "",
	    .list = "",
	    .body = t->body,
	    .filenames = "",
	    .snippet = t->subject,
	    .labels = labels,
	    .n_labels = 1 + i % 2,
	    .category = "",
	    .priority_band = "",
	    .risk_level = "",
	    .flags = MAIL_INBOX,
	    .size_bytes = 4000};
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

static void fill(struct bench *b)
{
	struct text *texts = xcalloc(BATCH, sizeof *texts);
	struct search_doc docs[BATCH];
	int64_t ours_us = 0, rival_us = 0;
	struct index_written w;
	struct err err = {0};

	for (size_t i = 0; i < b->docs; i += BATCH) {
		int64_t t0, t1;

		for (size_t k = 0; k < BATCH; k++)
			make_mail(b, i + k, &texts[k], &docs[k]);
		t0 = clock_mono_us();
		if (index_write(b->ix, 1, docs, BATCH, &w, &err) != 0)
			die("ours: %s", err.text);
		t1 = clock_mono_us();
		write_rival(b, docs, BATCH);
		ours_us += t1 - t0;
		rival_us += clock_mono_us() - t1;
	}
	free(texts);
	line("search.index_docs_per_s", (double)b->docs * 1e6 / (double)ours_us,
	    (double)b->docs * 1e6 / (double)rival_us, true);
}

/* ---- queries ---- */

static void make_query(struct bench *b, size_t words, char *out)
{
	size_t at = 0;

	for (size_t i = 0; i < words; i++) {
		size_t rank = (size_t)exp(uniform(b) * log(3000));

		at += (size_t)sprintf(
		    out + at, "%s%s", i > 0 ? " " : "", b->word[rank]);
	}
}

static int64_t ask_ours(struct bench *b, const char *q)
{
	const struct query_clock clock = {.now_ms = NOW_MS};
	struct arena *a = arena_new(16u << 20);
	int64_t began = clock_mono_us(), took;
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
	took = clock_mono_us() - began;
	arena_free(&a);
	return took;
}

static int64_t ask_rival(struct bench *b, const char *q)
{
	int64_t began = clock_mono_us();
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
	return clock_mono_us() - began;
}

static int by_value(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

static void ask(struct bench *b, size_t words)
{
	int64_t ours[QUERIES], rival[QUERIES];
	char name[64], q[128];

	for (size_t i = 0; i < QUERIES; i++) {
		make_query(b, words, q);
		ours[i] = ask_ours(b, q);
		rival[i] = ask_rival(b, q);
	}
	qsort(ours, QUERIES, sizeof *ours, by_value);
	qsort(rival, QUERIES, sizeof *rival, by_value);
	sprintf(name, "search.query_%zuword_p50_ms", words);
	line(name, (double)ours[QUERIES / 2] / 1e3,
	    (double)rival[QUERIES / 2] / 1e3, false);
	sprintf(name, "search.query_%zuword_p99_ms", words);
	line(name, (double)ours[QUERIES * 99 / 100] / 1e3,
	    (double)rival[QUERIES * 99 / 100] / 1e3, false);
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

int main(void)
{
	struct bench *b = xcalloc(1, sizeof *b);
	const char *docs = getenv("BENCH_DOCS");
	struct index_config c = {.dir = b->dir};
	char path[128], command[128];
	struct err err = {0};

	b->random = 42;
	b->docs = docs != NULL ? strtoul(docs, NULL, 10) : 100000;
	b->docs = MAX(b->docs / BATCH, 1) * BATCH;
	snprintf(b->dir, sizeof b->dir, "/tmp/bench_search_XXXXXX");
	if (mkdtemp(b->dir) == NULL || index_open(&c, &b->ix, &err) != 0)
		die("scratch folder: %s", err.text);
	snprintf(path, sizeof path, "%s/rival.db", b->dir);
	must(b, sqlite3_open(path, &b->rival));
	exec(b, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; "
		"CREATE VIRTUAL TABLE t USING fts5(subject, sender, body, "
		"tokenize = 'porter unicode61 remove_diacritics 2')");
	make_words(b);
	printf("# SQLite %s, %zu messages of one user, batches of %d, one "
	       "core, warm cache; name ours rival ratio\n",
	    sqlite3_libversion(), b->docs, BATCH);
	fill(b);
	for (size_t words = 1; words <= 3; words++)
		ask(b, words);
	line("search.disk_mb", (double)file_bytes(b, "1.db") / 1e6,
	    (double)file_bytes(b, "rival.db") / 1e6, false);
	index_close(&b->ix);
	sqlite3_close(b->rival);
	snprintf(command, sizeof command, "rm -rf %s", b->dir);
	free(b);
	return system(command);
}
