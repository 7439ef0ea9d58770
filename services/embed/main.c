/* main.c - the descriptor of embed: text to vector. */
#include "services/embed/embed.h"

static const struct config_option options[] = {EMBED_OPTIONS(CONFIG_OPTION)};

static const struct metric_def metric_defs[] = {EMBED_METRICS(METRICS_DEF)};

static void collect(void *p)
{
	const struct embed *d = p;
	const char *const names[EMBED_PURPOSES] = {"query", "passage"};

	for (size_t i = 0; i < EMBED_PURPOSES; i++) {
		size_t n = 0;

		LIST_EACH (node, &d->queues[i])
			n++;
		metrics_gauge_set(
		    METRICS_WITH(d->metrics.waiting, names[i]), (double)n);
	}
}

/* Without weights the daemon lives on and says so in every answer. */
static int init(void *daemon, struct err *err)
{
	struct embed *d = daemon;

	(void)err;
	d->opt = d->service->options;
	for (size_t i = 0; i < EMBED_PURPOSES; i++)
		list_init(&d->queues[i]);
	metrics_register(d->service->metrics, metric_defs,
	    ARRAY_LEN(metric_defs), &d->metrics);
	metrics_on_collect(d->service->metrics, collect, d);
	embed_weights_open(d);
	return 0;
}

static void deinit(void *daemon)
{
	struct embed *d = daemon;

	model_close(&d->model);
}

/* Who named no file wants no vectors; who did is told that it isn't there. */
static const char *not_ready(void *daemon)
{
	const struct embed *d = daemon;

	return d->model == NULL && *d->opt->weights != '\0' ? d->no_weights.text
							    : NULL;
}

int main(int argc, char **argv)
{
	const struct bus_handler handlers[] = {
	    {.type = MSG_embed_texts,
		.steps = embed_texts_steps,
		.request_bytes = embed_texts_bytes,
		.release = embed_texts_release},
	};
	const struct service_job jobs[] = {
	    {.name = "weights",
		.steps = embed_weights_steps,
		.run_bytes = embed_weights_bytes,
		.every_ms = 2000},
	};
	const struct service_desc embed_service = {
	    .name = "embed",
	    .options = options,
	    .n_options = ARRAY_LEN(options),
	    .options_bytes = sizeof(struct embed_options),
	    .daemon_bytes = sizeof(struct embed),
	    .init = init,
	    .deinit = deinit,
	    .not_ready = not_ready,
	    .handlers = handlers,
	    .n_handlers = ARRAY_LEN(handlers),
	    .max_requests = 256,
	    .jobs = jobs,
	    .n_jobs = ARRAY_LEN(jobs),
	};

	return service_main(argc, argv, &embed_service);
}
