/* calendar.h - days of the proleptic Gregorian calendar, in the user's time
 * zone as a fixed offset. Pure. */
#ifndef ASSISTANT_CALENDAR_H
#define ASSISTANT_CALENDAR_H

#include "common/base/base.h"

#define DAY_MS INT64_C(86400000)

struct civil {
	int64_t year;
	int month, day; /* from 1 */
};

/* Days since 1970-01-01. Months outside 1 to 12 carry into the year. */
int64_t calendar_days(int64_t year, int64_t month, int day);
struct civil calendar_civil(int64_t days);
/* 0 is Sunday. */
int calendar_weekday(int64_t days);
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
