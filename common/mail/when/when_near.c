/* when_near.c - days that are counted from the mail's: Friday, tomorrow, in 3
 * days, innerhalb von 48 Stunden, the end of the week. */
#include "common/mail/when/when_part.h"

#define COUNT_MAX 60  /* days or weeks */
#define HOURS_MAX 240 /* rounded to days */
#define FILLERS 3     /* "within the next few 3 days": words before the count */

static int days_since_monday(const struct when_reading *r)
{
	return (civil_weekday(r->today) + 6) % 7;
}

/* Of the next week, which begins on Monday. */
static int64_t next_week(const struct when_reading *r, int weekday)
{
	return r->today - days_since_monday(r) + 7 + (weekday + 6) % 7;
}

/* "Sun", "Sat", "Mon" and "Wed" are days where a date, a time, another day or
 * nothing stands behind them, or a word before them says so. */
static bool is_other_word(const struct tokens *t, size_t i)
{
	const struct token *w = &t->v[i];

	if (!token_in(w, "sun|sat|mon|wed"))
		return false;
	if (!w->capital)
		return true;
	if (i > 0 && when_together(t, i, i - 1) &&
	    token_in(w - 1, "on|by|next|this|last|until|till|before|from|to|"
			    "or|and|every|coming|am|bis"))
		return false;
	return when_together(t, i, i + 1) && w[1].number < 0 && !w[1].comma &&
	       !w[1].breaks && when_month_named(w + 1) < 0 &&
	       !token_in(w + 1, "at|from|or|and|the|morning|afternoon|evening");
}

static int weekday_at(const struct tokens *t, size_t i)
{
	return is_other_word(t, i) ? -1 : when_weekday_named(&t->v[i]);
}

/* A weekday by itself; the words before it say of which week. */
static int64_t bare_weekday(const struct when_reading *r, size_t i, int weekday)
{
	const struct tokens *t = r->t;
	int ahead = (weekday - civil_weekday(r->today) + 7) % 7;
	const struct token *before = i > 0 ? &t->v[i - 1] : NULL;

	if (before != NULL && when_together(t, i, i - 1)) {
		if (when_in(before, "next|nachsten|nachster"))
			return next_week(r, weekday);
		if (token_in(before, "last|letzten"))
			return r->today - (ahead == 0 ? 7 : 7 - ahead);
		if (token_in(before, "this|diesen") && ahead == 0)
			return r->today;
	}
	return r->today + (ahead == 0 ? 7 : ahead);
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
	       token_in(&t->v[next], "the|den|dem|der|le|el"))
		next++;
	if (when_together(t, i, next))
		found = when_read_date(r, next, weekday, d_r);
	if (found > 0)
		return found;
	*d_r = (struct when_day){.kind = WHEN_WEEKDAY};
	if (when_together(t, i, i + 2) && token_is(&t->v[i + 1], "next") &&
	    token_is(&t->v[i + 2], "week")) {
		d_r->day = next_week(r, weekday);
		return i + 3;
	}
	d_r->day = bare_weekday(r, i, weekday);
	return i + 1;
}

/* Days that a count of this unit is; -1: none, or too many. */
static int days_of(int count, const struct tokens *t, size_t unit, size_t from)
{
	const struct token *u = &t->v[unit];

	if (when_together(t, from, unit + 1) &&
	    when_in(&t->v[unit + 1],
		"ouvres|ouvrables|habiles|laborables|business|working"))
		return -1; /* whose holidays? */
	if (when_in(u, "hour|hours|hrs|stunde|stunden|heure|heures|hora|horas"))
		return count > HOURS_MAX ? -1 : (count + 12) / 24;
	if (count > COUNT_MAX)
		return -1;
	if (when_in(u, "week|weeks|woche|wochen|semaine|semaines|semana|"
		       "semanas"))
		return count * 7;
	return when_in(u, "day|days|tag|tage|tagen|jour|jours|dia|dias") ? count
									 : -1;
}

/* "in 3 days", "within two weeks", "innerhalb der nächsten 48 Stunden". */
static size_t read_count(
    const struct when_reading *r, size_t i, struct when_day *d_r)
{
	const struct tokens *t = r->t;
	size_t next = i + 1;
	int count, days;

	if (!token_in(&t->v[i], "in|within|innerhalb|binnen|dans|sous|en"))
		return 0;
	while (when_together(t, i, next) && next <= i + FILLERS &&
	       when_in(&t->v[next], "the|next|von|der|den|nachsten|les|"
				    "prochains|los|proximos"))
		next++;
	if (!when_together(t, i, next + 1) ||
	    (count = when_number(&t->v[next])) < 0 ||
	    (days = days_of(count, t, next + 1, i)) < 0)
		return 0;
	*d_r = (struct when_day){.day = r->today + days,
	    .kind = WHEN_COUNT,
	    .vague = !token_in(&t->v[i], "within|innerhalb|binnen|sous")};
	return next + 2;
}

/* "end of the week", "Ende des Monats", "end of March". */
static size_t read_end(
    const struct when_reading *r, size_t i, struct when_day *d_r)
{
	const struct tokens *t = r->t;
	struct civil c = civil_from_days(r->today);
	size_t next = i + 2;
	int further = 0, month;

	if (!token_in(&t->v[i], "end|ende") || !when_together(t, i, i + 2) ||
	    !token_in(&t->v[i + 1], "of|der|des|dieser"))
		return 0;
	for (; when_together(t, i, next) &&
	       token_in(&t->v[next], "the|this|next");
	     next++)
		further = token_is(&t->v[next], "next");
	if (!when_together(t, i, next))
		return 0;
	*d_r = (struct when_day){.kind = WHEN_SPAN, .vague = true};
	if (token_in(&t->v[next], "week|woche")) {
		int since = days_since_monday(r);

		d_r->day =
		    r->today + (since > 4 ? 7 : 0) - since + 4 + 7 * further;
		return next + 1;
	}
	month = when_month_named(&t->v[next]);
	if (month < 0 && !token_in(&t->v[next], "month|monats"))
		return 0;
	if (month > 0) {
		c.year += month < c.month;
		c.month = month;
	}
	d_r->day = civil_to_days(c.year, c.month + 1 + further, 1) - 1;
	return next + 1;
}

/* "tomorrow", "the day after tomorrow", "après-demain", "pasado mañana"; not
 * "today's edition", "guten Morgen" nor "por la mañana". */
static size_t read_near(
    const struct when_reading *r, size_t i, struct when_day *d_r)
{
	const struct tokens *t = r->t;
	const struct token *w = &t->v[i];
	int ahead = when_near_named(w);

	if (ahead < 0 || (token_is(w, "today") && w->to - w->from > w->word.n))
		return 0;
	if (i > 0 &&
	    ((token_is(w, "morgen") && token_in(&t->v[i - 1], "guten|am")) ||
		(when_in(w, "manana") && token_in(&t->v[i - 1], "la|esta|de"))))
		return 0;
	if (token_is(w, "tomorrow") && i >= 3 &&
	    token_is(&t->v[i - 1], "after") && token_is(&t->v[i - 2], "day"))
		ahead = 2;
	if (i > 0 && when_in(w, "demain|manana") &&
	    when_in(&t->v[i - 1], "apres|pasado"))
		ahead = 2;
	*d_r = (struct when_day){.day = r->today + ahead, .kind = WHEN_NEAR};
	return i + 1;
}

size_t when_read_day(
    const struct when_reading *r, size_t i, struct when_day *d_r)
{
	size_t next;

	if ((next = when_read_date(r, i, -1, d_r)) > 0 ||
	    r->t->v[i].number >= 0 || (next = read_weekday(r, i, d_r)) > 0 ||
	    (next = read_count(r, i, d_r)) > 0 ||
	    (next = read_end(r, i, d_r)) > 0)
		return next;
	return read_near(r, i, d_r);
}
