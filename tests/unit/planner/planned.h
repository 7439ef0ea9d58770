/* planned.h - facts by the line and the plan made of them. */
#ifndef TESTS_PLANNED_H
#define TESTS_PLANNED_H

#include "services/planner/plan.h"

#define MINE "abc1234"
#define OTHER "def5678"

struct planned {
	struct arena *arena;
	struct plan_ask ask;
	struct plan_facts facts;
	struct slo slo; /* of inbox.search, as facts have it */
	struct plan plan;
};

/* A release of search at MINE to prod; a quiet installation: staging passed,
 * nobody on the canary lane, 1000 good runs. */
int planned_setup(void **state);
int planned_teardown(void **state);

/* The plan of p's ask and facts with these releases, newest first. */
void planned_make(struct planned *p, const struct release *releases, size_t n);
#define PLANNED(p, ...)                                                        \
	planned_make((p), (const struct release[]){__VA_ARGS__},               \
	    sizeof((const struct release[]){__VA_ARGS__}) /                    \
		sizeof(struct release))
#define STAGED                                                                 \
	{                                                                      \
		1, "staging", MINE, "promoted", 0, 90                          \
	}

/* The check of that name; fails the test when there is none. */
const struct plan_check *planned_check(
    const struct planned *p, const char *name);

#endif
