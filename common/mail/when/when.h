/* when.h - the moments that mail names: "on Friday, 5 December at 2:30 pm ET",
 * "2026-12-05 14:30 (CET)", "le 5 décembre à 14h30", "du 3 au 5 mars", "by the
 * end of the week", "mañana", "in drei Tagen".
 *
 * Dates are read against the day of the mail. Without a year it is the year in
 * which the weekday fits, else the next occurrence. A bare weekday, "this" or
 * "coming" is the next such day after the mail's; "next Friday" is the Friday
 * of the next week (weeks begin on Monday). English, German, French, Spanish.
 * Zones with summer time ("ET", "Pacific", "London time") follow the rules of
 * the USA and of Europe as of 2007. Bounds: WHEN_MAX moments, those of
 * tokens.h, counts up to 60 days or weeks and 240 hours, the years 1970 to
 * 2200.
 */
#ifndef MAIL_WHEN_H
#define MAIL_WHEN_H

#include "common/base/civil.h"
#include "common/mail/tokens.h"

#define WHEN_MAX 32 /* of a mail */

enum when_order {
	WHEN_GUESS, /* American where am, pm or a zone of the USA is written */
	WHEN_DMY,
	WHEN_MDY
};

/* What is known of the mail that the words are in. */
struct when_mail {
	int64_t sent_ms;
	int zone_min; /* east of UTC: of its day, and of hours without a zone */
	enum when_order order; /* of 05/12/2026 */
};

enum when_kind {
	WHEN_DATE,    /* 5 December */
	WHEN_WEEKDAY, /* Friday */
	WHEN_NEAR,    /* today, tomorrow */
	WHEN_COUNT,   /* in 3 days */
	WHEN_SPAN     /* the end of the week: its last day */
};

struct when {
	int64_t at_ms;        /* UTC; a day without an hour: 0:00 UTC of it */
	int64_t until_ms;     /* end of "from 2 to 3 pm", "3-5 May", else 0 */
	uint32_t from, to;    /* bytes of the text */
	size_t first, behind; /* tokens */
	int64_t day;          /* days since 1970 as written, local */
	enum when_kind kind;
	bool has_time, has_zone;
	bool yearless; /* a date whose year was not written */
	bool vague;    /* about then: a span, not a day that was named */
};

/* Reads the moments in the tokens, in order, at most max. */
size_t when_scan(const struct tokens *t, const struct when_mail *mail,
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
bool when_day_valid(int64_t year, int month, int mday);

#endif
