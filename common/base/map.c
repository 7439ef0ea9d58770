/* map.c - open addressing with linear probing, for both kinds of key.
 *
 * A removed entry leaves a grave, and nothing moves but in grow(): so an
 * entry may be removed while iterating.
 */
#include "common/base/map.h"
#include "common/base/die.h"
#include "common/base/ids.h"

#include <stdlib.h>
#include <string.h>

#define FIRST_SLOTS ((size_t)16)

enum { NEVER_USED, GRAVE }; /* key of a slot without a value */

struct slot {
	uint64_t key; /* for strings: the hash of name */
	char *name;   /* NULL in a map of numbers */
	void *value;  /* NULL: the slot is free */
};

struct table {
	struct slot *slots;
	size_t count; /* power of two */
	size_t live;
	size_t filled; /* live and graves */
	uint8_t seed[16];
};

struct map {
	struct table t;
};

struct smap {
	struct table t;
};

/* What is looked for: a number, or a name with its hash. */
struct wanted {
	uint64_t hash;
	uint64_t key;
	const char *name;
	size_t name_bytes;
};

static void table_init(struct table *t)
{
	ids_random(t->seed, sizeof t->seed);
	t->count = FIRST_SLOTS;
	t->slots = xcalloc(t->count, sizeof *t->slots);
}

static void table_deinit(struct table *t)
{
	for (size_t i = 0; i < t->count; i++)
		free(t->slots[i].name);
	free(t->slots);
}

static struct wanted want_key(const struct table *t, uint64_t key)
{
	uint64_t hash = ids_siphash(t->seed, &key, sizeof key);

	return (struct wanted){.hash = hash, .key = key};
}

static struct wanted want_name(
    const struct table *t, const char *name, size_t n)
{
	uint64_t hash = ids_siphash(t->seed, name, n);

	return (struct wanted){hash, hash, name, n};
}

static bool is_wanted(const struct slot *s, const struct wanted *w)
{
	if (s->value == NULL || s->key != w->key)
		return false;
	return w->name == NULL ||
	       (strlen(s->name) == w->name_bytes &&
		   memcmp(s->name, w->name, w->name_bytes) == 0);
}

/* The slot that holds w, or NULL and in *free_r (if given) where it goes. */
static struct slot *find(
    const struct table *t, const struct wanted *w, struct slot **free_r)
{
	size_t mask = t->count - 1;
	struct slot *grave = NULL;

	for (size_t i = w->hash & mask;; i = (i + 1) & mask) {
		struct slot *s = &t->slots[i];

		if (is_wanted(s, w))
			return s;
		if (s->value != NULL)
			continue;
		if (s->key == GRAVE) {
			if (grave == NULL)
				grave = s;
			continue;
		}
		if (free_r != NULL)
			*free_r = grave != NULL ? grave : s;
		return NULL;
	}
}

/* Room for one more: rehashed without graves, twice as large if need be. */
static void grow(struct table *t)
{
	struct table bigger = *t;

	if ((t->filled + 1) * 4 <= t->count * 3)
		return;
	if ((t->live + 1) * 2 > t->count)
		bigger.count *= 2;
	bigger.slots = xcalloc(bigger.count, sizeof *bigger.slots);
	bigger.filled = t->live;
	for (size_t i = 0; i < t->count; i++) {
		const struct slot *s = &t->slots[i];
		size_t mask = bigger.count - 1;
		size_t at;

		if (s->value == NULL)
			continue;
		at = s->name != NULL ? s->key : want_key(t, s->key).hash;
		for (at &= mask; bigger.slots[at].value != NULL;)
			at = (at + 1) & mask;
		bigger.slots[at] = *s;
	}
	free(t->slots);
	*t = bigger;
}

static void *put(struct table *t, const struct wanted *w, void *value)
{
	struct slot *empty = NULL;
	struct slot *s;
	void *old = NULL;

	MUST(value != NULL);
	grow(t);
	s = find(t, w, &empty);
	if (s == NULL) {
		s = empty;
		t->live++;
		t->filled += s->key == NEVER_USED;
		s->key = w->key;
		if (w->name != NULL)
			s->name = xstrndup(w->name, w->name_bytes);
	} else {
		old = s->value;
	}
	s->value = value;
	return old;
}

static void *take(struct table *t, const struct wanted *w)
{
	struct slot *s = find(t, w, NULL);
	void *value;

	if (s == NULL)
		return NULL;
	value = s->value;
	free(s->name);
	*s = (struct slot){.key = GRAVE};
	t->live--;
	return value;
}

static const struct slot *each(const struct table *t, size_t *pos)
{
	while (*pos < t->count) {
		const struct slot *s = &t->slots[(*pos)++];

		if (s->value != NULL)
			return s;
	}
	return NULL;
}

struct map *map_new(void)
{
	struct map *m = xcalloc(1, sizeof *m);

	table_init(&m->t);
	return m;
}

void map_free(struct map **m)
{
	if (*m == NULL)
		return;
	table_deinit(&(*m)->t);
	free(*m);
	*m = NULL;
}

void *map_get(const struct map *m, uint64_t key)
{
	struct wanted w = want_key(&m->t, key);
	const struct slot *s = find(&m->t, &w, NULL);

	return s == NULL ? NULL : s->value;
}

void *map_put(struct map *m, uint64_t key, void *value)
{
	struct wanted w = want_key(&m->t, key);

	return put(&m->t, &w, value);
}

void *map_take(struct map *m, uint64_t key)
{
	struct wanted w = want_key(&m->t, key);

	return take(&m->t, &w);
}

size_t map_len(const struct map *m)
{
	return m->t.live;
}

bool map_each(const struct map *m, size_t *pos, uint64_t *key_r, void **value_r)
{
	const struct slot *s = each(&m->t, pos);

	if (s == NULL)
		return false;
	*key_r = s->key;
	*value_r = s->value;
	return true;
}

struct smap *smap_new(void)
{
	struct smap *m = xcalloc(1, sizeof *m);

	table_init(&m->t);
	return m;
}

void smap_free(struct smap **m)
{
	if (*m == NULL)
		return;
	table_deinit(&(*m)->t);
	free(*m);
	*m = NULL;
}

void *smap_get(const struct smap *m, const char *key)
{
	return smap_getn(m, key, strlen(key));
}

void *smap_getn(const struct smap *m, const char *key, size_t n)
{
	struct wanted w = want_name(&m->t, key, n);
	const struct slot *s = find(&m->t, &w, NULL);

	return s == NULL ? NULL : s->value;
}

void *smap_put(struct smap *m, const char *key, void *value)
{
	struct wanted w = want_name(&m->t, key, strlen(key));

	return put(&m->t, &w, value);
}

void *smap_take(struct smap *m, const char *key)
{
	struct wanted w = want_name(&m->t, key, strlen(key));

	return take(&m->t, &w);
}

size_t smap_len(const struct smap *m)
{
	return m->t.live;
}

bool smap_each(
    const struct smap *m, size_t *pos, const char **key_r, void **value_r)
{
	const struct slot *s = each(&m->t, pos);

	if (s == NULL)
		return false;
	*key_r = s->name;
	*value_r = s->value;
	return true;
}
