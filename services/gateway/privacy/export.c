/* export.c - GET /security/dsr/{id}/export: a ZIP, entry by entry out of the
 * object store, no faster than the client takes it and in 256 KB of memory. */
#include "services/gateway/gateway.h"

#include "common/object/object.h"
#include "services/gateway/identity/audit.h"
#include "services/gateway/identity/scopes.h"
#include "services/gateway/steps.h"

#include <inttypes.h>

#define PIECE ((size_t)256 * 1024)
#define PIECE_MS 60000

struct export
{
	uint64_t id;
	struct pg_result *files;
	size_t file;
	uint64_t at; /* in this file */
	struct str piece;
	struct arena_mark mark;
};

static task_step locate, begin, fetch, write, drained, answer;

step_list dsr_export_steps = {GATEWAY_DOOR, gateway_admit, locate, begin, fetch,
    write, drained, answer, NULL};

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
	x->mark = arena_mark(t->arena);
	return STEP_NEXT;
}

static enum step_result fetch(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct export *x = r->own;
	uint64_t left;

	arena_rewind(t->arena, &x->mark);
	if (x->file == pg_rows(x->files)) {
		task_goto(t, answer);
		return STEP_NEXT;
	}
	left = (uint64_t)pg_i64(x->files, x->file, "stored_bytes") - x->at;
	task_set_deadline(t, PIECE_MS);
	object_get(t, gateway_of(r)->objects,
	    arena_printf(t->arena, "exports/%" PRIu64 "/%" PRIu64 "/%" PRId64,
		r->caller.user_id, x->id, pg_i64(x->files, x->file, "n")),
	    x->at, MIN(left, PIECE), &x->piece);
	return STEP_WAIT;
}

/* The head goes out with the first bytes: what fails before is a problem. */
static enum step_result write(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct export *x = r->own;

	if (!r->http.streaming) {
		http_add_header(&r->http, "Content-Disposition",
		    arena_printf(t->arena,
			"attachment; filename=\"applylens-%" PRIu64 ".zip\"",
			x->id));
		http_stream_begin(&r->http, 200, "application/zip");
	}
	http_stream_write(&r->http, x->piece);
	x->at += x->piece.n;
	if (x->at == (uint64_t)pg_i64(x->files, x->file, "stored_bytes")) {
		x->file++;
		x->at = 0;
	}
	http_stream_drain(&r->http, PIECE);
	return STEP_WAIT;
}

static enum step_result drained(struct task *t)
{
	task_goto(t, fetch);
	return STEP_NEXT;
}

static enum step_result answer(struct task *t)
{
	struct gateway_request *r = gateway_request(t);

	if (t->err.code == ERR_OK)
		return STEP_NEXT;
	if (!r->http.streaming)
		return gateway_problem(r);
	http_stream_cut(&r->http);
	return STEP_NEXT;
}
