/* told.c - the job that hears of new pages and of calls to be made, and wakes
 * who makes them: an outbox at rest is not asked four times a second. The
 * database tells of every new row and once after each (re)connect; what is
 * lost all the same is found PAGING_QUIET_MS later. */
#include "services/oncall/page/paging.h"

#define TOLD_MS 600000

struct told_run {
	struct service_run run; /* first */
	const char *table;      /* NULL: nothing came; "": anything may have */
};
const size_t told_run_bytes = sizeof(struct told_run);

/* A run's memory lives as long as it: it ends, and is started anew. */
static task_step wait, wake;
oncall_steps told_steps = {wait, wake, NULL};

static struct told_run *of(struct task *t)
{
	return CONTAINER_OF(t, struct told_run, run.task);
}

static enum step_result wait(struct task *t)
{
	const struct oncall *d = of(t)->run.daemon;

	pg_listener_next(t, d->paging->listener, TOLD_MS, &of(t)->table);
	return STEP_WAIT;
}

static enum step_result wake(struct task *t)
{
	struct told_run *x = of(t);

	if (t->err.code != ERR_OK || x->table == NULL)
		return STEP_NEXT;
	if (!streq(x->table, "outbox_pages"))
		service_job_soon(x->run.service, "calls");
	if (!streq(x->table, "escalations")) {
		service_job_soon(x->run.service, "pagerduty");
		service_job_soon(x->run.service, "slack");
	}
	return STEP_NEXT;
}
