/* search_eval.h - between the parts of the search evaluation. */
#ifndef EVAL_SEARCH_EVAL_H
#define EVAL_SEARCH_EVAL_H

#include "services/search/rank/rank.h"

#define EVAL_TOP 100 /* hits looked at: two pages */

struct eval_doc {
	const char *subject, *from, *body, *message_id;
	uint64_t thread;
	int64_t date_ms;
};

struct eval_query {
	int number; /* as the collection has it */
	const char *text;
	bool prose;         /* any word; else all words */
	uint64_t *relevant; /* ids; a document's is its place + 1 */
	size_t n_relevant;
	uint64_t not_this; /* left out of the hits; 0: none */
};

struct collection {
	const char *name;
	struct arena *a;
	struct eval_doc *docs;
	size_t n_docs;
	struct eval_query *queries;
	size_t n_queries;
};

/* ---- search_read.c, search_mail.c ---- */
void collection_cranfield(const char *dir, struct collection *c);
void collection_cisi(const char *dir, struct collection *c);
/* The wanted mail of the corpus; queries are added by the three below. */
void collection_mail(const char *dir, struct collection *c);
void mail_known_items(struct collection *c, bool prose);
void mail_threads(struct collection *c);
void mail_identifiers(struct collection *c);
struct str eval_file(struct arena *a, const char *path);

/* ---- search_engine.c: the product's index, vectors and ranking ---- */
struct engine;
struct engine *engine_new(const char *weights); /* "-": words only */
void engine_free(struct engine **e);
bool engine_has_meaning(const struct engine *e);
void engine_fill(struct engine *e, const struct collection *c);
/* Ids of the best EVAL_TOP hits. */
size_t engine_ask(struct engine *e, const struct eval_query *q, bool meaning,
    uint64_t ids[EVAL_TOP]);

/* ---- search_measure.c ---- */
struct measured {
	double ndcg10, recall100, mrr;
};
struct measured measure(
    const struct eval_query *q, const uint64_t *ids, size_t n);
/* Prints the collection's lines: all queries, and the half that development
 * did not look at (even numbers). */
void report(const struct collection *c, const char *what,
    const struct measured *words, const struct measured *both);

#endif
