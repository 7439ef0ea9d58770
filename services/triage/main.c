/* main.c - the descriptor of inbox.triage. */
#include "services/triage/triage.h"

static const struct config_option options[] = {TRIAGE_OPTIONS(CONFIG_OPTION)};

int main(int argc, char **argv)
{
	const struct bus_handler handlers[] = {
	    {.type = MSG_triage_batch,
		.steps = triage_batch_steps,
		.request_bytes = triage_batch_bytes,
		.arena_bytes = (size_t)64 << 20},
	    {.type = MSG_triage_one,
		.steps = triage_one_steps,
		.request_bytes = triage_one_bytes,
		.arena_bytes = (size_t)4 << 20},
	    {.type = MSG_triage_feedback,
		.steps = triage_feedback_steps,
		.request_bytes = triage_feedback_bytes,
		.arena_bytes = (size_t)32 << 20},
	    {.type = MSG_policy_list,
		.steps = triage_policy_list_steps,
		.request_bytes = triage_policy_bytes},
	    {.type = MSG_policy_set,
		.steps = triage_policy_set_steps,
		.request_bytes = triage_policy_bytes},
	    {.type = MSG_policy_forget,
		.steps = triage_policy_forget_steps,
		.request_bytes = triage_policy_bytes},
	    {.type = MSG_agent_run,
		.steps = triage_agent_steps,
		.request_bytes = triage_agent_bytes,
		.arena_bytes = (size_t)16 << 20},
	};
	const struct service_desc triage_service = {
	    .name = "triage",
	    .needs = SERVICE_PG,
	    .options = options,
	    .n_options = ARRAY_LEN(options),
	    .options_bytes = sizeof(struct triage_options),
	    .daemon_bytes = sizeof(struct triage),
	    .init = triage_init,
	    .deinit = triage_deinit,
	    .handlers = handlers,
	    .n_handlers = ARRAY_LEN(handlers),
	    .max_requests = 256,
	    .agent = &triage_agent,
	};

	return service_main(argc, argv, &triage_service);
}
