/* limit_sim_events.c - chance, and a heap of what happens next. */
#include "tests/unit/gateway/limit_sim_private.h"

#include "common/base/die.h"

/* ---- chance ---- */

uint64_t sim_draw(struct sim *s) /* xorshift64*, Vigna 2016 */
{
	s->random ^= s->random >> 12;
	s->random ^= s->random << 25;
	s->random ^= s->random >> 27;
	return s->random * 0x2545F4914F6CDD1DULL;
}

int64_t sim_below(struct sim *s, int64_t n)
{
	return (int64_t)((sim_draw(s) >> 11) % (uint64_t)n);
}

/* Mostly 40 to 240 us, now and then up to 80 ms. */
int64_t sim_latency(struct sim *s)
{
	return sim_below(s, 200) == 0 ? sim_below(s, 80 * MS)
				      : MS / 25 + sim_below(s, MS / 5);
}

/* ---- events ---- */

void sim_push(struct sim *s, struct event *e)
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

struct event *sim_pop(struct sim *s)
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
void sim_push_new(struct sim *s, enum kind kind, int64_t at, unsigned who)
{
	struct event *e = xcalloc(1, sizeof *e);

	e->kind = kind;
	e->at = at;
	if (kind == ARRIVE)
		e->user = who;
	else
		e->gateway = who;
	sim_push(s, e);
}
