/* category.h - the categories as numbers and names. */
#ifndef TRIAGE_CATEGORY_H
#define TRIAGE_CATEGORY_H

#include "common/base/base.h"
#include "services/triage/category.def.h"

enum triage_category {
#define X(NAME, name, priority, junk, reply, meaning) CATEGORY_##NAME,
	CATEGORIES(X) TRIAGE_CATEGORIES_N
#undef X
};

struct triage_category_info {
	const char *name;
	int priority;
	bool junk;
	int reply_milli;
};

const struct triage_category_info *triage_category(enum triage_category c);
/* Returns 0, or -1 for an unknown name. */
MUST_CHECK int triage_category_parse(
    const char *name, enum triage_category *c_r);

#endif
