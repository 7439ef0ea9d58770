/* stream.c - /api/chat/stream: the answer as server-sent events.
 *
 * An answer is a log of numbered events: the assistant keeps each one in Redis
 * and tells of it. Here is how a stream begins, with a question or with the
 * Last-Event-ID of an answer that was begun before, anywhere; then it is parked
 * and fan.c and look.c go on. The id of an event is
 * "<answer id>.<number>", and the answer's id is the request's. */
#include "services/gateway/streams/part.h"

#include "services/gateway/access.h"
#include "services/gateway/flags.h"
#include "services/gateway/steps.h"

#include <stdio.h>

#define START_MS 10000 /* to the first byte */

struct opening {
	struct stream_state is;
	bool resumed;
	struct str ask; /* body of chat_start */
	struct kv_reply newest;
	struct err log_err;
};

static task_step toggle, prepare, ask, own, begin, answer;

step_list stream_steps = {
    toggle, GATEWAY_DOOR, prepare, ask, own, begin, answer, NULL};

/* ---- before anything else ---- */

static enum step_result toggle(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	const struct gateway *gw = gateway_of(r);

	r->own = ARENA_NEW(t->arena, struct opening);
	task_set_deadline(t, START_MS);
	if (flags_bool(
		gw->flags, "chat_streaming_enabled", gw->opt->chat_streaming))
		return STEP_NEXT;
	metrics_counter_inc(
	    METRICS_WITH(gw->metrics->switched_off, "streaming"));
	return task_fail(t, ERR_NO_STREAMING,
	    "Streaming temporarily disabled. Use POST /api/chat instead.");
}

/* ---- what is asked ---- */

/* The query string as the body that POST would have. */
static int ask_from_query(
    struct gateway_request *r, struct opening *o, struct err *err)
{
	const struct stream_query *q = gateway_query(r, MSG_stream_query, err);
	struct chat_turn turn = {.role = "user"};
	struct chat_ask ask = {.messages = {&turn, 1}};
	struct buf b;

	if (q == NULL)
		return -1;
	if (q->q == NULL)
		return err_field(err, "q", "is missing");
	if (q->propose || q->remember) /* a link must not write */
		return err_field(err, q->propose ? "propose" : "remember",
		    "is for POST only");
	turn.content = q->q;
	ask.read_only = true;
	ask.tone = q->tone;
	ask.mode = q->mode;
	ask.window_days = q->window_days;
	ask.max_results = q->max_results;
	ask.conversation_id = q->conversation_id;
	buf_init(&b, 64 * 1024);
	proto_encode(&b, &proto_message(MSG_chat_ask)->rec, &ask);
	o->ask.n = b.len;
	o->ask.p = arena_strndup(r->http.task.arena, buf_str(&b), b.len);
	buf_deinit(&b);
	return 0;
}

static int read_question(
    struct gateway_request *r, struct opening *o, struct err *err)
{
	str_copy(o->is.log, sizeof o->is.log, str_of(r->env.request_id));
	if (r->http.method != HTTP_POST)
		return ask_from_query(r, o, err);
	o->ask = r->http.body;
	return 0;
}

/* The ear before the question, so that no event is missed. */
static enum step_result prepare(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct opening *o = r->own;

	if (r->http.method == HTTP_HEAD) /* asking is not for looking */
		return task_fail(t, ERR_METHOD, "use GET or POST");
	o->is.kind = STREAM_ANSWER;
	o->is.user_id = r->caller.user_id;
	o->is.role = r->caller.role;
	o->is.opened_unix_ms = loop_unix_ms(t->loop);
	if (stream_last_id(r, &o->is, &t->err) < 0)
		return STEP_FAIL;
	o->resumed = o->is.log[0] != '\0';
	if (!o->resumed && read_question(r, o, &t->err) < 0)
		return STEP_FAIL;
	return stream_open(r, &o->is);
}

/* Who resumes must have something in a log of their own: events of all answers
 * are heard here, and only their owner may be told them. */
static enum step_result ask(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct service *service = gateway_of(r)->service;
	struct opening *o = r->own;
	char key[128];

	if (o->resumed) {
		stream_log_key(&o->is, key, sizeof key);
		task_tolerate(t, &o->log_err);
		kv_command(t, service->kv,
		    KV_ARGS(STR("XREVRANGE"), str_of(key), STR("+"), STR("-"),
			STR("COUNT"), STR("1")),
		    &o->newest);
		return STEP_WAIT;
	}
	r->env.type = MSG_chat_start;
	bus_call(t, service->bus, "assistant", &r->env, o->ask,
	    (struct str){"", 0}, &r->reply);
	return STEP_WAIT;
}

/* ---- the beginning ---- */

/* The last event was had before: the answer 204 ends a browser's EventSource,
 * which would come back again and again. */
static bool has_had_all(const struct opening *o)
{
	const struct kv_reply *entry = &o->newest.v[0];
	struct str id, number, body;
	uint64_t seq;

	if (entry->kind != KV_ARRAY || entry->n != 2 ||
	    entry->v[1].kind != KV_ARRAY || entry->v[1].n < 2)
		return false;
	id = entry->v[0].s;
	body = entry->v[1].v[1].s;
	return str_split(&id, '-', &number) && str_to_u64(number, &seq) == 0 &&
	       seq <= o->is.sent &&
	       (str_starts(body, "done\n") || str_starts(body, "error\n"));
}

static enum step_result own(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct opening *o = r->own;

	if (!o->resumed || o->log_err.code != ERR_OK)
		return STEP_NEXT;
	if (o->newest.kind != KV_ARRAY || o->newest.n == 0)
		return task_fail(t, ERR_NOT_FOUND,
		    "this answer is not kept any more; ask again");
	if (has_had_all(o)) {
		http_answer(&r->http, 204, NULL, (struct str){"", 0});
		task_goto(t, answer);
	}
	return STEP_NEXT;
}

static enum step_result begin(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct opening *o = r->own;

	stream_begin(r);
	if (o->log_err.code != ERR_OK)
		stream_write_failure(r, r->stream,
		    "the log of this answer cannot be read now; come back "
		    "with the same Last-Event-ID");
	else
		r->stream->look = o->resumed;
	return STEP_NEXT;
}

static enum step_result answer(struct task *t)
{
	struct gateway_request *r = gateway_request(t);

	if (t->err.code == ERR_NO_STREAMING)
		http_add_header(&r->http, "X-Chat-Streaming-Disabled", "1");
	if (r->http.streaming)
		stream_park(r, r->stream);
	else if (t->err.code != ERR_OK)
		return gateway_problem(r);
	return STEP_NEXT;
}
