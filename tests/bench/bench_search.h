/* bench_search.h - the made-up mailbox of bench_search, and what is asked. */
#ifndef BENCH_SEARCH_H
#define BENCH_SEARCH_H

#include "services/search/index/index.h"

#include <sqlite3.h>

#define VOCABULARY 30000
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

struct text {
	char subject[256], body[8192], from[128], addr[64];
};

/* Syllables with English endings, so that stemming has work to do. */
void bench_make_words(struct bench *b);
void bench_make_mail(
    struct bench *b, size_t i, struct text *t, struct search_doc *d);
void bench_make_query(struct bench *b, size_t words, char *out);

/* What a person types, and worse. */
#define BENCH_KINDS 10
extern const char *const bench_kinds[BENCH_KINDS];
void bench_make_kind(struct bench *b, size_t kind, char *q, size_t n);

#endif
