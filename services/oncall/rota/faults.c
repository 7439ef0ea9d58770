/* faults.c - gaps and doubles of the next 30 days are counted, and told of in
 * the log once a day and whenever they change. */
#include "services/oncall/rota/ask.h"

#include "common/base/clock.h"
#include "common/base/log.h"

#define DAY_MS INT64_C(86400000)

static task_step load, count;
oncall_steps faults_steps = {load, count, NULL};

struct faults_run {
	struct oncall_run base; /* first */
	struct rota_rows rows;
};
const size_t faults_run_bytes = sizeof(struct faults_run);

static struct faults_run *of(struct task *t)
{
	return CONTAINER_OF(t, struct faults_run, base.run.task);
}

static enum step_result load(struct task *t)
{
	struct faults_run *x = of(t);
	struct pg_batch *b;

	if (!pg_is_up(x->base.run.service->pg))
		return STEP_NEXT;
	b = pg_batch_begin(t, x->base.run.service->pg, pg_as_system());
	rota_ask(b, &x->rows, clock_unix_ms());
	pg_batch_run(b);
	return STEP_WAIT;
}

static void set_gauges(
    struct oncall *d, const struct rota_fault *v, size_t n, int64_t now_ms)
{
	int64_t gaps[ROTA_LEVEL_COUNT] = {0}, doubles[ROTA_LEVEL_COUNT] = {0};
	int64_t next_ms[ROTA_LEVEL_COUNT];

	for (unsigned l = 0; l < ROTA_LEVEL_COUNT; l++)
		next_ms[l] = ROTA_FAULT_MS;
	for (size_t i = 0; i < n; i++) {
		if (v[i].kind == ROTA_DOUBLE) {
			doubles[v[i].level]++;
			continue;
		}
		gaps[v[i].level]++;
		next_ms[v[i].level] =
		    MIN(next_ms[v[i].level], MAX(v[i].from_ms - now_ms, 0));
	}
	for (enum rota_level l = 0; l < ROTA_LEVEL_COUNT; l++) {
		const char *name = rota_level(l)->name;

		metrics_gauge_set(
		    METRICS_WITH(d->metrics.gaps, name), (double)gaps[l]);
		metrics_gauge_set(
		    METRICS_WITH(d->metrics.doubles, name), (double)doubles[l]);
		metrics_gauge_set(METRICS_WITH(d->metrics.next_gap, name),
		    (double)next_ms[l] / 1000);
	}
}

static void tell(const struct rota_fault *f)
{
	char from[CLOCK_UTC_CHARS + 1], until[CLOCK_UTC_CHARS + 1];

	clock_format_utc(f->from_ms, from, sizeof from);
	clock_format_utc(f->until_ms, until, sizeof until);
	log_warn(f->kind == ROTA_GAP ? "nobody is on call"
				     : "one person is on call twice",
	    LOG_S("level", rota_level(f->level)->name), LOG_S("from", from),
	    LOG_S("until", until));
}

/* What there is of them, whenever it begins: a gap that lasts is the same
 * one a minute later. */
static uint64_t sum_of(const struct rota_fault *v, size_t n, int64_t now_ms)
{
	uint64_t sum = (uint64_t)(now_ms / DAY_MS);

	for (size_t i = 0; i < n; i++)
		sum = sum * 1000003 + (uint64_t)v[i].kind * 31 +
		      (uint64_t)v[i].level * 7 +
		      (v[i].from_ms > now_ms ? (uint64_t)v[i].from_ms : 0);
	return sum;
}

static enum step_result count(struct task *t)
{
	struct faults_run *x = of(t);
	struct oncall *d = x->base.run.daemon;
	struct rota_fault v[ROTA_FAULTS_SHOWN];
	int64_t now_ms = clock_unix_ms();
	struct rota rota;
	uint64_t sum;
	size_t n;

	if (x->rows.members == NULL)
		return STEP_NEXT;
	if (rota_read(t, &x->rows, &rota, &t->err) < 0)
		return STEP_FAIL;
	n = rota_faults(&rota, now_ms, now_ms + ROTA_FAULT_MS, v, ARRAY_LEN(v));
	set_gauges(d, v, n, now_ms);
	sum = sum_of(v, n, now_ms);
	for (size_t i = 0; i < n && sum != d->rota_told; i++)
		tell(&v[i]);
	d->rota_told = sum;
	return STEP_NEXT;
}
