/* limiter.c - buckets: what they hold, what a request takes of them. */
#include "services/gateway/limits/limiter_private.h"

#include "common/base/die.h"

#include <stdlib.h>

#define POLICY_BIT(id) (1u << (id))

/* What a bucket can do now. */
enum state { HAS_LEASE, HAS_LOCAL, CAN_ASK, EMPTY };

struct limiter *limiter_new(const struct limiter_config *c, int64_t now_us)
{
	struct limiter *l = xcalloc(1, sizeof *l);

	l->gateways = MAX(c->gateways, 1);
	l->id = c->id;
	l->born = limit_ticks(now_us);
	for (int i = 0; i < LIMIT_POLICIES; i++) {
		l->policies[i] = c->policies[i];
		l->buckets[i] = map_new();
		if (limiter_is_on(l, (enum limit_id)i))
			l->shares[i] =
			    limit_share_of(&l->policies[i], l->gateways);
	}
	return l;
}

static void forget_all(struct limiter *l, enum limit_id id)
{
	uint64_t key;
	void *value;
	size_t pos = 0;

	while (map_each(l->buckets[id], &pos, &key, &value))
		free(value);
	map_free(&l->buckets[id]);
}

void limiter_free(struct limiter **lp)
{
	struct limiter *l = *lp;

	if (l == NULL)
		return;
	for (int i = 0; i < LIMIT_POLICIES; i++)
		forget_all(l, (enum limit_id)i);
	free(l);
	*lp = NULL;
}

bool limiter_is_on(const struct limiter *l, enum limit_id id)
{
	return l->policies[id].per_minute > 0;
}

const struct limit_policy *limiter_policy(
    const struct limiter *l, enum limit_id id)
{
	return &l->policies[id];
}

const struct limit_share *limiter_share(
    const struct limiter *l, enum limit_id id)
{
	return &l->shares[id];
}

void limiter_set_shadow(struct limiter *l, enum limit_id id, bool shadow)
{
	if (shadow)
		l->shadow |= POLICY_BIT(id);
	else
		l->shadow &= ~POLICY_BIT(id);
}

struct limit_counts limiter_counts(const struct limiter *l, enum limit_id id)
{
	return l->counts[id];
}

static bool hears_redis(const struct limiter *l, int64_t now)
{
	return l->heard != 0 && now - l->heard <= LIMIT_ALONE;
}

bool limiter_is_alone(const struct limiter *l, int64_t now_us)
{
	return !hears_redis(l, limit_ticks(now_us));
}

bool limiter_has_met(const struct limiter *l)
{
	return l->heard != 0;
}

size_t limiter_keys(const struct limiter *l)
{
	return l->n_buckets;
}

bool limiter_is_due(const struct limiter *l)
{
	return l->n_due > 0;
}

/* ---- buckets ---- */

static struct bucket *bucket_of(struct limiter *l, const struct limit_key *k)
{
	struct bucket *b = limiter_find(l, k);

	if (b != NULL)
		return b;
	b = xcalloc(1, sizeof *b);
	b->tat = limiter_local_start(l, k->id);
	b->want = MAX(l->shares[k->id].lease_max / 4, 1);
	map_put(l->buckets[k->id], k->key, b);
	l->n_buckets++;
	return b;
}

/* Too many keys at once: what they were leased is lost, and the local parts
 * begin again, empty. */
static void make_room(struct limiter *l, int64_t now)
{
	for (int id = 0; id < LIMIT_POLICIES; id++) {
		forget_all(l, (enum limit_id)id);
		l->buckets[id] = map_new();
	}
	l->n_buckets = 0;
	l->n_due = 0;
	l->born = now;
}

/* ---- looking ---- */

bool limiter_lease_usable(const struct lease *a, int64_t now)
{
	return a->left > 0 && now < a->lapses;
}

/* The lease to spend from. One that lapsed with most of it unspent was too
 * large. */
static bool find_lease(struct bucket *b, int64_t now)
{
	if (limiter_lease_usable(&b->now, now))
		return true;
	if (b->now.left > b->now.size / 2)
		b->want = MAX(b->want / 2, 1);
	b->now = b->next;
	b->next = (struct lease){0};
	return limiter_lease_usable(&b->now, now);
}

static bool local_is_on(const struct limiter *l, enum limit_id id)
{
	return l->shares[id].local.interval > 0 && !l->crowded;
}

/* What is charged afterwards is only refused to who is in debt: a bucket may be
 * empty since it is new, or since other gateways hold leases of it. */
static bool owes_nothing(const struct limiter *l, enum limit_id id,
    const struct bucket *b, int64_t now)
{
	return l->policies[id].afterwards && b->owed == 0 && !b->in_debt &&
	       hears_redis(l, now);
}

/* *wait_r: ticks until there may be something, when EMPTY. */
static enum state look(const struct limiter *l, enum limit_id id,
    struct bucket *b, int64_t now, int64_t *wait_r)
{
	const struct limit_share *s = &l->shares[id];
	int64_t local = INT64_MAX;

	if (find_lease(b, now))
		return HAS_LEASE;
	if (local_is_on(l, id)) {
		local = limit_wait(&s->local, b->tat, now);
		if (local == 0)
			return HAS_LOCAL;
	}
	if (b->retry <= now && hears_redis(l, now))
		return CAN_ASK;
	if (owes_nothing(l, id, b, now))
		return HAS_LOCAL;
	*wait_r = MIN(local, MAX(b->retry - now, s->shared.interval));
	return EMPTY;
}

static int64_t left_of(const struct limiter *l, enum limit_id id,
    const struct bucket *b, int64_t now)
{
	const struct limit_part *local = &l->shares[id].local;
	int64_t left = b->room + b->next.left;

	if (limiter_lease_usable(&b->now, now))
		left += b->now.left;

	if (local_is_on(l, id))
		left += limit_room(local, b->tat, now);
	return left;
}

/* ---- taking ---- */

/* Ahead of need: half of the lease is spent, or half of its time. */
static void renew_ahead(
    struct limiter *l, const struct limit_key *k, struct bucket *b, int64_t now)
{
	const struct lease *a = &b->now;
	bool used = a->left * 2 <= a->size ||
		    now - a->since > (a->lapses - a->since) / 2;

	if (b->listed || limiter_is_asked(b, now) || b->next.size > 0 ||
	    b->retry > now || l->n_due == LIMIT_ASK_MAX || !used)
		return;
	b->listed = true;
	l->due[l->n_due++] = *k;
}

static void take(
    struct limiter *l, const struct limit_key *k, struct bucket *b, int64_t now)
{
	l->counts[k->id].admitted++;
	if (!l->policies[k->id].afterwards) {
		if (limiter_lease_usable(&b->now, now))
			b->now.left--;
		else
			b->tat =
			    MAX(b->tat, now) + l->shares[k->id].local.interval;
	}
	renew_ahead(l, k, b, now);
}

/* From the lease as far as it goes; the rest is owed to Redis, or, while it
 * is away, to the local part. */
void limiter_charge(struct limiter *l, enum limit_id id, uint64_t key,
    int64_t cells, int64_t now_us)
{
	const struct limit_key k = {id, key};
	const struct limit_share *s = &l->shares[id];
	int64_t now = limit_ticks(now_us), paid;
	struct bucket *b;

	if (!limiter_is_on(l, id) || cells <= 0)
		return;
	b = bucket_of(l, &k);
	cells = MIN(cells, s->whole.tolerance / s->whole.interval);
	if (find_lease(b, now)) {
		paid = MIN(cells, b->now.left);
		b->now.left -= paid;
		cells -= paid;
	}
	if (cells > 0 && limiter_is_alone(l, now_us) && local_is_on(l, id))
		b->tat = MAX(b->tat, now) + cells * s->local.interval;
	else
		b->owed = MIN(
		    b->owed + cells, s->whole.tolerance / s->whole.interval);
	renew_ahead(l, &k, b, now);
}

/* ---- deciding ---- */

/* What is left, beside what there may be. */
static bool is_tighter(const struct limiter *l, enum limit_id a, int64_t left_a,
    enum limit_id b, int64_t left_b)
{
	return (double)left_a * (double)l->policies[b].burst <
	       (double)left_b * (double)l->policies[a].burst;
}

static void show_admitted(const struct limiter *l, const struct limit_keys *k,
    struct bucket *const *b, int64_t now, struct limit_view *v)
{
	bool any = false;

	for (size_t i = 0; i < k->n; i++) {
		enum limit_id id = k->v[i].id;
		int64_t left;

		if (b[i] == NULL || l->policies[id].afterwards)
			continue;
		left = left_of(l, id, b[i], now);
		if (any && !is_tighter(l, id, left, v->id, v->left))
			continue;
		any = true;
		v->id = id;
		v->left = left;
	}
	if (any)
		v->wait_us = MAX(l->policies[v->id].burst - v->left, 0) *
			     l->shares[v->id].whole.interval /
			     (LIMIT_TICKS_MS / 1000);
}

static void show_refused(enum limit_id id, int64_t wait, struct limit_view *v)
{
	int64_t wait_us = wait / (LIMIT_TICKS_MS / 1000) + 1;

	if (wait_us <= v->wait_us)
		return;
	*v = (struct limit_view){
	    .id = id, .wait_us = wait_us, .shadowed = v->shadowed};
}

/* As look(); what was asked for in vain is empty. */
static enum state look_again(const struct limiter *l, enum limit_id id,
    struct bucket *b, bool asked, int64_t now, int64_t *wait_r)
{
	enum state state = look(l, id, b, now, wait_r);

	if (state != CAN_ASK || !asked)
		return state;
	*wait_r = l->shares[id].shared.interval;
	return EMPTY;
}

static enum limit_verdict settle(struct limiter *l, const struct limit_keys *k,
    struct bucket *const *b, enum limit_verdict verdict, int64_t now,
    struct limit_view *v)
{
	if (verdict == LIMIT_REFUSE)
		l->counts[v->id].refused++;
	if (verdict != LIMIT_ADMIT)
		return verdict;
	for (int id = 0; id < LIMIT_POLICIES; id++)
		if ((v->shadowed & POLICY_BIT(id)) != 0)
			l->counts[id].shadowed++;
	for (size_t i = 0; i < k->n; i++)
		if (b[i] != NULL)
			take(l, &k->v[i], b[i], now);
	show_admitted(l, k, b, now, v);
	return LIMIT_ADMIT;
}

/* All of them before any is looked at: they are far apart in memory. */
static void find_buckets(struct limiter *l, const struct limit_keys *k,
    struct bucket *b[LIMIT_KEYS_MAX])
{
	for (size_t i = 0; i < k->n; i++) {
		b[i] = NULL;
		if (!limiter_is_on(l, k->v[i].id))
			continue;
		b[i] = bucket_of(l, &k->v[i]);
		__builtin_prefetch(b[i]);
		__builtin_prefetch((char *)b[i] + 64);
	}
}

enum limit_verdict limiter_decide(struct limiter *l, const struct limit_keys *k,
    bool asked, int64_t now_us, struct limit_view *view_r)
{
	enum limit_verdict verdict = LIMIT_ADMIT;
	struct bucket *b[LIMIT_KEYS_MAX];
	int64_t now = limit_ticks(now_us), wait = 0;

	*view_r = (struct limit_view){.id = LIMIT_POLICIES};
	if (l->n_buckets + k->n > LIMIT_BUCKETS_MAX)
		make_room(l, now);
	find_buckets(l, k, b);
	for (size_t i = 0; i < k->n; i++) {
		enum limit_id id = k->v[i].id;
		enum state state;

		if (b[i] == NULL)
			continue;
		state = look_again(l, id, b[i], asked, now, &wait);
		if (state == EMPTY && (l->shadow & POLICY_BIT(id)) != 0) {
			view_r->shadowed |= POLICY_BIT(id);
			b[i] = NULL;
		} else if (state == EMPTY) {
			verdict = LIMIT_REFUSE;
			show_refused(id, wait, view_r);
		} else if (state == CAN_ASK && verdict == LIMIT_ADMIT) {
			verdict = LIMIT_ASK;
		}
	}
	return settle(l, k, b, verdict, now, view_r);
}
