/* decide.h - from what an index is like to its phase and to what happens next;
 * nothing is read or changed here. */
#ifndef SEARCH_DECIDE_H
#define SEARCH_DECIDE_H

#include "services/search/index/life.h"

#define LIFECYCLE_LATE_MS 86400000    /* due for so long: something is wrong */
#define LIFECYCLE_MIN_BYTES (1 << 20) /* smaller ones are left as they are */
#define LIFECYCLE_MAX_BYTES (INT64_C(20) << 30) /* of one file: the mission's */

struct lifecycle_policy {
	int64_t retention_ms, rollover_ms; /* 0: off */
	int64_t dead_percent;
};

/* Values of search_life, in their order. */
enum lifecycle_phase {
	LIFECYCLE_HOT,      /* answers, is written, nothing is due */
	LIFECYCLE_FILLING,  /* not whole: refill.c is at it */
	LIFECYCLE_ROLLOVER, /* the next generation is due, or being made */
	LIFECYCLE_DELETE    /* old documents are leaving */
};
enum lifecycle_action {
	LIFECYCLE_NONE,
	LIFECYCLE_FILL,
	LIFECYCLE_REMOVE,
	LIFECYCLE_RENEW
};
extern const char *const lifecycle_phases[], *const lifecycle_actions[];

struct lifecycle_next {
	enum lifecycle_phase phase;
	enum lifecycle_action action;
	int64_t at_ms; /* Unix; not after now: due */
	const char *why;
};

/* Of the numbers given to documents, or of the file's pages, the larger. */
int64_t lifecycle_dead_percent(const struct index_life *l);
struct lifecycle_next lifecycle_decide(const struct lifecycle_policy *p,
    const struct index_life *l, int64_t now_ms);
/* What is wrong with it, in the arena; NULL: nothing. */
const char *lifecycle_wrong(struct arena *a, const struct index_life *l,
    const struct lifecycle_next *next, int64_t now_ms);

#endif
