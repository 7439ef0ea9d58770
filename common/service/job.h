/* job.h - work that no request causes, again and again. */
#ifndef SERVICE_JOB_H
#define SERVICE_JOB_H

#include "common/pg/pg.h"

struct service;

/* What a run's struct begins with; it lives in the run's arena. */
struct service_run {
	struct task task;
	void *daemon;
	struct service *service;
	int64_t again_ms; /* a step may set the pause after it; 0: every_ms */
};

struct service_job {
	const char *name;
	task_step *const *steps;
	size_t run_bytes;
	int64_t every_ms;                       /* after its last run ended */
	int64_t timeout_ms;                     /* 0: no deadline (one year) */
	void (*release)(struct service_run *r); /* or NULL */
};

/* A job's step: one statement as the system, its rows to *rows_r (NULL: they do
 * not matter). Without a database the job goes on and *rows_r stays NULL. To be
 * returned; several in one step run side by side. */
enum step_result service_look(
    struct task *t, struct pg_result **rows_r, const char *sql);

/* The job of this name runs now; if it is running, again when it has ended. */
void service_job_soon(struct service *s, const char *name);

#endif
