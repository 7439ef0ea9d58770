/* thread.h - which messages are one conversation.
 *
 * The algorithm is Jamie Zawinski's (https://www.jwz.org/doc/threading.html,
 * also RFC 5256 "REFERENCES"), with two bounds that mail of today needs:
 * a thread is joined by subject only from a reply ("Re:") without any
 * reference, within MAIL_THREAD_SUBJECT_DAYS of the thread's last message;
 * and no link may close a loop.
 */
#ifndef MAIL_THREAD_H
#define MAIL_THREAD_H

#include "common/base/arena.h"

struct mail_message;

#define MAIL_THREAD_SUBJECT_DAYS 30
#define MAIL_THREAD_NONE SIZE_MAX

/* One message, new or known; strings are borrowed for the call. */
struct mail_thread_item {
	const char *message_id; /* "" when it has none */
	const char *in_reply_to;
	const char *const *references; /* oldest first */
	size_t references_n;
	const char *subject_base;
	bool is_reply;
	int64_t date_ms;
};

struct mail_thread_place {
	size_t root;   /* the thread: index of its earliest message */
	size_t parent; /* the nearest ancestor that is here, or NONE */
};

/* Places n items (any order) into out[n]. Known messages of a mailbox may be
 * given along with new ones; the result depends on the set only, not on the
 * order, but for messages of the same date. */
void mail_threads(const struct mail_thread_item *items, size_t n,
    struct mail_thread_place *out);

/* The id under which a store finds or opens the thread of one message: the
 * first of References, else In-Reply-To, else its Message-ID, else its
 * content hash. A reply names its thread by the same id. */
const char *mail_thread_key(const struct mail_message *m);

/* All ids that name m's thread, best first: a store that knows any of them
 * has found it. At most max. */
size_t mail_thread_ids(
    const struct mail_message *m, const char **ids, size_t max);

#endif
