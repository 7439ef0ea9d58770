/* page.h - one thing to be said of an incident to the outside: a row of
 * outbox_pages. What it says is what was so when it was written, so that said
 * again it is the same. */
#ifndef PAGE_PAGE_H
#define PAGE_PAGE_H

#include "common/base/arena.h"
#include "common/base/err.h"
#include "common/base/str.h"

struct page {
	int64_t id, incident_id;
	const char *uuid;                 /* of the row */
	const char *channel, *action;     /* rules.def.h */
	const char *dedup_key;            /* "" but for PagerDuty */
	const char *event, *actor, *text; /* of the timeline */
	int64_t at_ms;                    /* when that was */
	/* the incident then */
	const char *key, *title, *summary, *status, *commander, *runbook;
	const char *agents;              /* "a, b" or "" */
	int severity;                    /* 1 to 4 */
	int64_t created_ms, resolved_ms; /* 0: not yet */
	/* who is called: "" but for calls */
	const char *level, *level_title, *person, *slack_id;
};

/* Where links go, without a slash at the end; or "". */
struct page_links {
	const char *app, *runbooks;
};

#define PAGE_BODY_MAX ((size_t)512 * 1024) /* PagerDuty's limit of a body */

/* Reads the row's body; p's other fields are left. Texts borrow from a. */
MUST_CHECK int page_read(
    struct arena *a, struct str body, struct page *p, struct err *err);

/* "SEV1" to "SEV4". */
const char *page_severity(const struct page *p);
/* The incident's page and its runbook's, or "" where no place is known. */
const char *page_link(
    struct arena *a, const struct page_links *l, const struct page *p);
const char *page_runbook_link(
    struct arena *a, const struct page_links *l, const struct page *p);

/* What became of an attempt. */
enum page_outcome {
	PAGE_SENT,
	PAGE_AGAIN, /* later: try.h */
	PAGE_NEVER  /* refused for good */
};
struct page_verdict {
	enum page_outcome outcome;
	int64_t after_ms;  /* of AGAIN: the peer asks for at least so long */
	bool limited;      /* of AGAIN: too many; all of the channel wait */
	const char *error; /* never has what was sent */
};

#endif
