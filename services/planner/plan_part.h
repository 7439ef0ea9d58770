/* plan_part.h - what path.c, checks.c and plan.c share. */
#ifndef PLANNER_PLAN_PART_H
#define PLANNER_PLAN_PART_H

#include "services/planner/plan.h"

struct planning {
	struct arena *arena;
	const struct plan_ask *ask;
	const struct plan_facts *facts;
	struct plan *plan;
};

/* path.c: whether two names mean one commit; a short one is a prefix. */
bool commit_same(const char *a, const char *b);
/* The last stage that the commit has passed or is in. */
enum stage path_position(const struct planning *p);
/* The newest release of the commit in canary, or NULL. */
const struct release *path_canary(const struct planning *p);
/* The newest promoted production release of another commit, or NULL. */
const struct release *path_last_good(const struct planning *p);

/* checks.c: fills plan->checks. */
void plan_check_all(struct planning *p);
/* p95 of the stable lane, or of the agent over 6 h; 0: too few runs. */
double plan_baseline_ms(const struct planning *p);
/* The objective of the service's own agent; NULL: it is not an agent. */
const struct slo *plan_own_slo(const struct planning *p);

#endif
