/* lanes.c - canary percentages: seen by operators, set by them, audited. */
#include "services/gateway/gateway.h"

#include "services/gateway/steps.h"

#include <inttypes.h>
#include <stdio.h>

static task_step load, check, save, answer_saved;

step_list lanes_steps = {GATEWAY_DOOR, load, gateway_answer_rows, NULL};
step_list lane_set_steps = {GATEWAY_DOOR, check, save, answer_saved, NULL};

static const char sql_all[] =
    "SELECT json_build_object('lanes', coalesce(json_agg(json_build_object("
    "'service', service, 'canary_pct', canary_pct, 'release_id', "
    "release_id::text, 'updated_at', updated_at) ORDER BY service), '[]'))"
    "::text AS json FROM lanes";
static const char sql_set[] =
    "INSERT INTO lanes (service, canary_pct) VALUES ($1, $2) "
    "ON CONFLICT (service) DO UPDATE SET canary_pct = excluded.canary_pct, "
    "updated_at = now() "
    "RETURNING json_build_object('service', service, 'canary_pct', "
    "canary_pct, 'updated_at', updated_at)::text AS json";
static const char sql_audit[] =
    "INSERT INTO audit_log (user_id, actor, action, subject, detail, "
    "request_id) VALUES (0, $1, 'lane.set', $2, "
    "json_build_object('canary_pct', $3::int), $4)";

static enum step_result load(struct task *t)
{
	struct gateway_request *r = gateway_request(t);

	pg_query(t, gateway_of(r)->service->pg, pg_as_system(), &r->rows,
	    sql_all, PG_NO_ARGS);
	return STEP_WAIT;
}

static enum step_result check(struct task *t)
{
	struct gateway_request *r = gateway_request(t);

	r->own = gateway_body(r, MSG_lane_set, &t->err);
	if (r->own == NULL)
		return STEP_FAIL;
	if (!gateway_is_service(r->http.params[0]))
		return task_fail(t, ERR_NOT_FOUND, "there is no service %.60s",
		    r->http.params[0]);
	return STEP_NEXT;
}

static enum step_result save(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	const struct lane_set *body = r->own;
	const char *name = r->http.params[0];
	struct pg_batch *batch =
	    pg_batch_begin(t, gateway_of(r)->service->pg, pg_as_system());
	char actor[32];

	snprintf(actor, sizeof actor, "user:%" PRIu64, r->caller.user_id);
	pg_batch_add(batch, &r->rows, sql_set,
	    PG_ARGS(PG_TEXT(name), PG_I64(body->canary_pct)));
	pg_batch_add(batch, NULL, sql_audit,
	    PG_ARGS(PG_TEXT(actor), PG_TEXT(name), PG_I64(body->canary_pct),
		PG_TEXT(r->http.request_id)));
	pg_batch_run(batch);
	return STEP_WAIT;
}

static enum step_result answer_saved(struct task *t)
{
	return gateway_answer_rows(t);
}
