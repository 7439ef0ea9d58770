/* dates.h - dates written in mail: 2026-12-05, 5.12., Dec 5, le 5 décembre,
 * 5 de diciembre, tomorrow, by Friday, in 3 days.
 *
 * A date without a year is its next occurrence counted from the mail, or
 * its last one where the words say that it is past ("was due on"). Times are
 * read beside dates. Bounds: the first 8 KB, at most 32 dates.
 */
#ifndef TRIAGE_DATES_H
#define TRIAGE_DATES_H

#include "common/base/civil.h"
#include "common/base/str.h"

#define TRIAGE_DATES_MAX 32

struct triage_date {
	int64_t day;   /* days since 1970-01-01 */
	int minute;    /* of the day, or -1 when no time stands beside it */
	bool deadline; /* words such as "due", "pay by", "fällig" go before */
	bool meeting;  /* "scheduled for", "on ... at", "le ... à" */
	bool in_subject; /* set by the caller who reads two texts */
	bool word;       /* "tomorrow", "Friday": no date was written */
	uint32_t from;   /* where it stands in the text */
	uint16_t bytes;
};

enum triage_order { ORDER_DMY, ORDER_MDY }; /* of 05/12/2026 */

/* today: the mail's day in the reader's time zone. Returns how many dates
 * were found, in order of their place. */
size_t triage_dates_find(struct str text, int64_t today,
    enum triage_order order, struct triage_date *v, size_t max);

/* A day of the years 1970 to 2200. */
bool triage_day_valid(int year, int month, int mday);

#endif
