/* main.c - warehouse.health: is the data whole, fresh and the same twice? */
#include "services/warehouse/warehouse.h"

static const char *const capabilities[] = {
    "freshness", "volume", "parity", "nulls", NULL};

static const struct service_agent agent = {
    .description = "Data quality: freshness of the pipeline, volume, missing "
		   "values, parity between database and index.",
    .capabilities = capabilities,
    .params_json = "{}",
};

int main(int argc, char **argv)
{
	const struct bus_handler handlers[] = {
	    {.type = MSG_report_query,
		.steps = warehouse_report_steps,
		.request_bytes = warehouse_request_bytes},
	    {.type = MSG_agent_run,
		.steps = warehouse_run_steps,
		.request_bytes = warehouse_request_bytes},
	};
	const struct service_desc warehouse_service = {
	    .name = "warehouse",
	    .needs = SERVICE_PG | SERVICE_CALLS,
	    .daemon_bytes = sizeof(struct warehouse),
	    .handlers = handlers,
	    .n_handlers = ARRAY_LEN(handlers),
	    .agent = &agent,
	};

	return service_main(argc, argv, &warehouse_service);
}
