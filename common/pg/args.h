/* args.h - arguments of statements. Part of pg.h. */
#ifndef PG_ARGS_H
#define PG_ARGS_H

#include "common/base/str.h"

struct pg_arg {
	enum {
		PG_ARG_NULL,
		PG_ARG_I64,
		PG_ARG_F64,
		PG_ARG_BOOL,
		PG_ARG_TEXT,
		PG_ARG_BYTES,
		PG_ARG_I64S,
		PG_ARG_F64S,
		PG_ARG_TEXTS,
		PG_ARG_TIME,
		PG_ARG_TIMES,
		PG_ARG_BOOLS
	} kind;
	int64_t i;
	double f;
	struct str s;
	const void *v; /* arrays: int64_t *, double *, char **, bool * */
	size_t n;
};
struct pg_args {
	const struct pg_arg *v;
	size_t n;
};
#define PG_NULL ((struct pg_arg){.kind = PG_ARG_NULL})
#define PG_I64(x) ((struct pg_arg){.kind = PG_ARG_I64, .i = (int64_t)(x)})
#define PG_F64(x) ((struct pg_arg){.kind = PG_ARG_F64, .f = (x)})
#define PG_BOOL(x) ((struct pg_arg){.kind = PG_ARG_BOOL, .i = (x)})
/* A C string; NULL is NULL. */
#define PG_TEXT(x)                                                             \
	((struct pg_arg){.kind = PG_ARG_TEXT, .s = str_of(x), .v = (x)})
/* Texts are UTF-8 without NUL bytes, or the operation fails (INVALID). */
#define PG_STR(x) ((struct pg_arg){.kind = PG_ARG_TEXT, .s = (x), .v = ""})
#define PG_BYTES(p, len)                                                       \
	((struct pg_arg){.kind = PG_ARG_BYTES, .s = {(p), (len)}})
/* Unix ms to timestamptz. 0 is NULL. */
#define PG_TIME(ms) ((struct pg_arg){.kind = PG_ARG_TIME, .i = (ms)})
/* Arrays; for `unnest($1::bigint[], $2::text[])`. NULL strings and times of 0
 * are NULL. Texts also carry arrays of other types: $1::jsonb[]. */
#define PG_ARRAY(k, p, len) ((struct pg_arg){.kind = (k), .v = (p), .n = (len)})
#define PG_I64S(p, len) PG_ARRAY(PG_ARG_I64S, p, len)
#define PG_F64S(p, len) PG_ARRAY(PG_ARG_F64S, p, len)
#define PG_TEXTS(p, len) PG_ARRAY(PG_ARG_TEXTS, p, len)
#define PG_TIMES(p, len) PG_ARRAY(PG_ARG_TIMES, p, len)
#define PG_BOOLS(p, len) PG_ARRAY(PG_ARG_BOOLS, p, len)
#define PG_ARGS(...)                                                           \
	((struct pg_args){(const struct pg_arg[]){__VA_ARGS__},                \
	    sizeof((const struct pg_arg[]){__VA_ARGS__}) /                     \
		sizeof(struct pg_arg)})
#define PG_NO_ARGS ((struct pg_args){NULL, 0})

#endif
