/* search_read.c - Cranfield and CISI as mailboxes: a title is the subject, an
 * author the sender, the abstract the body. */
#include "tests/eval/search_eval.h"

#include "common/base/die.h"

#include <stdio.h>
#include <stdlib.h>

#define FILE_MAX ((size_t)8 << 20)
#define DOCS_MAX 6000
#define QUERIES_MAX 400

struct str eval_file(struct arena *a, const char *path)
{
	FILE *f = fopen(path, "rb");
	char *data;
	size_t n;

	if (f == NULL)
		die("%s cannot be read", path);
	data = xcalloc(1, FILE_MAX);
	n = fread(data, 1, FILE_MAX - 1, f);
	fclose(f);
	path = arena_strndup(a, data, n);
	free(data);
	return (struct str){path, strlen(path)};
}

static void begin(struct collection *c, const char *name)
{
	*c = (struct collection){.name = name, .a = arena_new(256u << 20)};
	c->docs = ARENA_ARRAY(c->a, struct eval_doc, DOCS_MAX);
	c->queries = ARENA_ARRAY(c->a, struct eval_query, QUERIES_MAX);
}

/* Newlines and runs of blanks become one blank. */
static const char *flat(struct arena *a, const char *from, const char *to)
{
	char *out = arena_alloc(a, (size_t)(to - from) + 1);
	size_t n = 0;

	for (; from < to; from++) {
		char c = (unsigned char)*from <= ' ' ? ' ' : *from;

		if (c != ' ' || (n > 0 && out[n - 1] != ' '))
			out[n++] = c;
	}
	out[n] = '\0';
	return out;
}

static void add_doc(struct collection *c, struct eval_doc d)
{
	if (c->n_docs == DOCS_MAX)
		die("%s: too many documents", c->name);
	c->docs[c->n_docs++] = d;
}

static struct eval_query *query_of(struct collection *c, int number)
{
	for (size_t i = 0; i < c->n_queries; i++) {
		if (c->queries[i].number == number)
			return &c->queries[i];
	}
	return NULL;
}

static void add_judgement(struct collection *c, int number, int doc)
{
	struct eval_query *q = query_of(c, number);

	if (q == NULL || doc < 1 || (size_t)doc > c->n_docs)
		return;
	if (q->relevant == NULL)
		q->relevant = ARENA_ARRAY(c->a, uint64_t, c->n_docs);
	q->relevant[q->n_relevant++] = (uint64_t)doc;
}

/* Queries that nobody judged say nothing. */
static void drop_unjudged(struct collection *c)
{
	size_t kept = 0;

	for (size_t i = 0; i < c->n_queries; i++) {
		if (c->queries[i].n_relevant > 0)
			c->queries[kept++] = c->queries[i];
	}
	c->n_queries = kept;
}

/* ---- Cranfield ---- */

static const char *element(
    struct arena *a, const char *at, const char *end, const char *name)
{
	char open[32], shut[32];
	const char *from, *to;

	snprintf(open, sizeof open, "<%s>", name);
	snprintf(shut, sizeof shut, "</%s>", name);
	from = strstr(at, open);
	if (from == NULL || from >= end)
		return "";
	from += strlen(open);
	to = strstr(from, shut);
	return to == NULL ? "" : flat(a, from, to);
}

static void cranfield_docs(struct collection *c, const char *at)
{
	while ((at = strstr(at, "<doc>")) != NULL) {
		const char *end = strstr(at, "</doc>");
		struct eval_doc d = {0};

		if (end == NULL)
			break;
		d.subject = element(c->a, at, end, "title");
		d.from = element(c->a, at, end, "author");
		d.body = element(c->a, at, end, "text");
		/* The abstract begins with the title again. */
		if (strncmp(d.body, d.subject, strlen(d.subject)) == 0)
			d.body += strlen(d.subject);
		add_doc(c, d);
		at = end;
	}
}

void collection_cranfield(const char *dir, struct collection *c)
{
	const char *at, *line;
	int number, doc, grade, ordinal = 0;

	begin(c, "Cranfield");
	cranfield_docs(c, eval_file(c->a, arena_printf(c->a,
					      "%s/cran/cran.all.1400.xml", dir))
			      .p);
	at = eval_file(c->a, arena_printf(c->a, "%s/cran/cran.qry.xml", dir)).p;
	while ((at = strstr(at, "<top>")) != NULL) {
		const char *end = strstr(at, "</top>");

		if (end == NULL || c->n_queries == QUERIES_MAX)
			break;
		c->queries[c->n_queries++] = (struct eval_query){
		    .number = ++ordinal, /* as the judgements count */
		    .prose = true,
		    .text = element(c->a, at, end, "title")};
		at = end;
	}
	line = eval_file(
	    c->a, arena_printf(c->a, "%s/cran/cranqrel.trec.txt", dir))
		   .p;
	for (; line != NULL; line = strchr(line, '\n')) {
		line += *line == '\n';
		if (sscanf(line, "%d %*d %d %d", &number, &doc, &grade) == 3 &&
		    grade > 0)
			add_judgement(c, number, doc);
	}
	drop_unjudged(c);
}

/* ---- CISI ---- */

/* The text of section .x of the entry [at, end). */
static const char *section(
    struct arena *a, const char *at, const char *end, char x)
{
	const char *from = at, *to;

	while ((from = strstr(from, "\n.")) != NULL && from < end) {
		from += 2;
		if (*from++ != x)
			continue;
		from = strchr(from, '\n');
		to = from;
		while (to != NULL && to < end &&
		       !(to[0] == '\n' && to[1] == '.' &&
			   strchr("ITAWXB", to[2]) != NULL &&
			   (unsigned char)to[3] <= ' '))
			to++;
		return from == NULL ? "" : flat(a, from, MIN(to, end));
	}
	return "";
}

static const char *next_entry(const char *at)
{
	const char *next = strstr(at, "\n.I ");

	return next == NULL ? at + strlen(at) : next + 1;
}

void collection_cisi(const char *dir, struct collection *c)
{
	const char *at, *end;
	int number, doc;

	begin(c, "CISI");
	at = eval_file(c->a, arena_printf(c->a, "%s/cisi/CISI.ALL", dir)).p;
	for (; *at == '.'; at = end) {
		end = next_entry(at);
		add_doc(
		    c, (struct eval_doc){.subject = section(c->a, at, end, 'T'),
			   .from = section(c->a, at, end, 'A'),
			   .body = section(c->a, at, end, 'W')});
	}
	at = eval_file(c->a, arena_printf(c->a, "%s/cisi/CISI.QRY", dir)).p;
	for (; *at == '.' && c->n_queries < QUERIES_MAX; at = end) {
		end = next_entry(at);
		c->queries[c->n_queries++] =
		    (struct eval_query){.number = atoi(at + 3),
			.prose = true,
			.text = arena_printf(c->a, "%s %s",
			    section(c->a, at, end, 'T'),
			    section(c->a, at, end, 'W'))};
	}
	at = eval_file(c->a, arena_printf(c->a, "%s/cisi/CISI.REL", dir)).p;
	for (; at != NULL; at = strchr(at, '\n')) {
		at += *at == '\n';
		if (sscanf(at, "%d %d", &number, &doc) == 2)
			add_judgement(c, number, doc);
	}
	drop_unjudged(c);
}
