/* steps.c - measure the database, ask the index, judge, keep, tell. */
#include "services/warehouse/warehouse.h"

#include "common/base/jsonw.h"
#include "proto/json.h"

struct warehouse_request {
	struct bus_request bus; /* first */
	bool is_run, keep;
	struct pg_result *rows;
	struct err index_err;
	struct bus_reply index;
	struct measures m;
	struct check_result results[CHECKS_MAX];
	size_t n;
	struct str report;
	struct agent_result result;
};

static task_step check_query, check_run, measure, judge, keep, answer;
task_step *const warehouse_report_steps[] = {
    check_query, measure, judge, keep, answer, NULL};
task_step *const warehouse_run_steps[] = {
    check_run, measure, judge, keep, answer, NULL};
const size_t warehouse_request_bytes = sizeof(struct warehouse_request);

static const char sql_measure[] =
    "SELECT count(*) AS emails, "
    "coalesce(extract(epoch FROM now() - max(e.received_at)) / 60, -1)::bigint "
    "AS newest_age_min, "
    "count(*) FILTER (WHERE e.received_at > now() - interval '7 days') AS "
    "emails_7d, count(*) FILTER (WHERE e.received_at <= now() - interval "
    "'7 days' AND e.received_at > now() - interval '14 days') AS "
    "emails_prior_7d, "
    "count(*) FILTER (WHERE e.subject = '') AS no_subject, "
    "count(*) FILTER (WHERE e.from_addr = '') AS no_from, "
    "count(*) FILTER (WHERE e.date_at IS NULL) AS no_date, "
    "count(*) FILTER (WHERE e.thread_id IS NULL) AS no_thread, "
    "count(*) FILTER (WHERE c.email_id IS NULL) AS no_verdict, "
    "count(*) FILTER (WHERE e.parse_error <> '') AS unparsed, "
    "(SELECT count(*) FROM pipeline WHERE user_id = $1) AS unfinished, "
    "(SELECT coalesce(extract(epoch FROM now() - min(received_at)) / 60, "
    "0)::bigint FROM pipeline WHERE user_id = $1) AS oldest_unfinished_min "
    "FROM emails e LEFT JOIN classifications c ON c.email_id = e.id "
    "WHERE e.user_id = $1";

static const char sql_keep[] =
    "INSERT INTO quality_results (user_id, check_name, status, observed, "
    "expected, detail) SELECT $1, n, s, o, x, jsonb_build_object('text', d) "
    "FROM unnest($2::text[], $3::text[], $4::float8[], $5::float8[], "
    "$6::text[]) AS r(n, s, o, x, d)";

static struct warehouse_request *request_of(struct task *t)
{
	return CONTAINER_OF(t, struct warehouse_request, bus.task);
}

static enum step_result check_query(struct task *t)
{
	const struct report_query *q = request_of(t)->bus.msg;

	if (!streq(q->kind, "health"))
		return task_fail_field(t, "kind", "must be one of: health");
	return STEP_NEXT;
}

/* A dry run looks and tells; only a live one keeps its results. */
static enum step_result check_run(struct task *t)
{
	struct warehouse_request *r = request_of(t);
	const struct agent_run *run = r->bus.msg;
	const struct json *params;

	r->is_run = true;
	r->keep = !run->dry_run;
	if (json_parse(t->arena, run->params.n > 0 ? run->params : STR("{}"),
		&params, &t->err) < 0)
		return STEP_FAIL;
	if (json_type(params) != JSON_OBJECT || json_len(params) > 0)
		return task_fail_field(
		    t, "params", "must be empty: this agent has no parameters");
	return STEP_NEXT;
}

static enum step_result measure(struct task *t)
{
	struct warehouse_request *r = request_of(t);
	const struct warehouse *w = r->bus.daemon;
	struct envelope env = service_envelope_for(&r->bus);
	const struct search_stats nothing = {0};
	uint64_t user = r->bus.env.user_id;

	pg_query(t, w->service->pg, pg_as_user(user), &r->rows, sql_measure,
	    PG_ARGS(PG_I64(user)));
	task_tolerate(t, &r->index_err);
	bus_call_msg(t, w->service->bus, "search", &env, MSG_search_stats,
	    &nothing, &r->index);
	r->result.ops_count += 2;
	return STEP_WAIT;
}

static void read_measures(struct task *t, struct warehouse_request *r)
{
	struct measures *m = &r->m;
	struct search_counts counts = {0};

#define TAKE(name) m->name = pg_i64(r->rows, 0, #name)
	TAKE(emails);
	TAKE(unfinished);
	TAKE(oldest_unfinished_min);
	TAKE(newest_age_min);
	TAKE(emails_7d);
	TAKE(emails_prior_7d);
	TAKE(no_subject);
	TAKE(no_from);
	TAKE(no_date);
	TAKE(no_thread);
	TAKE(no_verdict);
	TAKE(unparsed);
#undef TAKE
	m->index_documents = -1;
	m->index_error = r->index_err.text;
	if (r->index_err.code == ERR_OK &&
	    bus_decode(
		t, &r->index, MSG_search_counts, &counts, &r->index_err) == 0) {
		m->index_documents = counts.documents;
		m->index_retired = counts.retired;
	}
}

static void write_report(struct task *t, struct warehouse_request *r)
{
	struct buf b;
	struct jsonw w;

	buf_init(&b, 256 * 1024);
	jsonw_init(&w, &b);
	jsonw_obj(&w);
	jsonw_ks(
	    &w, "status", check_status_name(warehouse_worst(r->results, r->n)));
	jsonw_ki(&w, "emails", r->m.emails);
	jsonw_ki(&w, "newest_age_minutes", r->m.newest_age_min);
	jsonw_karr(&w, "checks");
	for (size_t i = 0; i < r->n; i++) {
		jsonw_obj(&w);
		jsonw_ks(&w, "name", r->results[i].name);
		jsonw_ks(&w, "status", check_status_name(r->results[i].status));
		jsonw_kf(&w, "observed", r->results[i].observed, 4);
		jsonw_kf(&w, "expected", r->results[i].expected, 4);
		jsonw_ks(&w, "detail", r->results[i].detail);
		jsonw_end(&w);
	}
	jsonw_end(&w);
	jsonw_end(&w);
	r->report.n = b.len;
	r->report.p = arena_strndup(t->arena, buf_str(&b), b.len);
	buf_deinit(&b);
}

static enum step_result judge(struct task *t)
{
	struct warehouse_request *r = request_of(t);

	read_measures(t, r);
	r->n = warehouse_judge(t->arena, &r->m, r->results);
	for (size_t i = 0; i < r->n; i++)
		service_run_log(t, &r->result, "%s: %s, %s", r->results[i].name,
		    check_status_name(r->results[i].status),
		    r->results[i].detail);
	write_report(t, r);
	return STEP_NEXT;
}

static enum step_result keep(struct task *t)
{
	struct warehouse_request *r = request_of(t);
	const struct warehouse *w = r->bus.daemon;
	uint64_t user = r->bus.env.user_id;
	const char *names[CHECKS_MAX], *statuses[CHECKS_MAX],
	    *details[CHECKS_MAX];
	double observed[CHECKS_MAX], expected[CHECKS_MAX];

	if (!r->keep)
		return STEP_NEXT;
	for (size_t i = 0; i < r->n; i++) {
		names[i] = r->results[i].name;
		statuses[i] = check_status_name(r->results[i].status);
		details[i] = r->results[i].detail;
		observed[i] = r->results[i].observed;
		expected[i] = r->results[i].expected;
	}
	pg_query(t, w->service->pg, pg_as_user(user), NULL, sql_keep,
	    PG_ARGS(PG_I64(user), PG_TEXTS(names, r->n),
		PG_TEXTS(statuses, r->n), PG_F64S(observed, r->n),
		PG_F64S(expected, r->n), PG_TEXTS(details, r->n)));
	r->result.ops_count++;
	return STEP_WAIT;
}

static enum step_result answer(struct task *t)
{
	struct warehouse_request *r = request_of(t);
	struct report m = {.kind = "health", .report = r->report};

	r->result.artifacts = r->report;
	if (r->is_run)
		service_answer_run(&r->bus, &r->result);
	else if (t->err.code != ERR_OK)
		bus_answer_err(&r->bus);
	else
		bus_answer_msg(&r->bus, MSG_report, &m);
	return STEP_NEXT;
}
