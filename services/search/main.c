/* main.c - the descriptor of inbox.search. */
#include "services/search/search.h"

static const struct config_option options[] = {SEARCH_OPTIONS(CONFIG_OPTION)};

int main(int argc, char **argv)
{
	const struct bus_handler handlers[] = SEARCH_HANDLERS;
	const struct service_job jobs[] = {
	    {.name = "refill",
		.steps = search_refill_steps,
		.run_bytes = search_refill_bytes,
		.every_ms = 500},
	    {.name = "vectors",
		.steps = search_vectors_steps,
		.run_bytes = search_vectors_bytes,
		.every_ms = 200},
	    {.name = "lifecycle",
		.steps = search_lifecycle_steps,
		.run_bytes = search_lifecycle_bytes,
		.every_ms = 200},
	};
	const struct service_desc search_service = {
	    .name = "search",
	    .needs = SERVICE_PG | SERVICE_CALLS,
	    .options = options,
	    .n_options = ARRAY_LEN(options),
	    .options_bytes = sizeof(struct search_options),
	    .daemon_bytes = sizeof(struct search),
	    .init = search_init,
	    .deinit = search_deinit,
	    .handlers = handlers,
	    .n_handlers = ARRAY_LEN(handlers),
	    .max_requests = 256,
	    .jobs = jobs,
	    .n_jobs = ARRAY_LEN(jobs),
	    .agent = &search_agent,
	};

	return service_main(argc, argv, &search_service);
}
