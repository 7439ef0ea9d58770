/* ics.h - the events of a text/calendar part (RFC 5545, RFC 5546).
 *
 * Read: METHOD, and of each VEVENT its UID, SUMMARY, STATUS, DTSTART, DTEND
 * and DURATION. Zones are those of the part's VTIMEZONEs (the latest rule of
 * each), else known names, else the reader's. Anything else is passed over; what is
 * broken is left out, never guessed.
 */
#ifndef MAIL_ICS_H
#define MAIL_ICS_H

#include "common/base/arena.h"
#include "common/base/str.h"

#define ICS_EVENTS 16
#define ICS_ZONES 8
#define ICS_LINE_BYTES 2000 /* unfolded; longer ones are cut */
#define ICS_UID_BYTES 250   /* of an event with a longer one it is "" */

struct ics_event {
	const char *uid, *summary;  /* in the arena, never NULL */
	int64_t begin_ms, until_ms; /* until 0: not said */
	bool cancelled;
	uint32_t from, to; /* bytes of the VEVENT */
};

/* Events in order, at most max. zone_min, east of UTC, is that of times which
 * name no zone or an unknown one, and of days. */
size_t ics_events(struct arena *a, struct str text, int zone_min,
    struct ics_event *v, size_t max);

#endif
