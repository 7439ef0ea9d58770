/* look.c - a stream looks into its log: what it has not heard, what a
 * slow reader had no room for, and whether anybody still makes the answer.
 *
 * These are the steps of a request that is begun on a parked stream. */
#include "services/gateway/streams/part.h"

#include "common/base/jsonw.h"
#include "common/base/log.h"
#include "services/gateway/streams/sse.h"

#include <inttypes.h>
#include <stdio.h>

#define PAGE 64 /* entries of the log in one round */
#define PAGE_TEXT "64"
#define SILENCE_MS 60000 /* an answer without any event for so long died */
#define CONTINUE_MS 2500 /* a call to somebody who may go on with it */

struct look {
	struct stream *s;
	struct arena_mark mark; /* a round's memory begins here */
	struct kv_reply log, lease;
	struct pg_result *events; /* the log of incidents */
	struct err log_err, lease_err, call_err;
	uint64_t newest; /* that was heard of before the log was read */
	bool orphaned;
};

static task_step begin, drain, look_up, took, revive, revived, end;

task_step *const stream_look_steps[] = {
    begin, drain, look_up, took, revive, revived, end, NULL};

static struct look *look_of(struct gateway_request *r)
{
	return r->own;
}

/* Who it is for is all that is left of the request that began it. */
static enum step_result begin(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct look *look = ARENA_NEW(t->arena, struct look);
	struct stream *s = look->s = http_park_owner(&r->http);

	r->own = look;
	r->caller.user_id = s->is.user_id;
	r->caller.role = s->is.role;
	r->env.user_id = r->env.lane_seed = s->is.user_id;
	r->env.role = s->is.role;
	ids_request(&gateway_of(r)->ids, r->env.request_id, r->env.trace_id,
	    r->env.span_id);
	r->http.request_id = r->env.request_id;
	look->mark = arena_mark(t->arena);
	metrics_counter_inc(METRICS_ONLY(s->all->metrics.looks));
	return STEP_NEXT;
}

/* ---- writing ---- */

static bool write_text(struct gateway_request *r, struct stream *s,
    uint64_t seq, struct str name, struct str data)
{
	struct buf b;
	bool good;

	buf_init(&b, STREAM_EVENT_BYTES);
	good = sse_event(&b, s->is.log, seq, name, data) && !buf_failed(&b);
	if (good)
		http_stream_write(&r->http, (struct str){buf_str(&b), b.len});
	buf_deinit(&b);
	s->wrote_ms = loop_now_ms(r->http.task.loop);
	return good;
}

void stream_write_failure(
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
	    r, s, s->is.sent, STR("error"), (struct str){buf_str(&b), b.len});
	buf_deinit(&b);
	s->over = true;
}

/* body is "name\n" and the data as one line of JSON. */
static void write_event(
    struct gateway_request *r, struct stream *s, uint64_t seq, struct str body)
{
	struct str rest = body, name;

	if (s->over || !str_split(&rest, '\n', &name))
		return;
	if (seq > s->is.sent) {
		if (!write_text(r, s, seq, name, rest)) {
			stream_write_failure(
			    r, s, "an event could not be passed on");
			return;
		}
		s->is.sent = seq;
		s->progress_ms = s->wrote_ms;
		metrics_counter_inc(METRICS_ONLY(s->all->metrics.events));
	}
	s->over = s->is.kind == STREAM_ANSWER && seq == s->is.sent &&
		  (str_eqs(name, "done") || str_eqs(name, "error"));
}

/* An entry is [ "<seq>-0", [ "e", body, ... ] ]. */
static void write_entry(
    struct gateway_request *r, struct stream *s, const struct kv_reply *entry)
{
	struct str id, number;
	uint64_t seq;

	if (entry->kind != KV_ARRAY || entry->n != 2 ||
	    entry->v[1].kind != KV_ARRAY || entry->v[1].n < 2)
		return;
	id = entry->v[0].s;
	if (str_split(&id, '-', &number) && str_to_u64(number, &seq) == 0)
		write_event(r, s, seq, entry->v[1].v[1].s);
}

/* ---- reading ---- */

void stream_log_key(const struct stream_state *is, char *key, size_t bytes)
{
	if (is->kind == STREAM_ANSWER)
		snprintf(
		    key, bytes, "chat:{%" PRIu64 "}:%s", is->user_id, is->log);
	else
		snprintf(key, bytes, "runs:{%" PRIu64 "}:log", is->user_id);
}

static size_t entries(const struct look *look)
{
	if (look->s->is.kind == STREAM_INCIDENTS)
		return pg_rows(look->events);
	return look->log.kind == KV_ARRAY ? look->log.n : 0;
}

static void write_one(struct gateway_request *r, struct look *look, size_t i)
{
	if (look->s->is.kind != STREAM_INCIDENTS)
		write_entry(r, look->s, &look->log.v[i]);
	else
		write_event(r, look->s, (uint64_t)pg_i64(look->events, i, "n"),
		    pg_str(look->events, i, "event"));
}

/* What it has not read costs us no more than its queue. */
static enum step_result drain(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct look *look = look_of(r);
	struct stream *s = look->s;

	arena_rewind(t->arena, &look->mark);
	if (http_stream_queued(&r->http) <= STREAM_QUEUED_BYTES / 2)
		return STEP_NEXT;
	if (!s->slow)
		metrics_counter_inc(METRICS_ONLY(s->all->metrics.slow));
	s->slow = true;
	stream_topic_prune(s->topic);
	task_set_deadline(t, STREAM_LOOK_MS);
	http_stream_drain(&r->http, STREAM_QUEUED_BYTES / 4);
	return STEP_WAIT;
}

/* From the last event that was written on, that one included: it tells whether
 * the log has an end. */
static enum step_result look_up(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct look *look = look_of(r);
	struct stream *s = look->s;
	struct kv *kv = gateway_of(r)->service->kv;
	char key[128], lease[140], from[32];

	if (s->is.kind != STREAM_ANSWER && !streq(s->is.log, s->topic->log)) {
		str_copy(s->is.log, sizeof s->is.log, str_of(s->topic->log));
		s->is.sent = 0; /* a new log: from its beginning */
	}
	s->slow = s->look = false;
	look->newest = s->topic->newest;
	task_tolerate(t, &look->log_err);
	if (s->is.kind == STREAM_INCIDENTS) {
		stream_incidents_read(
		    t, gateway_of(r), s->is.sent, PAGE, &look->events);
		return STEP_WAIT;
	}
	stream_log_key(&s->is, key, sizeof key);
	snprintf(
	    from, sizeof from, "%" PRIu64 "-0", MAX(s->is.sent, (uint64_t)1));
	kv_command(t, kv,
	    KV_ARGS(STR("XRANGE"), str_of(key), str_of(from), STR("+"),
		STR("COUNT"), STR(PAGE_TEXT)),
	    &look->log);
	if (s->is.kind == STREAM_ANSWER) {
		snprintf(lease, sizeof lease, "%s:lease", key);
		task_tolerate(t, &look->lease_err);
		kv_command(
		    t, kv, KV_ARGS(STR("EXISTS"), str_of(lease)), &look->lease);
	}
	return STEP_WAIT;
}

/* What the log does not have, and what was heard, must make one row. */
static bool was_lost(const struct stream *s, uint64_t newest)
{
	const struct stream_event *e;

	if (s->is.sent >= newest)
		return false;
	LIST_EACH (node, &s->topic->events) {
		e = LIST_ENTRY(node, struct stream_event, node);
		if (e->seq == s->is.sent + 1)
			return false;
	}
	return true;
}

static enum step_result took(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct look *look = look_of(r);
	struct stream *s = look->s;
	uint64_t before = s->is.sent;
	size_t n = look->log_err.code == ERR_OK ? entries(look) : 0;

	if (look->log_err.code != ERR_OK) {
		if (was_lost(s, look->newest))
			stream_write_failure(r, s,
			    "the log of this answer cannot be read now; come "
			    "back with the same Last-Event-ID");
		return STEP_NEXT;
	}
	for (size_t i = 0; i < n; i++) {
		if (http_stream_queued(&r->http) > STREAM_QUEUED_BYTES) {
			task_goto(t, drain);
			return STEP_NEXT;
		}
		write_one(r, look, i);
	}
	if (s->over)
		return STEP_NEXT;
	if (n >= PAGE) {
		task_goto(t, drain);
	} else if (was_lost(s, look->newest)) {
		stream_write_failure(r, s,
		    "an event was lost and its log is not kept; ask again");
	} else if (s->is.kind == STREAM_ANSWER && s->is.sent == before) {
		look->orphaned = look->lease_err.code == ERR_OK &&
				 look->lease.kind == KV_INT &&
				 look->lease.i == 0;
	}
	return STEP_NEXT;
}

/* ---- an answer that nobody makes ---- */

static enum step_result revive(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct look *look = look_of(r);
	const struct chat_continue m = {.answer_id = look->s->is.log};

	if (!look->orphaned || look->s->over)
		return STEP_NEXT;
	metrics_counter_inc(METRICS_ONLY(look->s->all->metrics.revived));
	log_info("answer without a maker", LOG_S("request_id", look->s->is.log),
	    LOG_I("user", look->s->is.user_id),
	    LOG_I("sent", look->s->is.sent));
	task_set_deadline(t, CONTINUE_MS);
	task_tolerate(t, &look->call_err);
	r->env.type = MSG_chat_continue;
	bus_call_msg(t, gateway_of(r)->service->bus, "assistant", &r->env,
	    MSG_chat_continue, &m, &r->reply);
	task_set_deadline(t, STREAM_LOOK_MS);
	return STEP_WAIT;
}

/* Whatever came of it: the next look tells. Only silence ends the stream. */
static enum step_result revived(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct stream *s = look_of(r)->s;
	int64_t now = loop_now_ms(t->loop);

	if (s->over)
		return STEP_NEXT;
	if (s->is.kind == STREAM_ANSWER && now - s->progress_ms >= SILENCE_MS) {
		stream_write_failure(
		    r, s, "the answer was not finished; ask again");
	} else if (now - s->wrote_ms >= STREAM_BEAT_MS) {
		http_stream_write(&r->http, STR(": keep-alive\n\n"));
		s->wrote_ms = now;
	}
	return STEP_NEXT;
}

static enum step_result end(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct stream *s = look_of(r)->s;

	if (t->err.code != ERR_OK && !s->over) {
		gateway_tame(&t->err);
		stream_write_failure(r, s, t->err.text);
	}
	stream_park(r, s);
	return STEP_NEXT;
}
