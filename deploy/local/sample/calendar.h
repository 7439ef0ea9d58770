/*
 * calendar - days, working days and zones of the sample mailbox. Header-only,
 * so that render stays a program of one file to compile.
 */
#ifndef SAMPLE_CALENDAR_H
#define SAMPLE_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

#define DAY_SECS 86400

struct date {
	int64_t day; /* since 1970-01-01 */
	int year;
	int month; /* 1 to 12 */
	int mday;
	int wday; /* 0 is Sunday */
};

enum zone_rule {
	RULE_NONE, /* no summer time */
	RULE_EU,   /* last Sundays of March and October, 01:00 UTC */
	RULE_US,   /* second Sunday of March, first of November, 02:00 */
};

struct zone {
	const char *word;
	int offset_min; /* east of UTC, in winter */
	enum zone_rule rule;
	const char *winter;
	const char *summer;
};

/* clang-format off */
static const struct zone zones[] = {
	{ "eu",   60, RULE_EU,   "CET", "CEST" },
	{ "uk",    0, RULE_EU,   "GMT", "BST" },
	{ "et", -300, RULE_US,   "EST", "EDT" },
	{ "pt", -480, RULE_US,   "PST", "PDT" },
	{ "utc",   0, RULE_NONE, "UTC", "UTC" },
};
/* clang-format on */

static inline struct date date_of_day(int64_t day)
{
	int64_t z = day + 719468;
	int64_t era = (z >= 0 ? z : z - 146096) / 146097;
	int64_t doe = z - era * 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int64_t mp = (5 * doy + 2) / 153;
	int month = (int)(mp < 10 ? mp + 3 : mp - 9);

	return (struct date){
	    .day = day,
	    .year = (int)(yoe + era * 400) + (month <= 2),
	    .month = month,
	    .mday = (int)(doy - (153 * mp + 2) / 5 + 1),
	    .wday = (int)((day % 7 + 11) % 7),
	};
}

static inline int64_t day_of_date(int year, int month, int mday)
{
	int64_t y = year - (month <= 2);
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t yoe = y - era * 400;
	int64_t mp = month > 2 ? month - 3 : month + 9;
	int64_t doy = (153 * mp + 2) / 5 + mday - 1;
	int64_t doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;

	return era * 146097 + doe - 719468;
}

/* The count-th Sunday of a month; 0 asks for the last (of 31 days only). */
static inline int64_t sunday_of(int year, int month, int count)
{
	int64_t day = day_of_date(year, month, count == 0 ? 31 : 1);
	int wday = date_of_day(day).wday;

	return count == 0 ? day - wday : day + (7 - wday) % 7 + 7 * (count - 1);
}

static inline bool is_weekend(int64_t day)
{
	int wday = date_of_day(day).wday;

	return wday == 0 || wday == 6;
}

/*
 * The day `count` working days from today. A weekend counts as the Friday
 * before it, so distinct counts are always distinct days in the same order.
 */
static inline int64_t workday_from(int64_t today, long count)
{
	int64_t day = today;
	int step = count < 0 ? -1 : 1;

	while (is_weekend(day))
		day--;
	for (; count != 0; count -= step) {
		do
			day += step;
		while (is_weekend(day));
	}
	return day;
}

/* Whether `secs` of a local day are in summer time. */
static inline bool zone_is_summer(
    const struct zone *zone, const struct date *date, int secs)
{
	int64_t local = date->day * DAY_SECS + secs;
	int64_t utc = local - (int64_t)zone->offset_min * 60;
	int year = date->year;

	switch (zone->rule) {
	case RULE_EU:
		return utc >= sunday_of(year, 3, 0) * DAY_SECS + 3600 &&
		       utc < sunday_of(year, 10, 0) * DAY_SECS + 3600;
	case RULE_US:
		return local >= sunday_of(year, 3, 2) * DAY_SECS + 7200 &&
		       local < sunday_of(year, 11, 1) * DAY_SECS + 3600;
	case RULE_NONE:
		break;
	}
	return false;
}

#endif
