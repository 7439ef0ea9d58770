/* export.c - GET /security/dsr/{id}/export: a ZIP, entry by entry out of the
 * object store, no faster than the client takes it and in 256 KB of memory. */
#include "services/gateway/outflow.h"

#include "common/object/object.h"
#include "services/gateway/identity/audit.h"
#include "services/gateway/identity/scopes.h"
#include "services/gateway/steps.h"

#include <inttypes.h>

struct export
{
	struct outflow out; /* first */
	uint64_t id;
	struct pg_result *files;
	size_t file;
	uint64_t at; /* in this file */
};

static task_step locate, begin, fetch;

step_list dsr_export_steps = {GATEWAY_DOOR, gateway_admit, locate, begin, fetch,
    outflow_write, outflow_drained, outflow_end, NULL};

/* Nothing is given out that is not noted. */
static const char sql_files[] =
    "WITH there AS (SELECT id FROM dsr_requests WHERE id = $2 "
    "AND user_id = $1 AND status = 'done' AND expires_at > now()), "
    "noted AS (INSERT INTO audit_log (user_id, actor, action, subject, "
    "detail, request_id) SELECT $1, 'user:' || $1, 'export.downloaded', "
    "'dsr:' || id, $3::jsonb, $4 FROM there) "
    "SELECT f.n, f.stored_bytes FROM dsr_files f, there "
    "WHERE f.dsr_id = there.id AND f.user_id = $1 ORDER BY f.n";

static enum step_result locate(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct export *x = ARENA_NEW(t->arena, struct export);

	r->own = x;
	if (gateway_path_id(r, 0, &x->id, &t->err) < 0)
		return STEP_FAIL;
	if (r->caller.classes != SCOPES_EVERY)
		return task_fail(t, ERR_FORBIDDEN,
		    "this needs a token or session with every scope: all of "
		    "your data is in it");
	pg_query(t, gateway_of(r)->service->pg, pg_as_user(r->caller.user_id),
	    &x->files, sql_files,
	    PG_ARGS(PG_I64(r->caller.user_id), PG_I64(x->id),
		PG_STR(audit_by(r)), PG_TEXT(r->http.request_id)));
	return STEP_WAIT;
}

static enum step_result begin(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct export *x = r->own;

	if (pg_rows(x->files) == 0)
		return task_fail(t, ERR_NOT_FOUND,
		    "there is no such export, or not yet, or not any more");
	x->out.disposition = arena_printf(t->arena,
	    "attachment; filename=\"applylens-%" PRIu64 ".zip\"", x->id);
	outflow_init(r, &x->out, fetch, "application/zip");
	return STEP_NEXT;
}

static enum step_result fetch(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct export *x = r->own;
	uint64_t bytes = (uint64_t)pg_i64(x->files, x->file, "stored_bytes");
	int64_t number = pg_i64(x->files, x->file, "n");
	uint64_t at = x->at;
	size_t n = (size_t)MIN(bytes - at, OUTFLOW_PIECE);

	outflow_next(r, &x->out);
	x->at += n;
	if (x->at == bytes) {
		x->file++;
		x->at = 0;
	}
	x->out.last = x->file == pg_rows(x->files);
	object_get(t, gateway_of(r)->objects,
	    arena_printf(t->arena, "exports/%" PRIu64 "/%" PRIu64 "/%" PRId64,
		r->caller.user_id, x->id, number),
	    at, n, &x->out.piece);
	return STEP_WAIT;
}
