/* store.h - memories in the database: the calls that list, add, change and
 * forget them, and what a chat reads and keeps. */
#ifndef ASSISTANT_MEMORY_STORE_H
#define ASSISTANT_MEMORY_STORE_H

#include "common/service/service.h"
#include "services/assistant/memory/memory.h"

struct assistant;

struct memory_request {
	struct bus_request r; /* first */
	struct pg_result *rows, *had;
};

extern task_step *const memory_list_steps[],
    *const memory_add_steps[], *const memory_change_steps[],
				   *const memory_forget_steps[];

/* Adds the statement that reads all of a user's. */
void memory_select(
    struct pg_batch *b, uint64_t user_id, struct pg_result **rows_r);
/* Adds the statement that keeps one: no row when there are MEMORY_MAX. */
void memory_insert(struct pg_batch *b, uint64_t user_id, enum memory_kind kind,
    const char *value, const char *conversation_id, struct pg_result **rows_r);
/* The rows of either, in the arena. */
void memory_rows(
    struct task *t, const struct pg_result *rows, struct memories *all_r);

#endif
