/* ask.c - what the limiter asks of Redis, and what it makes of the
 * answer: leases, and the agreed time. */
#include "services/gateway/limits/limiter_private.h"

#include "common/base/str.h"

#include <inttypes.h>
#include <stdio.h>

#define POLL_PART 64 /* of a lapse: how soon an empty bucket is asked again */

static void ask_for(struct limiter *l, const struct limit_key *k, int64_t now,
    struct limit_ask *a)
{
	struct bucket *b = limiter_find(l, k);

	if (b == NULL || a->n == LIMIT_ASK_MAX)
		return;
	/* Who comes while another's question is out asks for itself alone. */
	a->v[a->n++] = (struct limit_wish){
	    .key = *k,
	    .want = limiter_is_asked(b, now) ? 1 : b->want,
	    .debit = b->owed,
	};
	b->owed = 0;
	b->asked = now;
}

static bool lacks(
    const struct limiter *l, const struct limit_key *k, int64_t now)
{
	const struct bucket *b = limiter_find(l, k);

	return b != NULL && b->retry <= now &&
	       !limiter_lease_usable(&b->now, now) &&
	       !limiter_lease_usable(&b->next, now);
}

/* What was last said is believed for LIMIT_STALE. */
static int64_t claim(struct limiter *l, int64_t now)
{
	if (now - l->confirmed > LIMIT_STALE)
		l->has_offset = false;
	return l->has_offset ? now + l->offset : -1;
}

void limiter_ask(struct limiter *l, const struct limit_keys *k, int64_t now_us,
    struct limit_ask *a)
{
	int64_t now = limit_ticks(now_us);

	*a = (struct limit_ask){.gateway = l->id, .sent = now};
	a->claim = claim(l, now);
	snprintf(a->epoch, sizeof a->epoch, "%s", l->epoch);
	snprintf(a->offer, sizeof a->offer, "%016" PRIx64 "%08" PRIx64, l->id,
	    l->offers++ & UINT32_MAX);
	for (size_t i = 0; k != NULL && i < k->n; i++)
		if (limiter_is_on(l, k->v[i].id) && lacks(l, &k->v[i], now))
			ask_for(l, &k->v[i], now, a);
	while (l->n_due > 0 && a->n < LIMIT_ASK_MAX) {
		const struct limit_key *due = &l->due[--l->n_due];
		struct bucket *b = limiter_find(l, due);

		if (b == NULL)
			continue;
		b->listed = false;
		if (!limiter_is_asked(b, now))
			ask_for(l, due, now, a);
	}
}

/* ---- the answer ---- */

static void agree_on_time(struct limiter *l, const struct limit_ask *ask,
    const struct limit_answer *answer, int64_t now)
{
	int64_t offset = answer->now - now;

	if (!streq(l->epoch, answer->epoch)) {
		str_copy(l->epoch, sizeof l->epoch, str_of(answer->epoch));
		l->has_offset = false;
		l->confirmed = ask->sent;
	}
	l->offset = l->has_offset ? MAX(l->offset, offset) : offset;
	l->has_offset = true;
	l->confirmed = MAX(l->confirmed, ask->sent);
	l->heard = now;
	l->crowded = answer->gateways > l->gateways;
}

/* A lease that was soon used up is followed by one twice as large. */
static void put_lease(struct bucket *b, const struct limit_share *s,
    int64_t granted, int64_t sent, int64_t now)
{
	const struct lease fresh = {
	    .left = granted,
	    .size = granted,
	    .since = sent,
	    .lapses = sent + s->lapse,
	};

	if (now >= fresh.lapses)
		return;
	if (b->now.size > 0 && sent - b->now.since < s->lapse / 2)
		b->want = MIN(b->want * 2, s->lease_max);
	if (!limiter_lease_usable(&b->now, now))
		b->now = b->next;
	if (!limiter_lease_usable(&b->now, now))
		b->now = fresh;
	else
		b->next = fresh;
}

static void take_grant(struct limiter *l, const struct limit_wish *w,
    const struct limit_grant *g, int64_t sent, int64_t now)
{
	const struct limit_share *s = &l->shares[w->key.id];
	struct bucket *b = limiter_find(l, &w->key);

	if (b == NULL)
		return;
	b->asked = 0;
	b->room = g->room;
	if (g->granted > 0)
		put_lease(b, s, g->granted, sent, now);
	if (g->granted < w->want)
		b->retry = now + MAX(g->wait, s->lapse / POLL_PART);
	b->in_debt = g->granted == 0 && g->wait > s->shared.interval;
}

void limiter_told(struct limiter *l, const struct limit_ask *ask,
    const struct limit_answer *answer, int64_t now_us)
{
	int64_t now = limit_ticks(now_us);

	agree_on_time(l, ask, answer, now);
	for (size_t i = 0; i < MIN(ask->n, answer->n); i++)
		take_grant(l, &ask->v[i], &answer->v[i], ask->sent, now);
}

/* Whether Redis did it or not is not known: leases are lost, debts are not. */
void limiter_failed(struct limiter *l, const struct limit_ask *ask)
{
	for (size_t i = 0; i < ask->n; i++) {
		struct bucket *b = limiter_find(l, &ask->v[i].key);

		if (b == NULL)
			continue;
		b->asked = 0;
		b->owed += ask->v[i].debit;
	}
}
