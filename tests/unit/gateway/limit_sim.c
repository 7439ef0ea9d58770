/* limit_sim.c - see limit_sim.h: a heap of events in true time. */
#include "tests/unit/gateway/limit_sim.h"

#include "common/base/die.h"
#include "tests/unit/gateway/limit_model.h"

#include <stdlib.h>

#define MS LIMIT_TICKS_MS
#define BEAT (60 * MS)
#define TIMEOUT (1000 * MS)
#define WINDOW (10000LL * MS)

enum kind { ARRIVE, RUN, HEAR, BEGIN_BEAT, FAULT, RESTORE };

struct event {
	enum kind kind;
	int64_t at; /* true ticks */
	unsigned gateway, user, left, birth;
	bool waits, lost; /* a request waits; the answer will not come */
	struct limit_keys keys;
	struct limit_ask ask;
	struct limit_answer answer;
};

struct gateway {
	struct limiter *limiter; /* NULL: dead */
	unsigned births;
	int64_t base_us, since, ppm; /* its clock */
	int64_t frozen; /* until */
	bool renewing;
};

struct observed {
	int64_t tat, ideal_tat, window;
	int64_t admitted, ideal; /* in the window */
};

struct sim {
	const struct sim_config *c;
	struct sim_result r;
	uint64_t random;
	int64_t now;
	struct event **heap;
	size_t n, room;
	struct gateway gateways[SIM_GATEWAYS];
	struct limit_model *redis;
	int64_t redis_down, redis_hung; /* until */
	struct observed seen[LIMIT_POLICIES][SIM_USERS];
	struct limit_share shares[LIMIT_POLICIES];
	double missing;
	uint64_t windows;
};

/* ---- chance ---- */

static uint64_t draw(struct sim *s) /* xorshift64*, Vigna 2016 */
{
	s->random ^= s->random >> 12;
	s->random ^= s->random << 25;
	s->random ^= s->random >> 27;
	return s->random * 0x2545F4914F6CDD1DULL;
}

static int64_t below(struct sim *s, int64_t n)
{
	return (int64_t)((draw(s) >> 11) % (uint64_t)n);
}

/* Mostly 40 to 240 us, now and then up to 80 ms. */
static int64_t latency(struct sim *s)
{
	return below(s, 200) == 0 ? below(s, 80 * MS)
				  : MS / 25 + below(s, MS / 5);
}

/* ---- events ---- */

static void push(struct sim *s, struct event *e)
{
	size_t i = s->n++;

	if (s->n > s->room) {
		s->room = s->room * 2 + 64;
		s->heap = xrealloc(s->heap, s->room * sizeof *s->heap);
	}
	for (; i > 0 && s->heap[(i - 1) / 2]->at > e->at; i = (i - 1) / 2)
		s->heap[i] = s->heap[(i - 1) / 2];
	s->heap[i] = e;
}

static struct event *pop(struct sim *s)
{
	struct event *first = s->heap[0], *last = s->heap[--s->n];
	size_t i = 0, child;

	while ((child = 2 * i + 1) < s->n) {
		if (child + 1 < s->n &&
		    s->heap[child + 1]->at < s->heap[child]->at)
			child++;
		if (s->heap[child]->at >= last->at)
			break;
		s->heap[i] = s->heap[child];
		i = child;
	}
	s->heap[i] = last;
	return first;
}

/* who: a gateway, or the user of an arrival. */
static void push_new(struct sim *s, enum kind kind, int64_t at, unsigned who)
{
	struct event *e = xcalloc(1, sizeof *e);

	e->kind = kind;
	e->at = at;
	if (kind == ARRIVE)
		e->user = who;
	else
		e->gateway = who;
	push(s, e);
}

/* ---- gateways ---- */

struct limiter_config limit_sim_policies(void)
{
	return (struct limiter_config){
	    .policies = {
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

	c.id = draw(s);
	g->births++;
	g->renewing = false;
	g->base_us = 1000000 + below(s, 1000000000); /* another boot */
	g->since = s->now;
	g->ppm = below(s, 801) - 400;
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
	e->at = s->now + latency(s);
	s->r.asked++;
	push(s, e);
}

static void renew(struct sim *s, unsigned gateway)
{
	struct gateway *g = &s->gateways[gateway];

	if (g->renewing || !limiter_is_due(g->limiter))
		return;
	g->renewing = true;
	ask(s, gateway, NULL);
}

/* The script runs, or does not, or its answer is lost on the way. */
static void run_script(struct sim *s, struct event *e)
{
	if (s->redis_hung > s->now) {
		e->at = s->redis_hung + below(s, MS);
		push(s, e);
		return;
	}
	e->kind = HEAR;
	e->at = s->now + latency(s);
	if (s->redis_down > s->now) {
		e->lost = true;
	} else {
		limit_model_answer(s->redis, s->shares, &e->ask, &e->answer);
		e->lost = s->c->faults && below(s, 2000) == 0;
	}
	if (e->lost)
		e->at = s->now + below(s, TIMEOUT);
	push(s, e);
}

/* ---- the observer ---- */

static void close_window(struct sim *s, struct observed *o)
{
	int64_t missing = MAX(o->ideal - o->admitted, 0);

	s->missing += (double)missing;
	s->windows++;
	s->r.missing_max = MAX(s->r.missing_max, missing);
	o->admitted = o->ideal = 0;
	o->window = s->now - s->now % WINDOW;
}

static struct observed *seen(struct sim *s, const struct limit_key *k)
{
	struct observed *o = &s->seen[k->id][k->key];

	if (s->now - o->window >= WINDOW)
		close_window(s, o);
	return o;
}

static void observe(struct sim *s, const struct limit_keys *k)
{
	bool too_much = false;

	s->r.admitted++;
	for (size_t i = 0; i < k->n; i++) {
		struct observed *o = seen(s, &k->v[i]);
		const struct limit_part *p = &s->shares[k->v[i].id].whole;

		too_much |= limit_wait(p, o->tat, s->now) > 0;
		o->tat = MAX(o->tat, s->now) + p->interval;
		o->admitted++;
	}
	s->r.too_much += too_much;
}

/* What one central limiter would have admitted of the same arrivals. */
static void observe_ideal(struct sim *s, const struct limit_keys *k)
{
	for (size_t i = 0; i < k->n; i++)
		if (limit_wait(&s->shares[k->v[i].id].whole,
			seen(s, &k->v[i])->ideal_tat, s->now) > 0)
			return;
	s->r.ideal++;
	for (size_t i = 0; i < k->n; i++) {
		struct observed *o = seen(s, &k->v[i]);

		o->ideal_tat = MAX(o->ideal_tat, s->now) +
			       s->shares[k->v[i].id].whole.interval;
		o->ideal++;
	}
}

/* ---- what happens ---- */

static void decide(struct sim *s, unsigned gateway,
    const struct limit_keys *k, bool asked)
{
	struct gateway *g = &s->gateways[gateway];
	struct limit_view view;

	switch (limiter_decide(
	    g->limiter, k, asked, clock_us(s, g), &view)) {
	case LIMIT_ADMIT:
		observe(s, k);
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

/* A user's burst: at one gateway, dense or not. */
static void arrive(struct sim *s, struct event *e)
{
	const struct limit_keys keys = {.n = e->user % 4 == 0 ? 3 : 2,
	    .v = {{LIMIT_user, e->user}, {LIMIT_token, e->user},
		{LIMIT_chat, e->user}}};
	struct gateway *g = &s->gateways[e->gateway];
	struct event *next = xcalloc(1, sizeof *next);

	if (e->left == 0) {
		e->left = (unsigned)below(s, below(s, 8) == 0 ? 1500 : 60) + 1;
		e->gateway = s->c->one_gateway
				 ? 0
				 : (unsigned)below(s, SIM_GATEWAYS);
		g = &s->gateways[e->gateway];
	}
	s->r.arrivals++;
	observe_ideal(s, &keys);
	if (g->limiter != NULL && g->frozen <= s->now)
		decide(s, e->gateway, &keys, false);
	*next = *e;
	next->left--;
	next->at = s->now + (next->left > 0
				    ? 1 + below(s, e->user % 3 == 0 ? MS / 50
							       : 4 * MS)
				    : below(s, 2 * s->c->pause_us *
						   (MS / 1000)));
	push(s, next);
}

static void break_something(struct sim *s)
{
	unsigned which = (unsigned)below(s, SIM_GATEWAYS);
	struct gateway *g = &s->gateways[which];

	switch (below(s, 8)) {
	case 0:
		s->r.restarts++;
		limit_model_restart(s->redis, true);
		s->redis_down = s->now + below(s, 3000 * MS);
		break;
	case 1:
		s->r.losses++;
		limit_model_restart(s->redis, false);
		s->redis_down = s->now + below(s, 3000 * MS);
		break;
	case 2:
		s->r.flushes++;
		limit_model_flush(s->redis);
		break;
	case 3:
		s->r.hangs++;
		s->redis_hung = s->now + below(s, 2000 * MS);
		break;
	case 4:
		s->r.freezes++;
		g->frozen = s->now + below(s, 3000 * MS);
		break;
	case 5:
		s->r.drifts++;
		set_clock(s, g, below(s, 801) - 400);
		break;
	default:
		s->r.kills++;
		limiter_free(&g->limiter);
		g->births++;
		push_new(s, RESTORE, s->now + below(s, 2000 * MS), which);
	}
	push_new(s, FAULT, s->now + below(s, 8000 * MS), 0);
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
	push_new(s, BEGIN_BEAT, s->now + BEAT + below(s, 3 * MS), gateway);
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
		push(s, e);
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
		push_new(s, BEGIN_BEAT, below(s, BEAT), i);
	}
	for (unsigned i = 0; i < SIM_USERS; i++)
		push_new(s, ARRIVE, below(s, 1000 * MS), i);
	if (s->c->faults)
		push_new(s, FAULT, below(s, 5000 * MS), 0);
}

struct sim_result limit_sim_run(const struct sim_config *c)
{
	struct sim s = {.c = c, .random = c->seed | 1};
	struct sim_result r;

	s.redis = limit_model_new();
	prepare(&s);
	while (s.r.arrivals < c->arrivals)
		handle(&s, pop(&s));
	while (s.n > 0)
		free(pop(&s));
	for (unsigned i = 0; i < SIM_GATEWAYS; i++)
		limiter_free(&s.gateways[i].limiter);
	limit_model_free(&s.redis);
	free(s.heap);
	r = s.r;
	r.ticks = s.now;
	r.missing_mean = s.windows > 0 ? s.missing / (double)s.windows : 0;
	return r;
}
