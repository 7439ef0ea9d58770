/* steps.c - the story of a question. */
#include "services/assistant/assistant.h"

#include "services/assistant/conversation/conversation.h"
#include "services/assistant/memory/store.h"

/* Whole or streamed, an answer is made by these. */
task_step *const chat_steps[] = {chat_check, chat_recall, chat_recalled,
    memory_keep, memory_kept, chat_understand, chat_ask_agent, chat_agent_told,
    chat_search, chat_found, chat_more, chat_load, chat_choose, model_consent,
    model_consented, model_afford, model_afforded, model_ask, model_listen,
    model_hear, model_tool, model_told, model_end, model_settle, propose_file,
    propose_filed, chat_save, chat_answer, NULL};

/* The stream's caller hears at once whether the question can be answered. */
static task_step *const start_steps[] = {chat_check, chat_recall, chat_recalled,
    stream_claim, stream_launch, stream_reply, NULL};

static task_step *const stop_steps[] = {
    stop_answer, stop_logs, stop_reply, NULL};

static task_step *const continue_steps[] = {
    revive_take, revive_launch, revive_reply, NULL};

static void release(struct bus_request *r)
{
	struct chat *c = CONTAINER_OF(r, struct chat, r);

	running_remove(c);
	if (c->drafted)
		draft_deinit(&c->draft);
}

#define CHAT_ARENA_BYTES (48u * 1024 * 1024)

const struct bus_handler assistant_handlers[] = {
    {.type = MSG_chat_ask,
	.steps = chat_steps,
	.request_bytes = sizeof(struct chat),
	.arena_bytes = CHAT_ARENA_BYTES,
	.max_timeout_ms = 60000,
	.release = release},
    {.type = MSG_chat_start,
	.steps = start_steps,
	.request_bytes = sizeof(struct chat),
	.release = release},
    {.type = MSG_chat_stop,
	.steps = stop_steps,
	.request_bytes = sizeof(struct stopping)},
    {.type = MSG_chat_continue,
	.steps = continue_steps,
	.request_bytes = sizeof(struct revival)},
    {.type = MSG_memory_list,
	.steps = memory_list_steps,
	.request_bytes = sizeof(struct memory_request)},
    {.type = MSG_memory_add,
	.steps = memory_add_steps,
	.request_bytes = sizeof(struct memory_request)},
    {.type = MSG_memory_change,
	.steps = memory_change_steps,
	.request_bytes = sizeof(struct memory_request)},
    {.type = MSG_memory_forget,
	.steps = memory_forget_steps,
	.request_bytes = sizeof(struct memory_request)},
    {.type = MSG_memory_clear,
	.steps = memory_forget_steps,
	.request_bytes = sizeof(struct memory_request)},
    {.type = MSG_conversation_list,
	.steps = conversation_list_steps,
	.request_bytes = sizeof(struct conversation_request)},
    {.type = MSG_conversation_show,
	.steps = conversation_show_steps,
	.request_bytes = sizeof(struct conversation_request)},
    {.type = MSG_conversation_forget,
	.steps = conversation_forget_steps,
	.request_bytes = sizeof(struct conversation_forgetting)},
};
const size_t assistant_n_handlers = ARRAY_LEN(assistant_handlers);
