/* main.c - analytics.insights: reports over the user's mail. */
#include "services/analytics/reports.h"

struct analytics {
	struct service *service; /* first: the frame's contract */
};

static const char *const capabilities[] = {
    "summary", "volumes", "responses", "senders", "categories", "funnel", NULL};

static const struct service_agent agent = {
    .description = "Volumes, response times, top senders, category trends and "
		   "the funnel of the job hunt.",
    .capabilities = capabilities,
    .params_json = "{\"kind\":\"summary|volumes|responses|senders|categories|"
		   "funnel\",\"days\":\"1 to 3650, default 30\"}",
};

int main(int argc, char **argv)
{
	const struct bus_handler handlers[] = {
	    {.type = MSG_report_query,
		.steps = service_report_steps,
		.request_bytes = service_report_bytes,
		.arena_bytes = 8u << 20},
	    {.type = MSG_agent_run,
		.steps = service_report_run_steps,
		.request_bytes = service_report_bytes,
		.arena_bytes = 8u << 20},
	};
	const struct service_desc analytics_service = {
	    .name = "analytics",
	    .needs = SERVICE_PG,
	    .daemon_bytes = sizeof(struct analytics),
	    .handlers = handlers,
	    .n_handlers = ARRAY_LEN(handlers),
	    .agent = &agent,
	    .reports = analytics_reports,
	    .n_reports = analytics_n_reports,
	};

	return service_main(argc, argv, &analytics_service);
}
