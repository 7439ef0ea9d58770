/* main.c - the gateway's descriptor. */
#include "services/gateway/daemon.h"
#include "services/gateway/flags.h"

static const struct config_option options[] = {GATEWAY_OPTIONS(CONFIG_OPTION)};

int main(int argc, char **argv)
{
	const struct service_desc gateway_service = {
	    .name = "gateway",
	    .needs = SERVICE_PG | SERVICE_KV | SERVICE_CALLS | SERVICE_HEARS,
	    .options = options,
	    .n_options = ARRAY_LEN(options),
	    .options_bytes = sizeof(struct gateway_options),
	    .check = gateway_check,
	    .daemon_bytes = sizeof(struct gateway),
	    .init = gateway_init,
	    .deinit = gateway_deinit,
	    .not_ready = gateway_not_ready,
	    .jobs = gateway_jobs,
	    .n_jobs = gateway_n_jobs,
	    .http = gateway_http,
	    .http_address = gateway_http_address,
	};

	return service_main(argc, argv, &gateway_service);
}
