/* when_zone.c - days, and zones with their summer time. */
#include "common/mail/when/when.def.h"
#include "common/mail/when/when.h"

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
static int64_t sunday_of(int64_t year, int month, int nth)
{
	int64_t first = civil_to_days(year, month, 1);
	int64_t day = first + (7 - civil_weekday(first)) % 7 + 7 * (nth - 1);

	return civil_from_days(day).month == month ? day : day - 7;
}

static bool is_summer(int64_t day, int minute, struct when_zone zone)
{
	int64_t at = day * 1440 + minute, from, to;
	int64_t year = civil_from_days(day).year;

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
