/* limiter_sweep.c - forgets the buckets that say no more than a new one would. */
#include "services/gateway/limits/limiter_private.h"

#include <stdlib.h>

static bool is_idle(const struct limiter *l, enum limit_id id,
    const struct bucket *b, int64_t now)
{
	const struct lease *last = b->next.size > 0 ? &b->next : &b->now;

	return !limiter_lease_usable(last, now) && b->owed == 0 &&
	       b->tat <= now && b->retry <= now &&
	       now >= limiter_local_start(l, id);
}

void limiter_sweep(struct limiter *l, int64_t now_us)
{
	int64_t now = limit_ticks(now_us);

	for (int id = 0; id < LIMIT_POLICIES; id++) {
		size_t pos = 0;
		uint64_t key;
		void *b;

		while (map_each(l->buckets[id], &pos, &key, &b)) {
			if (!is_idle(l, (enum limit_id)id, b, now))
				continue;
			free(map_take(l->buckets[id], key));
			l->n_buckets--;
		}
	}
}
