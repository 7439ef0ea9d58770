/* retention.c - rows past their time leave the database, some at a time.
 *
 * A run is one line of retention.def.h, the next run the next one: one that
 * fails keeps none of the others waiting. Any number of processes may do it at
 * once. A line has succeeded when nothing more is there to remove. */
#include "common/service/retention.h"

#include "common/service/frame.h"
#include "common/service/retention.def.h"

#include "common/base/log.h"

#define EVERY_MS 300000
#define RUN_MS 120000
#define WAIT_MS 500 /* for the database, at the start */
#define BATCHES 50  /* a run: 100,000 rows */

#define RETENTION_METRICS(X)                                                   \
	X(GAUGE, succeeded, "applylens_retention_success_timestamp_seconds",   \
	    "table", "seconds",                                                \
	    "when nothing past its time was left there, Unix time; 0: never")  \
	X(COUNTER, removed, "applylens_retention_removed_rows_total", "table", \
	    "rows", "past their time, removed by this process")

static const struct metric_def defs[] = {RETENTION_METRICS(METRICS_DEF)};

static const struct line {
	const char *name, *daemon, *sql;
} lines[] = {
#define X_LINE(name, daemon, table, age, only, days, least, how, what)         \
	{#name, daemon,                                                        \
	    RETENTION_SQL(name, table, age, only, days, least, how)},
    RETENTION_JOBS(X_LINE)
#undef X_LINE
};

struct retention {
	METRICS_STRUCT(families, RETENTION_METRICS) of;
	size_t next; /* the line whose turn it is */
};

struct retention_run {
	struct service_run run; /* first */
	const struct line *line;
	unsigned batches;
	int64_t removed;
	struct pg_result *rows;
};

static task_step choose, batch, taken, told;
static task_step *const steps[] = {choose, batch, taken, told, NULL};
static const struct service_job job = {.name = "retention",
    .steps = steps,
    .run_bytes = sizeof(struct retention_run),
    .every_ms = EVERY_MS,
    .timeout_ms = RUN_MS};

static struct retention_run *run_of(struct task *t)
{
	return CONTAINER_OF(t, struct retention_run, run.task);
}

/* The first line of this daemon from `from` on, round and round; the number of
 * lines when it has none. */
static size_t line_of(const char *daemon, size_t from)
{
	for (size_t i = 0; i < ARRAY_LEN(lines); i++) {
		size_t at = (from + i) % ARRAY_LEN(lines);

		if (streq(lines[at].daemon, daemon))
			return at;
	}
	return ARRAY_LEN(lines);
}

const struct service_job *retention_job(struct service_frame *f)
{
	size_t first = f->service.pg == NULL ? ARRAY_LEN(lines)
					     : line_of(f->service.name, 0);

	if (first == ARRAY_LEN(lines))
		return NULL;
	f->retention = ARENA_NEW(f->arena, struct retention);
	f->retention->next = first;
	metrics_register(
	    f->service.metrics, defs, ARRAY_LEN(defs), &f->retention->of);
	return &job;
}

static enum step_result choose(struct task *t)
{
	struct retention_run *r = run_of(t);
	struct retention *own = r->run.service->frame->retention;

	if (!pg_is_up(r->run.service->pg)) {
		task_goto(t, choose);
		task_sleep(t, WAIT_MS);
		return STEP_WAIT;
	}
	r->line = &lines[own->next];
	own->next = line_of(r->line->daemon, own->next + 1);
	return STEP_NEXT;
}

static enum step_result batch(struct task *t)
{
	struct retention_run *r = run_of(t);

	pg_query(t, r->run.service->pg, pg_as_system(), &r->rows, r->line->sql,
	    PG_NO_ARGS);
	return STEP_WAIT;
}

static enum step_result taken(struct task *t)
{
	struct retention_run *r = run_of(t);
	const struct retention *own = r->run.service->frame->retention;
	int64_t n = pg_i64(r->rows, 0, "removed");

	metrics_gauge_set(METRICS_WITH(own->of.succeeded, r->line->name),
	    pg_f64(r->rows, 0, "succeeded"));
	metrics_counter_add(
	    METRICS_WITH(own->of.removed, r->line->name), (double)n);
	r->removed += n;
	if (!pg_bool(r->rows, 0, "done") && ++r->batches < BATCHES)
		task_goto(t, batch);
	return STEP_NEXT;
}

static enum step_result told(struct task *t)
{
	const struct retention_run *r = run_of(t);

	if (r->removed > 0)
		log_info("removed rows past their time",
		    LOG_S("table", r->line->name), LOG_I("rows", r->removed));
	return STEP_NEXT;
}
