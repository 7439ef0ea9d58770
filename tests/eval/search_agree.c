/* search_agree.c - what our index finds, as sets, for tests/eval/
 * query_agreement.sh.
 *
 *	search-agree MAILS INDEX < queries
 *
 * MAILS has one message a file, named by a number; INDEX is a folder to make.
 * For each line of the input one line: the numbers found, in any order.
 */
#include "common/base/buf.h"
#include "common/base/die.h"
#include "common/mail/message.h"
#include "services/search/index/doc_flags.h"
#include "services/search/index/index.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>

#define FILE_MAX (8u << 20)
#define USER 1
#define PAGE 100
#define BATCH 200
#define NOW_MS INT64_C(1774958400000) /* 2026-03-31: of no weight here */

static struct str read_file(struct arena *a, const char *path)
{
	FILE *f = fopen(path, "rb");
	char *data = arena_alloc(a, FILE_MAX);
	size_t n;

	MUST(f != NULL);
	n = fread(data, 1, FILE_MAX - 1, f);
	fclose(f);
	return (struct str){data, n};
}

static const char *addr_line(struct arena *a, const struct mail_addrs *list)
{
	struct buf line;
	const char *out;

	buf_init(&line, 1 << 20);
	for (size_t i = 0; i < list->n; i++)
		buf_addf(&line, "%s%s <%s>", i > 0 ? ", " : "", list->v[i].name,
		    list->v[i].addr);
	out = arena_strdup(a, buf_str(&line));
	buf_deinit(&line);
	return out;
}

static void take_attachments(struct arena *a, const struct mail_message *m,
    const char **names_r, const char **types_r)
{
	*names_r = *types_r = "";
	for (size_t i = 0; i < m->attachments_n; i++) {
		const struct mail_attachment *f = &m->attachments[i];

		if (f->is_inline)
			continue;
		*names_r = arena_printf(a, "%s%s\n", *names_r, f->filename);
		*types_r = arena_printf(a, "%s%s\n", *types_r, f->content_type);
	}
}

static struct search_doc make_doc(
    struct arena *a, uint64_t id, const struct mail_message *m)
{
	const char *names, *types;
	struct doc_facts facts;

	take_attachments(a, m, &names, &types);
	facts =
	    (struct doc_facts){.filenames = names, .types = types, .links = ""};
	return (struct search_doc){.id = id,
	    .thread_id = id,
	    .date_ms = m->date_ms,
	    .message_id = m->message_id,
	    .subject = m->subject,
	    .from = addr_line(a, &m->from_all),
	    .from_addr = m->from.addr,
	    .from_name = m->from.name,
	    .to = addr_line(a, &m->to),
	    .cc = addr_line(a, &m->cc),
	    .bcc = addr_line(a, &m->bcc),
	    .delivered_to = m->delivered_to,
	    .list = m->list_id,
	    .body = m->body_text.n > 0 ? m->body_text.p : "",
	    .filenames = names,
	    .snippet = "",
	    .category = "",
	    .priority_band = "",
	    .risk_level = "",
	    .flags = doc_flags(&facts),
	    .size_bytes = (int64_t)m->raw_bytes};
}

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

		if (id == 0 ||
		    mail_parse(a,
			read_file(a, arena_printf(a, "%s/%s", dir, e->d_name)),
			NULL, &m, &err) != 0)
			continue;
		docs[n++] = make_doc(a, id, &m);
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
