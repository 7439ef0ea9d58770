/* reading.h - mail_page, mail_facts, mail_file: an email as a person reads it.
 *
 * Whoever asks holds neither raw mail nor a parser of it: that a message of 50
 * MB takes a tenth of a second to read is felt here only, where nobody waits
 * for the next turn. Large ones are read one after another (LARGE_BYTES), so
 * the memory for them is that of one.
 */
#ifndef INGEST_READING_H
#define INGEST_READING_H

#include "common/gate/gate.h"
#include "common/mail/reading.h"
#include "services/ingest/ingest.h"

/* A message of the largest size that is taken, and the copies of messages in
 * it that are encoded themselves: each at most 3/4 of what is around it. */
#define READING_ARENA ((size_t)256 << 20)
#define READING_PIECE ((size_t)512 * 1024) /* of raw mail, at most, a call */

struct reading_request {
	struct bus_request bus; /* first */
	struct pg_result *rows;
	struct gate_pass pass; /* of a large message */
	struct str raw;        /* the message, or a piece of it */
	struct mail_file file; /* of mail_file_ask */
};
struct reading_request *reading_request(struct task *t);
void reading_release(struct bus_request *r);

/* fetch.c: the steps before the last of who needs the whole message. */
task_step reading_find, reading_enter, reading_fetch;
/* The next bytes of the message, from `from` on: of those that are left to be
 * read at most so many. ERR_INVALID: it is not as long as that. */
enum step_result reading_get(
    struct task *t, uint64_t from, uint64_t left, uint64_t most);

extern task_step *const mail_page_steps[], *const mail_facts_steps[],
					       *const mail_file_steps[];

#endif
