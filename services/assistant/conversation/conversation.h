/* conversation.h - the calls that list, show and delete conversations. */
#ifndef ASSISTANT_CONVERSATION_CONVERSATION_H
#define ASSISTANT_CONVERSATION_CONVERSATION_H

#include "common/service/service.h"

#define CONVERSATION_STOPS 64  /* of a deletion: those whose answers may run */
#define CONVERSATION_LOGS 1000 /* answers whose logs are deleted at once */

extern task_step *const conversation_list_steps[],
    *const conversation_show_steps[], *const conversation_forget_steps[];

struct conversation_request {
	struct bus_request r; /* first */
	struct pg_result *rows, *turns;
};

struct conversation_forgetting {
	struct bus_request r; /* first */
	struct pg_result *recent, *answers, *gone;
	struct kv_reply stopped[CONVERSATION_STOPS], deleted;
	struct err stop_err[CONVERSATION_STOPS], delete_err;
	size_t n_stops;
};

#endif
