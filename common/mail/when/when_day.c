/* when_day.c - days as mail writes them: 2026-12-05, 5.12., Dec 5th, Friday,
 * tomorrow, in 3 days, the end of the week. */
#include "common/mail/when/when.def.h"
#include "common/mail/when/when_part.h"

struct named {
	const char *name;
	int value;
};
#define N(name, value) {name, value},
static const struct named months[] = {WHEN_MONTHS(N)};
static const struct named weekdays[] = {WHEN_WEEKDAYS(N)};
static const struct named days[] = {WHEN_DAYS(N)};
static const struct named numbers[] = {WHEN_NUMBERS(N)};
#undef N

static int value_of(const struct named *v, size_t n, struct str word)
{
	for (size_t i = 0; i < n; i++)
		if (word.p[0] == v[i].name[0] && str_eqs(word, v[i].name))
			return v[i].value;
	return -1;
}
#define VALUE_OF(table, token) value_of(table, ARRAY_LEN(table), (token)->word)

/* "mar", "may", "sun", "sat", "mon" begin with a capital when they are
 * names of days and months. */
static bool is_name(const struct token *t)
{
	return t->capital || t->word.n > 4;
}

static int month_at(const struct tokens *t, size_t i)
{
	return i < t->n && is_name(&t->v[i]) ? VALUE_OF(months, &t->v[i]) : -1;
}

static int weekday_at(const struct tokens *t, size_t i)
{
	return i < t->n && is_name(&t->v[i]) ? VALUE_OF(weekdays, &t->v[i])
					     : -1;
}

bool when_together(const struct tokens *t, size_t i, size_t k)
{
	return k < t->n && t->v[k].sentence == t->v[i].sentence;
}

/* Without a year: where the weekday fits, else the next occurrence; a date
 * of the last two months is one that has been. */
static bool set_date(const struct when_reading *r, int year, int month,
    int mday, int weekday, struct when_day *d_r)
{
	int64_t this_year = civil_from_days(r->today).year;

	if (year >= 0 && year < 100)
		year += 2000;
	if (year < 0) {
		for (year = (int)this_year; year < this_year + 8; year++) {
			int64_t day = civil_to_days(year, month, mday);

			if (when_day_valid(year, month, mday) &&
			    (weekday < 0 || civil_weekday(day) == weekday) &&
			    day >= r->today)
				break;
		}
		if (weekday >= 0 && year > this_year + 1)
			return set_date(r, -1, month, mday, -1, d_r);
	}
	if (!when_day_valid(year, month, mday))
		return false;
	*d_r = (struct when_day){.day = civil_to_days(year, month, mday)};
	return true;
}

/* ---- the forms ---- */

/* 2026-12-05, 05.12.2026, 5.12., 12/05/2026. */
static size_t read_digits(
    const struct when_reading *r, size_t i, int weekday, struct when_day *d_r)
{
	const struct tokens *t = r->t;
	int a, b, c = -1;
	char sep = when_behind(t, i);
	size_t next = i + 2;

	if (i + 1 >= t->n || (sep != '-' && sep != '.' && sep != '/') ||
	    !when_joined(t, i, sep) || t->v[i + 1].number < 0 ||
	    t->v[i + 1].word.n > 2)
		return 0;
	a = t->v[i].number;
	b = t->v[i + 1].number;
	if (when_joined(t, i + 1, sep) && next < t->n &&
	    t->v[next].number >= 0 && t->v[next].word.n <= 4)
		c = t->v[next++].number;
	if (t->v[i].word.n == 4)
		return c >= 0 && set_date(r, a, b, c, -1, d_r) ? next : 0;
	if (t->v[i].word.n > 2 || (c < 0 && sep == '-') ||
	    (c < 0 && sep == '.' && when_behind(t, i + 1) != '.') ||
	    (c < 0 && sep == '/' && weekday < 0 && (a > 31 || b > 31)))
		return 0;
	if (sep == '/' && ((r->month_first && a <= 12) || b > 12)) {
		int swap = a;

		a = b;
		b = swap;
	}
	return set_date(r, c, b, a, weekday, d_r) ? next : 0;
}

static size_t read_year(
    const struct tokens *t, size_t i, size_t from, int *year_r)
{
	*year_r = -1;
	if (!when_together(t, from, i) || t->v[i].word.n != 4 ||
	    t->v[i].number < 1970 || t->v[i].number > 2200 ||
	    when_behind(t, i) == ':')
		return i;
	*year_r = t->v[i].number;
	return i + 1;
}

static size_t skip_ordinal(const struct tokens *t, size_t i)
{
	if (i < t->n && t->v[i].from == t->v[i - 1].to &&
	    token_in(&t->v[i], "st|nd|rd|th"))
		i++;
	return i;
}

/* 5 December 2026, 5th of December, 5. Dezember. */
static size_t read_day_month(
    const struct when_reading *r, size_t i, int weekday, struct when_day *d_r)
{
	const struct tokens *t = r->t;
	size_t next = skip_ordinal(t, i + 1);
	int year, month;

	if (t->v[i].number < 1 || t->v[i].number > 31 || t->v[i].word.n > 2)
		return 0;
	if (when_together(t, i, next) && token_is(&t->v[next], "of"))
		next++;
	month = when_together(t, i, next) ? month_at(t, next) : -1;
	if (month < 0)
		return 0;
	next = read_year(t, next + 1, i, &year);
	return set_date(r, year, month, t->v[i].number, weekday, d_r) ? next
								      : 0;
}

/* December 5, 2026; Dec 5th. */
static size_t read_month_day(
    const struct when_reading *r, size_t i, int weekday, struct when_day *d_r)
{
	const struct tokens *t = r->t;
	int month = month_at(t, i), year;
	size_t next;

	if (month < 0 || !when_together(t, i, i + 1) ||
	    t->v[i + 1].number < 1 || t->v[i + 1].number > 31 ||
	    t->v[i + 1].word.n > 2 || when_behind(t, i + 1) == ':')
		return 0;
	next = read_year(t, skip_ordinal(t, i + 2), i, &year);
	return set_date(r, year, month, t->v[i + 1].number, weekday, d_r) ? next
									  : 0;
}

/* A weekday by itself; the words before it say of which week. */
static void set_weekday(
    const struct when_reading *r, size_t i, int weekday, struct when_day *d_r)
{
	const struct tokens *t = r->t;
	int ahead = (weekday - civil_weekday(r->today) + 7) % 7;
	int of_week = (civil_weekday(r->today) + 6) % 7; /* Monday is 0 */
	int64_t day = r->today + (ahead == 0 ? 7 : ahead);

	if (i > 0 && when_together(t, i, i - 1)) {
		const struct token *before = &t->v[i - 1];

		if (token_in(before, "next|nächsten|nächster"))
			day = r->today - of_week + 7 + (weekday + 6) % 7;
		else if (token_in(before, "last|letzten"))
			day = r->today - (ahead == 0 ? 7 : 7 - ahead);
		else if (token_in(before, "this|diesen") && ahead == 0)
			day = r->today;
	}
	*d_r = (struct when_day){.day = day, .bare = true};
}

static size_t read_weekday(
    const struct when_reading *r, size_t i, struct when_day *d_r)
{
	const struct tokens *t = r->t;
	int weekday = weekday_at(t, i);
	size_t next = i + 1, found = 0;

	if (weekday < 0)
		return 0;
	while (when_together(t, i, next) && next < i + 3 &&
	       token_in(&t->v[next], "the|den|dem|der"))
		next++;
	if (when_together(t, i, next)) {
		if (t->v[next].number >= 0) {
			found = read_digits(r, next, weekday, d_r);
			if (found == 0)
				found = read_day_month(r, next, weekday, d_r);
		} else {
			found = read_month_day(r, next, weekday, d_r);
		}
	}
	if (found > 0)
		return found;
	if (when_together(t, i, i + 2) && token_is(&t->v[i + 1], "next") &&
	    token_is(&t->v[i + 2], "week")) {
		int of_week = (civil_weekday(r->today) + 6) % 7;

		*d_r = (struct when_day){
		    .day = r->today - of_week + 7 + (weekday + 6) % 7};
		return i + 3;
	}
	set_weekday(r, i, weekday, d_r);
	return i + 1;
}

/* "in 3 days", "within two weeks", "end of the week". */
static size_t read_span(
    const struct when_reading *r, size_t i, struct when_day *d_r)
{
	const struct tokens *t = r->t;
	int of_week = (civil_weekday(r->today) + 6) % 7;
	int count;
	size_t next = i + 1;

	if (!when_together(t, i, i + 2))
		return 0;
	if (token_in(&t->v[i], "in|within|innerhalb")) {
		count = t->v[next].number >= 0 ? t->v[next].number
					       : VALUE_OF(numbers, &t->v[next]);
		next++;
		if (token_is(&t->v[next], "business"))
			return 0; /* whose holidays? */
		if (count < 0 || count > 60 || !when_together(t, i, next))
			return 0;
		if (token_in(&t->v[next], "week|weeks|wochen|woche"))
			count *= 7;
		else if (!token_in(&t->v[next], "day|days|tagen|tag"))
			return 0;
		*d_r = (struct when_day){.day = r->today + count,
		    .vague = !token_is(&t->v[i], "within")};
		return next + 1;
	}
	if (!token_in(&t->v[i], "end|ende") ||
	    !token_in(&t->v[next], "of|der|des|dieser"))
		return 0;
	next++;
	count = 0;
	for (; when_together(t, i, next) &&
	       token_in(&t->v[next], "the|this|next");
	     next++)
		count = token_is(&t->v[next], "next");
	if (!when_together(t, i, next))
		return 0;
	if (token_in(&t->v[next], "week|woche")) {
		*d_r =
		    (struct when_day){.day = r->today + (of_week > 4 ? 7 : 0) -
					     of_week + 4 + 7 * count,
			.vague = true};
		return next + 1;
	}
	if (token_in(&t->v[next], "month|monats") || month_at(t, next) > 0) {
		struct civil c = civil_from_days(r->today);

		if (month_at(t, next) > 0) {
			c.year += month_at(t, next) < c.month;
			c.month = month_at(t, next);
		}
		*d_r = (struct when_day){
		    .day = civil_to_days(c.year, c.month + 1 + count, 1) - 1,
		    .vague = true};
		return next + 1;
	}
	return 0;
}

size_t when_read_day(
    const struct when_reading *r, size_t i, struct when_day *d_r)
{
	const struct tokens *t = r->t;
	const struct token *w = &t->v[i];
	size_t next;
	int ahead;

	if (w->number >= 0) {
		next = read_digits(r, i, -1, d_r);
		return next > 0 ? next : read_day_month(r, i, -1, d_r);
	}
	if ((next = read_weekday(r, i, d_r)) > 0 ||
	    (next = read_month_day(r, i, -1, d_r)) > 0 ||
	    (next = read_span(r, i, d_r)) > 0)
		return next;
	ahead = VALUE_OF(days, w);
	if (ahead < 0 || (token_is(w, "morgen") && i > 0 &&
			     token_in(&t->v[i - 1], "guten|am")))
		return 0;
	if (token_is(w, "tomorrow") && i >= 3 &&
	    token_is(&t->v[i - 1], "after") && token_is(&t->v[i - 2], "day"))
		ahead = 2;
	*d_r = (struct when_day){.day = r->today + ahead};
	return i + 1;
}
