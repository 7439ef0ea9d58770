/* planner.h - the daemon and its one request. */
#ifndef PLANNER_PLANNER_H
#define PLANNER_PLANNER_H

#include "common/service/service.h"
#include "services/planner/metrics.def.h"
#include "services/planner/plan.h"

METRICS_STRUCT(planner_metrics, PLANNER_METRICS);

struct planner {
	struct service *service; /* first: the frame's contract */
	struct planner_metrics metrics;
};

extern task_step *const planner_run_steps[]; /* steps.c: MSG_agent_run */
extern const size_t planner_run_bytes;

/* load.c: the rows that facts are made of. */
struct plan_rows {
	struct pg_result *releases, *lane, *slos, *lanes_runs;
};
/* Starts one batch that reads all of them; then return STEP_WAIT. */
void plan_load(struct task *t, struct pg *pg, const char *service,
    const char *agent, struct plan_rows *rows);
#define PLAN_LOAD_OPS 4
/* The rows as facts, in the task's arena. */
void plan_read(
    struct task *t, const struct plan_rows *rows, struct plan_facts *facts_r);
/* Starts to record a release in state planned. No row when another release
 * of the service was begun meanwhile. */
void plan_save(struct task *t, struct pg *pg, const struct plan_ask *ask,
    struct str plan_json, const char *actor, const char *request_id,
    struct pg_result **rows_r);

#endif
