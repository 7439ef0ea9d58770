/* ask.h - a question to the graph: kinds, arguments, the typed language. */
#ifndef KNOWLEDGE_ASK_H
#define KNOWLEDGE_ASK_H

#include "common/pg/pg.h"

#define ASK_BYTES 500 /* of a question */
#define ASK_WORDS 16  /* to find a person by */

struct knowledge_query;

struct ask {
	const char *kind;             /* of the table in ask.c */
	uint64_t id;                  /* 0: any */
	const char *words[ASK_WORDS]; /* lower case prefixes */
	size_t words_n;
	const char *other[ASK_WORDS]; /* of a second person: the way to one */
	size_t other_n;
	const char *place; /* company's name or domain, lower case; "" any */
	int64_t since_ms;  /* 0: all */
	int64_t as_of_ms;  /* what was true, and known, then */
	int64_t limit;
};

/* The question of a message. now_ms: what "now" is. ERR_INVALID names the
 * field, in the language also the column (1 is the first byte). */
MUST_CHECK int ask_read(struct arena *a, const struct knowledge_query *q,
    int64_t now_ms, struct ask *ask_r, struct err *err);

/* The typed language, into an ask whose limit, id and as_of_ms are set:
 *
 *	people at:acme.com last:<90d
 *	path from:me to:bob
 *	open with:"anna keller" as-of:2026-03-01
 *
 * A kind, then words and fields in any order; words are those of a person. */
MUST_CHECK int ask_parse(struct arena *a, struct str text, int64_t now_ms,
    struct ask *ask, struct err *err);

/* Adds the words of text that people are found by. */
MUST_CHECK int ask_words(struct arena *a, struct str text, const char **words,
    size_t *n, struct err *err);

/* A day or moment: 2026-03-01 (its end), or RFC 3339. */
MUST_CHECK int ask_time(struct str text, int64_t *ms_r, struct err *err);

/* The SQL of a kind; NULL: no such kind. Kinds by index, NULL at the end. */
const char *ask_sql(const char *kind);
const char *ask_kind(size_t i);

/* Starts the question; the row has "items" and "total". */
void ask_start(struct task *t, struct pg *pg, uint64_t user,
    const struct ask *ask, struct pg_result **r_r);

#endif
