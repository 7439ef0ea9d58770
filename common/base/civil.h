/* civil.h - dates of the proleptic Gregorian calendar as days counted from
 * 1970-01-01, and back. Pure; any year that an int64_t of days holds. Source:
 * H. Hinnant, "chrono-Compatible Low-Level Date Algorithms": years begin in
 * March, so that the leap day is the last one.
 */
#ifndef BASE_CIVIL_H
#define BASE_CIVIL_H

#include "common/base/base.h"

struct civil {
	int64_t year;   /* 0 is the year before 1 */
	int month, day; /* from 1 */
};

/* Months outside 1 to 12 carry into the year, days into the month. */
int64_t civil_to_days(int64_t year, int64_t month, int64_t day);
struct civil civil_from_days(int64_t days);
/* 0 is Sunday. */
int civil_weekday(int64_t days);
int civil_month_days(int64_t year, int64_t month);
/* Whether there is such a day. */
bool civil_valid(int64_t year, int64_t month, int64_t day);

#endif
