/* main.c - the privacy daemon's descriptor. */
#include "services/privacy/privacy.h"

#include "common/base/die.h"
#include "common/mail/message.h"

#include <stdlib.h>
#include <unistd.h>

#define WORK_MS 300
#define EXPIRE_MS 10000
#define WATCH_MS 5000
#define JOB_MS 60000

static const struct config_option options[] = {PRIVACY_OPTIONS(CONFIG_OPTION)};
static const struct metric_def metrics[] = {PRIVACY_METRICS(METRICS_DEF)};

static void check(const void *all, struct config_errors *errors)
{
	const struct privacy_options *opt = all;
	uint8_t key[16];

	if (hex_decode(str_of(opt->tombstone_key), key, sizeof key) < 0)
		config_errors_add(
		    errors, "APPLYLENS_TOMBSTONE_KEY: expected 32 hex digits");
}

static void deinit(void *daemon)
{
	struct privacy *d = daemon;

	object_close(&d->objects);
	free(d->self);
	free(d->place);
	mail_deinit();
}

static int init(void *daemon, struct err *err)
{
	struct privacy *d = daemon;
	char host[128] = "";

	d->opt = d->service->options;
	mail_init();
	metrics_register(
	    d->service->metrics, metrics, ARRAY_LEN(metrics), &d->metrics);
	if (gethostname(host, sizeof host - 1) < 0 || host[0] == '\0')
		str_copy(host, sizeof host, STR("localhost"));
	d->place = xprintf("%s/%s/", host, lane_name(d->service->lane));
	d->self = xprintf("%s%d", d->place, (int)getpid());
	if (hex_decode(str_of(d->opt->tombstone_key), d->tombstone_key,
		sizeof d->tombstone_key) == 0 &&
	    object_open(d->service->loop, d->opt->object_store_url, &d->objects,
		err) == 0)
		return 0;
	err_wrap(err, "OBJECT_STORE_URL");
	deinit(d);
	return -1;
}

#define HANDLER(msg)                                                           \
	{                                                                      \
		.type = MSG_##msg, .steps = msg##_steps,                       \
		.request_bytes = sizeof(struct privacy_request),               \
		.arena_bytes = (size_t)8 << 20                                 \
	}

int main(int argc, char **argv)
{
	const struct bus_handler handlers[] = {HANDLER(dsr_open),
	    HANDLER(dsr_list), HANDLER(dsr_show), HANDLER(dsr_overdue),
	    HANDLER(dsr_receipt), HANDLER(consent_list), HANDLER(consent_set),
	    HANDLER(audit_list), HANDLER(dsr_decide), HANDLER(hold_set),
	    HANDLER(hold_end), HANDLER(hold_list)};
	const struct service_job jobs[] = {
	    {"export", export_steps, export_run_bytes, WORK_MS, 0,
		export_release},
	    {"erase", erase_steps, erase_run_bytes, WORK_MS, 0, NULL},
	    {"expire", expire_steps, expire_run_bytes, EXPIRE_MS, JOB_MS, NULL},
	    {"watch", watch_steps, sizeof(struct privacy_run), WATCH_MS, JOB_MS,
		NULL},
	};
	const struct service_desc privacy_service = {
	    .name = "privacy",
	    .needs = SERVICE_PG | SERVICE_KV | SERVICE_CALLS,
	    .options = options,
	    .n_options = ARRAY_LEN(options),
	    .options_bytes = sizeof(struct privacy_options),
	    .check = check,
	    .daemon_bytes = sizeof(struct privacy),
	    .init = init,
	    .deinit = deinit,
	    .handlers = handlers,
	    .n_handlers = ARRAY_LEN(handlers),
	    .jobs = jobs,
	    .n_jobs = ARRAY_LEN(jobs),
	};

	return service_main(argc, argv, &privacy_service);
}
