/* stream.c - /api/chat/stream: the answer as server-sent events.
 *
 * An answer is a log of numbered events. The assistant publishes each one and
 * keeps it in Redis; here they are relayed as they come. A gap in the numbers
 * (events are hints, they may be lost) or a client that comes back with
 * Last-Event-ID is filled from Redis. The id of an event is
 * "<answer id>.<number>", and the answer's id is the request's. */
#include "services/gateway/gateway.h"

#include "common/base/jsonw.h"
#include "common/bus/events.h"
#include "services/gateway/daemon.h"
#include "services/gateway/flags.h"
#include "services/gateway/sse.h"
#include "services/gateway/steps.h"

#include <inttypes.h>
#include <stdio.h>

#define START_MS 10000 /* to the first byte; from then on the route's time */
#define HEARTBEAT_MS 10000
#define SILENCE_MAX_MS 60000 /* an answer without any event for so long died */
#define QUEUED_MAX (256 * 1024)
#define EVENT_MAX (1024 * 1024)
#define REPLAY_MAX 500 /* entries of the log in one round */

struct stream {
	char answer_id[UUID_CHARS + 1];
	uint64_t sent; /* number of the last event written */
	/* The log under the caller's own key has shown this answer, or it was
	 * begun here: only then may its events, which all gateways hear, be
	 * told to this caller. */
	bool owned;
	bool resumed, over;
	bool look; /* the log may have what was not heard */
	int64_t silent_ms;
	struct event_sub *sub;
	struct event event;
	struct kv_reply log;
	struct err log_err;
	struct str ask;         /* body of chat_start */
	struct arena_mark mark; /* a round's memory begins here */
};

static task_step toggle, prepare, listen_first, start, begin, replay, replayed,
    next, relay, end;

step_list stream_steps = {toggle, GATEWAY_DOOR, prepare, listen_first, start,
    begin, replay, replayed, next, relay, end, NULL};

/* ---- before anything else ---- */

static enum step_result toggle(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	const struct gateway *gw = gateway_of(r);

	r->own = ARENA_NEW(t->arena, struct stream);
	task_set_deadline(t, START_MS);
	if (flags_bool(
		gw->flags, "chat_streaming_enabled", gw->opt->chat_streaming))
		return STEP_NEXT;
	return task_fail(t, ERR_NO_STREAMING,
	    "Streaming temporarily disabled. Use POST /api/chat instead.");
}

/* ---- what is asked ---- */

/* The query string as the body that POST would have. */
static int ask_from_query(
    struct gateway_request *r, struct stream *s, struct err *err)
{
	const struct stream_query *q = gateway_query(r, MSG_stream_query, err);
	struct chat_turn turn = {.role = "user"};
	struct chat_ask ask = {.messages = {&turn, 1}};
	struct buf b;

	if (q == NULL)
		return -1;
	if (q->q == NULL)
		return err_field(err, "q", "is missing");
	turn.content = q->q;
	ask.window_days = q->window_days;
	ask.max_results = q->max_results;
	ask.conversation_id = q->conversation_id;
	buf_init(&b, 64 * 1024);
	proto_encode(&b, &proto_message(MSG_chat_ask)->rec, &ask);
	s->ask.n = b.len;
	s->ask.p = arena_strndup(r->http.task.arena, buf_str(&b), b.len);
	buf_deinit(&b);
	return 0;
}

static int read_last_event_id(
    struct gateway_request *r, struct stream *s, struct err *err)
{
	struct str id = http_header(&r->http, "last-event-id");

	if (id.n == 0)
		return 0;
	if (sse_id_parse(id, s->answer_id, &s->sent) < 0)
		return err_field(err, "Last-Event-ID",
		    "is not the id of an event of this stream");
	s->resumed = s->look = true;
	return 0;
}

static enum step_result prepare(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct stream *s = r->own;

	if (r->http.method == HTTP_HEAD) /* asking is not for looking */
		return task_fail(t, ERR_METHOD, "use GET or POST");
	if (read_last_event_id(r, s, &t->err) < 0)
		return STEP_FAIL;
	if (s->resumed)
		return STEP_NEXT;
	s->owned = true;
	str_copy(s->answer_id, sizeof s->answer_id, str_of(r->env.request_id));
	if (r->http.method == HTTP_POST)
		s->ask = r->http.body;
	else if (ask_from_query(r, s, &t->err) < 0)
		return STEP_FAIL;
	return STEP_NEXT;
}

/* The ear before the question, so that no event is missed. */
static enum step_result listen_first(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct stream *s = r->own;
	char topic[80];

	snprintf(topic, sizeof topic, "chat.%s", s->answer_id);
	s->sub = event_sub_open(gateway_of(r)->service->hub, topic, 512);
	return STEP_NEXT;
}

static enum step_result start(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct stream *s = r->own;

	if (s->resumed)
		return STEP_NEXT;
	r->env.type = MSG_chat_start;
	bus_call(t, gateway_of(r)->service->bus, "assistant", &r->env, s->ask,
	    (struct str){"", 0}, &r->reply);
	return STEP_WAIT;
}

static enum step_result begin(struct task *t)
{
	struct gateway_request *r = gateway_request(t);

	task_set_deadline(t, r->http.route->timeout_ms);
	http_add_header(&r->http, "X-Accel-Buffering", "no");
	http_stream_begin(&r->http, 200, "text/event-stream; charset=utf-8");
	((struct stream *)r->own)->mark = arena_mark(t->arena);
	return STEP_NEXT;
}

/* ---- writing events ---- */

static bool write_text(struct gateway_request *r, const struct stream *s,
    uint64_t seq, struct str name, struct str data)
{
	struct buf b;
	bool good;

	buf_init(&b, EVENT_MAX);
	good = sse_event(&b, s->answer_id, seq, name, data) && !buf_failed(&b);
	if (good)
		http_stream_write(&r->http, (struct str){buf_str(&b), b.len});
	buf_deinit(&b);
	return good;
}

/* The end, as far as this connection goes. It has the last event's id, so who
 * comes back is told what follows that. */
static void write_failure(
    struct gateway_request *r, struct stream *s, const char *why)
{
	struct buf b;
	struct jsonw w;

	buf_init(&b, 4096);
	jsonw_init(&w, &b);
	jsonw_obj(&w);
	jsonw_ks(&w, "detail", why);
	jsonw_ks(&w, "request_id", r->http.request_id);
	jsonw_end(&w);
	(void)!!write_text(
	    r, s, s->sent, STR("error"), (struct str){buf_str(&b), b.len});
	buf_deinit(&b);
	s->over = true;
}

/* body is "name\n" and the data as one line of JSON. */
static void write_event(
    struct gateway_request *r, struct stream *s, uint64_t seq, struct str body)
{
	struct str rest = body, name;

	if (seq <= s->sent || s->over || !str_split(&rest, '\n', &name))
		return;
	if (!write_text(r, s, seq, name, rest)) {
		write_failure(r, s, "an event could not be passed on");
		return;
	}
	s->sent = seq;
	s->silent_ms = 0;
	s->over = str_eqs(name, "done") || str_eqs(name, "error");
}

/* ---- from the log ---- */

/* Who resumes must have seen, or be about to see, something in their own log:
 * the first look takes the event they name with it. */
static enum step_result replay(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct stream *s = r->own;
	char key[128], from[32], count[16];

	if (!s->look)
		return STEP_NEXT;
	arena_rewind(t->arena, &s->mark);
	snprintf(key, sizeof key, "chat:%" PRIu64 ":%s", r->caller.user_id,
	    s->answer_id);
	snprintf(from, sizeof from, "%" PRIu64 "-0",
	    s->owned ? s->sent + 1 : MAX(s->sent, (uint64_t)1));
	snprintf(count, sizeof count, "%d", REPLAY_MAX);
	task_tolerate(t, &s->log_err);
	kv_command(t, gateway_of(r)->service->kv,
	    KV_ARGS(STR("XRANGE"), str_of(key), str_of(from), STR("+"),
		STR("COUNT"), str_of(count)),
	    &s->log);
	if (http_stream_queued(&r->http) > QUEUED_MAX)
		http_stream_drain(&r->http, QUEUED_MAX / 2);
	return STEP_WAIT;
}

/* An entry is [ "<seq>-0", [ "e", body ] ]. */
static void replay_entry(
    struct gateway_request *r, struct stream *s, const struct kv_reply *entry)
{
	struct str id, number;
	uint64_t seq;

	if (entry->kind != KV_ARRAY || entry->n != 2 ||
	    entry->v[1].kind != KV_ARRAY || entry->v[1].n != 2)
		return;
	id = entry->v[0].s;
	if (str_split(&id, '-', &number) && str_to_u64(number, &seq) == 0)
		write_event(r, s, seq, entry->v[1].v[1].s);
}

static void prove_owned(struct gateway_request *r, struct stream *s)
{
	if (s->log_err.code != ERR_OK)
		write_failure(r, s,
		    "the log of this answer cannot be read now; come back "
		    "with the same Last-Event-ID");
	else if (s->log.kind != KV_ARRAY || s->log.n == 0)
		write_failure(r, s, "this answer is not kept any more");
	else
		s->owned = true;
}

static enum step_result replayed(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct stream *s = r->own;
	size_t n = s->log.kind == KV_ARRAY ? s->log.n : 0;

	if (!s->look)
		return STEP_NEXT;
	if (!s->owned)
		prove_owned(r, s);
	for (size_t i = 0; s->owned && i < n; i++)
		replay_entry(r, s, &s->log.v[i]);
	s->log = (struct kv_reply){0};
	s->look = false;
	if (s->over) {
		task_goto(t, end);
	} else if (n >= REPLAY_MAX) {
		s->look = true;
		task_goto(t, replay);
	} else if (s->event.seq > s->sent) {
		write_event(r, s, s->event.seq, s->event.body);
		if (s->over)
			task_goto(t, end);
	}
	return STEP_NEXT;
}

/* ---- as they come ---- */

static enum step_result next(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct stream *s = r->own;

	arena_rewind(t->arena, &s->mark);
	event_next(t, s->sub, HEARTBEAT_MS, &s->event);
	if (http_stream_queued(&r->http) > QUEUED_MAX)
		http_stream_drain(&r->http, QUEUED_MAX / 2);
	return STEP_WAIT;
}

/* Silence may mean that an event, the last one even, was lost on its way. */
static void heartbeat(struct gateway_request *r, struct stream *s)
{
	s->silent_ms += HEARTBEAT_MS;
	if (s->silent_ms >= SILENCE_MAX_MS) {
		write_failure(r, s, "the answer was not finished; ask again");
		return;
	}
	http_stream_write(&r->http, STR(": keep-alive\n\n"));
	s->look = true;
}

static enum step_result relay(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct stream *s = r->own;

	if (s->event.seq == 0)
		heartbeat(r, s);
	else if (s->event.seq > s->sent + 1)
		s->look = true; /* a gap: the log has it */
	else
		write_event(r, s, s->event.seq, s->event.body);
	if (!s->over)
		task_goto(t, s->look ? replay : next);
	return STEP_NEXT;
}

static enum step_result end(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct stream *s = r->own;

	if (t->err.code == ERR_NO_STREAMING) {
		http_add_header(&r->http, "X-Chat-Streaming-Disabled", "1");
		return gateway_problem(r);
	}
	if (t->err.code != ERR_OK && !r->http.streaming)
		return gateway_problem(r);
	if (t->err.code != ERR_OK) {
		gateway_tame(&t->err);
		write_failure(r, s, t->err.text);
	}
	return STEP_NEXT;
}

void gateway_stream_release(struct gateway_request *r)
{
	struct stream *s = r->own;

	if (r->http.route != NULL && r->http.route->steps == stream_steps &&
	    s != NULL)
		event_sub_close(&s->sub);
}
