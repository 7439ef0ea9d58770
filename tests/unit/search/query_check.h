/* query_check.h - one line a case: query text, and tree or error. */
#ifndef TEST_QUERY_CHECK_H
#define TEST_QUERY_CHECK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
/* last, cmocka.h wants those before it */
#include <cmocka.h>

#include "services/search/query/query.h"

/* 2026-03-31T12:00:00Z */
#define CHECK_NOW_MS INT64_C(1774958400000)

static const struct query_clock check_clock = {.now_ms = CHECK_NOW_MS};

static inline void check_tree_at(
    const char *q, const struct query_clock *clock, const char *want)
{
	struct arena *a = arena_new(1 << 20);
	struct err err = {0};
	struct query query;
	struct buf out;

	buf_init(&out, 1 << 16);
	if (query_parse(a, str_of(q), clock, &query, &err) != 0)
		fail_msg("%s: %s", q, err.text);
	query_print(&out, &query);
	assert_string_equal(buf_str(&out), want);
	buf_deinit(&out);
	arena_free(&a);
}

static inline void check_tree(const char *q, const char *want)
{
	check_tree_at(q, &check_clock, want);
}

static inline void check_refused(const char *q, const char *want)
{
	struct arena *a = arena_new(1 << 20);
	struct err err = {0};
	struct query query;

	assert_int_equal(
	    query_parse(a, str_of(q), &check_clock, &query, &err), -1);
	assert_int_equal(err.code, ERR_INVALID);
	assert_string_equal(err.field, "q");
	assert_string_equal(err.text, want);
	arena_free(&a);
}

#endif
