/* ics.c - reads events and zones line by line. */
#include "common/mail/ics.h"

#include "common/mail/when/when.h"

#include <ctype.h>

#define MINUTE_MS INT64_C(60000)

/* One half of the year of a VTIMEZONE: from when on which offset. */
struct half {
	bool there;
	int minutes;
	int month, nth, weekday, minute; /* RRULE; month 0: none */
};

struct zone {
	struct str id;
	struct half standard, daylight;
};

struct line {
	struct str name, params, value;
	size_t from; /* in the text */
};

struct ics {
	struct arena *a;
	struct str text;
	size_t pos;
	struct zone zones[ICS_ZONES];
	size_t zones_n;
	int zone_min; /* of what names no zone that is known */
	bool cancel;  /* METHOD:CANCEL */
};

/* ---- lines ---- */

/* Bytes from here to the end of an unfolded line, its folds included. */
static size_t line_bytes(const struct ics *c)
{
	size_t i = c->pos;

	while (i < c->text.n) {
		const char *end = memchr(c->text.p + i, '\n', c->text.n - i);

		if (end == NULL)
			return c->text.n - c->pos;
		i = (size_t)(end - c->text.p) + 1;
		if (i >= c->text.n || (end[1] != ' ' && end[1] != '\t'))
			break;
	}
	return i - c->pos;
}

/* Names, parameters and value of the next unfolded line. */
static bool next_line(struct ics *c, struct line *l_r)
{
	size_t from = c->pos, n = 0, max, i;
	char *s;
	bool quoted = false;

	if (c->pos >= c->text.n)
		return false;
	max = MIN(ICS_LINE_BYTES, line_bytes(c));
	s = arena_alloc(c->a, max + 1);
	for (size_t end = from + line_bytes(c); c->pos < end;) {
		char ch = c->text.p[c->pos++];

		if (ch == '\n')
			c->pos += c->pos < end; /* a fold */
		else if (ch != '\r' && n < max)
			s[n++] = ch;
	}
	*l_r = (struct line){.from = from};
	for (i = 0; i < n && s[i] != ':' && s[i] != ';'; i++)
		;
	l_r->name = (struct str){s, i};
	l_r->params = (struct str){s + i, 0};
	for (; i < n && (quoted || s[i] != ':'); i++)
		quoted ^= s[i] == '"';
	l_r->params.n = (size_t)(s + i - l_r->params.p);
	l_r->value =
	    i < n ? (struct str){s + i + 1, n - i - 1} : (struct str){s + n, 0};
	return true;
}

static struct str param_of(const struct line *l, const char *name)
{
	struct str rest = l->params, part;

	while (str_split(&rest, ';', &part)) {
		size_t n = strlen(name);

		if (!str_istarts(part, name) || part.n <= n || part.p[n] != '=')
			continue;
		part = (struct str){part.p + n + 1, part.n - n - 1};
		if (part.n >= 2 && part.p[0] == '"')
			part = (struct str){part.p + 1, part.n - 2};
		return part;
	}
	return (struct str){"", 0};
}

/* "\\n", "\\," and "\\;" of a TEXT value. */
static const char *unescape(struct arena *a, struct str v)
{
	char *out = arena_alloc(a, v.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < v.n; i++) {
		char ch = v.p[i];

		if (ch == '\\' && i + 1 < v.n) {
			ch = v.p[++i];
			if (ch == 'n' || ch == 'N')
				ch = ' ';
		}
		out[n++] = (unsigned char)ch < 0x20 ? ' ' : ch;
	}
	out[n] = '\0';
	return utf8_valid((struct str){out, n}) ? out : "";
}

/* ---- values ---- */

static bool digits(struct str v, size_t at, size_t n, int *v_r)
{
	*v_r = 0;
	for (size_t i = at; i < at + n; i++) {
		if (i >= v.n || !isdigit((unsigned char)v.p[i]))
			return false;
		*v_r = *v_r * 10 + (v.p[i] - '0');
	}
	return true;
}

/* "+0130", "-05" */
static bool read_offset(struct str v, int *minutes_r)
{
	int h, m = 0;

	if (v.n < 3 || (v.p[0] != '+' && v.p[0] != '-') || !digits(v, 1, 2, &h))
		return false;
	if (v.n >= 5 && !digits(v, 3, 2, &m))
		return false;
	*minutes_r = (h * 60 + m) * (v.p[0] == '-' ? -1 : 1);
	return h < 16 && m < 60;
}

/* The nth weekday of a month; nth -1 is the last. */
static int64_t nth_day(int64_t year, const struct half *h)
{
	int64_t first = civil_to_days(year, h->month, 1);
	int64_t day;

	if (h->nth > 0) {
		day = first + (h->weekday - civil_weekday(first) + 7) % 7;
		return day + 7 * (h->nth - 1);
	}
	day = civil_to_days(year, h->month + 1, 1) - 1;
	return day - (civil_weekday(day) - h->weekday + 7) % 7;
}

static int offset_in(const struct zone *z, int64_t day, int minute)
{
	int64_t year = civil_from_days(day).year;
	int64_t at = day * 1440 + minute, summer, winter;

	if (!z->daylight.there || z->daylight.month == 0 ||
	    z->standard.month == 0)
		return z->standard.there ? z->standard.minutes
					 : z->daylight.minutes;
	summer = nth_day(year, &z->daylight) * 1440 + z->daylight.minute;
	winter = nth_day(year, &z->standard) * 1440 + z->standard.minute;
	if (summer < winter)
		return at >= summer && at < winter ? z->daylight.minutes
						   : z->standard.minutes;
	return at >= winter && at < summer ? z->standard.minutes
					   : z->daylight.minutes;
}

static int64_t to_utc(
    const struct ics *c, struct str tzid, int64_t day, int minute)
{
	struct when_zone zone = {0, WHEN_FIXED};

	for (size_t i = 0; i < c->zones_n; i++) {
		const struct zone *z = &c->zones[i];

		if (str_eq(z->id, tzid) &&
		    (z->standard.there || z->daylight.there)) {
			zone.minutes = offset_in(z, day, minute);
			return when_utc_ms(day, minute, zone);
		}
	}
	if (!when_zone_named(tzid, &zone))
		zone = (struct when_zone){c->zone_min, WHEN_FIXED};
	return when_utc_ms(day, minute, zone);
}

/* 20261205T140000Z, 20261205T140000 with a TZID, 20261205. */
static bool read_time(const struct ics *c, const struct line *l, int64_t *ms_r)
{
	struct str v = str_trim(l->value);
	int y, mo, d, h = 0, mi = 0;
	int64_t day;

	if (!digits(v, 0, 4, &y) || !digits(v, 4, 2, &mo) ||
	    !digits(v, 6, 2, &d) || !when_day_valid(y, mo, d))
		return false;
	if (v.n > 8 && (v.p[8] != 'T' || !digits(v, 9, 2, &h) ||
			   !digits(v, 11, 2, &mi) || h > 23 || mi > 59))
		return false;
	day = civil_to_days(y, mo, d);
	if (v.n > 0 && v.p[v.n - 1] == 'Z')
		*ms_r = when_utc_ms(
		    day, h * 60 + mi, (struct when_zone){0, WHEN_FIXED});
	else
		*ms_r = to_utc(c, param_of(l, "TZID"), day, h * 60 + mi);
	return true;
}

/* P1DT2H30M */
static int64_t read_duration(struct str v)
{
	int64_t minutes = 0;
	int number = 0;

	for (size_t i = 0; i < v.n; i++) {
		char ch = v.p[i];

		if (isdigit((unsigned char)ch)) {
			number = number * 10 + (ch - '0');
			if (number > 100000)
				return 0;
			continue;
		}
		if (ch == 'W')
			minutes += number * INT64_C(10080);
		else if (ch == 'D')
			minutes += number * INT64_C(1440);
		else if (ch == 'H')
			minutes += number * INT64_C(60);
		else if (ch == 'M')
			minutes += number;
		else if (ch == '-')
			return 0;
		number = 0;
	}
	return minutes * MINUTE_MS;
}

/* ---- components ---- */

/* BYMONTH=3;BYDAY=2SU of an RRULE. */
static void read_rule(struct str v, struct half *h)
{
	static const char names[] = "SUMOTUWETHFRSA";
	struct str part;

	while (str_split(&v, ';', &part)) {
		int64_t n;

		if (str_istarts(part, "BYMONTH=")) {
			struct str s = {part.p + 8, part.n - 8};

			if (str_to_i64(s, 1, 12, &n) == 0)
				h->month = (int)n;
		} else if (str_istarts(part, "BYDAY=")) {
			struct str s = {part.p + 6, part.n - 6};

			if (s.n < 3 || s.n > 4)
				continue;
			for (int k = 0; k < 7; k++)
				if (memcmp(s.p + s.n - 2, names + 2 * k, 2) ==
				    0)
					h->weekday = k;
			s.n -= 2;
			if (s.p[0] == '+')
				s = (struct str){s.p + 1, s.n - 1};
			if (str_to_i64(s, -1, 5, &n) == 0)
				h->nth = (int)n;
		}
	}
	if (h->nth == 0)
		h->month = 0;
}

static void read_half(struct ics *c, struct half *h, const char *end)
{
	struct half now = {.there = false};
	struct line l;

	while (next_line(c, &l)) {
		int hour, minute;

		if (str_ieqs(l.name, "END") && str_ieqs(str_trim(l.value), end))
			break;
		if (str_ieqs(l.name, "TZOFFSETTO"))
			now.there =
			    read_offset(str_trim(l.value), &now.minutes);
		else if (str_ieqs(l.name, "RRULE"))
			read_rule(str_trim(l.value), &now);
		else if (str_ieqs(l.name, "DTSTART") &&
			 digits(l.value, 9, 2, &hour) &&
			 digits(l.value, 11, 2, &minute))
			now.minute = hour * 60 + minute;
	}
	if (now.there)
		*h = now;
}

static void read_zone(struct ics *c)
{
	struct zone z = {.id = {"", 0}};
	struct line l;

	while (next_line(c, &l)) {
		struct str v = str_trim(l.value);

		if (str_ieqs(l.name, "TZID"))
			z.id = v;
		else if (str_ieqs(l.name, "BEGIN") && str_ieqs(v, "STANDARD"))
			read_half(c, &z.standard, "STANDARD");
		else if (str_ieqs(l.name, "BEGIN") && str_ieqs(v, "DAYLIGHT"))
			read_half(c, &z.daylight, "DAYLIGHT");
		else if (str_ieqs(l.name, "END") && str_ieqs(v, "VTIMEZONE"))
			break;
	}
	if (z.id.n > 0 && c->zones_n < ICS_ZONES)
		c->zones[c->zones_n++] = z;
}

static bool read_event(struct ics *c, size_t from, struct ics_event *e_r)
{
	struct ics_event e = {.uid = "",
	    .summary = "",
	    .cancelled = c->cancel,
	    .from = (uint32_t)from};
	int64_t duration_ms = 0;
	unsigned depth = 0;
	bool begun = false;
	struct line l;

	while (next_line(c, &l)) {
		struct str v = str_trim(l.value);

		if (str_ieqs(l.name, "BEGIN"))
			depth++; /* an alarm */
		else if (str_ieqs(l.name, "END") && depth-- == 0)
			break;
		if (depth > 0)
			continue;
		if (str_ieqs(l.name, "UID") && v.n <= ICS_UID_BYTES)
			e.uid = unescape(c->a, v);
		else if (str_ieqs(l.name, "SUMMARY"))
			e.summary = unescape(c->a, v);
		else if (str_ieqs(l.name, "STATUS"))
			e.cancelled |= str_ieqs(v, "CANCELLED");
		else if (str_ieqs(l.name, "DTSTART"))
			begun = read_time(c, &l, &e.begin_ms);
		else if (str_ieqs(l.name, "DTEND") &&
			 !read_time(c, &l, &e.until_ms))
			e.until_ms = 0;
		else if (str_ieqs(l.name, "DURATION"))
			duration_ms = read_duration(v);
	}
	if (e.until_ms == 0 && duration_ms > 0)
		e.until_ms = e.begin_ms + duration_ms;
	e.to = (uint32_t)c->pos;
	*e_r = e;
	return begun;
}

size_t ics_events(struct arena *a, struct str text, int zone_min,
    struct ics_event *v, size_t max)
{
	struct ics c = {.a = a, .text = text, .zone_min = zone_min};
	struct line l;
	size_t n = 0;

	while (n < MIN(max, (size_t)ICS_EVENTS) && next_line(&c, &l)) {
		struct str value = str_trim(l.value);

		if (str_ieqs(l.name, "METHOD"))
			c.cancel = str_ieqs(value, "CANCEL");
		if (!str_ieqs(l.name, "BEGIN"))
			continue;
		if (str_ieqs(value, "VTIMEZONE"))
			read_zone(&c);
		else if (str_ieqs(value, "VEVENT"))
			n += read_event(&c, l.from, &v[n]);
	}
	return n;
}
