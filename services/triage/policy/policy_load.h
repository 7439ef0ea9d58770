/* policy_load.h - a user's policies, and what they propose, between the
 * database and policy.h. */
#ifndef TRIAGE_POLICY_LOAD_H
#define TRIAGE_POLICY_LOAD_H

#include "common/pg/pg.h"
#include "services/triage/policy/policy.h"
#include "services/triage/triage.h"

extern const char triage_sql_policies[]; /* $1 user */

/* Of a row to be inserted that has a column approved: status, decided_at. */
#define TRIAGE_ACTION_STATUS                                                   \
	"CASE WHEN approved THEN 'approved' ELSE 'proposed' END, "             \
	"CASE WHEN approved THEN now() END"

/* The defaults, replaced and followed by the user's rows. At most
 * TRIAGE_POLICIES_MAX. Lives in the task's arena. */
size_t triage_load_policies(struct task *t, const struct pg_result *r,
    const struct triage_policy **v_r);

/* Row i of agent.c's query as a case; its headers are read. */
void triage_load_case(struct task *t, const struct triage *d,
    const struct pg_result *mails, size_t i, struct triage_case *c_r);

/* What is proposed, as columns of one statement. */
struct triage_proposals {
	const char **policies, **kinds, **params, **reasons;
	int64_t *email_ids;
	bool *approved;
	size_t n, max;
};
void triage_proposals_init(
    struct arena *a, size_t mails, struct triage_proposals *p);
void triage_proposals_add(struct triage_proposals *p, uint64_t email_id,
    const struct triage_action *v, size_t n);

#endif
