/* bench_search.h - the made-up mailbox of bench_search, and what is asked. */
#ifndef BENCH_SEARCH_H
#define BENCH_SEARCH_H

#include "services/search/rank/rank.h"

#include <sqlite3.h>

#define VOCABULARY 30000
#define NOW_MS INT64_C(1774958400000)
#define BENCH_USER 1
#define BENCH_MODEL "bench"

struct bench {
	char dir[256];
	size_t docs, rival_docs;
	double cumulative[VOCABULARY];
	char word[VOCABULARY][20];
	struct rank rank; /* index and vectors */
	sqlite3 *rival;
	uint64_t random;
};

struct text {
	char subject[256], body[8192], from[128], addr[64];
};

double bench_uniform(struct bench *b); /* [0, 1) */
/* CPU time of this process, which has one thread. */
int64_t bench_cpu_us(void);

/* ---- search_mail.c ---- */

/* Syllables with English endings, so that stemming has work to do. */
void bench_make_words(struct bench *b);
/* A function of i alone. */
void bench_make_mail(
    struct bench *b, size_t i, struct text *t, struct search_doc *d);

/* ---- search_kinds.c ---- */

void bench_make_query(struct bench *b, size_t words, char *out);

/* What a person types, and worse. */
struct bench_kind {
	const char *name;
	void (*make)(struct bench *b, char *q, size_t n);
	enum index_sort sort;
	bool any_word;
};
extern const struct bench_kind bench_kinds[], bench_hybrid_kinds[];
extern const size_t bench_n_kinds, bench_n_hybrid_kinds;

/* ---- search_vectors.c ---- */

/* Vectors around 2,000 centres, as texts lie around their subjects. */
void bench_fill_vectors(struct bench *b);

#endif
