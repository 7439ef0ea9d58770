/* places.c - see places.h. A user without any has no entry. */
#include "services/gateway/places.h"

#include "common/base/die.h"
#include "common/base/map.h"

#include <stdlib.h>

struct places {
	struct map *taken; /* user id -> struct count * */
	size_t most;
};

struct count {
	size_t n;
};

struct places *places_new(size_t most)
{
	struct places *p = xcalloc(1, sizeof *p);

	p->taken = map_new();
	p->most = most;
	return p;
}

void places_free(struct places **pp)
{
	struct places *p = *pp;
	size_t pos = 0;
	uint64_t user_id;
	void *count;

	if (p == NULL)
		return;
	while (map_each(p->taken, &pos, &user_id, &count))
		free(count);
	map_free(&p->taken);
	free(p);
	*pp = NULL;
}

bool places_take(struct places *p, uint64_t user_id)
{
	struct count *c = map_get(p->taken, user_id);

	if (c == NULL) {
		c = xcalloc(1, sizeof *c);
		(void)map_put(p->taken, user_id, c);
	}
	if (c->n >= p->most)
		return false;
	c->n++;
	return true;
}

void places_leave(struct places *p, uint64_t user_id)
{
	struct count *c = map_get(p->taken, user_id);

	MUST(c != NULL && c->n > 0);
	if (--c->n == 0)
		free(map_take(p->taken, user_id));
}
