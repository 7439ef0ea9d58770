/* main.c - planner.deploy: may this commit go further, and how? */
#include "services/planner/planner.h"

static const char *const capabilities[] = {
    "plan", "preconditions", "objectives", "gates", "rollback", NULL};

static const struct service_agent agent = {
    .description = "Plans a release: the stages ahead with command, wait, "
		   "gate and rollback, what speaks against it, and a verdict.",
    .capabilities = capabilities,
    .params_json =
	"{\"service\":\"the daemon to release\","
	"\"commit\":\"7 to 64 hex digits\","
	"\"environment\":\"dev|staging|canary|prod: where it shall go (prod)\","
	"\"target_pct\":\"10|50|100: how far, in canary and prod\"}",
};

static const struct metric_def defs[] = {PLANNER_METRICS(METRICS_DEF)};

static int init(void *daemon, struct err *err)
{
	struct planner *p = daemon;

	(void)err;
	metrics_register(
	    p->service->metrics, defs, ARRAY_LEN(defs), &p->metrics);
	return 0;
}

int main(int argc, char **argv)
{
	const struct bus_handler handlers[] = {
	    {.type = MSG_agent_run,
		.steps = planner_run_steps,
		.request_bytes = planner_run_bytes},
	};
	const struct service_desc planner_service = {
	    .name = "planner",
	    .needs = SERVICE_PG,
	    .daemon_bytes = sizeof(struct planner),
	    .init = init,
	    .handlers = handlers,
	    .n_handlers = ARRAY_LEN(handlers),
	    .agent = &agent,
	};

	return service_main(argc, argv, &planner_service);
}
