/* peers.c - how many connections each address has open. See peers.h. */
#include "common/http/peers.h"

#include "common/base/die.h"
#include "common/base/map.h"
#include "common/base/str.h"

#include <arpa/inet.h>
#include <stdlib.h>

struct peers {
	size_t most;
	struct map *open; /* address -> how many, as a pointer's bits */
};

struct peers *peers_new(size_t most)
{
	struct peers *p;

	if (most == 0)
		return NULL;
	p = xcalloc(1, sizeof *p);
	p->most = most;
	p->open = map_new();
	return p;
}

void peers_free(struct peers **p)
{
	if (*p == NULL)
		return;
	map_free(&(*p)->open);
	free(*p);
	*p = NULL;
}

/* 0 for what has no bound. IPv4, mapped or not, has zeros in its second half;
 * a network of IPv6 with these would share its count, harmlessly. */
static uint64_t key_of(const char *address)
{
	static const uint8_t mapped[12] = {[10] = 0xff, [11] = 0xff};
	uint8_t v6[16];
	uint8_t v4[4];
	uint64_t key = 0;

	if (streq(address, "unix"))
		return 0;
	if (inet_pton(AF_INET, address, v4) == 1) {
		memcpy(&key, v4, sizeof v4);
	} else if (inet_pton(AF_INET6, address, v6) == 1) {
		if (memcmp(v6, mapped, sizeof mapped) == 0)
			memcpy(&key, v6 + sizeof mapped, sizeof v4);
		else
			memcpy(&key, v6, sizeof key);
	}
	return key == 0 ? 1 : key;
}

static void set(struct peers *p, uint64_t key, uintptr_t n)
{
	if (n == 0)
		map_take(p->open, key);
	else
		map_put(p->open, key, (void *)n);
}

bool peers_enter(struct peers *p, const char *address)
{
	uint64_t key = p == NULL ? 0 : key_of(address);
	uintptr_t n;

	if (key == 0)
		return true;
	n = (uintptr_t)map_get(p->open, key);
	if (n >= p->most)
		return false;
	set(p, key, n + 1);
	return true;
}

void peers_bring(struct peers *p, const char *address)
{
	uint64_t key = p == NULL ? 0 : key_of(address);

	if (key != 0)
		set(p, key, (uintptr_t)map_get(p->open, key) + 1);
}

void peers_leave(struct peers *p, const char *address)
{
	uint64_t key = p == NULL ? 0 : key_of(address);
	uintptr_t n;

	if (key == 0)
		return;
	n = (uintptr_t)map_get(p->open, key);
	MUST(n > 0);
	set(p, key, n - 1);
}
