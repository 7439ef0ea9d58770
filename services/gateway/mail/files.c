/* files.c - what a daemon hands over as a file to download. */
#include "services/gateway/gateway.h"

#include "common/base/die.h"
#include "services/gateway/bring.h"
#include "services/gateway/front.h"
#include "services/gateway/steps.h"

#define QUERY_JSON_MAX 16384

static task_step ask, answer;

step_list file_steps = {GATEWAY_DOOR, gateway_admit, ask, answer, NULL};

static const struct file {
	const char *path, *service;
	enum msg_type type;  /* answered by the file as blob */
	enum msg_type query; /* what the query string may say; none */
	const char *content_type;
	const char *disposition; /* NULL: a mail's page, for a frame */
} files[] = {
    {"/api/applications.csv", "knowledge", MSG_application_table,
	MSG_application_table, "text/csv; charset=utf-8; header=present",
	"attachment; filename=\"applications.csv\""},
    {"/api/drafts/{id}.eml", "ingest", MSG_draft_file, MSG_none,
	"message/rfc822", "attachment; filename=\"draft.eml\""},
    {"/api/calendar.ics", "ingest", MSG_event_file, MSG_none,
	"text/calendar; charset=utf-8",
	"attachment; filename=\"calendar.ics\""},
    {"/api/calendar/{id}.ics", "ingest", MSG_event_file, MSG_none,
	"text/calendar; charset=utf-8", "attachment; filename=\"event.ics\""},
    {"/api/emails/{id}/html", "ingest", MSG_mail_page, MSG_html_query,
	"text/html; charset=utf-8", NULL},
    {"/api/oncall/calendar.ics", "oncall", MSG_oncall_calendar,
	MSG_oncall_calendar, "text/calendar; charset=utf-8",
	"attachment; filename=\"oncall.ics\""},
    {"/api/incidents/{id}/postmortem", "oncall", MSG_postmortem_show, MSG_none,
	"text/markdown; charset=utf-8",
	"attachment; filename=\"postmortem.md\""},
};

static const struct file *file_of(const struct gateway_request *r)
{
	for (size_t i = 0; i < ARRAY_LEN(files); i++)
		if (streq(files[i].path, r->http.route->path))
			return &files[i];
	die("%s has no line in files", r->http.route->path);
}

static enum step_result ask(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	const struct file *f = file_of(r);
	struct buf *b = ARENA_NEW(t->arena, struct buf);
	struct str json = STR("{}");

	buf_init(b, QUERY_JSON_MAX);
	arena_defer(t->arena, buf_release, b);
	if (f->query != MSG_none) {
		if (bring_query(t->arena, r->http.query,
			&proto_message(f->query)->rec, b, &t->err) < 0)
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
	if (f->disposition == NULL)
		r->http.standing_headers = gateway_of(r)->front->mail;
	else
		http_add_header(
		    &r->http, "Content-Disposition", f->disposition);
	http_answer(&r->http, 200, f->content_type, r->reply.blob);
	return STEP_NEXT;
}
