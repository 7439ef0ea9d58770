/* when_day.c - days as mail writes them: 2026-12-05, 5.12., Dec 5th, le 1er
 * décembre, 5 de diciembre de 2026, 3-5 December. */
#include "common/mail/when/when_part.h"

/* Months that are other words in small letters: "may", "ago", "mars". Behind
 * a number the second list is enough. */
static const char other_words[] = "may|mar|mars|mai|ago";
static const char other_words_counted[] = "may|mar|ago";

bool when_day_valid(int64_t year, int month, int mday)
{
	return year >= 1970 && year <= 2200 && civil_valid(year, month, mday);
}

/* Without a year: where the weekday fits, else the next occurrence. */
static bool set_date(const struct when_reading *r, int year, int month,
    int mday, int weekday, struct when_day *d_r)
{
	int64_t this_year = civil_from_days(r->today).year;
	bool yearless = year < 0;

	if (year >= 0 && year < 100)
		year += 2000;
	if (yearless) { /* 29 February waits for its next leap year */
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
	*d_r = (struct when_day){
	    .day = civil_to_days(year, month, mday), .yearless = yearless};
	return true;
}

/* ---- figures ---- */

/* Part of a longer row of numbers, or of letters and numbers: a version, an
 * address, a code. "2026-12-05T10:00" is a date. */
static bool in_a_row(const struct tokens *t, size_t i, size_t last, char sep)
{
	return (i > 0 && t->v[i - 1].to == t->v[i].from) ||
	       (last + 1 < t->n && t->v[last + 1].from == t->v[last].to &&
		   !token_is(&t->v[last + 1], "t")) ||
	       (i > 0 && t->v[i - 1].number >= 0 &&
		   when_joined(t, i - 1, sep)) ||
	       (when_joined(t, last, sep) && t->v[last + 1].number >= 0);
}

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
	if (in_a_row(t, i, next - 1, sep))
		return 0;
	if (t->v[i].word.n == 4)
		return c >= 0 && set_date(r, a, b, c, -1, d_r) ? next : 0;
	if (t->v[i].word.n > 2 || (c < 0 && sep == '-') ||
	    (c < 0 && sep == '.' && when_behind(t, i + 1) != '.') ||
	    (c < 0 && sep == '/' && weekday < 0 &&
		(a > 31 || b > 31 || (a == 24 && b == 7))))
		return 0;
	if (sep == '/' && ((r->month_first && a <= 12) || b > 12)) {
		int swap = a;

		a = b;
		b = swap;
	}
	return set_date(r, c, b, a, weekday, d_r) ? next : 0;
}

/* ---- with the month's name ---- */

static size_t read_year(
    const struct tokens *t, size_t i, size_t from, int *year_r)
{
	size_t k = i;

	*year_r = -1;
	if (when_together(t, from, k) && token_in(&t->v[k], "de|del"))
		k++;
	if (!when_together(t, from, k) || t->v[k].word.n != 4 ||
	    t->v[k].number < 1970 || t->v[k].number > 2200 ||
	    when_behind(t, k) == ':')
		return i;
	*year_r = t->v[k].number;
	return k + 1;
}

static bool is_mday(const struct tokens *t, size_t i)
{
	return t->v[i].number >= 1 && t->v[i].number <= 31 &&
	       t->v[i].word.n <= 2;
}

/* "5th", "1er", "1º". */
static size_t skip_ordinal(const struct tokens *t, size_t i)
{
	if (i < t->n && t->v[i].from == t->v[i - 1].to &&
	    token_in(&t->v[i], "st|nd|rd|th|er|\xc2\xba"))
		i++;
	return i;
}

/* "-5", "to 5", "bis 5.", "au 5" behind the day at token first; returns the
 * token behind, or i. */
static size_t skip_range(
    const struct tokens *t, size_t first, size_t i, int *last_r)
{
	size_t k = i;

	*last_r = 0;
	if (!when_together(t, first, k))
		return i;
	if (when_in(&t->v[k], "to|until|till|bis|au|al"))
		k++;
	else if (when_before(t, k) != '-' && when_before(t, k) != '\x93')
		return i; /* the last byte of an en dash */
	if (!when_together(t, first, k) || !is_mday(t, k) ||
	    t->v[k].number <= t->v[first].number || when_behind(t, k) == ':')
		return i;
	*last_r = t->v[k].number;
	return skip_ordinal(t, k + 1);
}

static void set_range(struct when_day *d, int first, int last)
{
	if (last > 0)
		d->last = d->day + last - first;
}

/* 5 December 2026, 5th of December, 5. Dezember, 5 de diciembre. */
static size_t read_day_month(
    const struct when_reading *r, size_t i, int weekday, struct when_day *d_r)
{
	const struct tokens *t = r->t;
	size_t next, behind;
	int year, month, last;
	bool of = false;

	if (!is_mday(t, i))
		return 0;
	next = skip_range(t, i, skip_ordinal(t, i + 1), &last);
	if (when_together(t, i, next) && token_in(&t->v[next], "of|de")) {
		of = true;
		next++;
	}
	if (!when_together(t, i, next))
		return 0;
	month = when_month_named(&t->v[next]);
	if (month < 0 || (!of && !t->v[next].capital &&
			     token_in(&t->v[next], other_words_counted)))
		return 0;
	behind = read_year(t, next + 1, i, &year);
	if (!set_date(r, year, month, t->v[i].number, weekday, d_r))
		return 0;
	set_range(d_r, t->v[i].number, last);
	return behind;
}

/* December 5, 2026; Dec 5th; Dec 3-5. */
static size_t read_month_day(
    const struct when_reading *r, size_t i, int weekday, struct when_day *d_r)
{
	const struct tokens *t = r->t;
	int month = when_month_named(&t->v[i]), year, last;
	size_t next;

	if (month < 0 || !when_together(t, i, i + 1) || !is_mday(t, i + 1) ||
	    when_behind(t, i + 1) == ':' ||
	    (!t->v[i].capital && token_in(&t->v[i], other_words)))
		return 0;
	next = skip_range(t, i + 1, skip_ordinal(t, i + 2), &last);
	next = read_year(t, next, i, &year);
	if (!set_date(r, year, month, t->v[i + 1].number, weekday, d_r))
		return 0;
	set_range(d_r, t->v[i + 1].number, last);
	return next;
}

size_t when_read_date(
    const struct when_reading *r, size_t i, int weekday, struct when_day *d_r)
{
	size_t next;

	if (r->t->v[i].number < 0)
		return read_month_day(r, i, weekday, d_r);
	next = read_digits(r, i, weekday, d_r);
	return next > 0 ? next : read_day_month(r, i, weekday, d_r);
}
