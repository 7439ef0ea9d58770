/* when.h - the moments that mail names: "on Friday, 5 December at 2:30 pm ET",
 * "2026-12-05 14:30 (CET)", "by the end of the week", "tomorrow at noon".
 *
 * Dates are read against the day of the mail. Without a year it is the year in
 * which the weekday fits, else the next occurrence. A bare weekday, "this" or
 * "coming" is the next such day after the mail's; "next Friday" is the Friday
 * of the next week (weeks begin on Monday). English, and the German basics.
 * Zones with summer time ("ET", "Pacific", "London time") follow the rules of
 * the USA and of Europe as of 2007.
 */
#ifndef MAIL_WHEN_H
#define MAIL_WHEN_H

#include "common/base/civil.h"
#include "common/mail/tokens.h"

#define WHEN_MAX 32 /* of a mail */

struct when {
	int64_t at_ms;     /* UTC; of a day without an hour its first moment */
	int64_t until_ms;  /* end of "from 2 to 3 pm", else 0 */
	uint32_t from, to; /* bytes of the text */
	size_t first, behind; /* tokens */
	int64_t day;          /* days since 1970 as written, local */
	bool has_time, has_zone;
	bool vague; /* "end of the week": a span, not a day that was named */
};

/* Reads the moments in the tokens, in order, at most max. sent_ms is the
 * mail's time; zone_min (east of UTC) is that of what names no zone. */
size_t when_scan(const struct tokens *t, int64_t sent_ms, int zone_min,
    struct when *v, size_t max);

/* By when a deadline is: the moment, or the last minute of a day. */
int64_t when_due_ms(const struct when *w);

/* ---- zones, for calendars too ---- */
enum when_rule { WHEN_FIXED, WHEN_US, WHEN_EU };
struct when_zone {
	int minutes; /* standard time, east of UTC */
	enum when_rule rule;
};
/* A zone by name in lower case: "et", "cest", "pacific", "london",
 * "america/new_york", "w. europe standard time". */
bool when_zone_named(struct str name, struct when_zone *zone_r);
/* UTC of a local day and minute. */
int64_t when_utc_ms(int64_t day, int minute, struct when_zone zone);

/* A day of the years 1970 to 2200. */
bool when_day_valid(int year, int month, int mday);

#endif
