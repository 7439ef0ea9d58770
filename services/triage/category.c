/* category.c - the categories by number and by name. */
#include "services/triage/category.h"
#include "common/base/str.h"

static const struct triage_category_info categories[TRIAGE_CATEGORIES_N] = {
#define X(NAME, label, points, is_junk, reply, meaning)                        \
	[CATEGORY_##NAME] = {.name = (label),                                  \
	    .priority = (points),                                              \
	    .junk = (is_junk),                                                 \
	    .reply_milli = (reply)},
    CATEGORIES(X)
#undef X
};

const struct triage_category_info *triage_category(enum triage_category c)
{
	return &categories[c];
}

int triage_category_parse(const char *name, enum triage_category *c_r)
{
	for (unsigned i = 0; i < TRIAGE_CATEGORIES_N; i++) {
		if (streq(name, categories[i].name)) {
			*c_r = (enum triage_category)i;
			return 0;
		}
	}
	return -1;
}
