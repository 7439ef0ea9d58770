/* clock.c - the system's clocks, and Unix time as RFC 3339 text. */
#include "common/base/clock.h"
#include "common/base/die.h"
#include "common/base/str.h"

#include <time.h>

#define DAY_MS INT64_C(86400000)
#define FIRST_MS INT64_C(-62167219200000) /* 0000-01-01T00:00:00.000Z */
#define LAST_MS INT64_C(253402300799999)  /* 9999-12-31T23:59:59.999Z */

static int64_t read_us(clockid_t id)
{
	struct timespec ts;

	MUST(clock_gettime(id, &ts) == 0);
	return (int64_t)ts.tv_sec * 1000000 + ts.tv_nsec / 1000;
}

__attribute__((weak)) int64_t clock_mono_us(void)
{
	return read_us(CLOCK_MONOTONIC);
}

__attribute__((weak)) int64_t clock_unix_us(void)
{
	return read_us(CLOCK_REALTIME);
}

int64_t clock_mono_ms(void)
{
	return clock_mono_us() / 1000;
}

int64_t clock_unix_ms(void)
{
	return clock_unix_us() / 1000;
}

/* Days since 1970-01-01 of a proleptic Gregorian date, and back, as in
 * H. Hinnant, "chrono-Compatible Low-Level Date Algorithms": years begin in
 * March, so that the leap day is the last one. */
static int64_t days_of(int64_t year, int64_t month, int64_t day)
{
	int64_t y = month <= 2 ? year - 1 : year;
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t of_era = y - era * 400;
	int64_t shifted = month > 2 ? month - 3 : month + 9;
	int64_t of_year = (153 * shifted + 2) / 5 + day - 1;

	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 +
	       of_year - 719468;
}

static void date_of(
    int64_t days, int64_t *year_r, int64_t *month_r, int64_t *day_r)
{
	int64_t z = days + 719468;
	int64_t era = (z >= 0 ? z : z - 146096) / 146097;
	int64_t doe = z - era * 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int64_t shifted = (5 * doy + 2) / 153;

	*day_r = doy - (153 * shifted + 2) / 5 + 1;
	*month_r = shifted < 10 ? shifted + 3 : shifted - 9;
	*year_r = yoe + era * 400 + (*month_r <= 2);
}

/* Writes v as exactly `digits` digits and then `after`. */
static char *put(char *out, int64_t v, int digits, char after)
{
	for (int i = digits - 1; i >= 0; i--, v /= 10)
		out[i] = (char)('0' + v % 10);
	out[digits] = after;
	return out + digits + 1;
}

void clock_format_utc(int64_t unix_ms, char *out, size_t out_bytes)
{
	int64_t year, month, day, days, ms;

	MUST(out_bytes >= CLOCK_UTC_CHARS + 1);
	unix_ms = MAX(FIRST_MS, MIN(unix_ms, LAST_MS));
	ms = unix_ms % DAY_MS;
	if (ms < 0)
		ms += DAY_MS;
	days = (unix_ms - ms) / DAY_MS;
	date_of(days, &year, &month, &day);
	out = put(out, year, 4, '-');
	out = put(out, month, 2, '-');
	out = put(out, day, 2, 'T');
	out = put(out, ms / 3600000, 2, ':');
	out = put(out, ms / 60000 % 60, 2, ':');
	out = put(out, ms / 1000 % 60, 2, '.');
	out = put(out, ms % 1000, 3, 'Z');
	*out = '\0';
}

/* Takes exactly `digits` digits off s as a number in [min,max]. */
static int take(
    struct str *s, size_t digits, int64_t min, int64_t max, int64_t *out_r)
{
	if (s->n < digits || s->p[0] == '-')
		return -1;
	if (str_to_i64((struct str){s->p, digits}, min, max, out_r) < 0)
		return -1;
	s->p += digits;
	s->n -= digits;
	return 0;
}

/* Takes one character of `accepted` off s. */
static int take_any(struct str *s, const char *accepted, char *found_r)
{
	if (s->n == 0 || s->p[0] == '\0' || strchr(accepted, s->p[0]) == NULL)
		return -1;
	*found_r = s->p[0];
	s->p++;
	s->n--;
	return 0;
}

static int take_date(struct str *s, int64_t *days_r)
{
	static const int8_t lengths[] = {
	    31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	int64_t year, month, day, last;
	char c;

	if (take(s, 4, 0, 9999, &year) < 0 || take_any(s, "-", &c) < 0 ||
	    take(s, 2, 1, 12, &month) < 0 || take_any(s, "-", &c) < 0 ||
	    take(s, 2, 1, 31, &day) < 0)
		return -1;
	last = lengths[month - 1];
	if (month == 2 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0))
		last = 29;
	if (day > last)
		return -1;
	*days_r = days_of(year, month, day);
	return 0;
}

/* Any number of fraction digits; those past milliseconds are dropped. */
static int take_fraction(struct str *s, int64_t *ms_r)
{
	int64_t scale = 100;
	bool some = false;
	char c;

	*ms_r = 0;
	if (take_any(s, ".", &c) < 0)
		return 0;
	while (take_any(s, "0123456789", &c) == 0) {
		*ms_r += (c - '0') * scale;
		scale /= 10;
		some = true;
	}
	return some ? 0 : -1;
}

static int take_time(struct str *s, int64_t *ms_r)
{
	int64_t hour, minute, second, ms;
	char c;

	if (take(s, 2, 0, 23, &hour) < 0 || take_any(s, ":", &c) < 0 ||
	    take(s, 2, 0, 59, &minute) < 0 || take_any(s, ":", &c) < 0 ||
	    take(s, 2, 0, 60, &second) < 0 || take_fraction(s, &ms) < 0)
		return -1;
	*ms_r = ((hour * 60 + minute) * 60 + second) * 1000 + ms;
	return 0;
}

static int take_offset(struct str *s, int64_t *ms_r)
{
	int64_t hour, minute;
	char sign, c;

	if (take_any(s, "Zz+-", &sign) < 0)
		return -1;
	*ms_r = 0;
	if (sign == 'Z' || sign == 'z')
		return 0;
	if (take(s, 2, 0, 23, &hour) < 0 || take_any(s, ":", &c) < 0 ||
	    take(s, 2, 0, 59, &minute) < 0)
		return -1;
	*ms_r = (hour * 60 + minute) * 60000;
	if (sign == '-')
		*ms_r = -*ms_r;
	return 0;
}

int clock_parse_utc(const char *s, int64_t *unix_ms_r)
{
	struct str rest = str_of(s);
	int64_t days, time_ms = 0, offset_ms = 0;
	char c;

	if (take_date(&rest, &days) < 0)
		return -1;
	if (rest.n > 0 &&
	    (take_any(&rest, "Tt ", &c) < 0 || take_time(&rest, &time_ms) < 0 ||
		take_offset(&rest, &offset_ms) < 0 || rest.n > 0))
		return -1;
	*unix_ms_r = days * DAY_MS + time_ms - offset_ms;
	return 0;
}
