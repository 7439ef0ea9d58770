/* limiter.c - leases in memory and the same algorithm for when we're alone. */
#include "services/gateway/limiter.h"

#include "common/base/die.h"
#include "common/base/map.h"

#include <stdlib.h>

/* An unspent lease lapses: its requests could have come earlier only. */
#define LEASE_MS 10000
#define KEYS_MAX 100000
#define MINUTE_US 60000000

struct lease {
	int64_t left;
	int64_t lapses_ms;
	int64_t arrival_us; /* theoretical arrival time when alone */
};

struct limiter {
	struct limit_policy policy;
	struct map *leases; /* key -> struct lease */
};

struct limiter *limiter_new(const struct limit_policy *p)
{
	struct limiter *l = xcalloc(1, sizeof *l);

	l->policy = *p;
	l->leases = map_new();
	return l;
}

static void forget_all(struct limiter *l)
{
	uint64_t key;
	void *value;
	size_t pos = 0;

	while (map_each(l->leases, &pos, &key, &value))
		free(value);
	map_free(&l->leases);
}

void limiter_free(struct limiter **lp)
{
	if (*lp == NULL)
		return;
	forget_all(*lp);
	free(*lp);
	*lp = NULL;
}

const struct limit_policy *limiter_policy(const struct limiter *l)
{
	return &l->policy;
}

/* Forgetting is safe: an unspent lease is lost, never doubled. Alone it
 * forgets arrival times, which a table of 100,000 live users would need. */
static struct lease *lease_of(struct limiter *l, uint64_t key)
{
	struct lease *lease = map_get(l->leases, key + 1);

	if (lease != NULL)
		return lease;
	if (map_len(l->leases) >= KEYS_MAX) {
		forget_all(l);
		l->leases = map_new();
	}
	lease = xcalloc(1, sizeof *lease);
	map_put(l->leases, key + 1, lease);
	return lease;
}

bool limiter_take(struct limiter *l, uint64_t key, int64_t now_ms)
{
	struct lease *lease = lease_of(l, key);

	if (lease->lapses_ms <= now_ms)
		lease->left = 0;
	if (lease->left <= 0)
		return false;
	lease->left--;
	return true;
}

void limiter_grant(struct limiter *l, uint64_t key, int64_t n, int64_t now_ms)
{
	struct lease *lease = lease_of(l, key);

	lease->left += n;
	lease->lapses_ms = now_ms + LEASE_MS;
}

int64_t limiter_left(const struct limiter *l, uint64_t key)
{
	const struct lease *lease = map_get(l->leases, key + 1);

	return lease == NULL ? 0 : lease->left;
}

int64_t limiter_alone(struct limiter *l, uint64_t key, int64_t now_us)
{
	struct lease *lease = lease_of(l, key);
	int64_t interval = limiter_interval_us(l);
	int64_t arrival = MAX(lease->arrival_us, now_us);
	int64_t ahead = arrival + interval - now_us;

	if (ahead > l->policy.burst * interval)
		return (ahead - l->policy.burst * interval) / 1000 + 1;
	lease->arrival_us = arrival + interval;
	return 0;
}

/* A tenth of the burst: small beside the limit, large beside a round trip. */
int64_t limiter_lease(const struct limiter *l)
{
	return MAX(MIN(l->policy.burst / 10, 10000), 1);
}

int64_t limiter_interval_us(const struct limiter *l)
{
	return MAX(MINUTE_US / l->policy.per_minute, 1);
}

int64_t limiter_shared_burst(const struct limiter *l)
{
	return MAX(l->policy.burst - limiter_lease(l), 1);
}
