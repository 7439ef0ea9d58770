/* agent_report.h - what the agent found in recent mail, and would do. */
#ifndef TRIAGE_AGENT_REPORT_H
#define TRIAGE_AGENT_REPORT_H

#include "services/triage/triage.h"

struct triage_report {
	/* what was asked */
	int64_t hours_back, max_emails, quarantine_threshold;
	/* what was found */
	size_t by_category[TRIAGE_CATEGORIES_N];
	size_t by_level[LEVEL_CRITICAL + 1];
	size_t n_waiting, n_risky, n_now;
	/* what to do: columns of n_actions values */
	const char **kinds, **params, **reasons;
	int64_t *email_ids;
	size_t n_actions;
};

/* Counts, and decides on actions: quarantine from the threshold on; a label
 * for risk from 60 on; a task for what waits for an answer. What a person has
 * corrected is left alone. */
void triage_report_make(
    struct task *t, const struct pg_result *mails, struct triage_report *p);
/* The artifacts: totals, lists and a report in Markdown. proposed may be
 * NULL. */
void triage_report_write(const struct pg_result *mails,
    const struct pg_result *proposed, const struct triage_report *p,
    struct buf *out);

#endif
