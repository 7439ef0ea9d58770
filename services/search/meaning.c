/* meaning.c - see meaning.h. The call is a task of its own with its own
 * deadline, and an operation of the one that waits for it: when embed hangs,
 * only the call's time is up. */
#include "services/search/meaning.h"

#include "services/search/search.h"

#include <stdlib.h>

#define CALL_ARENA_BYTES (1u << 20)

struct meaning_call {
	struct task task; /* first: of the call */
	struct op op;     /* of who waits */
	struct search *daemon;
	struct meaning *out;
	uint64_t user_id;
	struct embed_texts msg;
	struct bus_reply reply;
};

static task_step send, read_answer, tell;
static task_step *const call_steps[] = {send, read_answer, tell, NULL};

static struct meaning_call *of(struct task *t)
{
	return CONTAINER_OF(t, struct meaning_call, task);
}

static void give_up(struct op *op)
{
	struct meaning_call *c = CONTAINER_OF(op, struct meaning_call, op);

	c->out = NULL;
	task_cancel(&c->task);
}

static enum step_result send(struct task *t)
{
	struct meaning_call *c = of(t);
	struct service *s = c->daemon->service;
	struct envelope env = service_envelope(s, c->user_id);

	env.type = MSG_embed_texts;
	bus_call_msg(
	    t, s->bus, "embed", &env, MSG_embed_texts, &c->msg, &c->reply);
	return STEP_WAIT;
}

static enum step_result read_answer(struct task *t)
{
	struct meaning_call *c = of(t);
	struct embed_vectors v = {0};
	struct meaning *m = c->out;

	if (bus_decode(t, &c->reply, MSG_embed_vectors, &v, &t->err) != 0)
		return STEP_FAIL;
	if (v.dim != VECTOR_DIM || v.n != (int64_t)c->msg.texts.n ||
	    c->reply.blob.n != (size_t)v.n * VECTOR_DIM)
		return task_fail(t, ERR_BAD_PEER,
		    "embed: %lld vectors of %lld components in %zu bytes",
		    (long long)v.n, (long long)v.dim, c->reply.blob.n);
	str_copy(m->model, sizeof m->model, str_of(v.model));
	m->n = (size_t)v.n;
	m->rows =
	    arena_memdup(c->op.task->arena, c->reply.blob.p, c->reply.blob.n);
	return STEP_NEXT;
}

static void note(struct search *d, const struct err *err)
{
	const char *outcome =
	    err->code == ERR_OK ? "answered" : err_name(err->code);

	metrics_counter_inc(METRICS_WITH(d->metrics.meanings, outcome));
	d->meaning.err = *err;
	if (err->code != ERR_OK)
		d->meaning.not_before_ms =
		    loop_now_ms(d->service->loop) + MEANING_PAUSE_MS;
}

static enum step_result tell(struct task *t)
{
	struct meaning_call *c = of(t);

	c->out->err = t->err;
	note(c->daemon, &t->err);
	return STEP_NEXT;
}

/* The call is over; the one that waits may end inside. */
static void over(struct task *t)
{
	struct meaning_call *c = of(t);

	if (c->out != NULL)
		op_done(&c->op, NULL);
}

enum step_result meaning_ask(struct task *t, struct search *d, uint64_t user_id,
    const char *purpose, const char **texts, size_t n, int64_t timeout_ms,
    struct meaning *m_r)
{
	struct meaning_call *c;
	struct arena *a;

	*m_r = (struct meaning){.err = d->meaning.err};
	if (loop_now_ms(t->loop) < d->meaning.not_before_ms)
		return STEP_NEXT;
	a = arena_new(CALL_ARENA_BYTES);
	c = ARENA_NEW(a, struct meaning_call);
	c->daemon = d;
	c->out = m_r;
	c->user_id = user_id;
	c->msg = (struct embed_texts){
	    .texts = {texts, n}, .purpose = purpose, .max_tokens = 256};
	m_r->err = (struct err){.code = ERR_OK};
	op_begin(&c->op, t, give_up);
	task_start(&c->task, t->loop, a, call_steps,
	    MIN(timeout_ms, task_left_ms(t)), over);
	return STEP_WAIT;
}
