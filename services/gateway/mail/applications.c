/* applications.c - the tracker of job applications as a table to download. */
#include "services/gateway/gateway.h"

#include "services/gateway/bring.h"
#include "services/gateway/steps.h"

#define QUERY_JSON_MAX 16384

static task_step ask, answer;

step_list applications_csv_steps = {
    GATEWAY_DOOR, gateway_admit, ask, answer, NULL};

static enum step_result ask(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct buf *b = ARENA_NEW(t->arena, struct buf);

	buf_init(b, QUERY_JSON_MAX);
	arena_defer(t->arena, buf_release, b);
	if (bring_query(t->arena, r->http.query,
		&proto_message(MSG_application_table)->rec, b, &t->err) < 0)
		return STEP_FAIL;
	r->env.type = MSG_application_table;
	bus_call(t, gateway_of(r)->service->bus, "knowledge", &r->env,
	    (struct str){buf_str(b), b->len}, (struct str){"", 0}, &r->reply);
	return STEP_WAIT;
}

static enum step_result answer(struct task *t)
{
	struct gateway_request *r = gateway_request(t);

	if (t->err.code != ERR_OK)
		return gateway_problem(r);
	http_add_header(&r->http, "Content-Disposition",
	    "attachment; filename=\"applications.csv\"");
	http_answer(&r->http, 200, "text/csv; charset=utf-8; header=present",
	    r->reply.blob);
	return STEP_NEXT;
}
