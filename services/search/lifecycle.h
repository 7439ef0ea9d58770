/* lifecycle.h - the lifecycle of the embedded index: what is due, and the job
 * that does it.
 *
 * Every hour each user's index is looked at, one at a time. Documents past the
 * retention leave it, and one of which much is dead is made anew (index/life.h):
 * filled from the mailbox, checked, put in the old one's place. All of it goes
 * in slices of at most LIFECYCLE_PAGE documents, five a second at most; between
 * them other requests have their turn. Of the processes that share a folder
 * one does it.
 */
#ifndef SEARCH_LIFECYCLE_H
#define SEARCH_LIFECYCLE_H

#include "services/search/decide.h"
#include "services/search/index/verify.h"
#include "services/search/search.h"

#define LIFECYCLE_PAGE 100 /* documents in a slice */

/* ---- lifecycle.c ---- */

/* NULL: the index is in Elasticsearch, which has its own lifecycle. */
struct lifecycle *lifecycle_new(struct search *d);
void lifecycle_free(struct search *d);
struct lifecycle_policy lifecycle_policy_of(const struct search *d);

/* What a generation goes through, in order; the last two until they agree. */
enum lifecycle_making {
	COPY,
	CHECK_MESSAGES,
	CHECK_WORDS,
	COMPARE,
	BRING_OVER,
	SWAP
};

/* Of the pass under way; published at its end. */
struct lifecycle_sums {
	int64_t indexes, bytes, oldest_ms, overdue_ms, wrong, retired;
};

struct lifecycle {
	struct index *ix;               /* the backend's */
	int64_t not_before_ms, pass_ms; /* loop time; when a pass is due */
	bool cleared, passing;
	uint64_t *users;
	size_t n_users, at;
	struct lifecycle_sums sums;
	struct index_next *next; /* of users[at]; NULL: none is made */
	enum lifecycle_making step;
	uint64_t after;         /* copied, or compared, up to this id */
	int64_t upto;           /* settled, when it is brought over */
	struct index_walk walk; /* of the check */
	int64_t failures;       /* of slices in a row */
};

struct lifecycle_run {
	struct service_run run; /* first: the frame's contract */
	struct lifecycle *l;    /* NULL: nothing to do */
	uint64_t ids[LIFECYCLE_PAGE];
	size_t n;
	struct pg_result *rows;
	struct index_written written;
};

static inline struct lifecycle_run *lifecycle_run_of(struct task *t)
{
	return CONTAINER_OF(t, struct lifecycle_run, run.task);
}
static inline uint64_t lifecycle_user(const struct lifecycle *l)
{
	return l->users[l->at];
}

/* ---- renewal.c ---- */

/* Begins the next generation of the user at hand's index; a slice of it, whose
 * last part are the steps that read the mailbox and write. */
enum step_result lifecycle_renew(struct task *t, struct lifecycle *l);
enum step_result lifecycle_make(struct task *t, struct lifecycle_run *r);
task_step lifecycle_load, lifecycle_store;
/* It came to nothing: noted with the user's index, tried again later. */
void lifecycle_fail(struct task *t, struct lifecycle *l, const char *why);

#endif
