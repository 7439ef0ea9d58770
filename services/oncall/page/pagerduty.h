/* pagerduty.h - the Events API v2: what is sent to /v2/enqueue, and what its
 * answers mean. Pure. Source: PagerDuty's developer documentation, "Events API
 * v2 Overview" and "Send an Alert Event": 202 is taken, 400 is never tried
 * again, 429, 5xx and lost connections are; a body has at most 512 KB, a
 * summary 1024 characters, a key 255. An event with the key of an alert that
 * is open changes that alert: what is sent twice calls nobody twice. */
#ifndef PAGE_PAGERDUTY_H
#define PAGE_PAGERDUTY_H

#include "common/base/buf.h"
#include "services/oncall/page/page.h"

/* out: born with PAGE_BODY_MAX; what is written stays below it. */
void pagerduty_body(struct arena *a, const struct page *p,
    const char *routing_key, const struct page_links *links, struct buf *out);
/* Of an answer; status 0: there was none, `error` says why (or ""). Errors
 * borrow from a. */
struct page_verdict pagerduty_verdict(struct arena *a, int status,
    struct str body, int64_t retry_after_ms, const char *error);

#endif
