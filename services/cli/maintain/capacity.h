/* capacity.h - what there is of everything that can run out: gathered by
 * gather.c, shown by capacity.c. */
#ifndef CLI_MAINTAIN_CAPACITY_H
#define CLI_MAINTAIN_CAPACITY_H

#include "services/cli/maintain/growth.h"
#include "services/cli/maintain/maintain.h"

/* What it is built for. */
#define DESIGN_USERS 10000
#define DESIGN_MAILS 1000000   /* a day */
#define DESIGN_REQUESTS 500000 /* a day */
#define DESIGN_DATABASE 5e11   /* bytes */

#define CAPACITY_ITEMS 64
#define CAPACITY_DAYS 40 /* samples of one thing */

struct capacity_item {
	const char *name;
	enum sheet_kind kind;
	double now;
	double limit;         /* 0: none that is known */
	const char *limit_of; /* what sets it; "" */
	struct growth week, month;
};

struct capacity {
	struct owner *owner;
	struct capacity_item items[CAPACITY_ITEMS];
	size_t n;
	struct growth requests_week, requests_month; /* a day, whole days */
	struct buf notes; /* lines: what could not be measured, and why */
};

/* Measures what can be, leaves a sample of each, and reads the samples of the
 * last month. What can't be measured is noted; a database that does not answer
 * is an error. */
MUST_CHECK int capacity_gather(struct capacity *x);
/* NULL when it is not known. */
const struct capacity_item *capacity_item(
    const struct capacity *x, const char *name);

#endif
