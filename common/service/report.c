/* report.c - asking for a report, by name or in words. */
#include "common/service/report.h"

#include "proto/json.h"

#define DAYS_DEFAULT 30
#define DAYS_MAX 3650

struct report_request {
	struct bus_request bus; /* first */
	const struct service_report *which;
	int64_t days;
	struct pg_result *rows;
	struct agent_result result;
};

static task_step choose, ask, answer, understand, show;
task_step *const service_report_steps[] = {choose, ask, answer, NULL};
task_step *const service_report_run_steps[] = {understand, ask, show, NULL};
const size_t service_report_bytes = sizeof(struct report_request);

static struct report_request *request_of(struct task *t)
{
	return CONTAINER_OF(t, struct report_request, bus.task);
}

static struct service *service_of(const struct report_request *r)
{
	return *(struct service *const *)r->bus.daemon;
}

const struct service_report *service_report_named(
    const struct service *s, const char *kind, struct err *err)
{
	char names[200] = "";
	size_t at = 0;

	for (size_t i = 0; i < s->desc->n_reports; i++) {
		if (streq(s->desc->reports[i].kind, kind))
			return &s->desc->reports[i];
		str_copy(names + at, sizeof names - at,
		    str_of(s->desc->reports[i].kind));
		at += strlen(names + at);
		str_copy(names + at, sizeof names - at, STR(" "));
		at += strlen(names + at);
	}
	err_field(err, "kind", "must be one of: %s", names);
	return NULL;
}

const struct service_report *service_report_meant(
    const struct service *s, const char *objective)
{
	for (size_t i = 0; i < s->desc->n_reports; i++) {
		struct str rest = str_of(s->desc->reports[i].words), word;

		while (str_split(&rest, '|', &word)) {
			char text[64];

			if (word.n == 0)
				continue;
			str_copy(text, sizeof text, word);
			if (str_ifind(str_of(objective), text) >= 0)
				return &s->desc->reports[i];
		}
	}
	return &s->desc->reports[0];
}

static enum step_result choose(struct task *t)
{
	struct report_request *r = request_of(t);
	const struct report_query *q = r->bus.msg;

	r->days = q->days;
	r->which = service_report_named(service_of(r), q->kind, &t->err);
	return r->which == NULL ? STEP_FAIL : STEP_NEXT;
}

static enum step_result ask(struct task *t)
{
	struct report_request *r = request_of(t);
	uint64_t user = r->bus.env.user_id;

	pg_query(t, service_of(r)->pg, pg_as_user(user), &r->rows,
	    r->which->sql, PG_ARGS(PG_I64(user), PG_I64(r->days)));
	r->result.ops_count++;
	return STEP_WAIT;
}

static enum step_result answer(struct task *t)
{
	struct report_request *r = request_of(t);
	struct report m;

	if (t->err.code != ERR_OK) {
		bus_answer_err(&r->bus);
		return STEP_NEXT;
	}
	m = (struct report){
	    .kind = r->which->kind,
	    .report = pg_str(r->rows, 0, "report"),
	};
	bus_answer_msg(&r->bus, MSG_report, &m);
	return STEP_NEXT;
}

/* ---- as an agent ---- */

static int read_params(
    struct task *t, struct report_request *r, struct err *err)
{
	const struct agent_run *run = r->bus.msg;
	const struct json *params, *kind, *days;

	if (json_parse(t->arena, run->params.n > 0 ? run->params : STR("{}"),
		&params, err) < 0)
		return err_wrap(err, "params");
	if (json_type(params) != JSON_OBJECT)
		return err_field(err, "params", "must be an object");
	for (const struct json *j = json_first(params); j; j = json_next(j))
		if (!streq(json_key(j), "kind") && !streq(json_key(j), "days"))
			return err_field(err, "params",
			    "has an unknown member \"%.40s\"", json_key(j));
	kind = json_get(params, "kind");
	days = json_get(params, "days");
	r->days = json_i64(days, days == NULL ? DAYS_DEFAULT : -1);
	if (r->days < 1 || r->days > DAYS_MAX ||
	    (double)r->days != json_num(days, DAYS_DEFAULT))
		return err_field(err, "params.days",
		    "must be a whole number from 1 to %d", DAYS_MAX);
	if (kind == NULL)
		r->which = service_report_meant(service_of(r), run->objective);
	else
		r->which = service_report_named(
		    service_of(r), json_str(kind, ""), err);
	return r->which == NULL ? -1 : 0;
}

static enum step_result understand(struct task *t)
{
	struct report_request *r = request_of(t);

	if (read_params(t, r, &t->err) < 0)
		return STEP_FAIL;
	service_run_log(t, &r->result, "report %s over %lld days",
	    r->which->kind, (long long)r->days);
	return STEP_NEXT;
}

static enum step_result show(struct task *t)
{
	struct report_request *r = request_of(t);
	struct str report;

	if (t->err.code == ERR_OK) {
		report = pg_str(r->rows, 0, "report");
		r->result.artifacts = str_of(arena_printf(t->arena,
		    "{\"kind\":\"%s\",\"days\":%lld,\"report\":%.*s}",
		    r->which->kind, (long long)r->days, (int)report.n,
		    report.p));
	}
	service_answer_run(&r->bus, &r->result);
	return STEP_NEXT;
}
