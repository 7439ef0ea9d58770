/* file.h - what a chat keeps and files: the steps around its answer. */
#ifndef ASSISTANT_PROPOSE_FILE_H
#define ASSISTANT_PROPOSE_FILE_H

#include "services/assistant/chat.h"

/* memory/chat.c: keeps what is said to be kept, and reads all; closes an answer
 * with it. */
task_step memory_keep, memory_kept;
void memory_tell(struct chat *c);
/* The question without what is only kept. */
struct str memory_question(const struct chat *c);

/* propose/file.c: the answer's proposals go to ingest. */
task_step propose_file, propose_filed;
bool propose_files(const struct chat *c);
struct str json_text(struct arena *a, const struct json *j);

#endif
