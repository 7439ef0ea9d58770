/* calendar.h - days in the user's time zone, which is a fixed offset. Pure. */
#ifndef ASSISTANT_CALENDAR_H
#define ASSISTANT_CALENDAR_H

#include "common/base/civil.h"

#define DAY_MS INT64_C(86400000)

/* The user's day that holds a Unix moment, and the moment it begins. */
int64_t calendar_day_of(int64_t ms, int32_t utc_offset_s);
int64_t calendar_begin(int64_t days, int32_t utc_offset_s);

#define CALENDAR_DAY_CHARS 16
#define CALENDAR_TIME_CHARS 32
/* "12 Nov 2026"; "12 Nov 2026, 10:30" (midnight and 23:59 are left out,
 * UTC is said);
 * "2026-11-12" */
void calendar_day_text(int64_t ms, int32_t utc_offset_s, char *out);
void calendar_time_text(int64_t ms, int32_t utc_offset_s, char *out);
void calendar_day_iso(int64_t ms, int32_t utc_offset_s, char *out);

#endif
