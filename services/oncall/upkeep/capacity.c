/* capacity.c - how much there is of what the database knows, every few minutes;
 * a day's last sample stays (applylens capacity). */
#include "services/oncall/oncall.h"

#define WAIT_MS 500 /* for the database, at the start */

static task_step sample, sampled;
oncall_steps capacity_steps = {sample, sampled, NULL};

static const char sql_sample[] = "SELECT capacity_sample()";

static enum step_result sample(struct task *t)
{
	struct pg *pg = oncall_run(t)->run.service->pg;

	if (!pg_is_up(pg)) {
		task_goto(t, sample);
		task_sleep(t, WAIT_MS);
	} else
		pg_query(t, pg, pg_as_system(), NULL, sql_sample, PG_NO_ARGS);
	return STEP_WAIT;
}

static enum step_result sampled(struct task *t)
{
	(void)t;
	return STEP_NEXT;
}
