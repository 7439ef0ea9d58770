/* dates.h - the dates of a mail (common/mail/when) and what the words before
 * them make of them: "due by", "was due", "takes place on".
 *
 * A date without a year is its next occurrence counted from the mail, or its
 * last one where the words say that it is past ("was due on"). Bounds: the
 * first 8 KB, at most 32 dates; spans ("the end of the week") are left out.
 */
#ifndef TRIAGE_DATES_H
#define TRIAGE_DATES_H

#include "common/mail/when/when.h"

#define TRIAGE_DATES_MAX WHEN_MAX

struct triage_date {
	struct when when;
	bool deadline; /* words such as "due", "pay by", "fällig" go before */
	bool meeting;  /* "scheduled for", "on ... at", "le ... à" */
	bool in_subject; /* set by the caller who reads two texts */
};

/* Returns how many dates were found, in order of their place. */
size_t triage_dates_find(struct arena *a, struct str text,
    const struct when_mail *mail, struct triage_date *v, size_t max);

#endif
