/* date.c - civil dates without the C library's time zones. */
#include "services/search/query/date.h"

#include <stdio.h>

#define DAY_MS INT64_C(86400000)
#define HOUR_MS INT64_C(3600000)

struct day {
	int64_t year, month, day;
};

/* Days since 1970-01-01 of the proleptic Gregorian calendar (the usual
 * arithmetic with years that begin in March). */
static int64_t days_from_civil(struct day d)
{
	int64_t y = d.month <= 2 ? d.year - 1 : d.year;
	int64_t era = y / 400, yoe = y - era * 400;
	int64_t doy =
	    (153 * (d.month + (d.month > 2 ? -3 : 9)) + 2) / 5 + d.day - 1;

	return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

static struct day civil_from_days(int64_t z)
{
	int64_t era, doe, yoe, doy, mp;
	struct day d;

	z += 719468;
	era = z / 146097;
	doe = z - era * 146097;
	yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	mp = (5 * doy + 2) / 153;
	d.day = doy - (153 * mp + 2) / 5 + 1;
	d.month = mp < 10 ? mp + 3 : mp - 9;
	d.year = yoe + era * 400 + (d.month <= 2);
	return d;
}

static int64_t month_days(int64_t year, int64_t month)
{
	struct day first = {year, month, 1};
	struct day next = {
	    month == 12 ? year + 1 : year, month == 12 ? 1 : month + 1, 1};

	return days_from_civil(next) - days_from_civil(first);
}

/* The moment when the user's day begins. */
static int64_t day_ms(const struct query_clock *clock, int64_t days)
{
	return days * DAY_MS - (int64_t)clock->utc_offset_s * 1000;
}

static int64_t today(const struct query_clock *clock)
{
	int64_t local = clock->now_ms + (int64_t)clock->utc_offset_s * 1000;

	return local < 0 ? 0 : local / DAY_MS;
}

/* YYYY, YYYY/MM or YYYY/MM/DD, with / or - all through. */
static int parse_civil(struct str s, struct day *d_r)
{
	char sep = str_find(s, "-") > 0 ? '-' : '/';
	struct str part;
	int64_t v[3] = {0, 1, 1};
	size_t n = 0;

	while (str_split(&s, sep, &part)) {
		if (n == 3 || part.n > 4 ||
		    str_to_i64(part, 1, 9999, &v[n++]) != 0)
			return -1;
	}
	if (v[0] < 1970 || v[0] > 2199 || v[1] > 12 ||
	    v[2] > month_days(v[0], v[1]))
		return -1;
	*d_r = (struct day){v[0], v[1], v[2]};
	return 0;
}

int query_date_parse(
    struct str s, const struct query_clock *clock, int64_t *ms_r)
{
	int64_t seconds;
	struct day d;

	if (str_ieqs(s, "today") || str_ieqs(s, "yesterday")) {
		*ms_r = day_ms(
		    clock, today(clock) - (str_ieqs(s, "yesterday") ? 1 : 0));
		return 0;
	}
	if (s.n > 4 && str_to_i64(s, 0, INT64_C(7258118400), &seconds) == 0) {
		*ms_r = seconds * 1000;
		return 0;
	}
	if (parse_civil(s, &d) != 0)
		return -1;
	*ms_r = day_ms(clock, days_from_civil(d));
	return 0;
}

int query_age_parse(
    struct str s, const struct query_clock *clock, int64_t *ms_r)
{
	int64_t n, months = 0, local, days;
	struct day d;

	if (s.n < 2 ||
	    str_to_i64((struct str){s.p, s.n - 1}, 0, 100000, &n) != 0)
		return -1;
	switch (s.p[s.n - 1] | 32) {
	case 'h':
		*ms_r = clock->now_ms - n * HOUR_MS;
		return 0;
	case 'd':
		*ms_r = clock->now_ms - n * DAY_MS;
		return 0;
	case 'w':
		*ms_r = clock->now_ms - n * 7 * DAY_MS;
		return 0;
	case 'm':
		months = n;
		break;
	case 'y':
		months = n * 12;
		break;
	default:
		return -1;
	}
	days = today(clock);
	d = civil_from_days(days);
	months = d.year * 12 + d.month - 1 - months;
	if (months < 1970 * 12) { /* before any mail */
		*ms_r = 0;
		return 0;
	}
	local = clock->now_ms - day_ms(clock, days);
	d.year = months / 12;
	d.month = months % 12 + 1;
	d.day = MIN(d.day, month_days(d.year, d.month));
	*ms_r = day_ms(clock, days_from_civil(d)) + local;
	return 0;
}

void query_date_month(int64_t ms, char out[8])
{
	struct day d = civil_from_days(ms < 0 ? 0 : ms / DAY_MS);

	snprintf(out, 8, "%04u-%02u", (unsigned)d.year % 10000u,
	    (unsigned)d.month % 100u);
}
