/* bus_answer.c - a request: checked, walked through its steps, answered. */
#include "common/bus/bus_server.h"

#include "common/base/die.h"
#include "common/base/log.h"
#include "common/bus/bus_error.h"

#include <string.h>

#define ARENA_BYTES (1024u * 1024)
#define TIMEOUT_MS 30000
#define STAMP_PLAUSIBLE_MS (3600 * 1000)

static void request_free(struct task *t);

/* ---- answers ---- */

struct origin {
	struct bus_server *server;
	struct bus_conn *conn;
	struct str trace;
	const struct envelope *env; /* of the call */
	uint64_t cost_usd_micros;
};

static int write_answer(const struct origin *o, enum msg_type type,
    enum err_code code, struct str json, struct str blob, struct err *err)
{
	struct sp_conn *stream = bus_conn_stream(o->conn);
	struct buf *out = sp_conn_begin(stream);
	struct envelope env = *o->env;

	env.is_answer = true;
	env.type = (uint16_t)type;
	env.code = code;
	env.reads = ENVELOPE_VERSION;
	env.lanes[0] = '\0';
	env.deadline_mono_ms = 0;
	env.cost_usd_micros = o->cost_usd_micros;
	env.idempotency_key[0] = '\0';
	memcpy(env.caller, o->server->bus->service, sizeof env.caller);
	buf_add(out, o->trace.p, o->trace.n);
	envelope_write(out, &env, json, blob);
	return sp_conn_end(stream, err) < 0 ? -1 : 0;
}

static void answer_error(const struct origin *o, const struct err *why)
{
	struct buf json;

	buf_init(&json, BUS_ERROR_BYTES);
	bus_error_write(&json, why);
	if (write_answer(o, MSG_none, why->code,
		(struct str){buf_str(&json), json.len}, (struct str){NULL, 0},
		NULL) < 0)
		bus_conn_give_up(o->conn);
	buf_deinit(&json);
}

static void answer(const struct origin *o, enum msg_type type, struct str json,
    struct str blob)
{
	struct err err = {0};

	if (write_answer(o, type, ERR_OK, json, blob, &err) < 0)
		answer_error(o, &err);
}

static struct origin origin_of(struct bus_request *r)
{
	MUST(!r->answered);
	r->answered = true;
	return (struct origin){
	    .server = r->server,
	    .conn = r->conn,
	    .trace = {(const char *)r->trace, r->trace_bytes},
	    .env = &r->env,
	    .cost_usd_micros = r->cost_usd_micros,
	};
}

void bus_answer_json(struct bus_request *r, struct str json, struct str blob)
{
	struct origin o = origin_of(r);

	answer(&o, MSG_none, json, blob);
}

void bus_answer_msg(struct bus_request *r, enum msg_type type, const void *msg)
{
	struct origin o = origin_of(r);
	const struct msg_desc *m = proto_message(type);
	struct err err = {0};
	struct buf json;

	MUST(m != NULL);
	buf_init(&json, r->server->bus->max_frame_bytes);
	proto_encode(&json, &m->rec, msg);
	if (buf_failed(&json)) {
		err_set(&err, ERR_TOO_LARGE, "answer of more than %zu bytes",
		    json.max);
		answer_error(&o, &err);
	} else {
		answer(&o, type, (struct str){buf_str(&json), json.len},
		    (struct str){NULL, 0});
	}
	buf_deinit(&json);
}

void bus_answer_err(struct bus_request *r)
{
	struct origin o = origin_of(r);

	MUST(r->task.err.code != ERR_OK);
	answer_error(&o, &r->task.err);
}

enum step_result bus_answer_end(
    struct bus_request *r, enum msg_type type, const void *msg)
{
	if (r->task.err.code != ERR_OK)
		bus_answer_err(r);
	else
		bus_answer_msg(r, type, msg);
	return STEP_NEXT;
}

/* ---- requests ---- */

static const struct bus_handler *handler_for(
    const struct bus_server *s, unsigned type)
{
	for (size_t i = 0; i < s->n_handlers; i++) {
		if (s->handlers[i].type == (enum msg_type)type)
			return &s->handlers[i];
	}
	return NULL;
}

static int64_t timeout_of(const struct bus_handler *h, uint32_t asked_ms)
{
	int64_t most = h->max_timeout_ms > 0 ? h->max_timeout_ms : TIMEOUT_MS;

	return asked_ms == 0 ? most : MIN((int64_t)asked_ms, most);
}

/* The request struct, its body and its decoded message, all in its arena. */
static struct bus_request *request_new(struct arena *a, const struct origin *o,
    const struct bus_handler *h, struct str json, struct str blob,
    struct err *err)
{
	const struct msg_desc *m = proto_message(h->type);
	struct bus_request *r;
	void *msg;

	MUST(m != NULL && h->request_bytes >= sizeof *r);
	r = arena_alloc(a, h->request_bytes);
	msg = arena_alloc(a, m->rec.bytes);
	r->daemon = o->server->daemon;
	r->env = *o->env;
	r->json.p = arena_strndup(a, json.p, json.n);
	r->json.n = json.n;
	r->blob.p = blob.n == 0 ? NULL : arena_memdup(a, blob.p, blob.n);
	r->blob.n = blob.n;
	r->server = o->server;
	r->handler = h;
	r->conn = o->conn;
	memcpy(r->trace, o->trace.p, o->trace.n);
	r->trace_bytes = (uint8_t)o->trace.n;
	if (proto_decode(a, &m->rec, r->json, msg, err) < 0)
		return NULL;
	r->msg = msg;
	return r;
}

/* What is left of the time that the caller gave; 0: none. Requests wait in a
 * socket while this process hangs, and among what was read while a connection
 * is paused or requests before them are worked on. */
static int64_t left_ms(const struct origin *o, int64_t timeout_ms)
{
	const struct loop *l = o->server->bus->loop;
	int64_t now_ms = loop_now_us(l) / 1000;
	int64_t left =
	    timeout_ms - MAX(now_ms - bus_conn_stream(o->conn)->read_ms, 0);
	int64_t stamped = o->env->deadline_mono_ms - now_ms;

	if (o->env->deadline_mono_ms == 0 || stamped > STAMP_PLAUSIBLE_MS ||
	    stamped < -STAMP_PLAUSIBLE_MS)
		return MAX(left, 0); /* another machine's clock */
	return MAX(MIN(left, stamped), 0);
}

static void begin(const struct origin *o, const struct bus_handler *h,
    int64_t timeout_ms, struct list *requests, struct str json, struct str blob)
{
	struct arena *a =
	    arena_new(h->arena_bytes > 0 ? h->arena_bytes : ARENA_BYTES);
	struct err err = {0};
	struct bus_request *r = request_new(a, o, h, json, blob, &err);

	if (r == NULL) {
		answer_error(o, &err);
		arena_free(&a);
		return;
	}
	list_append(requests, &r->node);
	bus_conn_count(r->conn, +1);
	o->server->bus->counts.requests++;
	task_start(&r->task, o->server->bus->loop, a, h->steps, timeout_ms,
	    request_free);
}

/* Answers without a task. */
static int refuse(
    const struct origin *o, enum err_code code, const char *why, size_t number)
{
	struct err err = {0};

	err_set(&err, code, "%s %s %zu", o->server->bus->service, why, number);
	answer_error(o, &err);
	return 0;
}

int bus_request_start(struct bus_server *s, struct bus_conn *c,
    struct list *requests, struct str body, struct err *err)
{
	struct origin o = {.server = s, .conn = c};
	const struct bus_handler *h;
	struct str payload, json, blob;
	struct envelope env;
	int64_t timeout_ms;

	if (sp_trace_cut(body, &o.trace, &payload, err) < 0 ||
	    envelope_read(payload, &env, &json, &blob, err) < 0)
		return -1;
	if (env.is_answer)
		return err_set(err, ERR_BAD_PEER,
		    "an answer where a call "
		    "belongs");
	o.env = &env;
	h = handler_for(s, env.type);
	if (h == NULL)
		return refuse(
		    &o, ERR_INVALID, "does not answer message", env.type);
	if (s->n_requests >= s->max_requests) {
		s->bus->counts.shed++;
		return refuse(&o, ERR_OVERLOADED,
		    "is busy with requests:", s->n_requests);
	}
	timeout_ms = left_ms(&o, timeout_of(h, env.timeout_ms));
	if (timeout_ms == 0) {
		s->bus->counts.expired++;
		return refuse(&o, ERR_DEADLINE,
		    "was asked too late; milliseconds given:", env.timeout_ms);
	}
	begin(&o, h, timeout_ms, requests, json, blob);
	return 0;
}

/* Called by the task when it has run its steps or was cancelled. */
static void request_free(struct task *t)
{
	struct bus_request *r = CONTAINER_OF(t, struct bus_request, task);

	if (!r->answered) {
		struct origin o = origin_of(r);
		struct err err = {0};

		log_error("request ended without an answer",
		    LOG_S("request_id", r->env.request_id),
		    LOG_I("type", r->env.type));
		err_set(&err, ERR_INTERNAL, "no answer was made");
		answer_error(&o, &err);
	}
	if (r->server->bus->done != NULL)
		r->server->bus->done(r, r->server->bus->done_arg);
	if (r->handler->release != NULL)
		r->handler->release(r);
	list_remove(&r->node);
	bus_conn_count(r->conn, -1);
}

void bus_requests_cancel(struct list *requests)
{
	while (!list_empty(requests)) {
		struct bus_request *r =
		    LIST_FIRST(requests, struct bus_request, node);

		r->answered = true; /* there is nobody to answer */
		task_cancel(&r->task);
	}
}
