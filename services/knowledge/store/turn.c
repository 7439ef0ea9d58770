/* turn.c - one change of a user's graph at a time in this process. */
#include "services/knowledge/store/turn.h"

#define WAIT_MS 1

struct turn {
	struct map *turns;
	uint64_t user;
};

static void give_back(void *p)
{
	struct turn *turn = p;

	map_take(turn->turns, turn->user);
}

bool turn_take(struct task *t, struct map *turns, uint64_t user)
{
	struct turn *turn;

	if (map_get(turns, user) != NULL) {
		task_sleep(t, WAIT_MS);
		return false;
	}
	turn = ARENA_NEW(t->arena, struct turn);
	*turn = (struct turn){turns, user};
	map_put(turns, user, turn);
	arena_defer(t->arena, give_back, turn);
	return true;
}
