/* sessions.c - where a user is signed in; ending one sign-in, or all others. */
#include "services/gateway/gateway.h"

#include "common/base/jsonw.h"
#include "services/gateway/identity/audit.h"
#include "services/gateway/identity/auth_cache.h"
#include "services/gateway/identity/device.h"
#include "services/gateway/steps.h"

static task_step load, show, end_one, ended_one, end_others, ended_others;

step_list sessions_steps = {GATEWAY_DOOR, load, show, NULL};
step_list session_end_steps = {GATEWAY_DOOR, end_one, ended_one, NULL};
step_list sessions_end_steps = {GATEWAY_DOOR, end_others, ended_others, NULL};

static const char sql_list[] =
    "SELECT id, created_at, last_seen_at, expires_at, user_agent, peer, "
    "opened_by FROM sessions WHERE user_id = $1 AND expires_at > now() "
    "AND last_seen_at > now() - make_interval(secs => $2) "
    "ORDER BY last_seen_at DESC, id DESC";
static const char sql_end[] =
    "WITH gone AS (DELETE FROM sessions WHERE user_id = $1 AND id = $2 "
    "RETURNING id), noted AS (" AUDIT_OF(
	"gone", "session.ended", "$3", "$4") ") SELECT id FROM gone";
static const char sql_end_others[] =
    "WITH gone AS (DELETE FROM sessions WHERE user_id = $1 AND id <> $2 "
    "RETURNING id), noted AS (" AUDIT_OF(
	"gone", "session.ended", "$3", "$4") ") SELECT id FROM gone";

static enum step_result load(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	const struct gateway *gw = gateway_of(r);

	pg_query(t, gw->service->pg, pg_as_user(r->caller.user_id), &r->rows,
	    sql_list,
	    PG_ARGS(PG_I64(r->caller.user_id),
		PG_F64((double)gw->opt->session_idle_ms / 1000)));
	return STEP_WAIT;
}

static void write_session(
    struct jsonw *w, const struct gateway_request *r, size_t row)
{
	uint64_t id = (uint64_t)pg_i64(r->rows, row, "id");
	char device[DEVICE_BYTES];

	device_name(pg_str(r->rows, row, "user_agent"), device);
	jsonw_obj(w);
	jsonw_kid(w, "id", id);
	jsonw_ks(w, "device", device);
	jsonw_ks(w, "peer", pg_text(r->rows, row, "peer"));
	jsonw_ks(w, "opened_by", pg_text(r->rows, row, "opened_by"));
	jsonw_ktime(w, "created_at", pg_time(r->rows, row, "created_at"));
	jsonw_ktime(w, "last_seen_at", pg_time(r->rows, row, "last_seen_at"));
	jsonw_ktime(w, "expires_at", pg_time(r->rows, row, "expires_at"));
	jsonw_kb(w, "current", id == r->caller.session_id);
	jsonw_end(w);
}

static enum step_result show(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct buf b;
	struct jsonw w;

	if (t->err.code != ERR_OK)
		return gateway_problem(r);
	buf_init(&b, 64 * 1024);
	jsonw_init(&w, &b);
	jsonw_obj(&w);
	jsonw_karr(&w, "sessions");
	for (size_t i = 0; i < pg_rows(r->rows); i++)
		write_session(&w, r, i);
	jsonw_end(&w);
	jsonw_end(&w);
	return gateway_json(r, 200, &b);
}

/* ---- ending ---- */

static enum step_result end(
    struct gateway_request *r, const char *sql, uint64_t id)
{
	pg_query(&r->http.task, gateway_of(r)->service->pg,
	    pg_as_user(r->caller.user_id), &r->rows, sql,
	    PG_ARGS(PG_I64(r->caller.user_id), PG_I64(id), PG_STR(audit_by(r)),
		PG_TEXT(r->http.request_id)));
	return STEP_WAIT;
}

static enum step_result end_one(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	uint64_t id;

	if (gateway_path_id(r, 0, &id, &t->err) < 0)
		return STEP_FAIL;
	return end(r, sql_end, id);
}

static enum step_result ended_one(struct task *t)
{
	struct gateway_request *r = gateway_request(t);

	if (t->err.code == ERR_OK && pg_rows(r->rows) == 0)
		err_set(&t->err, ERR_NOT_FOUND, "there is no such session");
	if (t->err.code != ERR_OK)
		return gateway_problem(r);
	auth_cache_drop_user(gateway_of(r)->auth, r->caller.user_id);
	return gateway_answer(r, 204, NULL, (struct str){"", 0});
}

/* Who came with a token has no session of their own: all are others. */
static enum step_result end_others(struct task *t)
{
	struct gateway_request *r = gateway_request(t);

	return end(r, sql_end_others, r->caller.session_id);
}

static enum step_result ended_others(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct buf b;
	struct jsonw w;

	if (t->err.code != ERR_OK)
		return gateway_problem(r);
	auth_cache_drop_user(gateway_of(r)->auth, r->caller.user_id);
	buf_init(&b, 256);
	jsonw_init(&w, &b);
	jsonw_obj(&w);
	jsonw_ki(&w, "ended", (int64_t)pg_rows(r->rows));
	jsonw_end(&w);
	return gateway_json(r, 200, &b);
}
