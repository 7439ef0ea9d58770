/* files.c - what a daemon hands over as a file to download. */
#include "services/gateway/gateway.h"

#include "services/gateway/bring.h"
#include "services/gateway/steps.h"

#define QUERY_JSON_MAX 16384

static task_step ask, answer;

step_list file_steps = {GATEWAY_DOOR, gateway_admit, ask, answer, NULL};

static const struct file {
	const char *path, *service;
	enum msg_type type; /* answered by the file as blob */
	bool query;         /* its fields come from the query string */
	const char *content_type, *disposition;
} files[] = {
    {"/api/applications.csv", "knowledge", MSG_application_table, true,
	"text/csv; charset=utf-8; header=present",
	"attachment; filename=\"applications.csv\""},
    {"/api/drafts/{id}.eml", "ingest", MSG_draft_file, false, "message/rfc822",
	"attachment; filename=\"draft.eml\""},
    {"/api/calendar.ics", "ingest", MSG_event_file, false,
	"text/calendar; charset=utf-8",
	"attachment; filename=\"calendar.ics\""},
    {"/api/calendar/{id}.ics", "ingest", MSG_event_file, false,
	"text/calendar; charset=utf-8", "attachment; filename=\"event.ics\""},
};

static const struct file *file_of(const struct gateway_request *r)
{
	for (size_t i = 0; i < ARRAY_LEN(files); i++)
		if (streq(files[i].path, r->http.route->path))
			return &files[i];
	return NULL;
}

static enum step_result ask(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	const struct file *f = file_of(r);
	struct buf *b = ARENA_NEW(t->arena, struct buf);
	struct str json = STR("{}");

	buf_init(b, QUERY_JSON_MAX);
	arena_defer(t->arena, buf_release, b);
	if (f->query) {
		if (bring_query(t->arena, r->http.query,
			&proto_message(f->type)->rec, b, &t->err) < 0)
			return STEP_FAIL;
		json = (struct str){buf_str(b), b->len};
	}
	if (r->http.params[0] != NULL &&
	    bring_field(
		t->arena, json, "id", r->http.params[0], &json, &t->err) < 0)
		return STEP_FAIL;
	r->env.type = (uint16_t)f->type;
	bus_call(t, gateway_of(r)->service->bus, f->service, &r->env, json,
	    STR(""), &r->reply);
	return STEP_WAIT;
}

static enum step_result answer(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	const struct file *f = file_of(r);

	if (t->err.code != ERR_OK)
		return gateway_problem(r);
	http_add_header(&r->http, "Content-Disposition", f->disposition);
	http_answer(&r->http, 200, f->content_type, r->reply.blob);
	return STEP_NEXT;
}
