/* es_check.h - the fixture of the tests of Elasticsearch's requests and
 * answers. */
#ifndef TEST_ES_CHECK_H
#define TEST_ES_CHECK_H

#include "tests/unit/search/query_check.h"

#include "services/search/es/hybrid.h"

struct world {
	struct arena *a;
	struct query query;
	struct index_ask ask;
	struct buf out;
	struct err err;
};

static inline int set_up(void **state)
{
	struct world *w;
	struct arena *a = arena_new(1 << 20);

	w = ARENA_NEW(a, struct world);
	w->a = a;
	w->ask = (struct index_ask){
	    .query = &w->query, .limit = 2, .now_ms = CHECK_NOW_MS};
	buf_init(&w->out, 1 << 20);
	*state = w;
	return 0;
}

static inline int tear_down(void **state)
{
	struct world *w = *state;
	struct arena *a = w->a;

	buf_deinit(&w->out);
	arena_free(&a);
	return 0;
}

static inline void parse(struct world *w, const char *q)
{
	w->ask.text = str_of(q);
	assert_int_equal(
	    query_parse(w->a, w->ask.text, &check_clock, &w->query, &w->err),
	    0);
	buf_clear(&w->out);
}

static inline const struct json *read_json(struct world *w, const char *text)
{
	const struct json *j;

	assert_int_equal(json_parse(w->a, str_of(text), &j, &w->err), 0);
	return j;
}

#define ES_TEST(fn) cmocka_unit_test_setup_teardown(fn, set_up, tear_down)

#endif
