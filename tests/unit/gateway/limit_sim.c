/* limit_sim.c - see limit_sim.h: a heap of events in true time. */
#include "tests/unit/gateway/limit_sim_private.h"

#include "common/base/die.h"

#include <stdlib.h>

/* ---- gateways ---- */

struct limiter_config limit_sim_policies(void)
{
	return (struct limiter_config){
	    .policies =
		{
		    [LIMIT_user] = {"user", 6000, 1000, false},
		    [LIMIT_token] = {"token", 12000, 300, false},
		    [LIMIT_chat] = {"chat", 600, 30, false},
		},
	    .gateways = SIM_GATEWAYS,
	};
}

static int64_t clock_us(const struct sim *s, const struct gateway *g)
{
	int64_t us = (s->now - g->since) / (MS / 1000);

	return g->base_us + us + us * g->ppm / 1000000;
}

static void set_clock(struct sim *s, struct gateway *g, int64_t ppm)
{
	g->base_us = clock_us(s, g);
	g->since = s->now;
	g->ppm = ppm;
}

static void give_birth(struct sim *s, struct gateway *g)
{
	struct limiter_config c = limit_sim_policies();

	c.id = sim_draw(s);
	g->births++;
	g->renewing = false;
	g->base_us = 1000000 + sim_below(s, 1000000000); /* another boot */
	g->since = s->now;
	g->ppm = sim_below(s, 801) - 400;
	g->limiter = limiter_new(&c, clock_us(s, g));
}

/* ---- asking ---- */

static void ask(struct sim *s, unsigned gateway, const struct limit_keys *keys)
{
	struct gateway *g = &s->gateways[gateway];
	struct event *e = xcalloc(1, sizeof *e);

	e->kind = RUN;
	e->gateway = gateway;
	e->birth = g->births;
	e->waits = keys != NULL;
	if (keys != NULL)
		e->keys = *keys;
	limiter_ask(g->limiter, keys, clock_us(s, g), &e->ask);
	e->at = s->now + sim_latency(s);
	s->r.asked++;
	sim_push(s, e);
}

static void renew(struct sim *s, unsigned gateway)
{
	struct gateway *g = &s->gateways[gateway];

	if (g->renewing || !limiter_is_due(g->limiter))
		return;
	g->renewing = true;
	ask(s, gateway, NULL);
}

static struct limit_model *redis_of(const struct sim *s, unsigned gateway)
{
	return s->redis[s->c->split_brain ? gateway : 0];
}

/* The script runs, or does not, or its answer is lost on the way. */
static void run_script(struct sim *s, struct event *e)
{
	if (s->redis_hung > s->now) {
		e->at = s->redis_hung + sim_below(s, MS);
		sim_push(s, e);
		return;
	}
	e->kind = HEAR;
	e->at = s->now + sim_latency(s);
	if (s->redis_down > s->now) {
		e->lost = true;
	} else {
		limit_model_answer(
		    redis_of(s, e->gateway), s->shares, &e->ask, &e->answer);
		e->lost = s->c->faults && sim_below(s, 2000) == 0;
	}
	if (e->lost)
		e->at = s->now + sim_below(s, TIMEOUT);
	sim_push(s, e);
}

/* ---- what happens ---- */

static void decide(
    struct sim *s, unsigned gateway, const struct limit_keys *k, bool asked)
{
	struct gateway *g = &s->gateways[gateway];
	struct limit_view view;

	switch (limiter_decide(g->limiter, k, asked, clock_us(s, g), &view)) {
	case LIMIT_ADMIT:
		sim_observe(s, k);
		break;
	case LIMIT_ASK:
		s->r.waited++;
		ask(s, gateway, k);
		break;
	case LIMIT_REFUSE:
		break;
	}
	renew(s, gateway);
}

static void hear(struct sim *s, struct event *e)
{
	struct gateway *g = &s->gateways[e->gateway];

	if (g->births != e->birth || g->limiter == NULL)
		return;
	if (e->lost)
		limiter_failed(g->limiter, &e->ask);
	else
		limiter_told(g->limiter, &e->ask, &e->answer, clock_us(s, g));
	if (e->waits)
		decide(s, e->gateway, &e->keys, true);
	else
		g->renewing = false;
}

/* To the next of the same user: dense or not, and a pause after the burst. */
static int64_t until_next(struct sim *s, const struct event *e)
{
	if (s->c->saturate)
		return 1 + sim_below(s, 4 * MS);
	if (e->left == 0)
		return sim_below(s, 2 * s->c->pause_us * (MS / 1000));
	return 1 + sim_below(s, e->user % 3 == 0 ? MS / 50 : 4 * MS);
}

/* A user's burst, at one gateway. */
static void arrive(struct sim *s, struct event *e)
{
	const struct limit_keys keys = {.n = s->c->saturate     ? 1
					     : e->user % 4 == 0 ? 3
								: 2,
	    .v = {{LIMIT_user, e->user}, {LIMIT_token, e->user},
		{LIMIT_chat, e->user}}};
	struct gateway *g = &s->gateways[e->gateway];
	struct event *next = xcalloc(1, sizeof *next);

	if (e->left == 0) {
		e->left =
		    (unsigned)sim_below(s, sim_below(s, 8) == 0 ? 1500 : 60) +
		    1;
		e->gateway = s->c->one_gateway
				 ? 0
				 : (unsigned)sim_below(s, SIM_GATEWAYS);
		g = &s->gateways[e->gateway];
	}
	s->r.arrivals++;
	sim_observe_ideal(s, &keys);
	if (g->limiter != NULL && g->frozen <= s->now)
		decide(s, e->gateway, &keys, false);
	*next = *e;
	next->left--;
	next->at = s->now + until_next(s, next);
	sim_push(s, next);
}

static void break_something(struct sim *s)
{
	unsigned which = (unsigned)sim_below(s, SIM_GATEWAYS);
	struct gateway *g = &s->gateways[which];

	switch (sim_below(s, 8)) {
	case 0:
		s->r.restarts++;
		limit_model_restart(s->redis[0], true);
		s->redis_down = s->now + sim_below(s, 3000 * MS);
		break;
	case 1:
		s->r.losses++;
		limit_model_restart(s->redis[0], false);
		s->redis_down = s->now + sim_below(s, 3000 * MS);
		break;
	case 2:
		s->r.flushes++;
		limit_model_flush(s->redis[0]);
		break;
	case 3:
		s->r.hangs++;
		s->redis_hung = s->now + sim_below(s, 2000 * MS);
		break;
	case 4:
		s->r.freezes++;
		g->frozen = s->now + sim_below(s, 3000 * MS);
		break;
	case 5:
		s->r.drifts++;
		set_clock(s, g, sim_below(s, 801) - 400);
		break;
	default:
		s->r.kills++;
		limiter_free(&g->limiter);
		g->births++;
		sim_push_new(
		    s, RESTORE, s->now + sim_below(s, 2000 * MS), which);
	}
	sim_push_new(s, FAULT, s->now + sim_below(s, 8000 * MS), 0);
}

static void beat(struct sim *s, unsigned gateway)
{
	if (s->gateways[gateway].limiter != NULL &&
	    !s->gateways[gateway].renewing) {
		s->gateways[gateway].renewing = true;
		ask(s, gateway, NULL);
		limiter_sweep(s->gateways[gateway].limiter,
		    clock_us(s, &s->gateways[gateway]));
	}
	sim_push_new(
	    s, BEGIN_BEAT, s->now + BEAT + sim_below(s, 3 * MS), gateway);
}

static bool is_frozen(const struct sim *s, const struct event *e)
{
	return (e->kind == HEAR || e->kind == BEGIN_BEAT) &&
	       s->gateways[e->gateway].frozen > s->now;
}

static void handle(struct sim *s, struct event *e)
{
	s->now = e->at;
	if (is_frozen(s, e)) { /* the process hears of it when it wakes */
		e->at = s->gateways[e->gateway].frozen;
		sim_push(s, e);
		return;
	}
	switch (e->kind) {
	case RUN:
		run_script(s, e);
		return; /* it lives on */
	case ARRIVE:
		arrive(s, e);
		break;
	case HEAR:
		hear(s, e);
		break;
	case BEGIN_BEAT:
		beat(s, e->gateway);
		break;
	case FAULT:
		break_something(s);
		break;
	case RESTORE:
		if (s->gateways[e->gateway].limiter == NULL)
			give_birth(s, &s->gateways[e->gateway]);
		break;
	}
	free(e);
}

static void prepare(struct sim *s)
{
	const struct limiter_config c = limit_sim_policies();

	for (int i = 0; i < LIMIT_POLICIES; i++)
		if (c.policies[i].per_minute > 0)
			s->shares[i] =
			    limit_share_of(&c.policies[i], c.gateways);
	for (unsigned i = 0; i < SIM_GATEWAYS; i++) {
		give_birth(s, &s->gateways[i]);
		sim_push_new(s, BEGIN_BEAT, sim_below(s, BEAT), i);
	}
	for (unsigned i = 0; i < (s->c->saturate ? 1 : SIM_USERS); i++)
		sim_push_new(s, ARRIVE, sim_below(s, 1000 * MS), i);
	if (s->c->faults)
		sim_push_new(s, FAULT, sim_below(s, 5000 * MS), 0);
}

struct sim_result limit_sim_run(const struct sim_config *c)
{
	struct sim s = {.c = c, .random = c->seed | 1};
	struct sim_result r;

	for (unsigned i = 0; i < SIM_GATEWAYS; i++)
		s.redis[i] = limit_model_new();
	prepare(&s);
	while (s.r.arrivals < c->arrivals)
		handle(&s, sim_pop(&s));
	while (s.n > 0)
		free(sim_pop(&s));
	for (unsigned i = 0; i < SIM_GATEWAYS; i++) {
		limiter_free(&s.gateways[i].limiter);
		limit_model_free(&s.redis[i]);
	}
	free(s.heap);
	r = s.r;
	r.ticks = s.now;
	r.missing_mean = s.windows > 0 ? s.missing / (double)s.windows : 0;
	return r;
}
