/* claim.h - a job takes up a request, and lets go of it. A claim is a lease of
 * 90 s that every write renews and checks, so that two processes never work on
 * one request to the end; what a dead predecessor held is taken at once. */
#ifndef PRIVACY_CLAIM_H
#define PRIVACY_CLAIM_H

#include "services/privacy/privacy.h"

/* In a statement of one's own: how much there is to do, for who watches. */
#define CLAIM_MEASURE "SELECT dsr_measure($1, $2)"

struct claim {
	struct privacy_run base; /* first */
	uint64_t id, user_id;    /* id 0: there was nothing to do */
	char kind[16];
	bool late; /* an erasure that was done: once more for what came late */
};

#define CLAIM_OP_MS 65000 /* an operation; pg's statements have 60 s */

/* Step one: starts to look for work. STEP_FAIL when the database is away. */
enum step_result claim_take(struct task *t, bool erasures);
/* In the next step: reads what was taken; false: nothing. The columns id,
 * user_id, kind, stage, after, part and files of base.rows remain. */
bool claim_read(struct task *t);
/* In the last step: what became of it. Without an error nothing is done. */
enum step_result claim_settle(struct task *t);
/* In an error: the claim went to somebody else. */
enum step_result claim_lost(struct task *t);

#endif
