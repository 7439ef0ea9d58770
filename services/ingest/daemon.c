/* daemon.c - what ingest answers, does by itself, and is made of. */
#include "services/ingest/steps.h"

#include "common/base/die.h"
#include "common/http/client.h"
#include "common/mail/message.h"
#include "services/ingest/actions/actions.h"
#include "services/ingest/made/made.h"
#include "services/ingest/pipeline.h"
#include "services/ingest/reading/reading.h"

#include <stdlib.h>
#include <unistd.h>

#define IMPORT_ARENA (64u << 20)
#define IMPORT_MS 120000
#define SWEEP_MS 1000
#define RELAY_MS 200
#define WATCH_MS 2000
#define ACTIONS_MS 500
#define OUTSIDE_CONNECTIONS 8
#define JOB_MS 60000

static const struct config_option options[] = {INGEST_OPTIONS(CONFIG_OPTION)};
static const struct metric_def metrics[] = {INGEST_METRICS(METRICS_DEF)};

void ingest_count(
    struct ingest *d, const char *stage, const char *outcome, size_t n)
{
	if (n > 0)
		metrics_counter_add(
		    METRICS_WITH(d->metrics.emails, stage, outcome), (double)n);
}

static void name_self(struct ingest *d)
{
	char host[128] = "";

	if (gethostname(host, sizeof host - 1) < 0 || host[0] == '\0')
		str_copy(host, sizeof host, STR("localhost"));
	d->place = xprintf("%s/%s/", host, lane_name(d->service->lane));
	d->self = xprintf("%s%d", d->place, (int)getpid());
}

static void deinit(void *daemon)
{
	struct ingest *d = daemon;

	pipeline_free(&d->pipeline);
	uploads_free(&d->uploads);
	object_close(&d->objects);
	http_client_close(&d->outside);
	gate_free(&d->large);
	free(d->self);
	free(d->place);
	mail_deinit();
}

static int init(void *daemon, struct err *err)
{
	struct ingest *d = daemon;
	struct upload_limits limits;

	d->opt = d->service->options;
	limits = (struct upload_limits){
	    .count = (size_t)d->opt->uploads,
	    .held_bytes = (size_t)d->opt->upload_bytes,
	    .message_bytes = (size_t)d->opt->message_bytes,
	    .idle_ms = d->opt->upload_idle_ms,
	};
	mail_init();
	metrics_register(
	    d->service->metrics, metrics, ARRAY_LEN(metrics), &d->metrics);
	name_self(d);
	d->uploads = uploads_new(&limits);
	d->pipeline = pipeline_new((size_t)d->opt->pipeline_parallel);
	d->large = gate_new(
	    d->service->loop, &(const struct gate_config){.name = "ingest",
				  .start = 1,
				  .least = 1,
				  .most = 1,
				  .patient = true});
	if (http_client_open(
		d->service->loop, OUTSIDE_CONNECTIONS, &d->outside, err) < 0) {
		deinit(d);
		return -1;
	}
	if (object_open(d->service->loop, d->opt->object_store_url, &d->objects,
		err) < 0) {
		err_wrap(err, "OBJECT_STORE_URL");
		deinit(d);
		return -1;
	}
	return 0;
}

#define MADE_HANDLER(message)                                                  \
	{                                                                      \
		.type = MSG_##message, .steps = message##_steps,               \
		.request_bytes = sizeof(struct made_request),                  \
		.arena_bytes = MADE_ARENA                                      \
	}

#define READING_HANDLER(message, steps_)                                       \
	{                                                                      \
		.type = MSG_##message, .steps = steps_,                        \
		.request_bytes = sizeof(struct reading_request),               \
		.arena_bytes = READING_ARENA, .release = reading_release       \
	}

static const struct bus_handler handlers[] = {
    {
	.type = MSG_ingest_import,
	.steps = import_steps,
	.request_bytes = sizeof(struct import_request),
	.arena_bytes = IMPORT_ARENA,
	.max_timeout_ms = IMPORT_MS,
	.release = import_release,
    },
    {
	.type = MSG_ingest_status,
	.steps = status_steps,
	.request_bytes = sizeof(struct status_request),
    },
    {
	.type = MSG_email_mark,
	.steps = email_mark_steps,
	.request_bytes = sizeof(struct mark_request),
    },
    {
	.type = MSG_emails_mark,
	.steps = emails_mark_steps,
	.request_bytes = sizeof(struct mark_request),
    },
    {
	.type = MSG_action_list,
	.steps = action_list_steps,
	.request_bytes = sizeof(struct action_request),
	.arena_bytes = ACTIONS_ARENA,
    },
    {
	.type = MSG_action_decide,
	.steps = action_decide_steps,
	.request_bytes = sizeof(struct action_request),
    },
    {
	.type = MSG_action_propose,
	.steps = action_propose_steps,
	.request_bytes = sizeof(struct action_request),
    },
    {
	.type = MSG_actions_decide,
	.steps = actions_decide_steps,
	.request_bytes = sizeof(struct action_request),
    },
    {
	.type = MSG_actions_propose,
	.steps = actions_propose_steps,
	.request_bytes = sizeof(struct action_request),
	.arena_bytes = ACTIONS_ARENA,
    },
    MADE_HANDLER(task_list),
    MADE_HANDLER(task_change),
    MADE_HANDLER(task_delete),
    MADE_HANDLER(draft_list),
    MADE_HANDLER(draft_show),
    MADE_HANDLER(draft_change),
    MADE_HANDLER(draft_delete),
    MADE_HANDLER(draft_file),
    MADE_HANDLER(event_list),
    MADE_HANDLER(event_change),
    MADE_HANDLER(event_delete),
    MADE_HANDLER(event_file),
    READING_HANDLER(mail_page, mail_page_steps),
    READING_HANDLER(mail_facts, mail_facts_steps),
    READING_HANDLER(mail_file_ask, mail_file_steps),
};

static const struct service_job jobs[] = {
    {"sweep", sweep_steps, sizeof(struct sweep_run), SWEEP_MS, JOB_MS, NULL},
    {"relay", relay_steps, sizeof(struct relay_run), RELAY_MS, JOB_MS, NULL},
    {"watch", watch_steps, sizeof(struct watch_run), WATCH_MS, JOB_MS, NULL},
    {"actions", action_run_steps, sizeof(struct action_run), ACTIONS_MS, JOB_MS,
	NULL},
};

const struct service_desc ingest_desc = {
    .name = "ingest",
    .needs = SERVICE_PG | SERVICE_CALLS | SERVICE_EVENTS,
    .options = options,
    .n_options = ARRAY_LEN(options),
    .options_bytes = sizeof(struct ingest_options),
    .daemon_bytes = sizeof(struct ingest),
    .init = init,
    .deinit = deinit,
    .handlers = handlers,
    .n_handlers = ARRAY_LEN(handlers),
    .jobs = jobs,
    .n_jobs = ARRAY_LEN(jobs),
};
