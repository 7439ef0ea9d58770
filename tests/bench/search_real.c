/* search_real.c - what search_real_bench.sh runs of ours.
 *
 *	search_real fill MAILS INDEX    files of a folder into an index
 *	search_real ask INDEX QUERY     25 hits by relevance, one id a line
 *
 * fill reads, parses and indexes in batches of 200 as the daemon does, and
 * prints messages, and CPU microseconds of parsing and of indexing.
 */
#include "common/base/die.h"
#include "services/search/index/index.h"
#include "tests/lib/mail_doc.h"

#include <dirent.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <time.h>

#define USER 1
#define BATCH 200
#define HITS 25
#define NOW_MS INT64_C(1774958400000)

struct fill {
	struct index *ix;
	struct arena *a;
	struct search_doc docs[BATCH];
	size_t n, total;
	int64_t parse_us, index_us;
};

static int64_t cpu_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static void write_batch(struct fill *f)
{
	int64_t began = cpu_us();
	struct index_written w;
	struct err err = {0};

	if (index_write(f->ix, USER, f->docs, f->n, &w, &err) != 0)
		quit(EX_SOFTWARE, "index: %s", err.text);
	f->index_us += cpu_us() - began;
	f->total += f->n;
	f->n = 0;
	arena_reset(f->a);
}

static void take(struct fill *f, const char *path)
{
	int64_t began = cpu_us();
	struct mail_message m;
	struct err err;

	if (mail_parse(f->a, mail_doc_read(f->a, path), NULL, &m, &err) != 0)
		return;
	f->docs[f->n] = mail_doc(f->a, f->total + f->n + 1, &m);
	f->n++;
	f->parse_us += cpu_us() - began;
	if (f->n == BATCH)
		write_batch(f);
}

static int by_name(const struct dirent **x, const struct dirent **y)
{
	return strcmp((*x)->d_name, (*y)->d_name);
}

static void fill(struct index *ix, const char *dir)
{
	struct fill *f = xcalloc(1, sizeof *f);
	struct dirent **names;
	char path[512];
	int n = scandir(dir, &names, NULL, by_name);

	if (n < 0)
		quit(EX_NOINPUT, "%s: can't be read", dir);
	f->ix = ix;
	f->a = arena_new((size_t)4 << 30);
	for (int i = 0; i < n; i++) {
		snprintf(path, sizeof path, "%s/%s", dir, names[i]->d_name);
		if (names[i]->d_name[0] != '.')
			take(f, path);
		free(names[i]);
	}
	free(names);
	write_batch(f);
	printf("%zu %" PRId64 " %" PRId64 "\n", f->total, f->parse_us,
	    f->index_us);
	arena_free(&f->a);
	free(f);
}

static void ask(struct index *ix, const char *text)
{
	const struct query_clock clock = {.now_ms = NOW_MS};
	struct arena *a = arena_new((size_t)64 << 20);
	struct search_result r;
	struct query q;
	struct index_ask ask = {
	    .query = &q, .text = str_of(text), .limit = HITS, .now_ms = NOW_MS};
	struct err err = {0};

	if (query_parse(a, ask.text, &clock, &q, &err) != 0 ||
	    index_query(ix, a, USER, &ask, &r, &err) != 0)
		quit(EX_DATAERR, "%s: %s", text, err.text);
	for (size_t i = 0; i < r.hits.n; i++)
		printf("%" PRIu64 "\n", r.hits.v[i].id);
	arena_free(&a);
}

int main(int argc, char **argv)
{
	bool fills = argc == 4 && strcmp(argv[1], "fill") == 0;
	struct index_config c = {.max_open = 1};
	struct index *ix;
	struct err err = {0};

	if (!fills && (argc != 4 || strcmp(argv[1], "ask") != 0)) {
		fprintf(stderr, "usage: search_real fill MAILS INDEX\n"
				"       search_real ask INDEX QUERY\n");
		return EX_USAGE;
	}
	mail_init();
	c.dir = fills ? argv[3] : argv[2];
	if (index_open(&c, &ix, &err) != 0)
		quit(EX_CANTCREAT, "%s", err.text);
	if (fills)
		fill(ix, argv[2]);
	else
		ask(ix, argv[3]);
	index_close(&ix);
	mail_deinit();
	return EX_OK;
}
