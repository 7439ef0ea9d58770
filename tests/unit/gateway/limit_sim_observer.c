/* limit_sim_observer.c - counts in true time with the policies' own numbers. */
#include "tests/unit/gateway/limit_sim_private.h"

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

void sim_observe(struct sim *s, const struct limit_keys *k)
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
void sim_observe_ideal(struct sim *s, const struct limit_keys *k)
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
