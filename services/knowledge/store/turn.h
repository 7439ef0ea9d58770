/* turn.h - one change of a user's graph at a time in this process. Others may
 * be at it too (a canary): then graph_advance() refuses who read too early,
 * and they begin again. */
#ifndef KNOWLEDGE_TURN_H
#define KNOWLEDGE_TURN_H

#include "common/base/map.h"
#include "common/loop/task.h"

/* Whether it is t's turn now; it keeps it until its arena is freed. False:
 * t sleeps, and asks again in the step after STEP_WAIT. */
bool turn_take(struct task *t, struct map *turns, uint64_t user);

#endif
