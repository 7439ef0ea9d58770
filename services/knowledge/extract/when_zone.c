/* when_zone.c - days, and zones with their summer time. */
#include "services/knowledge/extract/when.def.h"
#include "services/knowledge/extract/when.h"

#define MINUTE_MS INT64_C(60000)
#define DAY_MS (1440 * MINUTE_MS)

static const struct {
	const char *name;
	struct when_zone zone;
} zones[] = {
#define Z(name, minutes, rule) {name, {minutes, WHEN_##rule}},
    WHEN_ZONES(Z)
#undef Z
};

/* Civil from days and back: Howard Hinnant, chrono-Compatible Low-Level Date
 * Algorithms. */
int64_t when_day_of(int year, int month, int mday)
{
	int64_t y = year - (month <= 2);
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t yoe = y - era * 400;
	int64_t doy =
	    (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + mday - 1;

	return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

void when_day_split(int64_t day, int *year_r, int *month_r, int *mday_r)
{
	int64_t z = day + 719468;
	int64_t era = (z >= 0 ? z : z - 146096) / 146097;
	int64_t doe = z - era * 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int64_t mp = (5 * doy + 2) / 153;

	*mday_r = (int)(doy - (153 * mp + 2) / 5 + 1);
	*month_r = (int)(mp < 10 ? mp + 3 : mp - 9);
	*year_r = (int)(yoe + era * 400) + (*month_r <= 2);
}

int when_weekday(int64_t day)
{
	return (int)((day % 7 + 11) % 7);
}

bool when_day_valid(int year, int month, int mday)
{
	int y, m, d;

	if (year < 1970 || year > 2200 || month < 1 || month > 12 || mday < 1 ||
	    mday > 31)
		return false;
	when_day_split(when_day_of(year, month, mday), &y, &m, &d);
	return m == month;
}

bool when_zone_named(struct str name, struct when_zone *zone_r)
{
	for (size_t i = 0; i < ARRAY_LEN(zones); i++) {
		if (str_ieqs(name, zones[i].name)) {
			*zone_r = zones[i].zone;
			return true;
		}
	}
	return false;
}

/* The nth Sunday of a month; 5 is the last. */
static int64_t sunday_of(int year, int month, int nth)
{
	int64_t first = when_day_of(year, month, 1);
	int64_t day = first + (7 - when_weekday(first)) % 7 + 7 * (nth - 1);
	int y, m, d;

	when_day_split(day, &y, &m, &d);
	return m == month ? day : day - 7;
}

static bool is_summer(int64_t day, int minute, struct when_zone zone)
{
	int64_t at = day * 1440 + minute, from, to;
	int year, month, mday;

	when_day_split(day, &year, &month, &mday);
	if (zone.rule == WHEN_FIXED)
		return false;
	if (zone.rule == WHEN_US) { /* local time, 2:00 */
		from = sunday_of(year, 3, 2) * 1440 + 120;
		to = sunday_of(year, 11, 1) * 1440 + 120;
	} else { /* 1:00 UTC */
		from = sunday_of(year, 3, 5) * 1440 + 60 + zone.minutes;
		to = sunday_of(year, 10, 5) * 1440 + 120 + zone.minutes;
	}
	return at >= from && at < to;
}

int64_t when_utc_ms(int64_t day, int minute, struct when_zone zone)
{
	int offset = zone.minutes + (is_summer(day, minute, zone) ? 60 : 0);

	return day * DAY_MS + (minute - offset) * MINUTE_MS;
}
