/* taught.h - the spam filter's learnt layer of each user, kept in step with
 * the corrections that hold.
 *
 * Nothing of it is stored: it is the lessons of the corrections in order of
 * their ids (learner.h), read from the mails themselves. So it is the same in
 * every process, a crash loses nothing, a correction that is taken back has
 * never been learnt, and a mail that is erased takes its lesson with it. What
 * is kept here is a cache, valid for one version of a user's corrections.
 */
#ifndef TRIAGE_TAUGHT_H
#define TRIAGE_TAUGHT_H

#include "services/triage/spam/learner.h"

#define TRIAGE_LESSONS_MAX 10000               /* the latest that hold */
#define TRIAGE_LESSONS_PAGE 100                /* learnt in one step */
#define TRIAGE_TAUGHT_BYTES ((size_t)16 << 20) /* of all users' layers */

/* What tells one state of a user's corrections from another: rows that hold
 * and rows that are taken back are only ever added or deleted. */
struct triage_taught_version {
	int64_t holding, undone, last_id, id_sum;
};

struct triage_taught;
struct triage_taught *triage_taught_new(void);
void triage_taught_free(struct triage_taught **t);

/* The user's layer when it is of this version; NULL when it must be learnt.
 * Borrowed until the next put. */
const struct triage_learner *triage_taught_get(struct triage_taught *t,
    uint64_t user_id, const struct triage_taught_version *v);
/* Takes the user's layer out, to go on learning: *v_r says what it knows.
 * NULL when there is none, or when it cannot grow into `to`. */
struct triage_learner *triage_taught_take(struct triage_taught *t,
    uint64_t user_id, const struct triage_taught_version *to,
    struct triage_taught_version *v_r);
/* Owns l from now on. Forgets layers that were not asked for the longest,
 * never this one. */
void triage_taught_put(struct triage_taught *t, uint64_t user_id,
    const struct triage_taught_version *v, struct triage_learner *l);
size_t triage_taught_bytes(const struct triage_taught *t);

/* How many of the oldest holding corrections are no longer learnt. Grows in
 * steps of a tenth, so that not every correction makes all be learnt anew. */
int64_t triage_taught_skipped(int64_t holding);

#endif
