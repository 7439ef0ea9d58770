/* when_read.c - a small grammar over time words. Each reader looks at one
 * place of the question and says how many words it took. */
#include "services/assistant/question/when_part.h"

typedef struct when_span read_fn(const struct when_reader *r, size_t i);

static read_fn read_older, read_edge, read_count, read_unit, read_day,
    read_date, read_month, read_weekday, read_year;

/* Each is asked at each place; the longest answer wins. */
static read_fn *const readers[] = {read_older, read_edge, read_count, read_unit,
    read_day, read_date, read_month, read_weekday, read_year};
#define FIRST_PLAIN 2 /* these may stand behind "since" */

static enum when_token at(const struct when_reader *r, size_t i)
{
	return i < r->n ? r->v[i].is : NONE;
}

static int value(const struct when_reader *r, size_t i)
{
	return r->v[i].value;
}

static bool is_unit(enum when_token t)
{
	return t >= UNIT_DAY && t <= UNIT_WEEKEND;
}

static bool said(const struct when_reader *r, size_t i, const char *fold)
{
	return i < r->n && streq(r->v[i].fold, fold);
}

/* ---- spans of a unit ---- */

/* The week, month, ... that is `step` away from today's. */
static struct when_span unit_span(
    const struct when_reader *r, enum when_token unit, int step)
{
	struct civil c = civil_from_days(r->today);
	int64_t monday = r->today - (civil_weekday(r->today) + 6) % 7;
	struct when_span s = {.future = step > 0};

	if (unit == UNIT_DAY) {
		s.from = r->today + step;
		s.to = s.from + 1;
	} else if (unit == UNIT_WEEK) {
		s.from = monday + 7 * step;
		s.to = s.from + 7;
	} else if (unit == UNIT_WEEKEND) {
		s.from = monday + 5 + 7 * step;
		s.to = s.from + 2;
	} else if (unit == UNIT_MONTH) {
		s.from = civil_to_days(c.year, c.month + step, 1);
		s.to = civil_to_days(c.year, c.month + step + 1, 1);
	} else if (unit == UNIT_QUARTER) {
		int first = (c.month - 1) / 3 * 3 + 1;

		s.from = civil_to_days(c.year, first + 3 * step, 1);
		s.to = civil_to_days(c.year, first + 3 * step + 3, 1);
	} else {
		s.from = civil_to_days(c.year + step, 1, 1);
		s.to = civil_to_days(c.year + step + 1, 1, 1);
	}
	return s;
}

static int64_t days_of(enum when_token unit, int count)
{
	static const int days[] = {
	    [UNIT_DAY - UNIT_DAY] = 1,
	    [UNIT_WEEK - UNIT_DAY] = 7,
	    [UNIT_MONTH - UNIT_DAY] = 30,
	    [UNIT_YEAR - UNIT_DAY] = 365,
	    [UNIT_QUARTER - UNIT_DAY] = 91,
	    [UNIT_WEEKEND - UNIT_DAY] = 7,
	};

	return (int64_t)count * days[unit - UNIT_DAY];
}

/* ---- readers ---- */

/* "older than 3 weeks", "aelter als 3 Wochen" */
static struct when_span read_older(const struct when_reader *r, size_t i)
{
	struct when_span s = {.open_from = true};
	size_t j = i + 1;

	if (at(r, i) != OLDER)
		return s;
	if (at(r, j) == THAN)
		j++;
	if (at(r, j) == NUMBER && is_unit(at(r, j + 1))) {
		s.to = r->today - days_of(at(r, j + 1), value(r, j)) + 1;
		s.n = j + 2 - i;
	}
	return s;
}

static struct when_span read_plain(const struct when_reader *r, size_t i)
{
	struct when_span best = {0};

	for (size_t k = FIRST_PLAIN; k < ARRAY_LEN(readers); k++) {
		struct when_span s = readers[k](r, i);

		if (s.n > best.n)
			best = s;
	}
	return best;
}

/* "since Monday", "before March", "after 2026-11-02", "since the last week" */
static struct when_span read_edge(const struct when_reader *r, size_t i)
{
	enum when_token edge = at(r, i);
	size_t skip = at(r, i + 1) == THAN ? 1 : 0;
	struct when_span s = {0}, of;

	if (edge != SINCE && edge != BEFORE && edge != AFTER)
		return s;
	of = read_plain(r, i + 1 + skip);
	if (of.n == 0)
		return s;
	s.n = of.n + 1 + skip;
	s.from = edge == AFTER ? of.to : of.from;
	s.to = MAX(r->today, s.from) + 1;
	if (edge == BEFORE) {
		s.open_from = true;
		s.to = of.from;
	}
	return s;
}

static bool is_ago(const struct when_reader *r, size_t i, size_t end)
{
	return at(r, end) == AGO || (i > 0 && at(r, i - 1) == AGO) ||
	       (i > 0 && said(r, i - 1, "vor")) ||
	       (i > 2 && said(r, i - 3, "il") && said(r, i - 2, "y") &&
		   said(r, i - 1, "a"));
}

/* "last 3 weeks", "3 weeks ago", "next two months", "in 5 days",
 * "letzten 2 Wochen", "les 3 derniers jours" */
static struct when_span read_count(const struct when_reader *r, size_t i)
{
	bool last = at(r, i) == LAST, next = at(r, i) == NEXT;
	size_t j = i + (last || next ? 1 : 0), unit = j + 1;
	struct when_span s = {0};
	int64_t days;

	if (at(r, j) != NUMBER || value(r, j) == 0)
		return s;
	if (at(r, unit) == LAST || at(r, unit) == NEXT) {
		last |= at(r, unit) == LAST;
		next |= at(r, unit) == NEXT;
		unit++;
	}
	if (!is_unit(at(r, unit)))
		return s;
	days = days_of(at(r, unit), value(r, j));
	s.n = unit + 1 - i;
	s.from = r->today - days + 1;
	s.to = r->today + 1;
	if (last)
		return s;
	if (is_ago(r, i, unit + 1)) {
		s.from = r->today - days;
		s.to = s.from + (at(r, unit) == UNIT_DAY ? 1 : 7);
		s.n += at(r, unit + 1) == AGO;
		return s;
	}
	if (next || (i > 0 && (said(r, i - 1, "in") || said(r, i - 1, "dans") ||
				  said(r, i - 1, "en")))) {
		s.from = r->today;
		s.to = r->today + days + 1;
		s.future = true;
		return s;
	}
	s.n = 0;
	return s;
}

/* "semaine derniere", "mes pasado"; but not French "mes derniers mails". */
static bool is_postposed(const struct when_reader *r, size_t i)
{
	enum when_token t = at(r, i + 1);

	if (t != LAST && t != NEXT)
		return false;
	return !said(r, i, "mes") ||
	       str_starts(str_of(r->v[i + 1].fold), "pasad") ||
	       str_starts(str_of(r->v[i + 1].fold), "proxim");
}

/* "last week", "this month", "past week", "semaine derniere", "weekend" */
static struct when_span read_unit(const struct when_reader *r, size_t i)
{
	enum when_token t = at(r, i);
	struct when_span s = {0};
	int step = t == LAST ? -1 : t == NEXT ? 1 : 0;

	if ((t == LAST || t == THIS || t == NEXT) && is_unit(at(r, i + 1)) &&
	    !(said(r, i + 1, "an") && !said(r, i, "dernier")) &&
	    !(said(r, i + 1, "mes") && at(r, i) == THIS &&
		!said(r, i, "este"))) {
		s = unit_span(r, at(r, i + 1), step);
		if (said(r, i, "past")) {
			s.to = r->today + 1;
			s.from = s.to - days_of(at(r, i + 1), 1);
		}
		s.n = 2;
	} else if (is_unit(t) && is_postposed(r, i)) {
		s = unit_span(r, t, at(r, i + 1) == LAST ? -1 : 1);
		s.n = 2;
	} else if (t == UNIT_WEEKEND && (i == 0 || at(r, i - 1) != NONE)) {
		/* not "the cabin weekend" */
		s = unit_span(r, t, 0);
		s.n = 1;
	}
	return s;
}

static struct when_span read_day(const struct when_reader *r, size_t i)
{
	struct when_span s = {0};

	if (at(r, i) != DAY_IS)
		return s;
	s = unit_span(r, UNIT_DAY, value(r, i));
	s.n = said(r, i, "aujourd") && said(r, i + 1, "hui") ? 2 : 1;
	return s;
}

/* What stands between two words, if it is one byte. */
static char between(const struct when_reader *r, size_t i)
{
	size_t end = r->words[i].from + r->words[i].bytes;

	return r->words[i + 1].from == end + 1 ? r->text.p[end] : '\0';
}

static struct when_span read_date(const struct when_reader *r, size_t i)
{
	struct when_span s = {0};
	char sep;

	if (at(r, i) != NUMBER || at(r, i + 1) != NUMBER ||
	    at(r, i + 2) != NUMBER || value(r, i) < 1970)
		return s;
	sep = between(r, i);
	if ((sep != '-' && sep != '/') || between(r, i + 1) != sep ||
	    value(r, i + 1) < 1 || value(r, i + 1) > 12 ||
	    value(r, i + 2) < 1 || value(r, i + 2) > 31)
		return s;
	s.from = civil_to_days(value(r, i), value(r, i + 1), value(r, i + 2));
	s.to = s.from + 1;
	s.future = s.from > r->today;
	s.n = 3;
	return s;
}

/* Words that are also something else are months only in company. */
static bool is_month_here(const struct when_reader *r, size_t i)
{
	static const char *const doubtful[] = {
	    "may", "march", "mars", "mai", "jan", "sep", "dec", "dez", "jun"};
	enum when_token before = i > 0 ? at(r, i - 1) : NONE;

	for (size_t k = 0; k < ARRAY_LEN(doubtful); k++) {
		if (said(r, i, doubtful[k]))
			return at(r, i + 1) == NUMBER ||
			       (before >= LAST && before <= NEXT) ||
			       (before >= SINCE && before <= AFTER) ||
			       before == NUMBER ||
			       (before == IN && !said(r, i - 1, "on") &&
				   !said(r, i - 1, "for"));
	}
	return true;
}

static int64_t nearest_year(const struct when_reader *r, int month, int day)
{
	int64_t year = civil_from_days(r->today).year;
	int64_t away = civil_to_days(year, month, day) - r->today;

	return away > 182 ? year - 1 : away < -182 ? year + 1 : year;
}

static bool is_mday(const struct when_reader *r, size_t i)
{
	return at(r, i) == NUMBER && value(r, i) >= 1 && value(r, i) <= 31;
}

/* "march", "12 march", "march 12 2026", "12 de marzo", "next may" */
static struct when_span read_month(const struct when_reader *r, size_t i)
{
	bool next = at(r, i) == NEXT, last = at(r, i) == LAST;
	size_t m = i + (next || last || at(r, i) == THIS ? 1 : 0), end;
	struct when_span s = {0};
	int64_t year = 0;
	int mday = 0;

	if (is_mday(r, m)) {
		mday = value(r, m++);
		if (at(r, m) == THAN)
			m++;
	}
	if (at(r, m) != MONTH || !is_month_here(r, m))
		return s;
	end = m + 1;
	if (mday == 0 && is_mday(r, end))
		mday = value(r, end++);
	if (at(r, end) == NUMBER && value(r, end) >= 1970)
		year = value(r, end++);
	if (year == 0 && mday > 0)
		year = nearest_year(r, value(r, m), mday);
	if (year == 0) { /* the last one that has begun, or the next */
		struct civil c = civil_from_days(r->today);

		year = c.year - (value(r, m) > c.month) + next;
		if (next && value(r, m) > c.month)
			year = c.year;
		if (last && value(r, m) == c.month)
			year--;
	}
	s.from = civil_to_days(year, value(r, m), MAX(mday, 1));
	s.to = mday > 0 ? s.from + 1 : civil_to_days(year, value(r, m) + 1, 1);
	s.future = s.from > r->today;
	s.n = end - i;
	return s;
}

static struct when_span read_weekday(const struct when_reader *r, size_t i)
{
	enum when_token t = at(r, i);
	size_t d = i + (t == LAST || t == THIS || t == NEXT ? 1 : 0);
	struct when_span s = {0};
	int back;

	if (at(r, d) != WEEKDAY)
		return s;
	s.n = d + 1 - i;
	if (d == i && (at(r, i + 1) == LAST || at(r, i + 1) == NEXT)) {
		t = at(r, i + 1); /* "lunes pasado", "lundi prochain" */
		s.n++;
	}
	back = (civil_weekday(r->today) - value(r, d) + 7) % 7;
	if (t == LAST && back == 0)
		back = 7;
	if (t == NEXT || t == THIS)
		back = back == 0 && t == THIS ? 0 : back - 7;
	s.from = r->today - back;
	s.to = s.from + 1;
	s.future = s.from > r->today;
	s.either_way = t == WEEKDAY;
	return s;
}

/* "in 2025" */
static struct when_span read_year(const struct when_reader *r, size_t i)
{
	struct when_span s = {0};
	int year;

	if (at(r, i) != NUMBER || value(r, i) < 1990 || value(r, i) > 2100 ||
	    i == 0 ||
	    (at(r, i - 1) != IN && at(r, i - 1) != SINCE &&
		at(r, i - 1) != BEFORE && at(r, i - 1) != AFTER))
		return s;
	year = value(r, i);
	s.from = civil_to_days(year, 1, 1);
	s.to = civil_to_days(year + 1, 1, 1);
	s.future = s.from > r->today;
	s.n = 1;
	return s;
}

struct when_span when_read(const struct when_reader *r, size_t i)
{
	struct when_span best = {0};

	for (size_t k = 0; k < ARRAY_LEN(readers); k++) {
		struct when_span s = readers[k](r, i);

		if (s.n > best.n)
			best = s;
	}
	return best;
}
