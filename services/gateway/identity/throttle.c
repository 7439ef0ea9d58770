/* throttle.c - attempts by key, in memory. */
#include "services/gateway/identity/throttle.h"

#include "common/base/die.h"
#include "common/base/map.h"

#include <stdlib.h>

struct attempts {
	int64_t n;
	int64_t until_ms;
	int64_t forget_ms;
};

struct throttle {
	struct smap *keys;
};

struct throttle *throttle_new(void)
{
	struct throttle *t = xcalloc(1, sizeof *t);

	t->keys = smap_new();
	return t;
}

static void forget(struct throttle *t, int64_t now_ms)
{
	const char *key;
	void *value;
	size_t pos = 0;

	while (smap_each(t->keys, &pos, &key, &value)) {
		const struct attempts *a = value;

		if (a->forget_ms <= now_ms)
			free(smap_take(t->keys, key));
	}
}

void throttle_free(struct throttle **tp)
{
	if (*tp == NULL)
		return;
	forget(*tp, INT64_MAX);
	smap_free(&(*tp)->keys);
	free(*tp);
	*tp = NULL;
}

/* Whoever has ten thousand addresses at a time when Redis is away is not held
 * up by addresses; the accounts' keys are few. */
static struct attempts *attempts_of(
    struct throttle *t, const char *key, int64_t now_ms)
{
	struct attempts *a = smap_get(t->keys, key);

	if (a == NULL) {
		if (smap_len(t->keys) >= THROTTLE_KEYS_MAX)
			forget(t, now_ms);
		if (smap_len(t->keys) >= THROTTLE_KEYS_MAX)
			forget(t, INT64_MAX);
		a = xcalloc(1, sizeof *a);
		free(smap_put(t->keys, key, a));
	} else if (a->forget_ms <= now_ms) {
		*a = (struct attempts){0};
	}
	return a;
}

int64_t throttle_wait_ms(
    const struct throttle *t, const char *key, int64_t now_ms)
{
	const struct attempts *a = smap_get(t->keys, key);

	return a == NULL ? 0 : MAX(a->until_ms - now_ms, 0);
}

static int64_t hold_ms(const struct throttle_policy *p, int64_t n)
{
	int64_t over = n - p->free - 1;

	if (over < 0)
		return 0;
	return over >= 30 ? p->cap_s * 1000
			  : MIN(INT64_C(1) << over, p->cap_s) * 1000;
}

int64_t throttle_take(struct throttle *t, const char *key,
    const struct throttle_policy *p, int64_t now_ms)
{
	int64_t wait_ms = throttle_wait_ms(t, key, now_ms);
	struct attempts *a;

	if (wait_ms > 0)
		return wait_ms;
	a = attempts_of(t, key, now_ms);
	a->n++;
	a->until_ms = now_ms + hold_ms(p, a->n);
	a->forget_ms = a->until_ms + THROTTLE_FORGET_MS;
	return 0;
}

void throttle_forget(struct throttle *t, const char *key)
{
	free(smap_take(t->keys, key));
}

void throttle_give_back(struct throttle *t, const char *key)
{
	struct attempts *a = smap_get(t->keys, key);

	if (a == NULL)
		return;
	a->n = MAX(a->n - 1, 0);
	a->until_ms = 0;
}
