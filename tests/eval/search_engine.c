/* search_engine.c - the product's own index, vectors and ranking, filled with
 * a collection and asked as the daemon does it. */
#include "tests/eval/search_eval.h"

#include "common/base/clock.h"
#include "common/base/die.h"
#include "services/embed/model/model.h"
#include "tests/lib/search_doc.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define USER 1
#define NOW_MS INT64_C(1774958400000)
#define TOKENS 256

struct engine {
	char dir[64];
	struct rank rank;
	struct model *model;
	struct arena *a;
};

static void clear(struct engine *e)
{
	struct err err = {0};

	if (index_erase(e->rank.ix, USER, NULL, &err) != 0 ||
	    vectors_erase(e->rank.vectors, USER, &err) != 0)
		die("%s", err.text);
}

struct engine *engine_new(const char *weights)
{
	struct engine *e = xcalloc(1, sizeof *e);
	struct index_config c = {.dir = e->dir};
	struct err err = {0};

	snprintf(e->dir, sizeof e->dir, "/tmp/search-eval.XXXXXX");
	if (mkdtemp(e->dir) == NULL)
		die("no folder");
	e->a = arena_new(64u << 20);
	if (!streq(weights, "-") && model_open(weights, &e->model, &err) != 0)
		die("%s", err.text);
	if (index_open(&c, &e->rank.ix, &err) != 0 ||
	    vectors_open(e->dir, 1, &e->rank.vectors, &err) != 0)
		die("%s", err.text);
	return e;
}

void engine_free(struct engine **ep)
{
	struct engine *e = *ep;

	*ep = NULL;
	clear(e);
	index_close(&e->rank.ix);
	vectors_close(&e->rank.vectors);
	model_close(&e->model);
	arena_free(&e->a);
	rmdir(e->dir);
	free(e);
}

bool engine_has_meaning(const struct engine *e)
{
	return e->model != NULL;
}

static void pack(struct engine *e, const char *text, int8_t *out)
{
	float v[VECTOR_DIM];

	model_embed(e->model, str_of(text), TOKENS, v);
	model_pack(v, out);
}

static struct search_doc as_mail(const struct eval_doc *d, uint64_t id)
{
	struct search_doc doc = search_doc_empty(id);

	if (d->thread != 0)
		doc.thread_id = d->thread;
	/* All of one age where the collection has none. */
	doc.date_ms = d->date_ms != 0 ? d->date_ms : NOW_MS - 86400000;
	if (d->message_id != NULL)
		doc.message_id = d->message_id;
	doc.subject = d->subject;
	doc.from = doc.from_addr = d->from;
	doc.body = d->body;
	return doc;
}

void engine_fill(struct engine *e, const struct collection *c)
{
	clear(e);
	for (size_t i = 0; i < c->n_docs; i++) {
		struct search_doc doc = as_mail(&c->docs[i], i + 1);
		struct arena *a = arena_new(1u << 20);
		struct index_written w;
		struct err err = {0};
		int8_t row[VECTOR_DIM];

		if (index_write(e->rank.ix, USER, &doc, 1, &w, &err) != 0)
			die("%s", err.text);
		if (e->model != NULL) {
			pack(e, rank_passage(a, doc.subject, doc.body), row);
			if (vectors_add(e->rank.vectors, USER, "eval", &doc.id,
				row, 1, &err) != 0)
				die("%s", err.text);
		}
		arena_free(&a);
		if (isatty(2) && i % 100 == 0)
			fprintf(stderr, "\r%s %zu/%zu ", c->name, i, c->n_docs);
	}
	if (isatty(2))
		fprintf(stderr, "\r%40s\r", "");
}

static size_t one_page(struct engine *e, const struct eval_query *q,
    struct rank_ask *ask, uint64_t *ids, const char **next_r)
{
	struct search_result r;
	struct err err = {0};
	size_t n = 0;

	if (rank_query(&e->rank, e->a, USER, ask, &r, &err) != 0)
		die("query %d: %s", q->number, err.text);
	for (size_t i = 0; i < r.hits.n; i++) {
		if (r.hits.v[i].id != q->not_this)
			ids[n++] = r.hits.v[i].id;
	}
	*next_r = r.next_cursor;
	return n;
}

size_t engine_ask(struct engine *e, const struct eval_query *q, bool meaning,
    uint64_t ids[EVAL_TOP])
{
	const struct query_clock clock = {.now_ms = NOW_MS};
	const char *means, *text, *next;
	struct query query;
	struct rank_ask ask;
	int8_t vector[VECTOR_DIM];
	struct err err = {0};
	size_t n;

	arena_free(&e->a);
	e->a = arena_new(64u << 20);
	text = q->prose ? rank_prose(e->a, str_of(q->text), RANK_PROSE_WORDS)
			: q->text;
	if (query_parse(e->a, str_of(text), &clock, &query, &err) != 0)
		die("query %d: %s", q->number, err.text);
	ask = (struct rank_ask){.index = {.query = &query,
				    .text = str_of(text),
				    .limit = EVAL_TOP,
				    .now_ms = NOW_MS,
				    .any_word = q->prose}};
	means = rank_meaning_text(e->a, &query);
	if (meaning && e->model != NULL && means != NULL) {
		pack(e, q->prose ? q->text : means, vector);
		ask.meaning = (struct rank_meaning){"eval", vector};
	}
	n = one_page(e, q, &ask, ids, &next);
	return n;
}
