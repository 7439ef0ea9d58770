/* runs.c - GET /api/agents/events: a user's agent runs as events.
 *
 * Each user has a log in Redis: "runs:{user}" says its id and its last number,
 * "runs:{user}:log" keeps the last thousand events. Gateways tell each other
 * by one more log, "runs:hints", which each of them that has readers reads to
 * its end five times a second: a hint is never lost, and nobody needs to know
 * how many gateways there are. */
#include "services/gateway/streams/part.h"

#include "common/base/jsonw.h"
#include "services/gateway/steps.h"
#include "services/gateway/streams/jobs.h"

#include <inttypes.h>
#include <stdio.h>

#define HINTS_AT_ONCE 100
#define HINTS_AT_ONCE_TEXT "100"
#define HINTS_KEPT "10000"

/* KEYS: head, log. ARGV: id of a new log, event. Answers {id, number}. */
static const char note_lua[] =
    "if redis.call('HSETNX', KEYS[1], 'id', ARGV[1]) == 1 then\n"
    "  redis.call('DEL', KEYS[2])\n"
    "end\n"
    "local n = redis.call('HINCRBY', KEYS[1], 'n', 1)\n"
    "redis.call('XADD', KEYS[2], 'MAXLEN', '~', 1000, n .. '-0',\n"
    "    'e', ARGV[2])\n"
    "return {redis.call('HGET', KEYS[1], 'id'), n}\n";

/* The same without an event: where the log is now. */
static const char open_lua[] =
    "if redis.call('HSETNX', KEYS[1], 'id', ARGV[1]) == 1 then\n"
    "  redis.call('DEL', KEYS[2])\n"
    "end\n"
    "local n = redis.call('HGET', KEYS[1], 'n') or '0'\n"
    "return {redis.call('HGET', KEYS[1], 'id'), tonumber(n)}\n";

struct opening {
	struct stream_state is;
	struct kv_reply log, hint;
	bool first; /* nobody has read hints so far */
};

static task_step ask, join;
step_list runs_stream_steps = {
    GATEWAY_DOOR, ask, join, stream_begin_here, stream_answer, NULL};

void streams_runs_init(struct streams *all)
{
	kv_script_init(&all->note_run, note_lua);
	kv_script_init(&all->open_runs, open_lua);
}

/* ---- opening ---- */

static void head_key(uint64_t user_id, char *key, size_t bytes)
{
	snprintf(key, bytes, "runs:{%" PRIu64 "}", user_id);
}

static enum step_result ask(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct streams *all = gateway_of(r)->streams;
	struct kv *kv = gateway_of(r)->service->kv;
	struct opening *o = ARENA_NEW(t->arena, struct opening);
	char head[64], log[64];

	r->own = o;
	o->is = (struct stream_state){.kind = STREAM_RUNS,
	    .user_id = r->caller.user_id,
	    .role = r->caller.role,
	    .opened_unix_ms = loop_unix_ms(t->loop)};
	if (stream_last_id(r, &o->is, &t->err) < 0)
		return STEP_FAIL;
	head_key(o->is.user_id, head, sizeof head);
	stream_log_key(&o->is, log, sizeof log);
	kv_eval(t, kv, &all->open_runs, 2,
	    KV_ARGS(str_of(head), str_of(log), str_of(r->env.request_id)),
	    &o->log);
	o->first = all->hints_at[0] == '\0';
	if (o->first)
		kv_command(t, kv,
		    KV_ARGS(STR("XREVRANGE"), STR("runs:hints"), STR("+"),
			STR("-"), STR("COUNT"), STR("1")),
		    &o->hint);
	return STEP_WAIT;
}

static void begin_hints(struct streams *all, const struct kv_reply *last)
{
	struct str at = STR("0-0");

	if (all->hints_at[0] != '\0')
		return;
	if (last->kind == KV_ARRAY && last->n == 1 &&
	    last->v[0].kind == KV_ARRAY && last->v[0].n == 2)
		at = last->v[0].v[0].s;
	str_copy(all->hints_at, sizeof all->hints_at, at);
}

static enum step_result join(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct opening *o = r->own;
	const struct kv_reply *log = &o->log;

	if (log->kind != KV_ARRAY || log->n != 2 || log->v[0].kind != KV_STR ||
	    log->v[0].s.n != UUID_CHARS || log->v[1].kind != KV_INT)
		return task_fail(t, ERR_BAD_PEER,
		    "redis does not say where the log of runs is");
	if (o->first)
		begin_hints(gateway_of(r)->streams, &o->hint);
	return stream_join(r, &o->is, log->v[0].s, (uint64_t)log->v[1].i);
}

/* ---- telling ---- */

static struct str note_body(struct task *t, const struct run_note *n)
{
	struct jsonw w;
	struct str body;
	struct buf b;

	buf_init(&b, 16384);
	buf_adds(&b, n->status == NULL ? "run_started\n" : "run_finished\n");
	jsonw_init(&w, &b);
	jsonw_obj(&w);
	jsonw_ks(&w, "run_id", n->run_id);
	jsonw_ks(&w, "agent", n->agent);
	jsonw_ks(&w, "lane", n->lane);
	jsonw_kb(&w, "dry_run", n->dry_run);
	if (n->status != NULL) {
		jsonw_ks(&w, "status", n->status);
		jsonw_kf(&w, "duration_ms", n->duration_ms, 3);
	}
	if (n->error != NULL && n->error[0] != '\0')
		jsonw_ks(&w, "error", n->error);
	jsonw_end(&w);
	body = (struct str){arena_strndup(t->arena, buf_str(&b), b.len), b.len};
	buf_deinit(&b);
	return body;
}

void stream_note_run(struct gateway_request *r, const struct run_note *n,
    struct run_noted *noted_r)
{
	struct task *t = &r->http.task;
	const struct stream_state is = {
	    .kind = STREAM_RUNS, .user_id = r->caller.user_id};
	char head[64], log[64], id[UUID_CHARS + 1];

	noted_r->body = note_body(t, n);
	head_key(is.user_id, head, sizeof head);
	stream_log_key(&is, log, sizeof log);
	ids_uuid7(id);
	task_tolerate(t, &noted_r->err);
	kv_eval(t, gateway_of(r)->service->kv,
	    &gateway_of(r)->streams->note_run, 2,
	    KV_ARGS(str_of(head), str_of(log), str_of(id), noted_r->body),
	    &noted_r->reply);
}

static void told(struct streams *all, struct str user, struct str log,
    uint64_t seq, struct str body)
{
	char topic[64], id[UUID_CHARS + 1];

	snprintf(topic, sizeof topic, "runs.%.*s", (int)user.n, user.p);
	str_copy(id, sizeof id, log);
	streams_heard(all, topic, id, seq, body);
}

void stream_run_noted(struct gateway_request *r, const struct run_noted *noted)
{
	struct streams *all = gateway_of(r)->streams;
	const struct kv_reply *reply = &noted->reply;
	char user[24], number[24];

	if (noted->err.code != ERR_OK || reply->kind != KV_ARRAY ||
	    reply->n != 2 || reply->v[1].kind != KV_INT || reply->v[1].i <= 0)
		return;
	snprintf(user, sizeof user, "%" PRIu64, r->caller.user_id);
	snprintf(number, sizeof number, "%" PRId64, reply->v[1].i);
	(void)kv_send(gateway_of(r)->service->kv,
	    KV_ARGS(STR("XADD"), STR("runs:hints"), STR("MAXLEN"), STR("~"),
		STR(HINTS_KEPT), STR("*"), STR("u"), str_of(user), STR("i"),
		reply->v[0].s, STR("n"), str_of(number), STR("e"),
		noted->body));
	told(all, str_of(user), reply->v[0].s, (uint64_t)reply->v[1].i,
	    noted->body);
	streams_fan_later(all);
}

/* ---- what other gateways tell ---- */

static task_step read_hints, take_hints;
task_step *const stream_hints_steps[] = {
    read_hints, take_hints, task_end, NULL};

static struct stream_hints *hints_of(struct task *t)
{
	return CONTAINER_OF(t, struct stream_hints, run.task);
}

static enum step_result read_hints(struct task *t)
{
	struct stream_hints *h = hints_of(t);
	struct gateway *gw = h->run.daemon;
	struct streams *all = gw->streams;
	char from[sizeof all->hints_at + 1];

	if (all->n[STREAM_RUNS] == 0)
		all->hints_at[0] = '\0';
	if (all->hints_at[0] == '\0' || !kv_is_up(gw->service->kv)) {
		task_goto(t, task_end);
		return STEP_NEXT;
	}
	snprintf(from, sizeof from, "(%s", all->hints_at);
	kv_command(t, gw->service->kv,
	    KV_ARGS(STR("XRANGE"), STR("runs:hints"), str_of(from), STR("+"),
		STR("COUNT"), STR(HINTS_AT_ONCE_TEXT)),
	    &h->reply);
	return STEP_WAIT;
}

/* [ id, [ "u", user, "i", log, "n", number, "e", body ] ] */
static void take_hint(struct streams *all, const struct kv_reply *entry)
{
	const struct kv_reply *f;
	uint64_t seq;

	if (entry->kind != KV_ARRAY || entry->n != 2)
		return;
	f = &entry->v[1];
	str_copy(all->hints_at, sizeof all->hints_at, entry->v[0].s);
	if (f->kind != KV_ARRAY || f->n != 8 || f->v[3].s.n != UUID_CHARS ||
	    str_to_u64(f->v[5].s, &seq) < 0)
		return;
	told(all, f->v[1].s, f->v[3].s, seq, f->v[7].s);
}

static enum step_result take_hints(struct task *t)
{
	struct stream_hints *h = hints_of(t);
	struct gateway *gw = h->run.daemon;
	size_t n = h->reply.kind == KV_ARRAY ? h->reply.n : 0;

	for (size_t i = 0; i < n; i++)
		take_hint(gw->streams, &h->reply.v[i]);
	streams_fan(gw->streams);
	if (n >= HINTS_AT_ONCE)
		task_goto(t, read_hints);
	return STEP_NEXT;
}
