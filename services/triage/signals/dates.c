/* dates.c - finds dates in running text: the forms they take. */
#include "services/triage/signals/dates.def.h"
#include "services/triage/signals/dates_scan.h"
#include "services/triage/signals/text.h"

#define SCAN_BYTES 8192

struct named {
	const char *name;
	int value;
};
#define N(name, value) {name, value},
static const struct named month_names[] = {MONTH_NAMES(N)};
static const struct named weekday_names[] = {WEEKDAY_NAMES(N)};
static const struct named relative_names[] = {RELATIVE_NAMES(N)};
#undef N

static bool read_numeric(
    const struct date_scan *s, struct triage_date *d_r, bool *yearless_r);
static bool read_day_month(
    const struct date_scan *s, struct triage_date *d_r, bool *yearless_r);
static bool read_word(
    const struct date_scan *s, struct triage_date *d_r, bool *yearless_r);

/* Most words are none of those: their first two letters say so. */
static bool same(const char *w, const char *name)
{
	return w[0] == name[0] && w[1] == name[1] && streq(w, name);
}

static int month_named(const char *w)
{
	for (size_t k = 0; k < ARRAY_LEN(month_names); k++) {
		if (same(w, month_names[k].name))
			return month_names[k].value;
	}
	return 0;
}

static bool month_at(const struct date_scan *s, size_t *i, int *month_r)
{
	char w[16];
	size_t n = date_word(s, *i, w, sizeof w);

	*month_r = n > 1 ? month_named(w) : 0;
	if (*month_r == 0)
		return false;
	*i += n;
	*i += date_at(s, *i) == '.';
	return true;
}

/* ", 2026", " 2026", " de 2026", " del 2026": the year after a day. */
static bool year_at(const struct date_scan *s, size_t *i, int *year_r)
{
	size_t j = *i;
	char w[8];

	j += date_at(s, j) == ',';
	date_skip_blank(s, &j);
	if (date_word(s, j, w, sizeof w) > 0 &&
	    (streq(w, "de") || streq(w, "del"))) {
		j += strlen(w);
		date_skip_blank(s, &j);
	}
	if (j == *i || !date_is_digit(date_at(s, j)) ||
	    !date_number(s, &j, 4, year_r) || *year_r < 1970 || *year_r > 2200)
		return false;
	*i = j;
	return true;
}

static bool accept(struct triage_date *d, const struct date_scan *s, int year,
    int month, int mday, size_t end)
{
	if (year == 0) {
		int y = (int)civil_from_days(s->today).year;

		/* 29 February waits for its next leap year. */
		for (year = y; year < y + 8; year++) {
			if (triage_day_valid(year, month, mday) &&
			    civil_to_days(year, month, mday) >= s->today)
				break;
		}
	}
	if (year < 100)
		year += 2000;
	if (!triage_day_valid(year, month, mday))
		return false;
	*d = (struct triage_date){
	    .day = civil_to_days(year, month, mday),
	    .minute = -1,
	    .from = (uint32_t)s->pos,
	    .bytes = (uint16_t)(end - s->pos),
	};
	return true;
}

/* ---- the forms ---- */

/* 2026-12-05, 05.12.2026, 5.12., 12/05/2026, 5-12-2026. */
static bool read_numeric(
    const struct date_scan *s, struct triage_date *d_r, bool *yearless_r)
{
	size_t i = s->pos, j;
	int a, b, c = 0;
	char sep;

	if (!date_number(s, &i, 4, &a))
		return false;
	sep = date_at(s, i);
	if (sep != '-' && sep != '.' && sep != '/')
		return false;
	j = i + 1;
	if (!date_is_digit(date_at(s, j)) || !date_number(s, &j, 2, &b))
		return false;
	if (a >= 1970) {
		if (date_at(s, j) != sep)
			return false;
		j++;
		return date_number(s, &j, 2, &c) && accept(d_r, s, a, b, c, j);
	}
	if (a > 31)
		return false;
	*yearless_r = true;
	if (date_at(s, j) == sep && date_is_digit(date_at(s, j + 1))) {
		size_t k = j + 1;

		if (!date_number(s, &k, 4, &c) || (c > 99 && c < 1970))
			return false;
		j = k;
		*yearless_r = false;
	} else if (sep == '.' && date_at(s, j) == '.') {
		j++; /* "5.12." has its second point; "5.12" is a number */
	} else if (sep != '/' || date_at(s, j) == '/') {
		return false;
	}
	if (sep == '/' && s->order == ORDER_MDY && a <= 12) {
		int t = a;

		a = b;
		b = t;
	} else if (b > 12 && a <= 12 && sep == '/') {
		int t = a;

		a = b;
		b = t;
	}
	return accept(d_r, s, *yearless_r ? 0 : c, b, a, j);
}

/* 5 December 2026, 5. Dezember, 5th of December, 1er décembre, 5 de
 * diciembre de 2026. */
static bool read_day_month(
    const struct date_scan *s, struct triage_date *d_r, bool *yearless_r)
{
	size_t i = s->pos;
	int mday, month, year = 0;
	char w[8];
	size_t n;

	if (!date_number(s, &i, 2, &mday))
		return false;
	n = date_word(s, i, w, sizeof w);
	if (n > 0 && (streq(w, "st") || streq(w, "nd") || streq(w, "rd") ||
			 streq(w, "th") || streq(w, "er")))
		i += n;
	i += date_at(s, i) == '.';
	if (date_at(s, i) == '-')
		i++;
	date_skip_blank(s, &i);
	n = date_word(s, i, w, sizeof w);
	if (streq(w, "de") || streq(w, "of")) {
		i += n;
		date_skip_blank(s, &i);
	}
	if (!month_at(s, &i, &month))
		return false;
	*yearless_r = !year_at(s, &i, &year);
	if (*yearless_r && date_at(s, i) == '-' &&
	    date_is_digit(date_at(s, i + 1))) {
		i++;
		*yearless_r = !date_number(s, &i, 4, &year);
		if (*yearless_r)
			return false;
	}
	return accept(d_r, s, *yearless_r ? 0 : year, month, mday, i);
}

static bool read_month_day(
    const struct date_scan *s, struct triage_date *d_r, bool *yearless_r)
{
	size_t i = s->pos, n;
	int mday, month, year = 0;
	char w[8];

	if (!month_at(s, &i, &month))
		return false;
	date_skip_blank(s, &i);
	if (!date_is_digit(date_at(s, i)) || !date_number(s, &i, 2, &mday))
		return false;
	if (date_at(s, i) == ':' && date_is_digit(date_at(s, i + 1)))
		return false; /* "May 10:30" */
	n = date_word(s, i, w, sizeof w);
	if (streq(w, "st") || streq(w, "nd") || streq(w, "rd") ||
	    streq(w, "th"))
		i += n;
	*yearless_r = !year_at(s, &i, &year);
	return accept(d_r, s, *yearless_r ? 0 : year, month, mday, i);
}

static void set_day(
    const struct date_scan *s, struct triage_date *d_r, int64_t day, size_t end)
{
	*d_r = (struct triage_date){.day = day,
	    .minute = -1,
	    .word = true,
	    .from = (uint32_t)s->pos,
	    .bytes = (uint16_t)(end - s->pos)};
}

/* "in 3 days", "within 2 weeks", "in 5 Tagen", "dans 3 jours". */
static bool read_count(
    const struct date_scan *s, size_t i, struct triage_date *d_r)
{
	char w[12];
	int count, unit = 0;
	size_t n;

	date_skip_blank(s, &i);
	if (!date_is_digit(date_at(s, i)) || !date_number(s, &i, 2, &count))
		return false;
	date_skip_blank(s, &i);
	n = date_word(s, i, w, sizeof w);
	if (streq(w, "day") || streq(w, "days") || streq(w, "tagen") ||
	    streq(w, "tag") || streq(w, "jours") || streq(w, "dias"))
		unit = 1;
	else if (streq(w, "week") || streq(w, "weeks") || streq(w, "wochen") ||
		 streq(w, "semaines") || streq(w, "semanas"))
		unit = 7;
	else if (streq(w, "hours") || streq(w, "hour") || streq(w, "stunden") ||
		 streq(w, "heures") || streq(w, "horas"))
		unit = 24;
	if (unit == 0)
		return false;
	count = unit == 24 ? (count + 12) / 24 : count * unit;
	set_day(s, d_r, s->today + count, i + n);
	d_r->deadline = true;
	return true;
}

static bool read_word(
    const struct date_scan *s, struct triage_date *d_r, bool *yearless_r)
{
	char w[16];
	size_t n = date_word(s, s->pos, w, sizeof w);

	if (n < 2)
		return false;
	if (month_named(w) != 0)
		return read_month_day(s, d_r, yearless_r);
	if (same(w, "in") || same(w, "within") || same(w, "dans") ||
	    same(w, "en") || same(w, "innerhalb"))
		return read_count(s, s->pos + n, d_r);
	for (size_t i = 0; i < ARRAY_LEN(relative_names); i++) {
		if (same(w, relative_names[i].name)) {
			set_day(s, d_r, s->today + relative_names[i].value,
			    s->pos + n);
			return true;
		}
	}
	for (size_t i = 0; i < ARRAY_LEN(weekday_names); i++) {
		int ahead;

		if (!same(w, weekday_names[i].name))
			continue;
		ahead =
		    (weekday_names[i].value - civil_weekday(s->today) + 7) % 7;
		set_day(
		    s, d_r, s->today + (ahead == 0 ? 7 : ahead), s->pos + n);
		return true;
	}
	return false;
}

size_t triage_dates_find(struct str text, int64_t today,
    enum triage_order order, struct triage_date *v, size_t max)
{
	struct date_scan s = {.today = today, .order = order};
	size_t n = 0;
	bool inside = false; /* a word or number began earlier */

	s.text = (struct str){text.p, utf8_cut(text, SCAN_BYTES)};
	while (s.pos < s.text.n && n < max) {
		unsigned char c = (unsigned char)s.text.p[s.pos];
		bool digit = date_is_digit((char)c);
		bool letter = (c | 32) >= 'a' && (c | 32) <= 'z' && c < 0x80;
		struct triage_date d;
		bool yearless = false, found = false;

		if (!inside && digit)
			found = read_day_month(&s, &d, &yearless) ||
				read_numeric(&s, &d, &yearless);
		else if (!inside && (letter || c >= 0x80))
			found = read_word(&s, &d, &yearless);
		if (found) {
			date_explain(&s, &d, yearless);
			date_find_time(&s, &d);
			/* "Friday, 5 December" is one date. */
			if (n > 0 && v[n - 1].word && !d.word &&
			    d.from <= v[n - 1].from + v[n - 1].bytes + 3u) {
				d.deadline |= v[n - 1].deadline;
				d.meeting |= v[n - 1].meeting;
				n--;
			}
			v[n++] = d;
			s.pos += d.bytes;
			inside = false;
			continue;
		}
		inside =
		    digit || letter || c >= 0x80 ||
		    (inside && (c == '.' || c == '/' || c == '-' || c == ',') &&
			date_is_digit(date_at(&s, s.pos + 1)));
		s.pos++;
	}
	return n;
}

bool triage_day_valid(int year, int month, int mday)
{
	return year >= 1970 && year <= 2200 && civil_valid(year, month, mday);
}
