/* main.c - the assistant's descriptor. */
#include "services/assistant/assistant.h"

static const struct config_option options[] = {
    ASSISTANT_OPTIONS(CONFIG_OPTION)};

int main(int argc, char **argv)
{
	const struct service_desc assistant_service = {
	    .name = "assistant",
	    .needs = SERVICE_PG | SERVICE_KV | SERVICE_CALLS | SERVICE_EVENTS,
	    .options = options,
	    .n_options = ARRAY_LEN(options),
	    .options_bytes = sizeof(struct assistant_options),
	    .daemon_bytes = sizeof(struct assistant),
	    .check = assistant_check,
	    .init = assistant_init,
	    .deinit = assistant_deinit,
	    .busy = assistant_busy,
	    .jobs = assistant_jobs,
	    .n_jobs = assistant_n_jobs,
	    .handlers = assistant_handlers,
	    .n_handlers = assistant_n_handlers,
	};

	return service_main(argc, argv, &assistant_service);
}
