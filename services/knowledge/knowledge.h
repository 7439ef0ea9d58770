/* knowledge.h - the daemon and its requests. */
#ifndef KNOWLEDGE_KNOWLEDGE_H
#define KNOWLEDGE_KNOWLEDGE_H

#include "common/base/map.h"
#include "common/service/service.h"

struct knowledge {
	struct service *service; /* first: the frame's contract */
	struct map *turns;       /* user to who changes their graph: turn.h */
};

extern task_step *const knowledge_link_steps[];    /* link.c */
extern task_step *const knowledge_query_steps[];   /* query.c */
extern task_step *const knowledge_run_steps[];     /* run.c */
extern task_step *const knowledge_said_steps[];    /* said.c */
extern task_step *const knowledge_rebuild_steps[]; /* rebuild.c */

extern task_step *const application_list_steps[];    /* applications/list.c */
extern task_step *const application_table_steps[];   /* the same */
extern task_step *const application_show_steps[];    /* show.c */
extern task_step *const application_correct_steps[]; /* correct.c */
extern task_step *const application_undo_steps[];    /* the same */

extern const size_t application_list_bytes, application_show_bytes,
    application_correct_bytes;
extern const size_t knowledge_link_bytes;
extern const size_t knowledge_query_bytes;
extern const size_t knowledge_run_bytes;
extern const size_t knowledge_said_bytes;
extern const size_t knowledge_rebuild_bytes;

#endif
