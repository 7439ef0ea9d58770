/* pg.h - PostgreSQL for steps: a pool of connections in pipeline mode.
 *
 * Every statement runs as somebody: the user id that row-level security
 * checks is set in the same implicit transaction, so no query can see another
 * user's rows whatever its text says.
 *
 *	pg_query(t, d->pg, pg_as_user(id), &r->rows, SQL_RECENT,
 *	    PG_ARGS(PG_I64(limit), PG_TEXT(label)));
 *	return STEP_WAIT;
 *
 * SQL texts are string constants (they are prepared once a connection and
 * remembered by address). Arguments are copied. An error of the database
 * fails the operation: unique violation ERR_CONFLICT, lost connection or
 * "too many clients" ERR_UNAVAILABLE (the statement may or may not have
 * happened), anything else ERR_INTERNAL with SQLSTATE in the text.
 */
#ifndef PG_PG_H
#define PG_PG_H

#include "common/base/str.h"
#include "common/loop/task.h"

struct pg;
struct metrics;

struct pg_config {
	const char *url; /* postgresql://..., or key=value words */
	size_t connections;
	size_t max_waiting; /* requests queued; beyond: ERR_OVERLOADED */
	struct metrics *metrics; /* may be NULL */
};
/* Begins to connect; reconnects for ever with back-off. A malformed URL is
 * ERR_INVALID; an absent server is not an error here. */
MUST_CHECK int pg_open(struct loop *l, const struct pg_config *c,
    struct pg **pg_r, struct err *err);
void pg_close(struct pg **pg);
bool pg_is_up(const struct pg *pg); /* at least one usable connection */

/* ---- who ---- */
struct pg_as {
	uint64_t user_id; /* 0 with system false: sees nothing */
	bool system;      /* pipeline and operators: sees all rows */
};
static inline struct pg_as pg_as_user(uint64_t user_id)
{
	return (struct pg_as){.user_id = user_id};
}
static inline struct pg_as pg_as_system(void)
{
	return (struct pg_as){.system = true};
}

/* ---- arguments ---- */
struct pg_arg {
	enum { PG_ARG_NULL, PG_ARG_I64, PG_ARG_F64, PG_ARG_BOOL, PG_ARG_TEXT,
		PG_ARG_BYTES, PG_ARG_I64S, PG_ARG_F64S, PG_ARG_TEXTS,
		PG_ARG_TIME, PG_ARG_TIMES, PG_ARG_BOOLS } kind;
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
#define PG_NULL {.kind = PG_ARG_NULL}
#define PG_I64(x) {.kind = PG_ARG_I64, .i = (int64_t)(x)}
#define PG_F64(x) {.kind = PG_ARG_F64, .f = (x)}
#define PG_BOOL(x) {.kind = PG_ARG_BOOL, .i = (x)}
#define PG_TEXT(x) {.kind = PG_ARG_TEXT, .s = str_of(x), .v = (x)} /* or NULL */
#define PG_STR(x) {.kind = PG_ARG_TEXT, .s = (x), .v = ""}
#define PG_BYTES(p, len) {.kind = PG_ARG_BYTES, .s = {(p), (len)}}
/* Unix ms to timestamptz. 0 is NULL. */
#define PG_TIME(ms) {.kind = PG_ARG_TIME, .i = (ms)}
/* Arrays; for `unnest($1::bigint[], $2::text[])`. NULL strings are NULL. */
#define PG_I64S(p, len) {.kind = PG_ARG_I64S, .v = (p), .n = (len)}
#define PG_F64S(p, len) {.kind = PG_ARG_F64S, .v = (p), .n = (len)}
#define PG_TEXTS(p, len) {.kind = PG_ARG_TEXTS, .v = (p), .n = (len)}
#define PG_TIMES(p, len) {.kind = PG_ARG_TIMES, .v = (p), .n = (len)}
#define PG_BOOLS(p, len) {.kind = PG_ARG_BOOLS, .v = (p), .n = (len)}
#define PG_ARGS(...)                                                           \
	((struct pg_args){(const struct pg_arg[]){__VA_ARGS__},                \
	    sizeof((const struct pg_arg[]){__VA_ARGS__}) /                     \
		sizeof(struct pg_arg)})
#define PG_NO_ARGS ((struct pg_args){NULL, 0})

/* ---- asking ---- */
struct pg_result; /* rows; lives in the task's arena */

/* One statement, its own transaction. result_r may be NULL. */
void pg_query(struct task *t, struct pg *pg, struct pg_as as,
    struct pg_result **result_r, const char *sql, struct pg_args args);

/* Several statements in one round trip and one transaction: all or nothing. */
struct pg_batch *pg_batch_begin(struct task *t, struct pg *pg,
    struct pg_as as);
void pg_batch_add(struct pg_batch *b, struct pg_result **result_r,
    const char *sql, struct pg_args args);
void pg_batch_run(struct pg_batch *b); /* then return STEP_WAIT */

/* ---- reading (0-based). A wrong column name or type is our bug: dies,
 * naming the column. Strings borrow from the result. ---- */
size_t pg_rows(const struct pg_result *r); /* 0 for NULL */
size_t pg_affected(const struct pg_result *r);
bool pg_is_null(const struct pg_result *r, size_t row, const char *col);
int64_t pg_i64(const struct pg_result *r, size_t row, const char *col);
double pg_f64(const struct pg_result *r, size_t row, const char *col);
bool pg_bool(const struct pg_result *r, size_t row, const char *col);
/* "" for NULL. */
const char *pg_text(const struct pg_result *r, size_t row, const char *col);
struct str pg_str(const struct pg_result *r, size_t row, const char *col);
int64_t pg_time(const struct pg_result *r, size_t row, const char *col);
struct str pg_bytes(const struct pg_result *r, size_t row, const char *col);
/* text[] or bigint[] into arrays in the task's arena. */
size_t pg_texts(struct task *t, const struct pg_result *r, size_t row,
    const char *col, const char ***v_r);
size_t pg_i64s(struct task *t, const struct pg_result *r, size_t row,
    const char *col, int64_t **v_r);

/* ---- LISTEN ---- */
struct pg_listener; /* a connection of its own */
MUST_CHECK int pg_listener_open(struct loop *l, const char *url,
    const char *channel, struct pg_listener **lis_r, struct err *err);
void pg_listener_close(struct pg_listener **lis);
/* A step's operation: waits for a notification, at most max_wait_ms. After
 * every (re)connect one with an empty payload comes first: read the state
 * anew. *payload_r is in the arena, or NULL when the time was up. */
void pg_listener_next(struct task *t, struct pg_listener *lis,
    int64_t max_wait_ms, const char **payload_r);

#endif
