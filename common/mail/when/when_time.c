/* when_time.c - times of day: 14:30, 2:30 pm, 3pm, 14 Uhr, noon, from 2 to 3
 * pm, and the zone behind them. */
#include "common/mail/when/when_part.h"

#include <ctype.h>

char when_before(const struct tokens *t, size_t i)
{
	return t->v[i].from > 0 ? t->text.p[t->v[i].from - 1] : '\0';
}

char when_behind(const struct tokens *t, size_t i)
{
	return t->v[i].to < t->text.n ? t->text.p[t->v[i].to] : '\0';
}

bool when_joined(const struct tokens *t, size_t i, char c)
{
	return i + 1 < t->n && t->v[i + 1].from == t->v[i].to + 1 &&
	       when_behind(t, i) == c;
}

bool when_together(const struct tokens *t, size_t i, size_t k)
{
	return k < t->n && t->v[k].sentence == t->v[i].sentence;
}

/* "pm", "p.m.", "a m": 1 for morning, 2 for afternoon; *i moves behind. */
static int read_half(const struct tokens *t, size_t *i)
{
	const struct token *a = &t->v[*i];

	if (*i >= t->n)
		return 0;
	if (token_is(a, "am") || token_is(a, "pm")) {
		(*i)++;
		return a->word.p[0] == 'p' ? 2 : 1;
	}
	if ((token_is(a, "a") || token_is(a, "p")) && when_joined(t, *i, '.') &&
	    token_is(&t->v[*i + 1], "m")) {
		*i += 2;
		return a->word.p[0] == 'p' ? 2 : 1;
	}
	return 0;
}

struct clock {
	int hour, minute, half;
	bool marked; /* it is written as a time */
};

/* "14 h 30", "14 heures 30": the minutes behind the word. */
static size_t read_minutes(const struct tokens *t, size_t i, int *minute_r)
{
	if (!when_together(t, i - 1, i) || t->v[i].number < 0 ||
	    t->v[i].number > 59 || t->v[i].word.n != 2 ||
	    t->v[i].from != t->v[i - 1].to + 1 || t->v[i - 1].word.p[0] != 'h')
		return i;
	*minute_r = t->v[i].number;
	return i + 1;
}

/* "2", "2:30", "14.30", "14h30", with am or pm. */
static size_t read_clock(const struct tokens *t, size_t i, struct clock *c_r)
{
	size_t next = i + 1;

	*c_r = (struct clock){.hour = t->v[i].number};
	if (t->v[i].number < 0 || t->v[i].number > 24 || t->v[i].word.n > 2)
		return 0;
	if (when_behind(t, i) == ':' || when_behind(t, i) == '.' ||
	    (when_behind(t, i) == 'h' && next < t->n &&
		token_is(&t->v[next], "h"))) {
		size_t k = next;
		bool colon = when_behind(t, i) == ':';

		if (!colon && token_is(&t->v[next], "h"))
			k++;
		if (k < t->n && t->v[k].number >= 0 && t->v[k].number < 60 &&
		    t->v[k].word.n == 2 &&
		    t->v[k].from == t->v[k - 1].to + (k == next ? 1u : 0u)) {
			c_r->minute = t->v[k].number;
			c_r->marked = colon || k > next;
			next = k + 1;
			if (when_joined(t, k, ':') && t->v[next].number >= 0)
				next++; /* seconds */
		}
	}
	c_r->half = read_half(t, &next);
	c_r->marked |= c_r->half != 0;
	if (next < t->n && token_in(&t->v[next],
			       "uhr|o'clock|hrs|h|heure|heures|hora|horas")) {
		c_r->marked = true;
		next = read_minutes(t, next + 1, &c_r->minute);
	}
	return next;
}

static int minute_of(const struct clock *c)
{
	int hour = c->hour;

	if (c->half == 2 && hour < 12)
		hour += 12;
	if (c->half == 1 && hour == 12)
		hour = 0;
	return hour > 23 ? -1 : hour * 60 + c->minute;
}

/* "+2", "-05:30" behind token i; returns the token behind it, or 0. */
static size_t read_offset(const struct tokens *t, size_t i, int *minutes_r)
{
	char sign;
	int v;

	if (i >= t->n || t->v[i].number < 0)
		return 0;
	sign = when_before(t, i);
	if (sign != '+' && sign != '-')
		return 0;
	v = t->v[i].number;
	if (t->v[i].word.n == 4) {
		v = v / 100 * 60 + v % 100;
		i++;
	} else if (when_joined(t, i, ':') && t->v[i + 1].word.n == 2 &&
		   t->v[i + 1].number >= 0) {
		v = v * 60 + t->v[i + 1].number;
		i += 2;
	} else {
		v *= 60;
		i++;
	}
	if (v > 14 * 60)
		return 0;
	*minutes_r = sign == '-' ? -v : v;
	return i;
}

/* The zone at token i; returns the token behind it, or i. */
static size_t read_zone(
    const struct tokens *t, size_t i, size_t from, struct when_time *time)
{
	size_t next;
	int minutes;

	if (!when_together(t, from, i))
		return i;
	if (t->v[i].from == t->v[i - 1].to + 1 &&
	    (next = read_offset(t, i, &minutes)) > 0 &&
	    (when_before(t, i) == '+' || t->v[i].word.n > 1) &&
	    t->v[i - 1].number >= 0) {
		time->zone = (struct when_zone){minutes, WHEN_FIXED};
		time->zoned = true;
		return next;
	}
	if (!when_zone_named(t->v[i].word, &time->zone))
		return i;
	/* Words that are also something else must look like a zone. */
	if (token_in(&t->v[i], "west|mt|et|ct|pt|cst|est|ist") &&
	    islower((unsigned char)t->text.p[t->v[i].from + 1]) != 0)
		return i;
	next = i + 1;
	if (token_in(&t->v[i], "eastern|central|mountain|pacific")) {
		bool said = false;
		bool european = false;

		for (; next < t->n &&
		       token_in(&t->v[next],
			   "standard|daylight|time|european|europe|summer");
		     next++) {
			said |= token_is(&t->v[next], "time");
			european |= t->v[next].word.p[0] == 'e';
		}
		if (european)
			time->zone = (struct when_zone){60, WHEN_EU};
		time->zoned = said || next == i + 1;
		return time->zoned ? next : i;
	}
	time->zoned = true;
	if (next < t->n && t->v[next].from == t->v[i].to + 1 &&
	    token_in(&t->v[i], "utc|gmt") &&
	    (next = read_offset(t, i + 1, &minutes)) > 0)
		time->zone.minutes = minutes;
	else
		next = i + 1;
	if (next < t->n && token_is(&t->v[next], "time"))
		next++;
	return next;
}

/* What follows a first time as the end of a span. */
static size_t read_until(const struct tokens *t, size_t i, size_t from,
    struct clock *first, struct when_time *time)
{
	struct clock last;
	bool word, dash;
	size_t next;

	if (!when_together(t, from, i))
		return i;
	word = when_in(&t->v[i], "to|until|till|bis|a|hasta|and|und|et|y");
	dash = when_before(t, i) == '-' || when_before(t, i) == '\x93' ||
	       (when_before(t, i) == ' ' && t->v[i].breaks);
	if (word &&
	    (!when_together(t, from, i + 1) ||
		(!first->marked && when_in(&t->v[i], "a|and|und|et|y"))))
		return i;
	if (!word && !dash)
		return i;
	if (!word && t->v[i].number < 0)
		return i;
	next = read_clock(t, i + word, &last);
	if (next == 0 || (!last.marked && !first->marked))
		return i;
	if (!last.marked && t->v[i + word].word.n > 2)
		return i;
	if (first->half == 0 && last.half != 0 && first->hour <= 12) {
		first->half = last.half;
		if (last.half == 2 && minute_of(first) > minute_of(&last))
			first->half = 1; /* "11 to 1 pm" */
	}
	if (last.half == 0 && first->half != 0 && last.hour <= 12) {
		last.half = first->half;
		if (minute_of(&last) < minute_of(first))
			last.half = 2;
	}
	first->marked |= last.marked;
	time->until = minute_of(&last);
	return next;
}

/* The middle of the day or of the night; not "après-midi". */
static int middle_of(const struct tokens *t, size_t i)
{
	if (when_in(&t->v[i], "midnight|mitternacht|minuit|medianoche"))
		return 1439;
	if (!when_in(&t->v[i], "noon|midday|mittag|midi|mediodia") ||
	    (i > 0 && when_in(&t->v[i - 1], "apres")))
		return -1;
	return 720;
}

size_t when_read_time(
    const struct tokens *t, size_t i, struct when_time *time_r)
{
	struct clock c;
	size_t next;

	*time_r = (struct when_time){.until = -1};
	if ((time_r->minute = middle_of(t, i)) >= 0) {
		time_r->marked = true;
		next = i + 1;
		return next < t->n ? read_zone(t, next, i, time_r) : next;
	}
	next = read_clock(t, i, &c);
	if (next == 0)
		return 0;
	if (next < t->n)
		next = read_until(t, next, i, &c, time_r);
	if (!c.marked) { /* "at 3": afternoon where offices are closed */
		if (i == 0 || c.hour > 12 || c.hour == 0 ||
		    !(token_in(&t->v[i - 1], "at|um") ||
			when_before(t, i) == '@') ||
		    (next < t->n && when_together(t, i, next) &&
			!token_in(
			    &t->v[next], "on|tomorrow|today|sharp|cet|et")))
			return 0;
		if (c.hour < 8)
			c.half = 2;
	}
	time_r->marked = c.marked;
	time_r->minute = minute_of(&c);
	if (time_r->minute < 0)
		return 0;
	return next < t->n ? read_zone(t, next, i, time_r) : next;
}
