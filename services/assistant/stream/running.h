/* running.h - which answers are being made here, and stopping them. */
#ifndef ASSISTANT_STREAM_RUNNING_H
#define ASSISTANT_STREAM_RUNNING_H

#include "services/assistant/chat.h"

struct assistant;

MUST_CHECK int running_add(struct chat *c, struct err *err);
void running_remove(struct chat *c);
task_step stop_answer, stop_logs, stop_reply;
/* What readers of a stopped answer hear last; those of the answers that
 * answer_log_stop() says it ended hear it here. */
extern const struct str running_stopped_body;
bool running_tell_ends(struct assistant *d, const struct kv_reply *stopped);
/* Stops what is made here of a conversation, or (NULL) of a user. */
void running_drop(
    struct assistant *d, uint64_t user_id, const char *conversation_id);
struct stopping {
	struct bus_request r;
	struct kv_reply stopped;
	struct err err;
};

#endif
