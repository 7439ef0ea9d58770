/* agents.c - puts the question to the agents beside search, one call after the
 * other. An agent that is away, or lies, is said so in the answer: it never
 * reads as "nothing found". */
#include "services/assistant/assistant.h"

#include "proto/json.h"

#include <stdlib.h>

typedef void ask_fn(struct chat *c, size_t i);
typedef int read_fn(struct chat *c, struct finding *f);
static ask_fn ask_graph, ask_tracker, ask_report;
static read_fn read_graph, read_tracker, read_application, read_report;

static const struct {
	ask_fn *ask;
	read_fn *read;
} doors[TOOLS_N] = {
    [TOOL_COMPANY] = {ask_graph, read_graph},
    [TOOL_KNOW] = {ask_graph, read_graph},
    [TOOL_MET] = {ask_graph, read_graph},
    [TOOL_PERSON] = {ask_graph, read_graph},
    [TOOL_PROMISED] = {ask_graph, read_graph},
    [TOOL_OPEN] = {ask_graph, read_graph},
    [TOOL_OWED] = {ask_graph, read_graph},
    [TOOL_TIMELINE] = {ask_graph, read_graph},
    [TOOL_APPLICATIONS] = {ask_tracker, read_tracker},
    [TOOL_APPLICATION] = {ask_tracker, read_application},
    [TOOL_SENDERS] = {ask_report, read_report},
    [TOOL_SUMMARY] = {ask_report, read_report},
    [TOOL_RESPONSES] = {ask_report, read_report},
};

#define ITEMS 20

static void call(struct chat *c, const struct tool_call *call,
    enum msg_type type, const void *message, struct finding *f)
{
	c->search_began_us = loop_now_us(c->r.task.loop);
	chat_call(
	    c, tool_service(call->tool), type, message, &f->err, &f->reply);
}

/* What the call before found, for one that asks about it. */
static const struct json *found_before(const struct chat *c, size_t i)
{
	return i > 0 ? json_first(c->findings[i - 1].items) : NULL;
}

static void ask_graph(struct chat *c, size_t i)
{
	const struct tool_call *tc = &c->plan.calls[i];
	struct knowledge_query m = {
	    .kind = tool_kind(tc->tool), .q = tc->what, .limit = ITEMS};

	if (tc->follows)
		m.q =
		    json_str(json_get(found_before(c, i), "domain"), tc->what);
	if (tc->tool == TOOL_OWED)
		m.q = ""; /* whom it is about is chosen here */
	call(c, tc, MSG_knowledge_query, &m, &c->findings[i]);
}

static void ask_tracker(struct chat *c, size_t i)
{
	const struct tool_call *tc = &c->plan.calls[i];
	const struct application_list m = {.q = tc->what,
	    .stage = tc->stage,
	    .sort = "last",
	    .ghosted_days = 21,
	    .limit = ITEMS};
	struct application_show one = {.ghosted_days = 21};

	if (tc->tool == TOOL_APPLICATIONS) {
		call(c, tc, MSG_application_list, &m, &c->findings[i]);
		return;
	}
	one.id = strtoull(
	    json_str(json_get(found_before(c, i), "id"), "0"), NULL, 10);
	call(c, tc, MSG_application_show, &one, &c->findings[i]);
}

static void ask_report(struct chat *c, size_t i)
{
	const struct tool_call *tc = &c->plan.calls[i];
	const struct report_query m = {
	    .kind = tool_kind(tc->tool), .days = c->ask->window_days};

	call(c, tc, MSG_report_query, &m, &c->findings[i]);
}

/* Who did not answer the call before is not waited for twice. */
static bool is_away(struct chat *c, size_t i)
{
	const struct tool_call *v = c->plan.calls;
	struct finding *f = &c->findings[i];

	if (i == 0 || !chat_is_away(&c->findings[i - 1].err) ||
	    !streq(tool_service(v[i].tool), tool_service(v[i - 1].tool)))
		return false;
	f->err = c->findings[i - 1].err;
	return true;
}

enum step_result chat_ask_agent(struct task *t)
{
	struct chat *c = chat_of(t);
	size_t i = c->call;

	if (c->stopped)
		return task_fail(t, ERR_CANCELLED, "the answer was stopped");
	if (i == c->plan.n_calls || c->n_refers > 0)
		return STEP_NEXT;
	if (c->plan.calls[i].follows && found_before(c, i) == NULL)
		return STEP_NEXT;
	c->findings[i].asked = true;
	if (is_away(c, i))
		return STEP_NEXT;
	doors[c->plan.calls[i].tool].ask(c, i);
	return STEP_WAIT;
}

/* ---- what they say ---- */

static int read_graph(struct chat *c, struct finding *f)
{
	struct knowledge_answer m = {0};

	if (bus_decode(
		&c->r.task, &f->reply, MSG_knowledge_answer, &m, &f->err) < 0)
		return -1;
	f->total = m.total;
	return json_parse(c->r.task.arena, m.items, &f->items, &f->err);
}

static int read_tracker(struct chat *c, struct finding *f)
{
	struct applications_shown m = {0};

	if (bus_decode(
		&c->r.task, &f->reply, MSG_applications_shown, &m, &f->err) < 0)
		return -1;
	f->total = m.total;
	return json_parse(c->r.task.arena, m.applications, &f->items, &f->err);
}

/* One application: its timeline is the list. */
static int read_application(struct chat *c, struct finding *f)
{
	struct application_shown m = {0};
	const struct json *one;

	if (bus_decode(&c->r.task, &f->reply, MSG_application_shown, &m,
		&f->err) < 0 ||
	    json_parse(c->r.task.arena, m.application, &one, &f->err) < 0)
		return -1;
	f->items = json_get(one, "timeline");
	f->total = (int64_t)json_len(f->items);
	return 0;
}

static int read_report(struct chat *c, struct finding *f)
{
	struct report m = {0};
	const struct json *one;

	if (bus_decode(&c->r.task, &f->reply, MSG_report, &m, &f->err) < 0 ||
	    json_parse(c->r.task.arena, m.report, &one, &f->err) < 0)
		return -1;
	f->items = json_type(json_get(one, "senders")) == JSON_ARRAY
		       ? json_get(one, "senders")
		       : one;
	f->total = (int64_t)json_len(f->items);
	return 0;
}

static void add_evidence(struct chat *c, const char *id)
{
	const struct search_hit h = {.id = strtoull(id, NULL, 10)};

	if (h.id != 0)
		chat_add_hit(c, &h);
}

/* The mail that an item rests on is read with the rest. */
static void take_evidence(
    struct chat *c, const struct tool_call *call, struct finding *f)
{
	const struct json *i = json_first(f->items);
	size_t n = 0;

	for (; i != NULL && n < ITEMS && json_type(i) == JSON_OBJECT;
	     i = json_next(i)) {
		const struct json *e = json_get(i, "evidence");

		if (!tool_item_is_meant(&c->plan, &c->question, call, i))
			continue;
		n++;

		if (json_type(e) == JSON_ARRAY)
			e = json_first(e);
		add_evidence(c, json_str(json_get(e, "email_id"), "0"));
		add_evidence(c, json_str(json_get(i, "last_email_id"), "0"));
	}
	c->n_evidence = c->n_hits;
	if (json_type(f->items) == JSON_ARRAY)
		f->total = n > 0 && f->total > ITEMS ? f->total : (int64_t)n;
}

static void read_finding(struct chat *c, size_t i)
{
	struct finding *f = &c->findings[i];
	enum tool tool = c->plan.calls[i].tool;

	if (f->err.code == ERR_OK && doors[tool].read(c, f) == 0 &&
	    tool != TOOL_COMPANY)
		take_evidence(c, &c->plan.calls[i], f);
	if (f->err.code != ERR_OK) {
		f->items = NULL;
		chat_say_away(c, tool_name(tool));
	}
}

enum step_result chat_agent_told(struct task *t)
{
	struct chat *c = chat_of(t);
	size_t i = c->call;
	const struct tool_call *tc = &c->plan.calls[i];
	int64_t us = loop_now_us(t->loop) - c->search_began_us;

	if (i == c->plan.n_calls || !c->findings[i].asked)
		return STEP_NEXT;
	read_finding(c, i);
	chat_count_tool(c, tool_name(tc->tool), c->findings[i].total > 0);
	event_tool(c, tool_name(tc->tool), tc->what, c->findings[i].total, us);
	c->call++;
	task_goto(t, chat_ask_agent);
	return STEP_NEXT;
}
