/* main.c - the daemon's descriptor: its requests and its work by the clock. */
#include "services/oncall/oncall.h"

#include "services/oncall/page/paging.h"
#include "services/oncall/slo/slo.h"
#include "services/oncall/upkeep/certificates.h"

#include <inttypes.h>

#define WATCH_MS 5000
#define TEND_MS 2000
#define JOB_MS 60000
#define SAMPLE_MS 300000
#define HOUR_MS 3600000
#define PAGE_MS 250  /* the outbox is looked at */
#define CALLS_MS 500 /* and who is to be called */
#define ROTA_MS 5000 /* gaps are looked for */

static const struct config_option options[] = {ONCALL_OPTIONS(CONFIG_OPTION)};
static const struct metric_def metrics[] = {ONCALL_METRICS(METRICS_DEF)};

static int init(void *daemon, struct err *err)
{
	struct oncall *d = daemon;

	d->opt = d->service->options;
	metrics_register(
	    d->service->metrics, metrics, ARRAY_LEN(metrics), &d->metrics);
	if (paging_init(d, err) < 0)
		return -1;
	if (slo_open(d->service, d->opt->scrape_targets,
		d->opt->scrape_every_ms, &d->slo, err) == 0)
		return 0;
	paging_deinit(d);
	return -1;
}

static void deinit(void *daemon)
{
	slo_close(&((struct oncall *)daemon)->slo);
	paging_deinit(daemon);
}

static void check(const void *all, struct config_errors *errors)
{
	paging_check(all, errors);
	certificates_check(all, errors);
}

struct oncall_request *oncall_request(struct task *t)
{
	return CONTAINER_OF(t, struct oncall_request, bus.task);
}

struct oncall_run *oncall_run(struct task *t)
{
	return CONTAINER_OF(t, struct oncall_run, run.task);
}

struct oncall *oncall_of(const struct oncall_request *r)
{
	return r->bus.daemon;
}

const char *oncall_actor(struct task *t)
{
	return arena_printf(
	    t->arena, "user:%" PRIu64, oncall_request(t)->bus.env.user_id);
}

enum step_result oncall_operators_only(struct task *t)
{
	if (oncall_request(t)->bus.env.role < ROLE_OPERATOR)
		return task_fail(t, ERR_FORBIDDEN, "this needs an operator");
	return STEP_NEXT;
}

#define HANDLER(msg, arena_mb)                                                 \
	{                                                                      \
		.type = MSG_##msg, .steps = msg##_steps,                       \
		.request_bytes = sizeof(struct oncall_request),                \
		.arena_bytes = (size_t)(arena_mb) << 20                        \
	}

int main(int argc, char **argv)
{
	const struct bus_handler handlers[] = {HANDLER(incident_list, 8),
	    HANDLER(incident_show, 8), HANDLER(alerts_posted, 64),
	    HANDLER(incident_open, 1), HANDLER(incident_act, 1),
	    HANDLER(incident_history, 8), HANDLER(postmortem_show, 8),
	    HANDLER(postmortem_keep, 2), HANDLER(incident_report, 2),
	    HANDLER(slo_list, 8), HANDLER(slo_show, 8),
	    HANDLER(incident_escalate, 1), HANDLER(pagerduty_posted, 8),
	    HANDLER(oncall_show, 8), HANDLER(oncall_members_set, 8),
	    HANDLER(oncall_rotation_set, 8), HANDLER(oncall_override_add, 8),
	    HANDLER(oncall_override_drop, 8), HANDLER(oncall_calendar, 8)};
	const struct service_job jobs[] = {
	    {"tend", tend_steps, tend_run_bytes, TEND_MS, JOB_MS, NULL},
	    {"watch", watch_steps, sizeof(struct oncall_run), WATCH_MS, JOB_MS,
		NULL},
	    {"pagerduty", pagerduty_steps, pagerduty_run_bytes, PAGE_MS, 0,
		NULL},
	    {"slack", slack_steps, slack_run_bytes, PAGE_MS, 0, NULL},
	    {"calls", calls_steps, calls_run_bytes, CALLS_MS, JOB_MS, NULL},
	    {"told", told_steps, told_run_bytes, 0, 0, NULL},
	    {"faults", faults_steps, faults_run_bytes, ROTA_MS, JOB_MS, NULL},
	    {"pages", pages_steps, sizeof(struct oncall_run), WATCH_MS, JOB_MS,
		NULL},
	    {"backups", backups_steps, sizeof(struct oncall_run), JOB_MS,
		JOB_MS, NULL},
	    {"capacity", capacity_steps, sizeof(struct oncall_run), SAMPLE_MS,
		JOB_MS, NULL},
	    {"certificates", certificates_steps, certificates_run_bytes,
		HOUR_MS, JOB_MS, NULL},
	    {"scrape", slo_scrape_steps, slo_scrape_bytes, 0, 2 * JOB_MS, NULL},
	};
	const struct service_desc oncall_service = {
	    .name = "oncall",
	    .needs = SERVICE_PG,
	    .options = options,
	    .n_options = ARRAY_LEN(options),
	    .options_bytes = sizeof(struct oncall_options),
	    .check = check,
	    .daemon_bytes = sizeof(struct oncall),
	    .init = init,
	    .deinit = deinit,
	    .handlers = handlers,
	    .n_handlers = ARRAY_LEN(handlers),
	    .jobs = jobs,
	    .n_jobs = ARRAY_LEN(jobs),
	};

	return service_main(argc, argv, &oncall_service);
}
