/* stream.c - chat_start: a task of its own makes the answer, so that nobody
 * who leaves can end it. It holds a copy of the call and lives in its own
 * arena. */
#include "services/assistant/assistant.h"

#include "common/base/log.h"

#define STREAM_ARENA_BYTES (48u * 1024 * 1024)

static void stream_free(struct task *t)
{
	struct chat *c = chat_of(t);

	running_remove(c);
	answer_log_close(c);
	if (c->drafted)
		draft_deinit(&c->draft);
}

/* The call as it was, decoded again in the new arena. */
static struct chat *copy_call(
    struct arena *a, const struct chat *from, struct err *err)
{
	const struct record_desc *d = &proto_message(MSG_chat_start)->rec;
	struct chat *c = ARENA_NEW(a, struct chat);
	void *msg = arena_alloc(a, d->bytes);

	c->r.daemon = from->r.daemon;
	c->r.env = from->r.env;
	c->r.json = (struct str){
	    arena_strndup(a, from->r.json.p, from->r.json.n), from->r.json.n};
	if (proto_decode(a, d, c->r.json, msg, err) < 0)
		return NULL;
	c->r.msg = msg;
	c->streamed = true;
	c->is_new = from->is_new;
	c->asked_ms = from->clock.now_ms;
	memcpy(c->owner, from->owner, sizeof c->owner);
	memcpy(c->conversation_id, from->conversation_id,
	    sizeof c->conversation_id);
	return c;
}

/* ---- beginning ---- */

/* What is needed to make the answer again is kept before its first event. */
enum step_result stream_claim(struct task *t)
{
	struct chat *c = chat_of(t);

	answer_log_claim(c, c->owner, &c->claim, &c->claim_err);
	return STEP_WAIT;
}

int stream_begin(
    struct loop *l, const struct chat *from, bool alone, struct err *err)
{
	struct arena *a = arena_new(STREAM_ARENA_BYTES);
	struct chat *c = copy_call(a, from, err);

	if (c == NULL || running_add(c, err) < 0) {
		arena_free(&a);
		return -1;
	}
	answer_log_open(c, c->owner, alone);
	task_start(&c->r.task, l, a, chat_steps,
	    assistant_of(c)->opt->answer_ms, stream_free);
	return 0;
}

/* A stream that can't begin is refused by an error of the call; without Redis
 * it begins, and can't be resumed. */
enum step_result stream_launch(struct task *t)
{
	struct chat *c = chat_of(t);
	bool alone = c->claim_err.code != ERR_OK;

	if (!alone && c->claim.i != 1)
		return task_fail(
		    t, ERR_CONFLICT, "this answer is being made already");
	if (alone) {
		log_warn("answer cannot be resumed",
		    LOG_S("request_id", c->r.env.request_id),
		    LOG_S("why", c->claim_err.text));
		metrics_counter_inc(
		    METRICS_ONLY(assistant_of(c)->metrics.log_losses));
	}
	return stream_begin(t->loop, c, alone, &t->err) < 0 ? STEP_FAIL
							    : STEP_NEXT;
}

enum step_result stream_reply(struct task *t)
{
	struct chat *c = chat_of(t);
	const struct chat_started m = {
	    .conversation_id = c->conversation_id,
	    .answer_id = c->r.env.request_id,
	};

	if (t->err.code != ERR_OK)
		bus_answer_err(&c->r);
	else
		bus_answer_msg(&c->r, MSG_chat_started, &m);
	return STEP_NEXT;
}

/* ---- the end before its time: not from a step of c's own ---- */

void stream_stop(struct chat *c)
{
	c->stopped = true;
	event_done(c, false, true);
	task_cancel(&c->r.task);
}

void stream_drop(struct chat *c)
{
	c->stopped = true;
	task_cancel(&c->r.task);
}

/* An answer with a log is gone on with by another process, or by the next one
 * here: its readers ask for that when its lease is over. */
void stream_cancel_all(struct assistant *d)
{
	LIST_EACH (node, &d->running) {
		struct chat *c = LIST_ENTRY(node, struct chat, node);
		struct err err = {0};

		if (!c->streamed)
			continue;
		log_warn("answer given up",
		    LOG_S("request_id", c->r.env.request_id));
		(void)err_set(&err, ERR_UNAVAILABLE,
		    "the assistant was restarted; ask again");
		if (c->log->alone && !c->log->ended)
			event_error(c, &err);
		task_cancel(&c->r.task);
	}
}
