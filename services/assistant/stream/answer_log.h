/* answer_log.h - an answer's log: every event is in Redis before anybody is told.
 *
 * The log belongs to who holds its lease. Beside the log Redis keeps all that
 * is needed to make the answer again: the question, when it was asked, by
 * whom. When the lease runs out, any assistant may take it (chat_continue) and
 * make the answer again: events that are in the log are compared and skipped,
 * what follows is added. An answer that comes out differently ends with an
 * error, never as a mixture. A producer that lost its lease is refused by the
 * next write, so two of them can't double an event.
 *
 * Without Redis an answer is told live and can't be resumed.
 *
 *   chat:{user}:ANSWER        stream; fields e "name\n" + data, h fingerprint
 *   chat:{user}:ANSWER:head   hash: question and state
 *   chat:{user}:ANSWER:lease  whose it is, for ANSWER_LEASE_MS
 *   chat:{user}:of:CONVERSATION   set of the answers that are being made
 */
#ifndef ASSISTANT_ANSWER_LOG_H
#define ASSISTANT_ANSWER_LOG_H

#include "common/base/ids.h"
#include "common/service/service.h"

#define ANSWER_LEASE_MS 1500
#define ANSWER_RENEW_MS 400

struct assistant;
struct chat;

struct answer_log_scripts {
	struct kv_script claim, add, take, stop;
};
void answer_log_scripts_init(struct answer_log_scripts *s);

struct answer_log {
	struct assistant *daemon;
	struct chat *chat; /* NULL: over; the log goes with its last write */
	struct list node;  /* in assistant.logs */
	uint64_t user_id;
	char answer_id[40];
	char owner[17];
	bool alone;          /* no Redis: told live */
	bool ended;          /* its last event was given */
	struct list waiting; /* struct log_event */
	struct log_writer *writer;
};

/* ---- for who begins an answer ---- */
/* A step's operation that may fail: the log and its lease, or alone. c is
 * whole but for its answer; owner_r names the maker. */
void answer_log_claim(struct chat *c, char owner_r[17],
    struct kv_reply *reply_r, struct err *err);
/* c->log; alone unless it was claimed or taken. */
void answer_log_open(struct chat *c, const char *owner, bool alone);
/* c is over. What it gave is still written, unless it was given up. */
void answer_log_close(struct chat *c);
/* Number seq is written and then published. stable is what of it comes out
 * the same when the answer is made again: the whole body, or less. body ends
 * the log if its name is done or error. */
void answer_log_give(
    struct answer_log *log, uint64_t seq, struct str body, struct str stable);
/* Their leases, and whether they are still ours. */
void answer_log_renew_all(struct assistant *d);
/* Ends what is being written. */
void answer_log_stop_all(struct assistant *d);

/* ---- for who takes one over, or stops one: operations ---- */
/* Answers {"unknown"}, {"over"}, {"made"}, or {"taken", question, asked_ms,
 * conversation, new, role, lane seed, trace id}. */
void answer_log_take(struct task *t, struct assistant *d, uint64_t user_id,
    const char *answer_id, char owner_r[17], struct kv_reply *reply_r);
/* Ends the logs of a conversation's running answers with body. Answers
 * {answer, number} for each. */
void answer_log_stop(struct task *t, struct assistant *d, uint64_t user_id,
    const char *conversation_id, struct str body, struct kv_reply *reply_r);
/* Deletes the logs of these answers: nobody resumes them any more. May fail. */
void answer_log_delete(struct task *t, struct assistant *d, uint64_t user_id,
    const char *const *answers, size_t n, struct kv_reply *reply_r,
    struct err *err);
void answer_log_publish(
    struct assistant *d, const char *answer_id, uint64_t seq, struct str body);

#endif
