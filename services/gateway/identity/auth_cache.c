/* auth_cache.c - known callers by their secret's SHA-256. */
#include "services/gateway/identity/auth_cache.h"

#include "common/base/die.h"
#include "common/base/list.h"
#include "common/base/map.h"

#include <stdlib.h>

#define ENTRIES_MAX 20000
#define REFUSED_SLOTS 4096 /* a power of two */
#define REFUSED_MS 1000
/* Queries for secrets without a checksum, of one gateway. */
#define ASK_PER_SECOND 50

struct auth_entry {
	uint8_t hash[AUTH_HASH_BYTES];
	struct caller caller;
	int64_t asked_ms;
	struct list queued; /* unlinked: not queued */
};

struct refused {
	uint8_t hash[AUTH_HASH_BYTES];
	int64_t until_ms;
};

struct auth_cache {
	struct map *entries; /* first 8 bytes of the hash -> auth_entry */
	struct list tokens, sessions; /* queued, oldest first */
	uint64_t turn;
	struct refused *refused; /* one place for each hash */
	int64_t ask_second;
	int64_t asked;
};

struct auth_cache *auth_cache_new(void)
{
	struct auth_cache *c = xcalloc(1, sizeof *c);

	c->entries = map_new();
	list_init(&c->tokens);
	list_init(&c->sessions);
	c->refused = xcalloc(REFUSED_SLOTS, sizeof *c->refused);
	return c;
}

static void entry_free(struct auth_entry *e)
{
	if (e == NULL)
		return;
	list_remove(&e->queued);
	free(e);
}

static void forget_all(struct auth_cache *c)
{
	uint64_t key;
	void *value;
	size_t pos = 0;

	while (map_each(c->entries, &pos, &key, &value))
		entry_free(value);
	map_free(&c->entries);
}

void auth_cache_free(struct auth_cache **cp)
{
	if (*cp == NULL)
		return;
	forget_all(*cp);
	free((*cp)->refused);
	free(*cp);
	*cp = NULL;
}

/* Nobody chooses the first bytes of a SHA-256; the map hashes them again. */
static uint64_t key_of(const uint8_t hash[AUTH_HASH_BYTES])
{
	uint64_t key;

	memcpy(&key, hash, sizeof key);
	return key;
}

static struct auth_entry *find(
    const struct auth_cache *c, const uint8_t hash[AUTH_HASH_BYTES])
{
	struct auth_entry *e = map_get(c->entries, key_of(hash));

	return e != NULL && secret_eq(e->hash, hash, AUTH_HASH_BYTES) ? e
								      : NULL;
}

static void queue(struct auth_cache *c, struct auth_entry *e)
{
	if (!list_linked(&e->queued))
		list_append(e->caller.by_session ? &c->sessions : &c->tokens,
		    &e->queued);
}

const struct caller *auth_cache_get(
    struct auth_cache *c, const uint8_t hash[AUTH_HASH_BYTES], int64_t now_ms)
{
	struct auth_entry *e = find(c, hash);

	if (e == NULL || now_ms - e->asked_ms >= AUTH_STALE_MS)
		return NULL;
	if (now_ms - e->asked_ms >= AUTH_RENEW_MS)
		queue(c, e);
	return &e->caller;
}

uint64_t auth_cache_turn(const struct auth_cache *c)
{
	return c->turn;
}

/* ---- filling ---- */

static void forget_stale(struct auth_cache *c, int64_t now_ms)
{
	uint64_t key;
	void *value;
	size_t pos = 0;

	while (map_each(c->entries, &pos, &key, &value)) {
		struct auth_entry *e = value;

		if (now_ms - e->asked_ms >= AUTH_STALE_MS)
			entry_free(map_take(c->entries, key));
	}
}

static void make_room(struct auth_cache *c, int64_t now_ms)
{
	if (map_len(c->entries) < ENTRIES_MAX)
		return;
	forget_stale(c, now_ms);
	if (map_len(c->entries) < ENTRIES_MAX * 3 / 4)
		return;
	forget_all(c); /* rare, and cheap to fill again */
	c->entries = map_new();
}

/* New ones are queued at once: that writes when they were last used. */
void auth_cache_put(struct auth_cache *c, const uint8_t hash[AUTH_HASH_BYTES],
    const struct caller *who, int64_t asked_ms, uint64_t turn)
{
	struct auth_entry *e;

	if (turn != c->turn)
		return;
	make_room(c, asked_ms);
	e = xcalloc(1, sizeof *e);
	memcpy(e->hash, hash, AUTH_HASH_BYTES);
	e->caller = *who;
	e->asked_ms = asked_ms;
	list_init(&e->queued);
	entry_free(map_put(c->entries, key_of(hash), e));
	queue(c, e);
}

void auth_cache_renew(struct auth_cache *c, const uint8_t hash[AUTH_HASH_BYTES],
    const struct caller *who, int64_t asked_ms, uint64_t turn)
{
	struct auth_entry *e = find(c, hash);

	if (e == NULL || turn != c->turn || e->asked_ms > asked_ms)
		return;
	e->caller = *who;
	e->asked_ms = asked_ms;
}

size_t auth_cache_len(const struct auth_cache *c)
{
	return map_len(c->entries);
}

size_t auth_cache_due(struct auth_cache *c, bool sessions,
    uint8_t (*hashes)[AUTH_HASH_BYTES], size_t max)
{
	struct list *due = sessions ? &c->sessions : &c->tokens;
	size_t n = 0;

	while (n < max && !list_empty(due)) {
		struct auth_entry *e =
		    LIST_FIRST(due, struct auth_entry, queued);

		list_remove(&e->queued);
		memcpy(hashes[n++], e->hash, AUTH_HASH_BYTES);
	}
	return n;
}

/* ---- dropping ---- */

void auth_cache_drop(struct auth_cache *c, const uint8_t hash[AUTH_HASH_BYTES])
{
	c->turn++;
	if (find(c, hash) != NULL)
		entry_free(map_take(c->entries, key_of(hash)));
}

void auth_cache_drop_user(struct auth_cache *c, uint64_t user_id)
{
	uint64_t key;
	void *value;
	size_t pos = 0;

	c->turn++;
	while (map_each(c->entries, &pos, &key, &value)) {
		struct auth_entry *e = value;

		if (e->caller.user_id == user_id)
			entry_free(map_take(c->entries, key));
	}
}

void auth_cache_drop_all(struct auth_cache *c)
{
	c->turn++;
	forget_all(c);
	c->entries = map_new();
}

/* ---- what is not known ---- */

static struct refused *slot_of(
    const struct auth_cache *c, const uint8_t hash[AUTH_HASH_BYTES])
{
	return &c->refused[key_of(hash) & (REFUSED_SLOTS - 1)];
}

void auth_cache_refuse(
    struct auth_cache *c, const uint8_t hash[AUTH_HASH_BYTES], int64_t now_ms)
{
	struct refused *slot = slot_of(c, hash);

	memcpy(slot->hash, hash, AUTH_HASH_BYTES);
	slot->until_ms = now_ms + REFUSED_MS;
}

bool auth_cache_refused(const struct auth_cache *c,
    const uint8_t hash[AUTH_HASH_BYTES], int64_t now_ms)
{
	const struct refused *slot = slot_of(c, hash);

	return slot->until_ms > now_ms &&
	       secret_eq(slot->hash, hash, AUTH_HASH_BYTES);
}

bool auth_cache_may_ask(struct auth_cache *c, int64_t now_ms)
{
	if (c->ask_second != now_ms / 1000) {
		c->ask_second = now_ms / 1000;
		c->asked = 0;
	}
	return c->asked++ < ASK_PER_SECOND;
}
