/* jobs.c - work that no request causes, again and again. */
#include "common/service/frame.h"
#include "common/service/retention.h"

#include "common/base/die.h"
#include "common/base/log.h"

#include <stdlib.h>

#define JOB_ARENA_BYTES (64u * 1024 * 1024)
#define JOB_FOREVER_MS (365LL * 24 * 3600 * 1000)
#define JOB_RETRY_MS 1000 /* a failed job of every_ms 0 does not spin */

struct job {
	struct service_frame *frame;
	const struct service_job *desc;
	struct timer *timer;
	struct service_run *run; /* NULL between runs */
	bool soon;               /* somebody asked while it ran */
	bool stopping;
};

static void job_begin(void *arg);

/* Until the next run. */
static int64_t pause_after(struct job *job, const struct service_run *run)
{
	int64_t ms = run->again_ms > 0 ? run->again_ms : job->desc->every_ms;

	if (run->task.err.code != ERR_OK)
		return MAX(job->desc->every_ms, JOB_RETRY_MS);
	return job->soon ? 0 : ms;
}

/* task.c calls this after the last step; the arena, and with it the run, is
 * freed next. */
static void job_over(struct task *t)
{
	struct service_run *run = CONTAINER_OF(t, struct service_run, task);
	struct job *job = NULL;
	struct service_frame *f = run->service->frame;

	for (size_t i = 0; job == NULL; i++)
		if (f->jobs[i].run == run)
			job = &f->jobs[i];
	if (job->desc->release != NULL)
		job->desc->release(run);
	job->run = NULL;
	if (t->err.code != ERR_OK && t->err.code != ERR_CANCELLED &&
	    !job->stopping)
		log_warn("job failed", LOG_S("job", job->desc->name),
		    LOG_S("code", err_name(t->err.code)),
		    LOG_S("error", t->err.text));
	if (!job->stopping)
		timer_arm(job->timer, pause_after(job, run));
	job->soon = false;
}

static void job_begin(void *arg)
{
	struct job *job = arg;
	struct service_frame *f = job->frame;
	struct arena *a = arena_new(JOB_ARENA_BYTES);
	struct service_run *run = arena_alloc(a, job->desc->run_bytes);

	MUST(job->desc->run_bytes >= sizeof *run);
	run->daemon = f->daemon;
	run->service = &f->service;
	job->run = run;
	task_start(&run->task, f->service.loop, a, job->desc->steps,
	    job->desc->timeout_ms > 0 ? job->desc->timeout_ms : JOB_FOREVER_MS,
	    job_over);
}

void frame_jobs_start(struct service_frame *f)
{
	const struct service_desc *d = f->service.desc;
	const struct service_job *retention = retention_job(f);

	f->n_jobs = d->n_jobs + (retention != NULL ? 1 : 0);
	f->jobs = xcalloc(f->n_jobs + 1, sizeof *f->jobs);
	for (size_t i = 0; i < f->n_jobs; i++) {
		struct job *job = &f->jobs[i];

		job->frame = f;
		job->desc = i < d->n_jobs ? &d->jobs[i] : retention;
		job->timer = timer_new(f->service.loop, job_begin, job);
		timer_arm(job->timer, 0);
	}
}

void service_job_soon(struct service *s, const char *name)
{
	struct service_frame *f = s->frame;
	struct job *job = NULL;

	for (size_t i = 0; f->jobs != NULL && i < s->desc->n_jobs; i++)
		if (streq(f->jobs[i].desc->name, name))
			job = &f->jobs[i];
	MUST(job != NULL);
	if (job->run != NULL)
		job->soon = true;
	else if (!job->stopping)
		timer_arm(job->timer, 0);
}

void frame_jobs_stop(struct service_frame *f)
{
	for (size_t i = 0; f->jobs != NULL && i < f->n_jobs; i++) {
		struct job *job = &f->jobs[i];

		job->stopping = true;
		if (job->run != NULL)
			task_cancel(&job->run->task);
		timer_free(&job->timer);
	}
	free(f->jobs);
	f->jobs = NULL;
}

/* ---- for jobs ---- */

enum step_result service_look(
    struct task *t, struct pg_result **rows_r, const char *sql)
{
	struct pg *pg = CONTAINER_OF(t, struct service_run, task)->service->pg;

	if (!pg_is_up(pg))
		return STEP_NEXT;
	pg_query(t, pg, pg_as_system(), rows_r, sql, PG_NO_ARGS);
	return STEP_WAIT;
}
