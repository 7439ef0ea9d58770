/* outbox.h - a row of outbox_pages from its claim to its end: what the
 * workers of both channels share.
 *
 * At least once: a row that was claimed and never settled, for its worker
 * died, is claimed again when the lease is over, or at once by who comes after
 * the dead one. In an incident and channel the next row waits for the one
 * before it. */
#ifndef PAGE_OUTBOX_H
#define PAGE_OUTBOX_H

#include "services/oncall/page/paging.h"

#define OUTBOX_PAGE_MS 45000 /* for one row; a lease is 60 s */
#define OUTBOX_CALL_MS 10000 /* for one HTTP call of it */
#define OUTBOX_STUCK 3       /* attempts, then others are told */

enum channel { CHANNEL_PAGERDUTY, CHANNEL_SLACK };

struct outbox_run {
	struct service_run run; /* first */
	struct pg_result *rows, *open;
	bool claimed;  /* and not settled */
	unsigned done; /* rows in this run */
	struct page page;
	int64_t attempts;
	const char *room; /* of the incident in Slack, or "" */
	struct page_verdict verdict;
	bool logged; /* nobody is configured: the log has it */
	struct http_reply reply;
	struct err failed; /* of the call */
};

struct outbox_run *outbox_run(struct task *t);
struct oncall *outbox_daemon(struct task *t);

/* Steps' parts. Claims the next row that is due, if any. */
enum step_result outbox_claim(struct task *t, enum channel channel);
/* Whether there is one; then page and room are set. A row that makes no sense
 * is settled as failed: PAGE_NEVER stands in verdict. */
bool outbox_read(struct task *t);
/* Writes the verdict down. */
enum step_result outbox_settle(struct task *t, enum channel channel);
/* Whether the run may take one more. */
bool outbox_goes_on(struct task *t);
/* The last step: what broke off waits for its next attempt. */
enum step_result outbox_end(struct task *t, enum channel channel);

/* Posts JSON; the answer, or why there is none, is in reply and failed. */
void outbox_post(
    struct task *t, const char *url, const char *bearer, struct buf *body);
/* Of the call that just ended: 0 when there was no answer. */
int outbox_status(const struct outbox_run *x);
int64_t outbox_retry_after_ms(const struct outbox_run *x);

#endif
