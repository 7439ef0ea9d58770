/* zone.h - local time of the places of the IANA database ("Europe/Berlin"),
 * as GLib reads it from the system's files. */
#ifndef ZONE_ZONE_H
#define ZONE_ZONE_H

#include "common/base/err.h"

#define ZONE_NAME_BYTES 65 /* with its NUL */

struct zone;

/* "UTC", or a name with a slash of the database. ERR_INVALID otherwise. */
MUST_CHECK int zone_open(const char *name, struct zone **z_r, struct err *err);
void zone_close(struct zone **z);

/* Unix ms of a day (counted from 1970-01-01, as in civil.h) and a minute of
 * it (0..1439) as the clocks there show them. A time that the clocks skip is
 * the moment of the skip; of one that they show twice it is the first. */
int64_t zone_utc_ms(const struct zone *z, int64_t day, int minute);

struct zone_local {
	int64_t day;
	int minute;
};
/* What the clocks there show. */
struct zone_local zone_local(const struct zone *z, int64_t unix_ms);

#endif
