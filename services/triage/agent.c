/* agent.c - inbox.triage as an agent: a report over recent mail, and what it
 * would do about it. A dry run only says; otherwise the actions are proposed,
 * and wait for a person's or a policy's approval. */
#include "proto/json.h"
#include "services/triage/agent_report.h"

struct agent_request {
	struct bus_request bus; /* first: the bus's contract */
	struct agent_result result;
	struct triage_report report;
	struct pg_result *mails, *policies, *proposed;
};

static task_step check, read_mails, decide, propose, answer;
triage_steps triage_agent_steps = {
    check, read_mails, decide, propose, answer, NULL};
const size_t triage_agent_bytes = sizeof(struct agent_request);

static const char *const capabilities[] = {"email.classification",
    "risk.analysis", "priority.report", "action.proposals", NULL};

const struct service_agent triage_agent = {
    .description = "Classifies mail, finds what needs the user and what is "
		   "dangerous, and proposes what to do about it.",
    .capabilities = capabilities,
    .params_json =
	"{\"hours_back\":\"1 to 8760, mail received since (default 24)\","
	"\"max_emails\":\"1 to 1000, newest first (default 200)\","
	"\"quarantine_threshold\":\"1 to 100, risk from which quarantine is "
	"proposed (default 80)\"}",
};

static const char sql_mails[] =
    "SELECT e.id, e.subject, e.from_addr, e.received_at, c.category,"
    " c.priority::bigint, c.priority_band, c.risk::bigint, c.risk_level,"
    " c.needs_reply, c.due_at, c.event_at, c.model, c.corrected,"
    " c.category_p::float8, e.headers::text AS headers"
    " FROM emails e JOIN classifications c ON c.email_id = e.id"
    " WHERE e.user_id = $1 AND NOT e.is_outgoing"
    " AND e.received_at > now() - make_interval(hours => $2::int)"
    " ORDER BY e.received_at DESC, e.id DESC LIMIT $3";

/* What a policy proposed before, whatever became of it, is not proposed
 * again. */
static const char sql_propose[] =
    "INSERT INTO actions (user_id, run_id, agent, kind, email_id, params,"
    " reason, policy, status, decided_at) SELECT $1, $2::uuid,"
    " 'inbox.triage', n.kind, n.email_id, n.params::jsonb, n.reason,"
    " n.policy, " TRIAGE_ACTION_STATUS
    " FROM unnest($3::text[], $4::bigint[], $5::text[], $6::text[],"
    "  $7::text[], $8::bool[])"
    "  AS n (kind, email_id, params, reason, policy, approved)"
    " ON CONFLICT (email_id, kind, policy) WHERE policy <> '' DO NOTHING"
    " RETURNING id, kind, email_id";

static struct agent_request *of(struct task *t)
{
	return CONTAINER_OF(t, struct agent_request, bus.task);
}

static int read_int(const struct json *params, const char *name, int64_t min,
    int64_t max, int64_t dflt, int64_t *v_r)
{
	const struct json *j = json_get(params, name);

	*v_r = dflt;
	if (j == NULL)
		return 0;
	if (json_type(j) != JSON_NUMBER)
		return -1;
	*v_r = json_i64(j, dflt);
	return *v_r < min || *v_r > max ? -1 : 0;
}

static enum step_result read_params(
    struct task *t, struct agent_request *r, const struct json *params)
{
	struct triage_report *p = &r->report;

	for (const struct json *j = json_first(params); j != NULL;
	     j = json_next(j)) {
		const char *k = json_key(j);

		if (!streq(k, "hours_back") && !streq(k, "max_emails") &&
		    !streq(k, "quarantine_threshold"))
			return task_fail_field(
			    t, "params", "unknown parameter %.40s", k);
	}
	if (read_int(params, "hours_back", 1, 8760, 24, &p->hours_back) < 0)
		return task_fail_field(
		    t, "params.hours_back", "a whole number from 1 to 8760");
	if (read_int(params, "max_emails", 1, 1000, 200, &p->max_emails) < 0)
		return task_fail_field(
		    t, "params.max_emails", "a whole number from 1 to 1000");
	if (read_int(params, "quarantine_threshold", 1, 100, 80,
		&p->quarantine_threshold) < 0)
		return task_fail_field(t, "params.quarantine_threshold",
		    "a whole number from 1 to 100");
	return STEP_NEXT;
}

static enum step_result check(struct task *t)
{
	struct agent_request *r = of(t);
	const struct agent_run *ask = r->bus.msg;
	const struct json *params = NULL;

	if (r->bus.env.user_id == 0)
		return task_fail(t, ERR_FORBIDDEN, "a user's mail only");
	if (!ask->dry_run && !ask->allow_actions)
		return task_fail_field(
		    t, "allow_actions", "must be true unless dry_run is");
	if (ask->params.n > 0 &&
	    json_parse(t->arena, ask->params, &params, &t->err) < 0)
		return STEP_FAIL;
	if (params != NULL && json_type(params) != JSON_OBJECT)
		return task_fail_field(t, "params", "must be an object");
	return read_params(t, r, params);
}

static enum step_result read_mails(struct task *t)
{
	struct agent_request *r = of(t);
	struct triage *d = r->bus.daemon;

	struct pg_batch *b =
	    pg_batch_begin(t, d->service->pg, pg_as_user(r->bus.env.user_id));

	r->result.ops_count++;
	pg_batch_add(b, &r->mails, sql_mails,
	    PG_ARGS(PG_I64(r->bus.env.user_id), PG_I64(r->report.hours_back),
		PG_I64(r->report.max_emails)));
	pg_batch_add(b, &r->policies, triage_sql_policies,
	    PG_ARGS(PG_I64(r->bus.env.user_id)));
	pg_batch_run(b);
	return STEP_WAIT;
}

static enum step_result decide(struct task *t)
{
	struct agent_request *r = of(t);

	triage_report_make(t, r->bus.daemon, r->mails, r->policies, &r->report);
	service_run_log(t, &r->result, "read %zu mails of the last %lld hours",
	    pg_rows(r->mails), (long long)r->report.hours_back);
	service_run_log(t, &r->result, "%zu wait for an answer, %zu are risky",
	    r->report.n_waiting, r->report.n_risky);
	return STEP_NEXT;
}

static enum step_result propose(struct task *t)
{
	struct agent_request *r = of(t);
	struct triage *d = r->bus.daemon;
	const struct agent_run *ask = r->bus.msg;
	const struct triage_proposals *p = &r->report.actions;

	if (p->n == 0)
		return STEP_NEXT;
	if (ask->dry_run) {
		service_run_log(
		    t, &r->result, "dry run: %zu actions not proposed", p->n);
		return STEP_NEXT;
	}
	if (ask->budget_ops > 0 && r->result.ops_count >= ask->budget_ops) {
		service_run_log(t, &r->result,
		    "budget of %lld operations used up: nothing proposed",
		    (long long)ask->budget_ops);
		return STEP_NEXT;
	}
	r->result.ops_count++;
	pg_query(t, d->service->pg, pg_as_user(r->bus.env.user_id),
	    &r->proposed, sql_propose,
	    PG_ARGS(PG_I64(r->bus.env.user_id), PG_TEXT(ask->run_id),
		PG_TEXTS(p->kinds, p->n), PG_I64S(p->email_ids, p->n),
		PG_TEXTS(p->params, p->n), PG_TEXTS(p->reasons, p->n),
		PG_TEXTS(p->policies, p->n), PG_BOOLS(p->approved, p->n)));
	return STEP_WAIT;
}

static enum step_result answer(struct task *t)
{
	struct agent_request *r = of(t);
	struct buf json;

	buf_init(&json, (size_t)4 << 20);
	if (t->err.code == ERR_OK) {
		if (r->proposed != NULL)
			service_run_log(t, &r->result, "proposed %zu actions",
			    pg_rows(r->proposed));
		triage_report_write(r->mails, r->proposed, &r->report, &json);
		if (buf_failed(&json))
			(void)task_fail(t, ERR_TOO_LARGE, "report too large");
		r->result.artifacts = (struct str){buf_str(&json), json.len};
	}
	service_answer_run(&r->bus, &r->result);
	buf_deinit(&json);
	return STEP_NEXT;
}
