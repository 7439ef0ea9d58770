/* raw.c - GET /api/emails/{id}/raw: one email as it came, however large. */
#include "services/gateway/outflow.h"

#include "common/object/object.h"
#include "services/gateway/steps.h"

struct raw {
	struct outflow out; /* first */
	uint64_t at, left;  /* in its object */
};

static task_step locate, begin, fetch;

step_list raw_steps = {GATEWAY_DOOR, gateway_admit, locate, begin, fetch,
    outflow_write, outflow_drained, outflow_end, NULL};

static const char sql_raw[] =
    "SELECT raw_key, raw_offset, size_bytes FROM emails "
    "WHERE id = $1 AND user_id = $2";

static enum step_result locate(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	uint64_t id;

	if (gateway_path_id(r, 0, &id, &t->err) < 0)
		return STEP_FAIL;
	pg_query(t, gateway_of(r)->service->pg, pg_as_user(r->caller.user_id),
	    &r->rows, sql_raw, PG_ARGS(PG_I64(id), PG_I64(r->caller.user_id)));
	return STEP_WAIT;
}

static enum step_result begin(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct raw *x = ARENA_NEW(t->arena, struct raw);

	if (pg_rows(r->rows) == 0)
		return task_fail(t, ERR_NOT_FOUND, "there is no such email");
	x->at = (uint64_t)pg_i64(r->rows, 0, "raw_offset");
	x->left = (uint64_t)pg_i64(r->rows, 0, "size_bytes");
	/* A browser must never take a message for a page of ours. */
	x->out.disposition = "attachment; filename=\"message.eml\"";
	outflow_init(r, &x->out, fetch, "message/rfc822");
	return STEP_NEXT;
}

static enum step_result fetch(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct raw *x = r->own;
	size_t n = (size_t)MIN(x->left, OUTFLOW_PIECE);

	outflow_next(r, &x->out);
	object_get(t, gateway_of(r)->objects, pg_text(r->rows, 0, "raw_key"),
	    x->at, n, &x->out.piece);
	x->at += n;
	x->left -= n;
	x->out.last = x->left == 0;
	return STEP_WAIT;
}
