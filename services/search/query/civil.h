/* civil.h - days that are months away, and when days begin for the user. */
#ifndef SEARCH_QUERY_CIVIL_H
#define SEARCH_QUERY_CIVIL_H

#include "common/base/civil.h"
#include "services/search/query/query.h"

#define CIVIL_HOUR_MS INT64_C(3600000)
#define CIVIL_DAY_MS INT64_C(86400000)
#define CIVIL_MIN_YEAR 1970
#define CIVIL_MAX_YEAR 2199

/* The same day of another month, or its last one; months may be negative.
 * 1970-01-01 for what lies before. */
int64_t civil_months_on(int64_t days, int64_t months);

/* The moment when that day begins where the user is: the first of the day,
 * where a change of the clock repeats or skips midnight. */
int64_t civil_begin_ms(const struct query_clock *clock, int64_t days);
/* The user's day at this moment; not before 1970. */
int64_t civil_day_at(const struct query_clock *clock, int64_t ms);

#endif
