/* main.c - knowledge.search: the graph of people and companies. */
#include "services/knowledge/knowledge.h"

static const char *const capabilities[] = {"people", "person", "companies",
    "company", "threads", "correspondence", "applications", "know", "met",
    "open", "owed", "promised", "timeline", "path", "query", NULL};

static const struct service_agent agent = {
    .description = "Who is who in the mail: people, companies, threads, who "
		   "wrote to whom and when, and the applications it tells of.",
    .capabilities = capabilities,
    .params_json =
	"{\"kind\":\"people|companies|threads|know|met|open|owed|timeline|"
	"path|query ...\","
	"\"q\":\"name, address or domain; query: people "
	"at:acme.com\",\"window_days\":\"0: all\","
	"\"limit\":\"1 to 200\"}",
};

static int init(void *daemon, struct err *err)
{
	struct knowledge *k = daemon;

	(void)err;
	k->turns = map_new();
	return 0;
}

static void deinit(void *daemon)
{
	struct knowledge *k = daemon;

	map_free(&k->turns);
}

int main(int argc, char **argv)
{
	const struct bus_handler handlers[] = {
	    {.type = MSG_knowledge_link,
		.steps = knowledge_link_steps,
		.request_bytes = knowledge_link_bytes,
		.arena_bytes = 256u << 20},
	    {.type = MSG_knowledge_query,
		.steps = knowledge_query_steps,
		.request_bytes = knowledge_query_bytes,
		.arena_bytes = 16u << 20},
	    {.type = MSG_application_list,
		.steps = application_list_steps,
		.request_bytes = application_list_bytes,
		.arena_bytes = 64u << 20},
	    {.type = MSG_application_table,
		.steps = application_table_steps,
		.request_bytes = application_list_bytes,
		.arena_bytes = 64u << 20},
	    {.type = MSG_application_show,
		.steps = application_show_steps,
		.request_bytes = application_show_bytes,
		.arena_bytes = 64u << 20},
	    {.type = MSG_application_correct,
		.steps = application_correct_steps,
		.request_bytes = application_correct_bytes},
	    {.type = MSG_application_undo,
		.steps = application_undo_steps,
		.request_bytes = application_correct_bytes},
	    {.type = MSG_knowledge_said,
		.steps = knowledge_said_steps,
		.request_bytes = knowledge_said_bytes,
		.arena_bytes = 64u << 20},
	    {.type = MSG_knowledge_rebuild,
		.steps = knowledge_rebuild_steps,
		.request_bytes = knowledge_rebuild_bytes,
		.arena_bytes = 1u << 30},
	    {.type = MSG_agent_run,
		.steps = knowledge_run_steps,
		.request_bytes = knowledge_run_bytes,
		.arena_bytes = 16u << 20},
	};
	const struct service_desc knowledge_service = {
	    .name = "knowledge",
	    .needs = SERVICE_PG,
	    .daemon_bytes = sizeof(struct knowledge),
	    .init = init,
	    .deinit = deinit,
	    .handlers = handlers,
	    .n_handlers = ARRAY_LEN(handlers),
	    .agent = &agent,
	};

	return service_main(argc, argv, &knowledge_service);
}
