/* run.c - POST /api/agents/{name}/run: recorded before, audited after.
 *
 * The row exists before the agent is asked, so a run that nobody finished is
 * seen as such; what came of it is written whatever it was. */
#include "services/gateway/gateway.h"

#include "common/base/ids.h"
#include "common/base/jsonw.h"
#include "services/gateway/agents.h"
#include "services/gateway/steps.h"
#include "services/gateway/streams/stream.h"

#include <inttypes.h>
#include <stdio.h>

/* The agent's deadline lies before ours, so that what became of its run can
 * still be written. */
#define NOTE_MS 2000

struct run {
	const struct run_request *ask;
	const char *service;
	char id[UUID_CHARS + 1];
	struct err err; /* of the call */
	bool asked, noted;
	struct run_noted told, told_end; /* to who reads the user's events */
	struct agent_result result;
	int64_t began_us;
	double duration_ms;
};

static task_step check, record, call, note, answer;
static task_step load_run;

step_list run_steps = {
    GATEWAY_DOOR, gateway_admit, check, record, call, note, answer, NULL};
step_list run_show_steps = {GATEWAY_DOOR, load_run, gateway_answer_rows, NULL};

static const char sql_record[] =
    "INSERT INTO agent_runs (id, user_id, agent, lane, objective, params, "
    "dry_run, allow_actions, budget_ms, budget_ops, budget_cost_cents) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, nullif($9, 0), nullif($10, 0), "
    "nullif($11::float8, 0))";

static const char sql_audit[] =
    "INSERT INTO audit_log (user_id, actor, action, subject, detail, "
    "request_id) VALUES ($1, $2, $3, $4, $5, $6)";

static const char sql_finish[] =
    "UPDATE agent_runs SET status = $3, error = $4, logs = $5, "
    "artifacts = $6, ops_count = $7, cost_cents_used = $8, duration_ms = $9, "
    "lane = coalesce(nullif($10, ''), lane), finished_at = now() WHERE id = $1 "
    "AND user_id = $2";

static const char sql_show[] =
    "SELECT json_build_object('run_id', id, 'agent', agent, 'lane', lane, "
    "'objective', objective, 'params', params, 'dry_run', dry_run, "
    "'allow_actions', allow_actions, 'status', status, 'error', "
    "nullif(error, ''), 'logs', logs, 'artifacts', artifacts, 'ops_count', "
    "ops_count, 'cost_cents_used', cost_cents_used, 'duration_ms', "
    "duration_ms, 'started_at', started_at, 'finished_at', finished_at)::text "
    "AS json FROM agent_runs WHERE id = $1 AND user_id = $2";

static enum step_result check(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct run *run = ARENA_NEW(t->arena, struct run);

	r->own = run;
	run->service = agent_service(r->http.params[0]);
	if (run->service == NULL)
		return task_fail(t, ERR_NOT_FOUND, "there is no agent %.60s",
		    r->http.params[0]);
	run->ask = gateway_body(r, MSG_run_request, &t->err);
	if (run->ask == NULL)
		return STEP_FAIL;
	if (!run->ask->dry_run && !run->ask->allow_actions)
		return task_fail_field(
		    t, "allow_actions", "must be true when dry_run is false");
	ids_uuid7(run->id);
	run->began_us = loop_now_us(t->loop);
	return STEP_NEXT;
}

static void add_audit(struct gateway_request *r, struct pg_batch *batch,
    const struct run *run, const char *action, struct str detail)
{
	char actor[32];

	snprintf(actor, sizeof actor, "user:%" PRIu64, r->caller.user_id);
	pg_batch_add(batch, NULL, sql_audit,
	    PG_ARGS(PG_I64(r->caller.user_id), PG_TEXT(actor), PG_TEXT(action),
		PG_TEXT(run->id), PG_STR(detail), PG_TEXT(r->http.request_id)));
}

static struct str object_or_empty(struct str json)
{
	return json.n > 0 ? json : STR("{}");
}

static enum step_result record(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct gateway *gw = gateway_of(r);
	struct run *run = r->own;
	const struct run_request *ask = run->ask;
	enum lane lane = bus_lane_for(gw->service->bus, run->service, &r->env);
	struct pg_batch *batch =
	    pg_batch_begin(t, gw->service->pg, pg_as_user(r->caller.user_id));
	char *detail =
	    arena_printf(t->arena, "{\"agent\":\"%s\",\"dry_run\":%s}",
		r->http.params[0], ask->dry_run ? "true" : "false");

	pg_batch_add(batch, NULL, sql_record,
	    PG_ARGS(PG_TEXT(run->id), PG_I64(r->caller.user_id),
		PG_TEXT(r->http.params[0]), PG_TEXT(lane_name(lane)),
		PG_TEXT(ask->objective), PG_STR(object_or_empty(ask->params)),
		PG_BOOL(ask->dry_run), PG_BOOL(ask->allow_actions),
		PG_I64(ask->budget_ms), PG_I64(ask->budget_ops),
		PG_F64(ask->budget_cost_cents)));
	add_audit(r, batch, run, "agent.run", str_of(detail));
	pg_batch_run(batch);
	stream_note_run(r,
	    &(struct run_note){.run_id = run->id,
		.agent = r->http.params[0],
		.lane = lane_name(lane),
		.dry_run = ask->dry_run},
	    &run->told);
	return STEP_WAIT;
}

static enum step_result call(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct run *run = r->own;
	const struct agent_run m = {
	    .run_id = run->id,
	    .objective = run->ask->objective,
	    .params = run->ask->params,
	    .dry_run = run->ask->dry_run,
	    .allow_actions = run->ask->allow_actions,
	    .budget_ms = run->ask->budget_ms,
	    .budget_ops = run->ask->budget_ops,
	    .budget_cost_cents = run->ask->budget_cost_cents,
	};

	int64_t left = task_left_ms(t);

	stream_run_noted(r, &run->told);
	if (m.budget_ms > 0)
		left = MIN(left, m.budget_ms + NOTE_MS);
	task_set_deadline(t, left);
	/* The call takes its timeout from the task. */
	t->deadline_ms -= MIN(NOTE_MS, left);
	task_tolerate(t, &run->err);
	bus_call_msg(t, gateway_of(r)->service->bus, run->service, &r->env,
	    MSG_agent_run, &m, &r->reply);
	t->deadline_ms += MIN(NOTE_MS, left);
	run->asked = true;
	return STEP_WAIT;
}

/* A failed run is an answer too, unless the caller's parameters were wrong:
 * then the caller hears of the field. */
static void take_result(struct gateway_request *r, struct run *run)
{
	struct task *t = &r->http.task;

	if (run->err.code == ERR_OK)
		(void)!!bus_decode(
		    t, &r->reply, MSG_agent_result, &run->result, &run->err);
	if (run->err.code != ERR_OK)
		run->result = (struct agent_result){
		    .run_id = run->id, .status = "failed"};
	gateway_tame(&run->err);
	run->duration_ms =
	    (double)(loop_now_us(t->loop) - run->began_us) / 1000.0;
}

static struct str logs_json(struct task *t, const struct agent_result *result)
{
	struct buf b;
	struct jsonw w;
	struct str json;

	buf_init(&b, 1024 * 1024);
	jsonw_init(&w, &b);
	jsonw_arr(&w);
	for (size_t i = 0; i < result->logs.n; i++)
		jsonw_str(&w, result->logs.v[i]);
	jsonw_end(&w);
	json =
	    str_of(buf_failed(&b) ? "[]" : arena_strdup(t->arena, buf_str(&b)));
	buf_deinit(&b);
	return json;
}

/* A canary may have been drained meanwhile; "" when nobody answered. */
static const char *lane_that_answered(const struct gateway_request *r)
{
	return r->reply.took_us > 0 ? lane_name(r->reply.env.lane) : "";
}

static void write_note(struct gateway_request *r, struct run *run)
{
	struct task *t = &r->http.task;
	struct pg_batch *batch;
	char *detail;

	batch = pg_batch_begin(
	    t, gateway_of(r)->service->pg, pg_as_user(r->caller.user_id));
	pg_batch_add(batch, NULL, sql_finish,
	    PG_ARGS(PG_TEXT(run->id), PG_I64(r->caller.user_id),
		PG_TEXT(run->result.status), PG_TEXT(run->err.text),
		PG_STR(logs_json(t, &run->result)),
		PG_STR(object_or_empty(run->result.artifacts)),
		PG_I64(run->result.ops_count),
		PG_F64(run->result.cost_cents_used), PG_F64(run->duration_ms),
		PG_TEXT(lane_that_answered(r))));
	detail =
	    arena_printf(t->arena, "{\"status\":\"%s\"}", run->result.status);
	add_audit(r, batch, run, "agent.run.finished", str_of(detail));
	pg_batch_run(batch);
	stream_note_run(r,
	    &(struct run_note){.run_id = run->id,
		.agent = r->http.params[0],
		.lane = lane_name(r->reply.env.lane),
		.status = run->result.status,
		.error = run->err.text,
		.dry_run = run->ask->dry_run,
		.duration_ms = run->duration_ms},
	    &run->told_end);
}

static enum step_result note(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct run *run = r->own;

	take_result(r, run);
	write_note(r, run);
	run->noted = true;
	return STEP_WAIT;
}

static void write_run(struct jsonw *w, struct gateway_request *r,
    const struct run *run, struct str logs)
{
	jsonw_obj(w);
	jsonw_ks(w, "run_id", run->id);
	jsonw_ks(w, "agent", r->http.params[0]);
	jsonw_ks(w, "status", run->result.status);
	if (run->err.code != ERR_OK)
		jsonw_ks(w, "error", run->err.text);
	jsonw_kb(w, "dry_run", run->ask->dry_run);
	jsonw_kb(w, "allow_actions", run->ask->allow_actions);
	jsonw_key(w, "logs");
	jsonw_raw(w, logs.p, logs.n);
	jsonw_key(w, "artifacts");
	logs = object_or_empty(run->result.artifacts);
	jsonw_raw(w, logs.p, logs.n);
	jsonw_ki(w, "ops_count", run->result.ops_count);
	jsonw_kf(w, "cost_cents_used", run->result.cost_cents_used, 4);
	jsonw_kf(w, "duration_ms", run->duration_ms, 3);
	jsonw_ks(w, "lane", lane_name(r->reply.env.lane));
	jsonw_end(w);
}

/* The agent hung: the caller hears so, then it is written. */
static enum step_result answer_late(struct gateway_request *r, struct run *run)
{
	run->err = r->http.task.err;
	take_result(r, run);
	(void)!!gateway_problem(r);
	write_note(r, run);
	return STEP_WAIT;
}

static enum step_result answer(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct run *run = r->own;
	struct buf b;
	struct jsonw w;

	if (t->err.code == ERR_DEADLINE && run != NULL && run->asked &&
	    !run->noted)
		return answer_late(r, run);
	if (run != NULL && run->noted)
		stream_run_noted(r, &run->told_end);
	if (t->err.code == ERR_OK && run->err.code == ERR_INVALID)
		t->err = run->err;
	if (t->err.code != ERR_OK)
		return gateway_problem(r);
	buf_init(&b, 8 * 1024 * 1024);
	jsonw_init(&w, &b);
	write_run(&w, r, run, logs_json(t, &run->result));
	return gateway_json(r, 200, &b);
}

static enum step_result load_run(struct task *t)
{
	struct gateway_request *r = gateway_request(t);

	if (!ids_uuid_valid(r->http.params[0]))
		return task_fail(t, ERR_NOT_FOUND, "there is no such run");
	pg_query(t, gateway_of(r)->service->pg, pg_as_user(r->caller.user_id),
	    &r->rows, sql_show,
	    PG_ARGS(PG_TEXT(r->http.params[0]), PG_I64(r->caller.user_id)));
	return STEP_WAIT;
}
