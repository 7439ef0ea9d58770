/* daemon.c - init and deinit, mirror images. */
#include "services/assistant/assistant.h"

#include "common/pii/pii.h"
#include "common/service/count.h"

static const struct metric_def defs[] = {ASSISTANT_METRICS(METRICS_DEF)};

void assistant_check(const void *options, struct config_errors *errors)
{
	const struct assistant_options *o = options;
	unsigned kinds;

	if (*o->llm_base_url != '\0' && *o->llm_model == '\0')
		config_errors_add(errors,
		    "LLM_MODEL must name a model, since LLM_BASE_URL is set");
	if (pii_kinds_parse(o->llm_pii, &kinds) < 0)
		config_errors_add(errors,
		    "LLM_PII is \"%s\"; accepted: all, none, or a list of "
		    "email, "
		    "phone, ssn, card, iban, ip, key",
		    o->llm_pii);
}

int assistant_init(void *daemon, struct err *err)
{
	struct assistant *d = daemon;

	d->opt = d->service->options;
	d->lexicon = lexicon_new();
	metrics_register(
	    d->service->metrics, defs, ARRAY_LEN(defs), &d->metrics);
	searches_begin(&d->metrics);
	service_count_begin(d->service, ASSISTANT_AGENT);
	list_init(&d->running);
	list_init(&d->logs);
	answer_log_scripts_init(&d->scripts);
	return model_open(d, err);
}

void assistant_deinit(void *daemon)
{
	struct assistant *d = daemon;

	stream_cancel_all(d);
	answer_log_stop_all(d);
	model_close(d);
	lexicon_free(&d->lexicon);
}

/* Answers that are streamed are no calls: the frame asks for them when it is
 * to end. Those that take longer are gone on with elsewhere. */
bool assistant_busy(void *daemon)
{
	const struct assistant *d = daemon;

	return d->n_running > 0 || !list_empty(&d->logs);
}
