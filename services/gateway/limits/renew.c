/* renew.c - asking Redis while nobody waits: leases that should be
 * renewed, and a heartbeat by which the agreed time goes on. */
#include "services/gateway/limits/limit.h"

#include "common/base/die.h"
#include "services/gateway/access.h"
#include "services/gateway/limits/script.h"

#include <stdlib.h>

#define RENEW_ARENA (256u * 1024)
#define RENEW_MS 2000
#define SWEEP_US 1000000

/* One at a time: what becomes due meanwhile goes with the next. */
struct renewal {
	struct task task;
	struct gateway *gw;
	struct limit_ask ask;
	struct kv_reply reply;
	struct err err;
};

static task_step ask, take, beat, beaten;
static task_step *const renewal_steps[] = {ask, take, NULL};
task_step *const gateway_limit_steps[] = {beat, beaten, NULL};

static void take_answer(struct gateway *gw, const struct limit_ask *asked,
    const struct kv_reply *reply, const struct err *failed)
{
	struct limiter *l = gw->limits->limiter;
	struct limit_answer answer;
	struct err err = {0};

	if (failed->code != ERR_OK ||
	    limit_script_read(reply, asked->n, &answer, &err) < 0) {
		limiter_failed(l, asked);
		return;
	}
	limiter_told(l, asked, &answer, loop_now_us(gw->service->loop));
	metrics_gauge_set(
	    METRICS_ONLY(gw->metrics->limit_gateways), (double)answer.gateways);
}

/* ---- renewing ---- */

static struct renewal *renewal_of(struct task *t)
{
	return CONTAINER_OF(t, struct renewal, task);
}

static void over(struct task *t)
{
	renewal_of(t)->gw->limits->renewal = NULL;
}

void limits_renew(struct gateway *gw)
{
	struct limits *l = gw->limits;
	struct arena *a;

	if (l->renewal != NULL || !limiter_is_due(l->limiter))
		return;
	a = arena_new(RENEW_ARENA);
	l->renewal = ARENA_NEW(a, struct renewal);
	l->renewal->gw = gw;
	task_start(&l->renewal->task, gw->service->loop, a, renewal_steps,
	    RENEW_MS, over);
}

void limits_renew_cancel(struct limits *l)
{
	if (l->renewal != NULL)
		task_cancel(&l->renewal->task);
}

static enum step_result ask(struct task *t)
{
	struct renewal *r = renewal_of(t);
	struct limits *l = r->gw->limits;

	limiter_ask(l->limiter, NULL, loop_now_us(t->loop), &r->ask);
	metrics_counter_add(
	    METRICS_ONLY(r->gw->metrics->limit_renewed), (double)r->ask.n);
	task_tolerate(t, &r->err);
	limit_script_ask(
	    t, r->gw->service->kv, &l->script, l->limiter, &r->ask, &r->reply);
	return STEP_WAIT;
}

static enum step_result take(struct task *t)
{
	struct renewal *r = renewal_of(t);

	if (t->err.code != ERR_OK)
		r->err = t->err;
	take_answer(r->gw, &r->ask, &r->reply, &r->err);
	return STEP_NEXT;
}

/* ---- the heartbeat ---- */

static void add(
    struct metric_family *f, const char *policy, uint64_t now, uint64_t then)
{
	if (now != then)
		metrics_counter_add(
		    METRICS_WITH(f, policy), (double)(now - then));
}

static void count(struct gateway *gw)
{
	struct gateway_metrics *m = gw->metrics;
	struct limits *l = gw->limits;

	for (int i = 0; i < LIMIT_POLICIES; i++) {
		enum limit_id id = (enum limit_id)i;
		const char *name = limiter_policy(l->limiter, id)->name;
		struct limit_counts now = limiter_counts(l->limiter, id);
		struct limit_counts *then = &l->counted[id];

		add(m->limit_admitted, name, now.admitted, then->admitted);
		add(m->limited, name, now.refused, then->refused);
		add(m->limit_shadowed, name, now.shadowed, then->shadowed);
		*then = now;
	}
}

static void count_time_alone(struct gateway *gw, int64_t now_us)
{
	struct limits *l = gw->limits;

	if (l->beat_us != 0 && limiter_is_alone(l->limiter, now_us))
		metrics_counter_add(METRICS_ONLY(gw->metrics->limit_alone),
		    (double)(now_us - l->beat_us) / 1e6);
	l->beat_us = now_us;
}

static enum step_result beat(struct task *t)
{
	struct limit_beat *b = CONTAINER_OF(t, struct limit_beat, run.task);
	struct gateway *gw = b->run.daemon;
	struct limits *l = gw->limits;
	int64_t now_us = loop_now_us(t->loop);

	count(gw);
	count_time_alone(gw, now_us);
	if (now_us - l->swept_us > SWEEP_US) {
		limiter_sweep(l->limiter, now_us);
		l->swept_us = now_us;
	}
	limiter_ask(l->limiter, NULL, now_us, &b->ask);
	task_tolerate(t, &b->err);
	limit_script_ask(
	    t, gw->service->kv, &l->script, l->limiter, &b->ask, &b->reply);
	return STEP_WAIT;
}

static enum step_result beaten(struct task *t)
{
	struct limit_beat *b = CONTAINER_OF(t, struct limit_beat, run.task);

	if (t->err.code != ERR_OK)
		b->err = t->err;
	take_answer(b->run.daemon, &b->ask, &b->reply, &b->err);
	return STEP_NEXT;
}
