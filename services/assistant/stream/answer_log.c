/* answer_log.c - writes an answer's events to its log, then tells of them. */
#include "services/assistant/stream/answer_log.h"

#include "common/base/die.h"
#include "common/base/jsonw.h"
#include "common/base/log.h"
#include "common/bus/events.h"
#include "services/assistant/assistant.h"
#include "services/assistant/stream/answer_log_keys.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#define AT_ONCE 128 /* events in one write */
#define FIXED_ARGS 8
#define WRITER_ARENA ((size_t)64 << 20)

struct log_event {
	struct list node;
	uint64_t seq;
	char print[17]; /* fingerprint of what is stable of it */
	bool last;
	size_t n;
	char body[];
};

/* One at a time for a log: events that come meanwhile share the next write. */
struct log_writer {
	struct task task;
	struct answer_log *log;
	struct arena_mark mark;
	struct list batch; /* struct log_event; empty: only the lease */
	struct str differs;
	struct kv_reply reply;
	struct err err;
};

static task_step collect, written, over;
static task_step *const writer_steps[] = {collect, written, over, NULL};

static struct str number(struct arena *a, int64_t n)
{
	return str_of(arena_printf(a, "%" PRId64, n));
}

static struct str ttl_s(struct arena *a, const struct assistant *d)
{
	return number(a, d->opt->keep_ms / 1000);
}

/* ---- beginning ---- */

void answer_log_claim(
    struct chat *c, char owner_r[17], struct kv_reply *reply_r, struct err *err)
{
	struct assistant *d = assistant_of(c);
	struct arena *a = c->r.task.arena;
	const struct envelope *env = &c->r.env;
	struct keys k;

	keys_of(&k, env->user_id, env->request_id, c->conversation_id);
	ids_span(owner_r);
	task_tolerate(&c->r.task, err);
	kv_eval(&c->r.task, d->service->kv, &d->scripts.claim, 3,
	    KV_ARGS(str_of(k.head), str_of(k.lease), str_of(k.of),
		str_of(owner_r), number(a, ANSWER_LEASE_MS), ttl_s(a, d),
		str_of(env->request_id), STR("question"), c->r.json,
		STR("asked_ms"), number(a, c->clock.now_ms),
		STR("conversation"), str_of(c->conversation_id), STR("new"),
		str_of(c->is_new ? "1" : "0"), STR("role"),
		number(a, (int64_t)env->role), STR("seed"),
		str_of(arena_printf(a, "%" PRIu64, env->lane_seed)),
		STR("trace"), str_of(env->trace_id)),
	    reply_r);
}

void answer_log_open(struct chat *c, const char *owner, bool alone)
{
	struct answer_log *log = xcalloc(1, sizeof *log);

	log->daemon = assistant_of(c);
	log->chat = c;
	log->user_id = c->r.env.user_id;
	log->alone = alone;
	str_copy(
	    log->answer_id, sizeof log->answer_id, str_of(c->r.env.request_id));
	str_copy(log->owner, sizeof log->owner, str_of(owner));
	list_init(&log->waiting);
	list_append(&log->daemon->logs, &log->node);
	c->log = log;
}

static void drop_all(struct list *events)
{
	LIST_EACH (node, events) {
		list_remove(node);
		free(LIST_ENTRY(node, struct log_event, node));
	}
}

static void log_free(struct answer_log *log)
{
	drop_all(&log->waiting);
	list_remove(&log->node);
	free(log);
}

void answer_log_close(struct chat *c)
{
	struct answer_log *log = c->log;

	if (log == NULL)
		return;
	c->log = NULL;
	log->chat = NULL;
	if (!log->ended)
		drop_all(&log->waiting);
	if (log->writer == NULL)
		log_free(log);
}

/* ---- telling ---- */

void answer_log_publish(
    struct assistant *d, const char *answer_id, uint64_t seq, struct str body)
{
	char topic[80];

	snprintf(topic, sizeof topic, "chat.%s", answer_id);
	event_publish(d->service->events, topic, seq, body);
}

static void tell(struct log_writer *w, uint64_t after)
{
	LIST_EACH (node, &w->batch) {
		const struct log_event *e =
		    LIST_ENTRY(node, struct log_event, node);

		if (e->seq > after)
			answer_log_publish(w->log->daemon, w->log->answer_id,
			    e->seq, (struct str){e->body, e->n});
	}
}

/* ---- writing ---- */

static void writer_free(struct task *t)
{
	struct log_writer *w = CONTAINER_OF(t, struct log_writer, task);
	struct answer_log *log = w->log;

	drop_all(&w->batch);
	log->writer = NULL;
	if (log->chat == NULL)
		log_free(log);
}

static void writer_start(struct answer_log *log)
{
	struct arena *a;
	struct log_writer *w;

	if (log->writer != NULL)
		return;
	a = arena_new(WRITER_ARENA);
	w = log->writer = ARENA_NEW(a, struct log_writer);
	w->log = log;
	list_init(&w->batch);
	w->mark = arena_mark(a);
	task_start(&w->task, log->daemon->service->loop, a, writer_steps,
	    INT32_MAX, writer_free);
}

void answer_log_give(
    struct answer_log *log, uint64_t seq, struct str body, struct str stable)
{
	static const uint8_t key[16] = {0};
	struct log_event *e = xcalloc(1, sizeof *e + body.n);

	MUST(!log->ended);
	e->seq = seq;
	e->n = body.n;
	e->last = str_starts(body, "done\n") || str_starts(body, "error\n");
	snprintf(e->print, sizeof e->print, "%016" PRIx64,
	    ids_siphash(key, stable.p, stable.n));
	memcpy(e->body, body.p, body.n);
	list_append(&log->waiting, &e->node);
	log->ended = e->last;
	writer_start(log);
}

/* What says that the answer came out differently the second time. */
static struct str differs_body(struct log_writer *w)
{
	return str_of(arena_printf(w->task.arena,
	    "error\n{\"detail\":\"the assistant that made this answer has "
	    "gone, "
	    "and made again it is another one, since your mail has changed; "
	    "ask again\",\"code\":\"conflict\",\"request_id\":\"%s\"}",
	    w->log->answer_id));
}

static void write_batch(struct log_writer *w)
{
	struct answer_log *log = w->log;
	struct assistant *d = log->daemon;
	struct arena *a = w->task.arena;
	struct str *v = ARENA_ARRAY(a, struct str, FIXED_ARGS + 2 * AT_ONCE);
	struct keys *k = ARENA_NEW(a, struct keys);
	uint64_t first = 0;
	size_t n = FIXED_ARGS;

	keys_of(k, log->user_id, log->answer_id, "");
	w->differs = differs_body(w);
	LIST_EACH (node, &w->batch) {
		struct log_event *e = LIST_ENTRY(node, struct log_event, node);

		if (first == 0)
			first = e->seq;
		v[n++] = str_of(e->print);
		v[n++] = (struct str){e->body, e->n};
	}
	v[0] = str_of(k->log);
	v[1] = str_of(k->head);
	v[2] = str_of(k->lease);
	v[3] = str_of(log->owner);
	v[4] = number(a, ANSWER_LEASE_MS);
	v[5] = ttl_s(a, d);
	v[6] = number(a, (int64_t)first);
	v[7] = w->differs;
	task_tolerate(&w->task, &w->err);
	kv_eval(&w->task, d->service->kv, &d->scripts.add, 3,
	    (struct kv_args){v, n}, &w->reply);
}

static enum step_result collect(struct task *t)
{
	struct log_writer *w = CONTAINER_OF(t, struct log_writer, task);
	struct answer_log *log = w->log;

	arena_rewind(t->arena, &w->mark);
	for (int n = 0; n < AT_ONCE && !list_empty(&log->waiting); n++) {
		struct list *node = log->waiting.next;

		list_remove(node);
		list_append(&w->batch, node);
	}
	if (log->alone) {
		tell(w, 0);
		drop_all(&w->batch);
		task_goto(t, list_empty(&log->waiting) ? over : collect);
		return STEP_NEXT;
	}
	write_batch(w);
	return STEP_WAIT;
}

/* The log was ended or taken by somebody else: this answer is none of ours any
 * more, and nobody may hear more of it from here. */
static void give_up(struct answer_log *log, const char *why)
{
	log_info("answer left to others", LOG_S("request_id", log->answer_id),
	    LOG_S("why", why));
	drop_all(&log->waiting);
	log->ended = true;
	if (log->chat != NULL)
		stream_drop(log->chat);
}

/* Redis is away, hangs, or has lost the log. */
static void go_alone(struct log_writer *w, const char *why)
{
	struct answer_log *log = w->log;

	log->alone = true;
	log_warn("answer cannot be resumed",
	    LOG_S("request_id", log->answer_id), LOG_S("why", why));
	metrics_counter_inc(METRICS_ONLY(log->daemon->metrics.log_losses));
	tell(w, 0);
}

static void take_reply(struct log_writer *w)
{
	const struct kv_reply *r = &w->reply;
	struct str state = {"", 0};

	if (w->err.code == ERR_OK && r->kind == KV_ARRAY && r->n == 3 &&
	    r->v[1].kind == KV_INT && r->v[2].kind == KV_INT)
		state = r->v[0].s;
	if (str_eqs(state, "ok")) {
		tell(w, (uint64_t)r->v[1].i);
	} else if (str_eqs(state, "differs")) {
		answer_log_publish(w->log->daemon, w->log->answer_id,
		    (uint64_t)r->v[2].i, w->differs);
		give_up(w->log, "it came out differently");
	} else if (str_eqs(state, "over")) {
		give_up(w->log, "it was ended");
	} else if (str_eqs(state, "lost")) {
		give_up(w->log, "another one makes it");
	} else {
		go_alone(
		    w, w->err.code != ERR_OK ? w->err.text : "its log is gone");
	}
}

static enum step_result written(struct task *t)
{
	struct log_writer *w = CONTAINER_OF(t, struct log_writer, task);

	take_reply(w);
	drop_all(&w->batch);
	if (!list_empty(&w->log->waiting))
		task_goto(t, collect);
	return STEP_NEXT;
}

static enum step_result over(struct task *t)
{
	if (t->err.code != ERR_OK)
		log_error("log was not written", LOG_S("error", t->err.text));
	return STEP_NEXT;
}

/* ---- all of them ---- */

void answer_log_renew_all(struct assistant *d)
{
	LIST_EACH (node, &d->logs) {
		struct answer_log *log =
		    LIST_ENTRY(node, struct answer_log, node);

		if (!log->alone && !log->ended)
			writer_start(log);
	}
}

void answer_log_stop_all(struct assistant *d)
{
	LIST_EACH (node, &d->logs) {
		struct answer_log *log =
		    LIST_ENTRY(node, struct answer_log, node);

		MUST(log->chat == NULL && log->writer != NULL);
		task_cancel(&log->writer->task);
	}
}

/* ---- somebody else's ---- */

void answer_log_take(struct task *t, struct assistant *d, uint64_t user_id,
    const char *answer_id, char owner_r[17], struct kv_reply *reply_r)
{
	struct keys k;

	keys_of(&k, user_id, answer_id, "");
	ids_span(owner_r);
	kv_eval(t, d->service->kv, &d->scripts.take, 2,
	    KV_ARGS(str_of(k.head), str_of(k.lease), str_of(owner_r),
		number(t->arena, ANSWER_LEASE_MS)),
	    reply_r);
}

void answer_log_stop(struct task *t, struct assistant *d, uint64_t user_id,
    const char *conversation_id, struct str body, struct kv_reply *reply_r)
{
	struct keys k;

	keys_of(&k, user_id, "", conversation_id);
	kv_eval(t, d->service->kv, &d->scripts.stop, 1,
	    KV_ARGS(str_of(k.of), str_of(k.log), body, ttl_s(t->arena, d)),
	    reply_r);
}

void answer_log_delete(struct task *t, struct assistant *d, uint64_t user_id,
    const char *const *answers, size_t n, struct kv_reply *reply_r,
    struct err *err)
{
	struct str *v = ARENA_ARRAY(t->arena, struct str, 3 * n + 1);
	struct keys *k = ARENA_ARRAY(t->arena, struct keys, n + 1);

	v[0] = STR("UNLINK");
	for (size_t i = 0; i < n; i++, k++) {
		keys_of(k, user_id, answers[i], "");
		v[3 * i + 1] = str_of(k->log);
		v[3 * i + 2] = str_of(k->head);
		v[3 * i + 3] = str_of(k->lease);
	}
	task_tolerate(t, err);
	kv_command(t, d->service->kv, (struct kv_args){v, 3 * n + 1}, reply_r);
}
