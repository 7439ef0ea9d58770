/* daemon.c - init and deinit, mirror images. */
#include "services/assistant/assistant.h"

static const struct metric_def defs[] = {ASSISTANT_METRICS(METRICS_DEF)};

int assistant_init(void *daemon, struct err *err)
{
	struct assistant *d = daemon;

	(void)err; /* nothing here can fail */
	d->opt = d->service->options;
	d->lexicon = lexicon_new();
	metrics_register(
	    d->service->metrics, defs, ARRAY_LEN(defs), &d->metrics);
	searches_begin(&d->metrics);
	list_init(&d->running);
	list_init(&d->logs);
	answer_log_scripts_init(&d->scripts);
	return 0;
}

void assistant_deinit(void *daemon)
{
	struct assistant *d = daemon;

	stream_cancel_all(d);
	answer_log_stop_all(d);
	lexicon_free(&d->lexicon);
}

/* Answers that are streamed are no calls: the frame asks for them when it is
 * to end. Those that take longer are gone on with elsewhere. */
bool assistant_busy(void *daemon)
{
	const struct assistant *d = daemon;

	return d->n_running > 0 || !list_empty(&d->logs);
}
