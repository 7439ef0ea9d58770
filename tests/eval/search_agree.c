/* search_agree.c - what our index finds, as sets, for tests/eval/
 * query_agreement.sh.
 *
 *	search-agree MAILS INDEX < queries
 *
 * MAILS has one message a file, named by a number; INDEX is a folder to make.
 * For each line of the input one line: the numbers found, in any order.
 */
#include "common/base/die.h"
#include "services/search/index/index.h"
#include "tests/lib/mail_doc.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>

#define USER 1
#define PAGE 100
#define BATCH 200
#define NOW_MS INT64_C(1774958400000) /* 2026-03-31: of no weight here */

static void write_batch(
    struct index *ix, const struct search_doc *docs, size_t n)
{
	struct index_written w;
	struct err err = {0};

	if (n > 0 && index_write(ix, USER, docs, n, &w, &err) != 0)
		quit(EX_SOFTWARE, "index: %s", err.text);
}

static void index_all(struct index *ix, const char *dir)
{
	struct arena *a = arena_new((size_t)4 << 30);
	struct search_doc docs[BATCH];
	DIR *d = opendir(dir);
	struct dirent *e;
	size_t n = 0;

	MUST(d != NULL);
	while ((e = readdir(d)) != NULL) {
		uint64_t id = strtoull(e->d_name, NULL, 10);
		struct mail_message m;
		struct err err;

		if (id == 0 || mail_parse(a,
				   mail_doc_read(a, arena_printf(a, "%s/%s",
							dir, e->d_name)),
				   NULL, &m, &err) != 0)
			continue;
		docs[n++] = mail_doc(a, id, &m);
		if (n < BATCH)
			continue;
		write_batch(ix, docs, n);
		n = 0;
		arena_reset(a);
	}
	write_batch(ix, docs, n);
	closedir(d);
	arena_free(&a);
}

static void answer(struct index *ix, struct str text)
{
	const struct query_clock clock = {.now_ms = NOW_MS};
	struct arena *a = arena_new((size_t)64 << 20);
	struct search_result r = {0};
	struct query q;
	struct err err = {0};
	struct index_ask ask = {.query = &q,
	    .text = text,
	    .sort = INDEX_DATE_DESC,
	    .limit = PAGE,
	    .now_ms = NOW_MS};

	if (query_parse(a, text, &clock, &q, &err) != 0)
		quit(EX_DATAERR, "%.*s: %s", (int)text.n, text.p, err.text);
	do {
		ask.cursor = r.next_cursor;
		if (index_query(ix, a, USER, &ask, &r, &err) != 0)
			quit(EX_SOFTWARE, "%.*s: %s", (int)text.n, text.p,
			    err.text);
		for (size_t i = 0; i < r.hits.n; i++)
			printf("%llu ", (unsigned long long)r.hits.v[i].id);
	} while (r.next_cursor != NULL);
	putchar('\n');
	arena_free(&a);
}

int main(int argc, char **argv)
{
	struct index_config c = {.max_open = 1};
	struct index *ix;
	struct err err;
	char line[4096];

	if (argc != 3) {
		fprintf(stderr, "usage: search-agree MAILS INDEX < queries\n");
		return EX_USAGE;
	}
	mail_init();
	c.dir = argv[2];
	if (index_open(&c, &ix, &err) != 0)
		quit(EX_CANTCREAT, "%s", err.text);
	index_all(ix, argv[1]);
	while (fgets(line, sizeof line, stdin) != NULL)
		answer(ix, str_trim(str_of(line)));
	index_close(&ix);
	mail_deinit();
	return EX_OK;
}
