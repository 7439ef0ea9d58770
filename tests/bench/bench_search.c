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
#include "services/search/index/index.h"

#include <sqlite3.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define VOCABULARY 30000
#define BATCH 200
#define QUERIES 200
#define RIVAL_QUERIES 50
#define GOAL_MS 10.0
#define HITS 25
#define NOW_MS INT64_C(1774958400000)

struct bench {
	char dir[64];
	size_t docs, rival_docs;
	double cumulative[VOCABULARY];
	char word[VOCABULARY][20];
	struct index *ix;
	sqlite3 *rival;
	uint64_t random;
};

static int64_t cpu_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

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
	add_words(b, t->body, 40 + (size_t)(uniform(b) * 120));
	sprintf(t->addr, "p%zu@c%zu.example.com", sender, sender % 50);
	sprintf(t->from, "Person %s <%s>", b->word[sender + 500], t->addr);
	*d = (struct search_doc){.id = i + 1,
	    .thread_id = i / 3,
	    .date_ms = NOW_MS - (int64_t)(b->docs - i) * 90000,
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
			make_mail(b, i + k, &texts[k], &docs[k]);
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

static const char *word(struct bench *b, double max)
{
	return b->word[(size_t)exp(uniform(b) * log(max))];
}

/* One of each kind of question; what a person types, and worse. */
static const char *const kinds[] = {"words", "phrase", "operators", "exclude",
    "prefix", "short_prefix", "common", "or_group", "common_phrase", "all"};

static void make_kind(struct bench *b, size_t kind, char *q, size_t n)
{
	switch (kind) {
	case 0:
		make_query(b, 1 + (size_t)(uniform(b) * 3), q);
		break;
	case 1:
		snprintf(q, n, "\"%s %s\"", word(b, 3000), word(b, 3000));
		break;
	case 2:
		snprintf(q, n, "from:p%d %s newer_than:%dd in:inbox",
		    (int)(uniform(b) * 500), word(b, 3000),
		    1 + (int)(uniform(b) * 900));
		break;
	case 3:
		snprintf(
		    q, n, "%s -%s -label:unread", word(b, 3000), word(b, 3000));
		break;
	case 4:
		snprintf(q, n, "%.4s*", word(b, 3000));
		break;
	case 5:
		snprintf(q, n, "%.2s*", word(b, 3000));
		break;
	case 6:
		snprintf(q, n, "%s %s", b->word[(size_t)(uniform(b) * 20)],
		    b->word[(size_t)(uniform(b) * 20)]);
		break;
	case 7:
		snprintf(q, n, "{%s %s %s %s} %s", word(b, 3000), word(b, 3000),
		    word(b, 3000), word(b, 3000), word(b, 300));
		break;
	case 8:
		snprintf(q, n, "\"%s %s\"", b->word[(size_t)(uniform(b) * 20)],
		    b->word[(size_t)(uniform(b) * 20)]);
		break;
	default:
		*q = '\0';
	}
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
	int64_t *all = xcalloc(QUERIES * ARRAY_LEN(kinds), sizeof *all);
	size_t n = 0;
	char q[256];

	for (size_t k = 0; k < ARRAY_LEN(kinds); k++) {
		int64_t us[QUERIES];

		for (size_t i = 0; i < QUERIES; i++) {
			make_kind(b, k, q, sizeof q);
			us[i] = ask_ours(b, q);
			all[n++] = us[i];
		}
		report(kinds[k], us, QUERIES);
	}
	report("mix", all, n);
	free(all);
}

static void ask(struct bench *b, size_t words)
{
	int64_t ours[RIVAL_QUERIES], rival[RIVAL_QUERIES];
	char name[64], q[128];

	for (size_t i = 0; i < RIVAL_QUERIES; i++) {
		make_query(b, words, q);
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
	make_words(b);
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
