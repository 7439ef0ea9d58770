/* meaning.h - asking embed, which may be away: search goes on without. */
#ifndef SEARCH_MEANING_H
#define SEARCH_MEANING_H

#include "common/loop/task.h"
#include "proto/proto.h"
#include "services/search/vector/kernel.h"

struct search;

#define MEANING_QUERY_MS 250 /* a query waits so long for its vector */
#define MEANING_PASSAGES_MS 30000
#define MEANING_PAUSE_MS 5000   /* after a failure embed is not asked */
#define MEANING_TEXT_BYTES 4096 /* the bound of proto/embed.def.h */

/* The last answer of embed: whether to ask again, and why not. */
struct meaning_state {
	int64_t not_before_ms;
	struct err err;
};

struct meaning {
	char model[64];
	size_t n;
	int8_t *rows;   /* n * VECTOR_DIM, in the task's arena */
	struct err err; /* code not ERR_OK: there is no answer */
};

/* Starts an operation of t: the vectors of n texts, into *m_r, which lives as
 * long as the task. It never fails the task: m_r->err says what is wrong, so
 * does an answer that is not as it must be. After timeout_ms it is given up.
 * STEP_NEXT without a call when embed failed a moment ago. */
enum step_result meaning_ask(struct task *t, struct search *d, uint64_t user_id,
    const char *purpose, const char **texts, size_t n, int64_t timeout_ms,
    struct meaning *m_r);

/* vectors.c: queues the user for the job that gets vectors. */
void search_vectors_later(struct search *d, uint64_t user_id);
void search_vectors_free(struct search *d);

#endif
