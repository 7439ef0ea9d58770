/* clock.c - the system's clocks, and Unix time as RFC 3339 text. */
#include "common/base/clock.h"
#include "common/base/civil.h"
#include "common/base/die.h"
#include "common/base/str.h"

#include <stdio.h>
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
	struct civil c;
	int64_t days, ms;

	MUST(out_bytes >= CLOCK_UTC_CHARS + 1);
	unix_ms = MAX(FIRST_MS, MIN(unix_ms, LAST_MS));
	ms = unix_ms % DAY_MS;
	if (ms < 0)
		ms += DAY_MS;
	days = (unix_ms - ms) / DAY_MS;
	c = civil_from_days(days);
	out = put(out, c.year, 4, '-');
	out = put(out, c.month, 2, '-');
	out = put(out, c.day, 2, 'T');
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
	int64_t year, month, day;
	char c;

	if (take(s, 4, 0, 9999, &year) < 0 || take_any(s, "-", &c) < 0 ||
	    take(s, 2, 1, 12, &month) < 0 || take_any(s, "-", &c) < 0 ||
	    take(s, 2, 1, 31, &day) < 0)
		return -1;
	if (!civil_valid(year, month, day))
		return -1;
	*days_r = civil_to_days(year, month, day);
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
