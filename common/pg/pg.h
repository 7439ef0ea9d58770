/* pg.h - PostgreSQL for steps: a pool of connections in pipeline mode.
 *
 * Every statement runs as somebody: the user id that row-level security
 * checks is set in the same implicit transaction, so no query can see another
 * user's rows whatever its text says (given a role that does not own the
 * tables).
 *
 *	pg_query(t, d->pg, pg_as_user(id), &r->rows, SQL_RECENT,
 *	    PG_ARGS(PG_I64(limit), PG_TEXT(label)));
 *	return STEP_WAIT;
 *
 * SQL texts are string constants (they are prepared once a connection and
 * remembered by address). Arguments are copied. How an operation can fail:
 *   CONFLICT     a unique or exclusion constraint
 *   INVALID      another constraint; a value that does not fit its type
 *   UNAVAILABLE  no server for a second, lost connection, deadlock, lost
 *                against another change: the statement did not happen, or
 *                nobody knows (lost connection)
 *   OVERLOADED   max_waiting; TOO_LARGE: an answer of more than 64 MB
 *   DEADLINE     the statement ran for 60 seconds
 *   INTERNAL     anything else, with SQLSTATE in the text
 * Texts name constraints and SQLSTATE, never values.
 */
#ifndef PG_PG_H
#define PG_PG_H

#include "common/base/str.h"
#include "common/loop/task.h"
#include "common/pg/args.h"

struct pg;
struct metrics;

struct pg_config {
	const char *url; /* postgresql://..., or key=value words */
	size_t connections;
	size_t max_waiting;      /* requests queued; beyond: ERR_OVERLOADED */
	struct metrics *metrics; /* may be NULL; one pool a struct metrics */
};
/* Begins to connect; reconnects for ever with back-off. A malformed URL is
 * ERR_INVALID; an absent server is not an error here. */
MUST_CHECK int pg_open(struct loop *l, const struct pg_config *c,
    struct pg **pg_r, struct err *err);
/* Operations under way are left to their tasks' deadlines. Not from a step. */
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

/* ---- asking ---- */
struct pg_result; /* rows; lives in the task's arena */

/* One statement, its own transaction. result_r may be NULL. */
void pg_query(struct task *t, struct pg *pg, struct pg_as as,
    struct pg_result **result_r, const char *sql, struct pg_args args);

/* Several statements in one round trip and one transaction: all or nothing.
 * A batch that is not run is dropped with the task. */
struct pg_batch *pg_batch_begin(struct task *t, struct pg *pg, struct pg_as as);
void pg_batch_add(struct pg_batch *b, struct pg_result **result_r,
    const char *sql, struct pg_args args);
void pg_batch_run(struct pg_batch *b); /* then return STEP_WAIT */

/* ---- reading (0-based). A wrong column name or type is our bug: dies,
 * naming the column. Strings borrow from the result. NULL reads as 0, false,
 * "" or no bytes. ---- */
size_t pg_rows(const struct pg_result *r);     /* 0 for no result */
size_t pg_affected(const struct pg_result *r); /* rows changed */
bool pg_is_null(const struct pg_result *r, size_t row, const char *col);
/* Any integer type, and numeric without a fraction (sums). */
int64_t pg_i64(const struct pg_result *r, size_t row, const char *col);
double pg_f64(const struct pg_result *r, size_t row, const char *col);
bool pg_bool(const struct pg_result *r, size_t row, const char *col);
/* A column of any type as PostgreSQL writes it. */
const char *pg_text(const struct pg_result *r, size_t row, const char *col);
struct str pg_str(const struct pg_result *r, size_t row, const char *col);
/* timestamptz, timestamp or date as Unix ms, rounded down. */
int64_t pg_time(const struct pg_result *r, size_t row, const char *col);
struct str pg_bytes(const struct pg_result *r, size_t row, const char *col);
/* text[] or bigint[] into arrays in the task's arena. A NULL element is a
 * NULL pointer or 0. */
size_t pg_texts(struct task *t, const struct pg_result *r, size_t row,
    const char *col, const char ***v_r);
size_t pg_i64s(struct task *t, const struct pg_result *r, size_t row,
    const char *col, int64_t **v_r);

/* ---- LISTEN ---- */
struct pg_listener; /* a connection of its own */
/* channel: a-z, 0-9 and _. ERR_INVALID as pg_open. */
MUST_CHECK int pg_listener_open(struct loop *l, const char *url,
    const char *channel, struct pg_listener **lis_r, struct err *err);
void pg_listener_close(struct pg_listener **lis);
/* A step's operation, one at a time: waits for a notification, at most
 * max_wait_ms. After every (re)connect, and when more than 256 were left
 * unread, one with an empty payload comes instead: read the state anew.
 * *payload_r is in the arena, or NULL when the time was up. */
void pg_listener_next(struct task *t, struct pg_listener *lis,
    int64_t max_wait_ms, const char **payload_r);

#endif
