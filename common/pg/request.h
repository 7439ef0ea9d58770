/* request.h - one request: statements that stand and fall together. Inside of
 * the pool; see pool.h. */
#ifndef PG_REQUEST_H
#define PG_REQUEST_H

#include "common/pg/pg.h"

#include <libpq-fe.h>

#define PG_RESULT_MAX_BYTES (64 << 20)

struct pg_conn;

/* One statement of a request. Memory is the request's. */
struct pg_stmt {
	const char *sql;
	struct pg_result **result_r;
	int n_args;
	const char **values;
	int *lengths;
	int *formats;
	unsigned number; /* of the prepared statement it was sent with */
	bool prepares;   /* this request prepared it, in front of itself */
	PGresult *res;
};

enum req_state {
	REQ_OPEN,    /* being built */
	REQ_WAITING, /* in pg->waiting: not sent */
	REQ_REFUSED, /* in pg->refused: will fail at the end of the turn */
	REQ_SENT,    /* in conn->sent */
};

struct pg_req {
	struct op op;
	struct pg *pg;
	struct arena *mem; /* holds this struct, too */
	struct list node;
	enum req_state state;
	bool attached; /* a task waits for it */
	bool retried;
	bool stale; /* failed because its prepared statement was */
	struct pg_as as;
	struct pg_stmt *stmts;
	size_t n_stmts, room;
	struct err err; /* the first real one */
	int64_t began_us, sent_ms;
	/* Where reading stands. */
	size_t n_prepares;
	size_t items; /* results taken */
	unsigned syncs_left;
	size_t bytes;
};

struct pg_req *pg_req_new(struct pg *pg, struct pg_as as);
void pg_req_free(struct pg_req *r);
void pg_req_add(struct pg_req *r, struct pg_result **result_r, const char *sql,
    struct pg_args args);
void pg_req_begin(struct pg_req *r, struct task *t);
/* The next result of r, or of its Sync; r takes it over. True: r is whole. */
bool pg_req_take(struct pg_req *r, struct pg_conn *c, PGresult *res);
void pg_req_rewind(struct pg_req *r); /* nothing was taken */
/* The end: hands over results or r->err, frees. */
void pg_req_settle(struct pg_req *r);

/* args.c: copies into mem; err for what the protocol cannot carry. */
MUST_CHECK int pg_args_copy(
    struct arena *mem, struct pg_stmt *s, struct pg_args args, struct err *err);

/* sqlstate.c: what this failed result means to a caller. */
void pg_err_of(const PGresult *res, struct err *err);
bool pg_err_is_stale(const PGresult *res);

/* result.c */
struct pg_result *pg_result_new(struct arena *a, PGresult *res);

#endif
