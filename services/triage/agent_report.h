/* agent_report.h - what the agent found in recent mail, and would do. */
#ifndef TRIAGE_AGENT_REPORT_H
#define TRIAGE_AGENT_REPORT_H

#include "services/triage/policy/policy_load.h"

struct triage_report {
	/* what was asked */
	int64_t hours_back, max_emails, quarantine_threshold;
	/* what was found */
	size_t by_category[TRIAGE_CATEGORIES_N];
	size_t by_level[LEVEL_CRITICAL + 1];
	size_t n_waiting, n_risky, n_now;
	struct triage_proposals actions; /* what to do */
};

/* Counts, and asks the policies for actions; the threshold takes the place of
 * the least risk of quarantine_risky. */
void triage_report_make(struct task *t, const struct triage *d,
    const struct pg_result *mails, const struct pg_result *policies,
    struct triage_report *p);
/* The artifacts: totals, lists and a report in Markdown. proposed may be
 * NULL. */
void triage_report_write(const struct pg_result *mails,
    const struct pg_result *proposed, const struct triage_report *p,
    struct buf *out);

#endif
