/* to_slack.c - the worker that tells Slack: by a bot, which gives grave
 * incidents a channel ("room") of their own, or by an incoming webhook. What
 * the room can't take goes to everybody's channel. */
#include "services/oncall/page/outbox.h"

#include "common/base/log.h"
#include "services/oncall/page/slack.h"

#define LIST_PAGES 20   /* of a thousand channels, to find one's own */
#define ROOM_SEVERITY 2 /* the least that has one */

static task_step claim, begin, create, created, find, found, keep, topic,
    invite, post, judge, settle, next, end;
oncall_steps slack_steps = {claim, begin, create, created, find, found, keep,
    topic, invite, post, judge, settle, next, end, NULL};

struct slack_run {
	struct outbox_run x; /* first */
	const char *to;      /* where the message goes */
	bool own;            /* that is the incident's room */
	const char *cursor;
	unsigned pages;
	struct slack_reply reply;
};
const size_t slack_run_bytes = sizeof(struct slack_run);

static struct slack_run *of(struct task *t)
{
	return CONTAINER_OF(t, struct slack_run, x.run.task);
}

static enum step_result go(struct task *t, task_step *step)
{
	task_goto(t, step);
	return STEP_NEXT;
}

static struct buf *new_body(struct task *t)
{
	struct buf *b = ARENA_NEW(t->arena, struct buf);

	buf_init(b, PAGE_BODY_MAX);
	arena_defer(t->arena, buf_release, b);
	return b;
}

/* Calls a method of the Web API. */
static void call(struct task *t, const char *method, struct buf *body)
{
	const struct oncall *d = outbox_daemon(t);

	outbox_post(t,
	    arena_printf(t->arena, "%s/%s", d->opt->slack_url, method),
	    d->opt->slack_bot_token, body);
}

static void read_reply(struct task *t)
{
	struct slack_run *s = of(t);

	s->reply = slack_reply(t->arena, outbox_status(&s->x), s->x.reply.body,
	    outbox_retry_after_ms(&s->x), s->x.failed.text);
}

/* The room can't be had: everybody's channel takes what is said later; what
 * opened it was announced there. */
static enum step_result elsewhere(struct task *t)
{
	struct slack_run *s = of(t);

	log_warn("an incident has no Slack channel of its own",
	    LOG_I("incident", s->x.page.incident_id),
	    LOG_S("error", s->reply.verdict.error));
	s->to = outbox_daemon(t)->opt->slack_channel;
	s->own = false;
	if (streq(s->x.page.action, "room")) {
		s->x.verdict = (struct page_verdict){.error = ""};
		return go(t, settle);
	}
	return go(t, post);
}

/* Ends the attempt here with what the last answer means. */
static enum step_result leave(struct task *t)
{
	of(t)->x.verdict = of(t)->reply.verdict;
	return go(t, settle);
}

static enum step_result claim(struct task *t)
{
	return outbox_claim(t, CHANNEL_SLACK);
}

static enum step_result begin(struct task *t)
{
	struct slack_run *s = of(t);
	const struct oncall_options *o = outbox_daemon(t)->opt;
	const struct page *p = &s->x.page;
	bool update, room;

	if (!outbox_read(t))
		return go(t, end);
	if (s->x.verdict.outcome == PAGE_NEVER)
		return go(t, settle);
	s->cursor = "";
	s->pages = 0;
	s->own = false;
	s->to = o->slack_channel;
	if (o->slack_bot_token[0] == '\0')
		return go(t, post);
	update = streq(p->action, "update");
	room = streq(p->action, "room") ||
	       (update && p->severity <= ROOM_SEVERITY);
	if (room && s->x.room[0] == '\0')
		return go(t, create);
	s->own = (room || update) && s->x.room[0] != '\0';
	if (s->own)
		s->to = s->x.room;
	return go(t, s->own ? topic : post);
}

/* ---- a room ---- */

static enum step_result create(struct task *t)
{
	struct buf *b = new_body(t);

	slack_create_body(of(t)->x.page.incident_id, b);
	call(t, "conversations.create", b);
	return STEP_WAIT;
}

static enum step_result created(struct task *t)
{
	struct slack_run *s = of(t);

	read_reply(t);
	s->x.room = s->reply.room;
	if (s->reply.verdict.outcome == PAGE_SENT && s->x.room[0] != '\0')
		return go(t, keep);
	/* Ours, made by an attempt that did not hear of it; or a person's. */
	if (streq(s->reply.code, "name_taken"))
		return go(t, find);
	return s->reply.verdict.outcome == PAGE_AGAIN ? leave(t) : elsewhere(t);
}

static enum step_result find(struct task *t)
{
	struct slack_run *s = of(t);
	struct buf *b = new_body(t);
	const char *cursor = "";

	if (s->cursor[0] != '\0')
		cursor =
		    arena_printf(t->arena, ",\"cursor\":\"%s\"", s->cursor);
	buf_addf(b,
	    "{\"exclude_archived\":true,\"limit\":1000,"
	    "\"types\":\"public_channel\"%s}",
	    cursor);
	call(t, "conversations.list", b);
	return STEP_WAIT;
}

/* What goes into JSON as it came. */
static bool is_cursor(const char *s)
{
	for (; *s != '\0'; s++)
		if (*s <= ' ' || *s > '~' || *s == '"' || *s == '\\')
			return false;
	return true;
}

static enum step_result found(struct task *t)
{
	struct slack_run *s = of(t);
	struct err err = {0};

	read_reply(t);
	if (s->reply.verdict.outcome == PAGE_AGAIN)
		return leave(t);
	if (s->reply.verdict.outcome == PAGE_NEVER ||
	    slack_find(t->arena, s->x.reply.body,
		slack_room_name(t->arena, s->x.page.incident_id), &s->x.room,
		&s->cursor, &err) < 0)
		return elsewhere(t);
	if (s->x.room[0] != '\0')
		return go(t, keep);
	if (s->cursor[0] == '\0' || !is_cursor(s->cursor) ||
	    ++s->pages == LIST_PAGES) {
		s->reply.verdict.error = "its name is taken, and not found";
		return elsewhere(t);
	}
	return go(t, find);
}

static enum step_result keep(struct task *t)
{
	struct slack_run *s = of(t);

	s->to = s->x.room;
	s->own = true;
	pg_query(t, outbox_daemon(t)->service->pg, pg_as_system(), NULL,
	    "INSERT INTO slack_rooms (incident_id, room) VALUES ($1, $2) "
	    "ON CONFLICT (incident_id) DO UPDATE SET room = excluded.room",
	    PG_ARGS(PG_I64(s->x.page.incident_id), PG_TEXT(s->to)));
	return STEP_WAIT;
}

/* ---- what makes it useful; the message goes out without ---- */

static enum step_result topic(struct task *t)
{
	struct slack_run *s = of(t);
	struct buf *b = new_body(t), *text = new_body(t);

	slack_topic(&s->x.page, text);
	slack_topic_body(s->to, buf_str(text), b);
	call(t, "conversations.setTopic", b);
	return STEP_WAIT;
}

static enum step_result invite(struct task *t)
{
	struct slack_run *s = of(t);
	struct buf *b;

	read_reply(t);
	if (s->reply.verdict.limited)
		return leave(t);
	if (s->reply.verdict.outcome != PAGE_SENT)
		log_warn("the topic was not set",
		    LOG_I("incident", s->x.page.incident_id),
		    LOG_S("error", s->reply.verdict.error));
	if (s->x.page.slack_id[0] == '\0')
		return STEP_NEXT;
	b = new_body(t);
	slack_invite_body(s->to, s->x.page.slack_id, b);
	call(t, "conversations.invite", b);
	return STEP_WAIT;
}

/* ---- the message ---- */

static void say(struct outbox_run *x, const char *text)
{
	log_warn("a message", LOG_I("incident", x->page.incident_id),
	    LOG_S("event", x->page.event),
	    LOG_S("severity", page_severity(&x->page)), LOG_S("text", text));
	x->logged = true;
}

static enum step_result post(struct task *t)
{
	struct slack_run *s = of(t);
	const struct oncall *d = outbox_daemon(t);
	struct buf *text = new_body(t), *b = new_body(t);

	slack_text(t->arena, &s->x.page, &d->paging->links, text);
	if (d->opt->slack_bot_token[0] != '\0') {
		slack_post_body(s->to, buf_str(text), s->x.page.uuid, b);
		call(t, "chat.postMessage", b);
	} else if (d->opt->slack_webhook_url[0] != '\0') {
		slack_webhook_body(buf_str(text), b);
		outbox_post(t, d->opt->slack_webhook_url, "", b);
	} else {
		say(&s->x, buf_str(text));
		return go(t, settle);
	}
	return STEP_WAIT;
}

static enum step_result judge(struct task *t)
{
	struct slack_run *s = of(t);
	const struct oncall *d = outbox_daemon(t);

	if (d->opt->slack_bot_token[0] == '\0') {
		s->x.verdict = slack_webhook_verdict(t->arena,
		    outbox_status(&s->x), s->x.reply.body,
		    outbox_retry_after_ms(&s->x), s->x.failed.text);
		return STEP_NEXT;
	}
	read_reply(t);
	/* Archived, or left: it still has to be heard. */
	if (s->own && s->reply.verdict.outcome == PAGE_NEVER)
		return elsewhere(t);
	s->x.verdict = s->reply.verdict;
	return STEP_NEXT;
}

static enum step_result settle(struct task *t)
{
	return outbox_settle(t, CHANNEL_SLACK);
}

static enum step_result next(struct task *t)
{
	if (outbox_goes_on(t))
		task_goto(t, claim);
	return STEP_NEXT;
}

static enum step_result end(struct task *t)
{
	return outbox_end(t, CHANNEL_SLACK);
}
