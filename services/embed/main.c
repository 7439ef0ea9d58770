/* main.c - the descriptor of embed: text to vector. */
#include "services/embed/embed.h"

static const struct config_option options[] = {EMBED_OPTIONS(CONFIG_OPTION)};

/* Without weights the daemon lives on and says so in every answer. Only who
 * named a file is told by /readyz that it isn't there. */
static int init(void *daemon, struct err *err)
{
	struct embed *d = daemon;

	(void)err;
	d->opt = d->service->options;
	if (*d->opt->weights == '\0')
		err_set(&d->no_weights, ERR_UNAVAILABLE,
		    "no weights: EMBED_WEIGHTS is not set");
	else
		err_set(&d->no_weights, ERR_UNAVAILABLE,
		    "no weights: %s can't be read", d->opt->weights);
	return 0;
}

static const char *not_ready(void *daemon)
{
	const struct embed *d = daemon;

	return *d->opt->weights != '\0' && d->no_weights.code != ERR_OK
		   ? d->no_weights.text
		   : NULL;
}

int main(int argc, char **argv)
{
	const struct bus_handler handlers[] = {
	    {.type = MSG_embed_texts,
		.steps = embed_texts_steps,
		.request_bytes = embed_texts_bytes},
	};
	const struct service_desc embed_service = {
	    .name = "embed",
	    .options = options,
	    .n_options = ARRAY_LEN(options),
	    .options_bytes = sizeof(struct embed_options),
	    .daemon_bytes = sizeof(struct embed),
	    .init = init,
	    .not_ready = not_ready,
	    .handlers = handlers,
	    .n_handlers = ARRAY_LEN(handlers),
	    .max_requests = 256,
	};

	return service_main(argc, argv, &embed_service);
}
