/* request.c - one request from its arguments to its results. */
#include "common/pg/pool.h"

#include "common/base/die.h"

static void on_cancel(struct op *op);

struct pg_req *pg_req_new(struct pg *pg, struct pg_as as)
{
	/* Its own arena: it may outlive its task by the time the server needs
	 * to finish what nobody waits for. */
	struct arena *mem = arena_new(SIZE_MAX);
	struct pg_req *r = ARENA_NEW(mem, struct pg_req);

	MUST(as.user_id <= INT64_MAX);
	r->mem = mem;
	r->pg = pg;
	r->as = as;
	list_init(&r->node);
	return r;
}

static void clear_results(struct pg_req *r)
{
	for (size_t i = 0; i < r->n_stmts; i++) {
		PQclear(r->stmts[i].res);
		r->stmts[i].res = NULL;
	}
}

void pg_req_free(struct pg_req *r)
{
	struct arena *mem = r->mem;

	clear_results(r);
	arena_free(&mem);
}

void pg_req_add(struct pg_req *r, struct pg_result **result_r, const char *sql,
    struct pg_args args)
{
	struct pg_stmt *s;

	if (r->n_stmts == r->room) {
		size_t room = r->room == 0 ? 1 : r->room * 4;
		struct pg_stmt *grown =
		    ARENA_ARRAY(r->mem, struct pg_stmt, room);

		if (r->n_stmts > 0)
			memcpy(grown, r->stmts, r->n_stmts * sizeof *grown);
		r->stmts = grown;
		r->room = room;
	}
	s = &r->stmts[r->n_stmts++];
	s->sql = sql;
	s->result_r = result_r;
	if (result_r != NULL)
		*result_r = NULL;
	if (r->err.code == ERR_OK && pg_args_copy(r->mem, s, args, &r->err) < 0)
		r->state = REQ_REFUSED;
}

void pg_req_begin(struct pg_req *r, struct task *t)
{
	op_begin(&r->op, t, on_cancel);
	r->attached = true;
	r->began_us = loop_now_us(t->loop);
	pg_enqueue(r->pg, r);
}

static void measure(struct pg_req *r, enum err_code code)
{
	pg_meter_request(
	    r->pg->meter, code, r->began_us, loop_now_us(r->pg->loop));
}

/* What was sent can't be unsent: its results are read and dropped. */
static void on_cancel(struct op *op)
{
	struct pg_req *r = CONTAINER_OF(op, struct pg_req, op);

	r->attached = false;
	measure(r, ERR_CANCELLED);
	if (r->state == REQ_SENT)
		return;
	if (r->state == REQ_WAITING)
		r->pg->n_waiting--;
	list_remove(&r->node);
	pg_req_free(r);
}

/* ---- reading ---- */

void pg_req_rewind(struct pg_req *r)
{
	clear_results(r);
	r->items = 0;
	r->bytes = 0;
	r->stale = false;
	err_clear(&r->err);
}

static void note_error(struct pg_req *r, const PGresult *res)
{
	if (r->err.code != ERR_OK)
		return;
	pg_err_of(res, &r->err);
	r->stale = pg_err_is_stale(res);
}

/* The i-th statement that this request has prepared itself. */
static struct pg_stmt *nth_prepared(struct pg_req *r, size_t i)
{
	for (size_t k = 0; k < r->n_stmts; k++) {
		if (r->stmts[k].prepares && i-- == 0)
			return &r->stmts[k];
	}
	die("more prepared than asked for");
}

static void keep(struct pg_req *r, size_t i, PGresult *res)
{
	r->bytes += PQresultMemorySize(res);
	if (r->bytes > PG_RESULT_MAX_BYTES && r->err.code == ERR_OK)
		err_set(&r->err, ERR_TOO_LARGE,
		    "the database's answer is larger than %d MB",
		    PG_RESULT_MAX_BYTES >> 20);
	if (!r->attached || r->err.code != ERR_OK ||
	    r->stmts[i].result_r == NULL)
		PQclear(res);
	else
		r->stmts[i].res = res;
}

/* Results come in the order of sending: what this request prepared, the
 * settings, its statements. One more before the Sync is an error of the
 * commit itself (a deferred constraint). */
bool pg_req_take(struct pg_req *r, struct pg_conn *c, PGresult *res)
{
	ExecStatusType status = PQresultStatus(res);
	size_t i;

	if (status == PGRES_PIPELINE_SYNC) {
		PQclear(res);
		return --r->syncs_left == 0;
	}
	if (status == PGRES_COPY_IN || status == PGRES_COPY_OUT ||
	    status == PGRES_COPY_BOTH)
		die("COPY cannot be asked in a pipeline");
	i = r->items++;
	if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
		note_error(r, res);
		if (i < r->n_prepares) {
			struct pg_stmt *s = nth_prepared(r, i);

			prepared_forget(c, s->sql, s->number);
		}
		PQclear(res);
	} else if (i <= r->n_prepares || i > r->n_prepares + r->n_stmts) {
		PQclear(res);
	} else {
		keep(r, i - r->n_prepares - 1, res);
	}
	return false;
}

/* ---- the end ---- */

static void hand_over(struct pg_req *r)
{
	for (size_t i = 0; i < r->n_stmts; i++) {
		struct pg_stmt *s = &r->stmts[i];

		if (s->result_r == NULL)
			continue;
		MUST(s->res != NULL);
		*s->result_r = pg_result_new(r->op.task->arena, s->res);
		s->res = NULL;
	}
}

void pg_req_settle(struct pg_req *r)
{
	if (r->attached) {
		if (r->err.code == ERR_OK)
			hand_over(r);
		clear_results(r);
		r->attached = false;
		measure(r, r->err.code);
		op_done(&r->op, &r->err);
	}
	pg_req_free(r);
}
