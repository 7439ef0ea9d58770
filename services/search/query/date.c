/* date.c - dates in figures, and ages. */
#include "services/search/query/date.h"

#include "services/search/query/civil.h"

#include <stdio.h>

static bool year_known(int64_t year)
{
	return year >= CIVIL_MIN_YEAR && year <= CIVIL_MAX_YEAR;
}

/* ---- figures ---- */

static struct query_dates days_span(
    const struct query_clock *clock, int64_t from, int64_t to)
{
	return (struct query_dates){
	    civil_begin_ms(clock, from), civil_begin_ms(clock, to)};
}

/* YYYY, YYYY/MM, YYYY/MM/DD or Gmail's MM/DD/YYYY, with / or - all through. */
static int parse_civil(
    struct str s, const struct query_clock *clock, struct query_dates *d_r)
{
	char sep = str_find(s, "-") > 0 ? '-' : '/';
	int64_t v[3] = {0, 1, 1}, from, to;
	struct str part;
	size_t n = 0;

	while (str_split(&s, sep, &part)) {
		if (n == 3 || part.n > 4 ||
		    str_to_i64(part, 1, 9999, &v[n++]) != 0)
			return -1;
	}
	if (n == 3 && v[0] <= 12 && year_known(v[2])) {
		int64_t year = v[2];

		v[2] = v[1];
		v[1] = v[0];
		v[0] = year;
	}
	if (!year_known(v[0]) || v[1] > 12 ||
	    v[2] > civil_month_days(v[0], v[1]))
		return -1;
	from = civil_to_days(v[0], v[1], v[2]);
	to = from + 1;
	if (n == 2)
		to = from + civil_month_days(v[0], v[1]);
	else if (n == 1)
		to = civil_to_days(v[0] + 1, 1, 1);
	*d_r = days_span(clock, from, to);
	return 0;
}

/* Two figures at `at`, up to max; -1 when there are none. */
static int64_t two(struct str s, size_t at, int64_t max)
{
	int64_t v;

	if (at + 2 > s.n ||
	    str_to_i64((struct str){s.p + at, 2}, 0, max, &v) != 0)
		return -1;
	return v;
}

/* The zone behind a time: Z or +hh:mm. Seconds east, or -1 for none such. */
static int parse_zone(struct str s, int64_t *offset_r)
{
	int64_t hours, minutes;

	*offset_r = 0;
	if (s.n == 1 && (s.p[0] | 32) == 'z')
		return 0;
	if (s.n != 6 || (s.p[0] != '+' && s.p[0] != '-') || s.p[3] != ':')
		return -1;
	hours = two(s, 1, 23);
	minutes = two(s, 4, 59);
	if (hours < 0 || minutes < 0)
		return -1;
	*offset_r = (hours * 60 + minutes) * (s.p[0] == '-' ? -60 : 60);
	return 0;
}

/* RFC 3339: 2026-04-16T09:30:00Z, .123 allowed, or +02:00 for Z. */
static int parse_time(struct str s, struct query_dates *d_r)
{
	const struct query_clock utc = {0};
	struct query_dates day;
	int64_t h, m, sec, ms = 0, offset;
	size_t at = 19, n = 0;

	if (s.n < 20 || (s.p[10] | 32) != 't' || s.p[4] != '-' ||
	    s.p[7] != '-' || s.p[13] != ':' || s.p[16] != ':' ||
	    parse_civil((struct str){s.p, 10}, &utc, &day) != 0)
		return -1;
	h = two(s, 11, 23);
	m = two(s, 14, 59);
	sec = two(s, 17, 59);
	if (h < 0 || m < 0 || sec < 0)
		return -1;
	if (s.p[at] == '.') {
		while (++at < s.n && s.p[at] >= '0' && s.p[at] <= '9' && n < 3)
			ms = ms * 10 + (s.p[at] - '0'), n++;
		if (n == 0)
			return -1;
		for (; n < 3; n++)
			ms *= 10;
	}
	if (parse_zone((struct str){s.p + at, s.n - at}, &offset) != 0)
		return -1;
	day.from_ms += ((h * 60 + m) * 60 + sec - offset) * 1000 + ms;
	*d_r = (struct query_dates){day.from_ms, day.from_ms + 1};
	return 0;
}

static int parse_one(
    struct str s, const struct query_clock *clock, struct query_dates *d_r)
{
	int64_t seconds;

	if (s.n > 4 && str_to_i64(s, 0, INT64_C(7258118400), &seconds) == 0) {
		*d_r = (struct query_dates){seconds * 1000, seconds * 1000 + 1};
		return 0;
	}
	if (parse_civil(s, clock, d_r) == 0 || parse_time(s, d_r) == 0)
		return 0;
	return query_date_words(s, clock, d_r);
}

int query_dates_parse(
    struct str s, const struct query_clock *clock, struct query_dates *d_r)
{
	ptrdiff_t dots = str_find(s, "..");
	struct query_dates last;

	s = str_trim(s);
	if (s.n > QUERY_DATE_MAX_BYTES)
		return -1;
	if (dots <= 0)
		return parse_one(s, clock, d_r);
	dots = str_find(s, "..");
	if (parse_one(str_trim((struct str){s.p, (size_t)dots}), clock, d_r) !=
		0 ||
	    parse_one(
		str_trim((struct str){s.p + dots + 2, s.n - (size_t)dots - 2}),
		clock, &last) != 0 ||
	    last.to_ms <= d_r->from_ms)
		return -1;
	d_r->to_ms = last.to_ms;
	return 0;
}

/* ---- ages ---- */

int64_t query_days_back(int64_t from, int64_t n, char unit)
{
	if (unit == 'd' || unit == 'w')
		return MAX(from - n * (unit == 'w' ? 7 : 1), 0);
	return civil_months_on(from, -n * (unit == 'y' ? 12 : 1));
}

int query_age_parse(
    struct str s, const struct query_clock *clock, int64_t *ms_r)
{
	int64_t n, today, back;
	char unit;

	if (s.n < 2 ||
	    str_to_i64((struct str){s.p, s.n - 1}, 0, 100000, &n) != 0)
		return -1;
	unit = (char)(s.p[s.n - 1] | 32);
	switch (unit) {
	case 'h':
		*ms_r = clock->now_ms - n * CIVIL_HOUR_MS;
		return 0;
	case 'd':
		*ms_r = clock->now_ms - n * CIVIL_DAY_MS;
		return 0;
	case 'w':
		*ms_r = clock->now_ms - n * 7 * CIVIL_DAY_MS;
		return 0;
	case 'm':
	case 'y':
		break;
	default:
		return -1;
	}
	today = civil_day_at(clock, clock->now_ms);
	if (n * (unit == 'y' ? 12 : 1) >
	    (civil_from_days(today).year - CIVIL_MIN_YEAR) * 12) {
		*ms_r = 0; /* before any mail */
		return 0;
	}
	back = query_days_back(today, n, unit);
	*ms_r = civil_begin_ms(clock, back) + clock->now_ms -
		civil_begin_ms(clock, today);
	return 0;
}

void query_date_month(int64_t ms, char out[8])
{
	struct civil c = civil_from_days(ms < 0 ? 0 : ms / CIVIL_DAY_MS);

	snprintf(out, 8, "%04u-%02u", (unsigned)c.year % 10000u,
	    (unsigned)c.month % 100u);
}
