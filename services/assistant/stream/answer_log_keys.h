/* answer_log_keys.h - what an answer's log is called in Redis; private to
 * answer_log.c. See answer_log.h. */
#ifndef ASSISTANT_ANSWER_LOG_KEYS_H
#define ASSISTANT_ANSWER_LOG_KEYS_H

#include <inttypes.h>
#include <stdio.h>

struct keys {
	char log[96], head[104], lease[104], of[96];
};

static inline void keys_of(
    struct keys *k, uint64_t user_id, const char *answer, const char *of)
{
	snprintf(
	    k->log, sizeof k->log, "chat:{%" PRIu64 "}:%s", user_id, answer);
	snprintf(k->head, sizeof k->head, "%s:head", k->log);
	snprintf(k->lease, sizeof k->lease, "%s:lease", k->log);
	snprintf(k->of, sizeof k->of, "chat:{%" PRIu64 "}:of:%s", user_id, of);
}

#endif
