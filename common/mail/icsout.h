/* icsout.h - writes events as text/calendar (RFC 5545): lines of at most 75
 * bytes, folded between characters; texts escaped; times in UTC, days as DATE.
 * Pure. Whatever a text holds, it stays inside its property: control
 * characters but LF and TAB are left out.
 *
 *	ics_begin(out); ics_put(out, &event); ics_put(out, &other); ics_end(out);
 */
#ifndef MAIL_ICSOUT_H
#define MAIL_ICSOUT_H

#include "common/base/buf.h"
#include "common/base/str.h"

struct ics_entry {
	const char *uid;                      /* the same for ever */
	const char *title, *location, *notes; /* "" for none */
	int64_t begin_ms, end_ms; /* Unix; end 0: not said. all_day: midnights
				   * in UTC, end is the day behind the last */
	int64_t stamp_ms;         /* when it was made or last changed */
	bool all_day;
};

void ics_begin(struct buf *out);
void ics_put(struct buf *out, const struct ics_entry *e);
void ics_end(struct buf *out);

#endif
