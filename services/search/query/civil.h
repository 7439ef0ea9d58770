/* civil.h - days of the calendar, and when they begin for the user. */
#ifndef SEARCH_QUERY_CIVIL_H
#define SEARCH_QUERY_CIVIL_H

#include "services/search/query/query.h"

#define CIVIL_HOUR_MS INT64_C(3600000)
#define CIVIL_DAY_MS INT64_C(86400000)
#define CIVIL_MIN_YEAR 1970
#define CIVIL_MAX_YEAR 2199

struct civil {
	int64_t year, month, day; /* month and day from 1 */
};

/* Days since 1970-01-01 of the proleptic Gregorian calendar. */
int64_t civil_to_days(struct civil c);
struct civil civil_from_days(int64_t days);
int64_t civil_month_days(int64_t year, int64_t month);
/* 0 is Monday (ISO 8601). */
int64_t civil_weekday(int64_t days);
/* The same day of another month, or its last one; months may be negative.
 * 1970-01-01 for what lies before. */
struct civil civil_add_months(struct civil c, int64_t months);

/* The moment when that day begins where the user is: the first of the day,
 * where a change of the clock repeats or skips midnight. */
int64_t civil_begin_ms(const struct query_clock *clock, int64_t days);
/* The user's day at this moment; not before 1970. */
int64_t civil_day_at(const struct query_clock *clock, int64_t ms);

#endif
