/* lanes.c - canary percentages: seen by operators, set by them, audited; and
 * the lanes that an operator chose for some requests (lane_override.h). */
#include "services/gateway/gateway.h"

#include "common/base/jsonw.h"
#include "common/bus/lane_override.h"
#include "services/gateway/steps.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>

#define HEADER "X-ApplyLens-Lane"

static task_step load, check, save, answer_saved, sign, audit, answer_signed;

step_list lanes_steps = {GATEWAY_DOOR, load, gateway_answer_rows, NULL};
step_list lane_set_steps = {GATEWAY_DOOR, check, save, answer_saved, NULL};
step_list lane_override_steps = {
    GATEWAY_DOOR, sign, audit, answer_signed, NULL};

#define PCT "trim_scale(canary_pct)"

static const char sql_all[] =
    "SELECT json_build_object('lanes', coalesce(json_agg(json_build_object("
    "'service', service, 'canary_pct', " PCT ", 'release_id', "
    "release_id::text, 'updated_at', updated_at) ORDER BY service), '[]'))"
    "::text AS json FROM lanes";
static const char sql_set[] =
    "INSERT INTO lanes (service, canary_pct) VALUES ($1, $2::float8) "
    "ON CONFLICT (service) DO UPDATE SET canary_pct = excluded.canary_pct, "
    "updated_at = now() "
    "RETURNING json_build_object('service', service, 'canary_pct', " PCT
    ", 'updated_at', updated_at)::text AS json";
static const char sql_audit_set[] =
    "INSERT INTO audit_log (user_id, actor, action, subject, detail, "
    "request_id) VALUES (0, $1, 'lane.set', $2, "
    "json_build_object('canary_pct', $3::float8), $4)";
static const char sql_audit_override[] =
    "INSERT INTO audit_log (user_id, actor, action, subject, detail, "
    "request_id) VALUES (0, $1, 'lane.override', $2, "
    "json_build_object('expires_at', to_timestamp($3::bigint)), $4)";

static const char *actor_of(struct gateway_request *r)
{
	return arena_printf(
	    r->http.task.arena, "user:%" PRIu64, r->caller.user_id);
}

/* ---- every request ---- */

enum step_result gateway_lane(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct str text = http_header(&r->http, HEADER);
	const uint8_t *key = bus_lane_key(gateway_of(r)->service->bus);

	if (text.n == 0)
		return STEP_NEXT;
	if (key == NULL)
		return task_fail(t, ERR_FORBIDDEN,
		    HEADER ": this server has no APPLYLENS_LANE_KEY");
	if (lane_override_verify(key, text, loop_unix_ms(t->loop) / 1000,
		r->env.lanes, &t->err) == 0)
		return STEP_NEXT;
	if (t->err.code == ERR_INVALID)
		str_copy(t->err.field, sizeof t->err.field, STR(HEADER));
	else
		err_wrap(&t->err, HEADER);
	return STEP_FAIL;
}

/* ---- percentages ---- */

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
	const struct lane_set *body;

	r->own = gateway_body(r, MSG_lane_set, &t->err);
	body = r->own;
	if (body == NULL)
		return STEP_FAIL;
	if (fabs(body->canary_pct * 100 - round(body->canary_pct * 100)) > 1e-6)
		return task_fail_field(
		    t, "canary_pct", "must have two decimals at most");
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

	pg_batch_add(batch, &r->rows, sql_set,
	    PG_ARGS(PG_TEXT(name), PG_F64(body->canary_pct)));
	pg_batch_add(batch, NULL, sql_audit_set,
	    PG_ARGS(PG_TEXT(actor_of(r)), PG_TEXT(name),
		PG_F64(body->canary_pct), PG_TEXT(r->http.request_id)));
	pg_batch_run(batch);
	return STEP_WAIT;
}

static enum step_result answer_saved(struct task *t)
{
	return gateway_answer_rows(t);
}

/* ---- choices ---- */

struct choice {
	const char *lanes;
	int64_t exp_s;
	char text[LANE_OVERRIDE_BYTES];
};

static int check_services(const char *lanes, struct err *err)
{
	struct str rest = str_of(lanes), service;
	enum lane lane;

	if (lane_override_check(rest, err) < 0) {
		str_copy(err->field, sizeof err->field, STR("lanes"));
		return -1;
	}
	while (lane_override_next(&rest, &service, &lane)) {
		char name[sizeof(((struct envelope *)NULL)->caller)];

		str_copy(name, sizeof name, service);
		if (!gateway_is_service(name))
			return err_field(
			    err, "lanes", "there is no service %s", name);
	}
	return 0;
}

static enum step_result sign(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	const uint8_t *key = bus_lane_key(gateway_of(r)->service->bus);
	const struct lane_override *body =
	    gateway_body(r, MSG_lane_override, &t->err);
	struct choice *c = ARENA_NEW(t->arena, struct choice);

	if (body == NULL || check_services(body->lanes, &t->err) < 0)
		return STEP_FAIL;
	if (key == NULL)
		return task_fail(t, ERR_CONFLICT,
		    "this server has no APPLYLENS_LANE_KEY to sign with");
	c->lanes = body->lanes;
	c->exp_s = loop_unix_ms(t->loop) / 1000 + body->for_s;
	lane_override_sign(key, c->lanes, c->exp_s, c->text);
	r->own = c;
	return STEP_NEXT;
}

static enum step_result audit(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	const struct choice *c = r->own;

	pg_query(t, gateway_of(r)->service->pg, pg_as_system(), NULL,
	    sql_audit_override,
	    PG_ARGS(PG_TEXT(actor_of(r)), PG_TEXT(c->lanes), PG_I64(c->exp_s),
		PG_TEXT(r->http.request_id)));
	return STEP_WAIT;
}

static enum step_result answer_signed(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	const struct choice *c = r->own;
	struct buf b;
	struct jsonw w;

	if (t->err.code != ERR_OK)
		return gateway_problem(r);
	buf_init(&b, 4096);
	jsonw_init(&w, &b);
	jsonw_obj(&w);
	jsonw_ks(&w, "header", HEADER);
	jsonw_ks(&w, "value", c->text);
	jsonw_ki(&w, "expires_at_s", c->exp_s);
	jsonw_end(&w);
	return gateway_json(r, 200, &b);
}
