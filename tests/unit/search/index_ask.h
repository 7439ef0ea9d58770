/* index_ask.h - fills a scratch index, asks it and checks what it finds. */
#ifndef TEST_INDEX_ASK_H
#define TEST_INDEX_ASK_H

#include "tests/unit/search/index_check.h"

static inline struct index_written write_for(
    struct fixture *f, uint64_t user, const struct search_doc *docs, size_t n)
{
	struct index_written w;

	if (index_write(f->ix, user, docs, n, &w, &f->err) != 0)
		fail_msg("%s", f->err.text);
	return w;
}

static inline void put(struct fixture *f, struct search_doc doc)
{
	write_for(f, USER, &doc, 1);
}

static inline int ask_for(struct fixture *f, uint64_t user, const char *q)
{
	const struct query_clock clock = {.now_ms = NOW_MS};
	struct query *query = ARENA_NEW(f->a, struct query);

	f->ask.text = str_of(q);
	f->ask.query = query;
	if (query_parse(f->a, f->ask.text, &clock, query, &f->err) != 0)
		fail_msg("%s: %s", q, f->err.text);
	return index_query(f->ix, f->a, user, &f->ask, &f->r, &f->err);
}

static inline int by_id(const void *a, const void *b)
{
	const struct search_hit *x = a, *y = b;

	return x->id < y->id ? -1 : x->id > y->id;
}

static inline void check_ids(
    struct fixture *f, const char *q, bool sorted, const char *want)
{
	char got[512] = "";
	size_t at = 0;

	if (ask_for(f, USER, q) != 0)
		fail_msg("%s: %s", q, f->err.text);
	if (sorted)
		qsort(f->r.hits.v, f->r.hits.n, sizeof *f->r.hits.v, by_id);
	for (size_t i = 0; i < f->r.hits.n && at < sizeof got - 24; i++)
		at += (size_t)snprintf(got + at, sizeof got - at, "%s%llu",
		    i > 0 ? " " : "", (unsigned long long)f->r.hits.v[i].id);
	if (strcmp(got, want) != 0)
		fail_msg("%s: found '%s', not '%s'", q, got, want);
}

/* Asks, and checks the ids of the hits in their order: "3 1 2". */
static inline void check_hits(
    struct fixture *f, const char *q, const char *want)
{
	check_ids(f, q, false, want);
}

/* The same whatever their order; want is ascending. */
static inline void check_found(
    struct fixture *f, const char *q, const char *want)
{
	check_ids(f, q, true, want);
}

#endif
