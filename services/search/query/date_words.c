/* date_words.c - dates in words.
 *
 *	now, today, yesterday, tomorrow
 *	friday, last friday, this week, next month, last weekend, this year
 *	2 weeks ago, an hour ago; last 3 days, past 2 weeks; 2 weeks
 *	march, march 2026, last march, 3 march, march 3rd 2026
 *
 * Mail lies in the past: a weekday or a month without "next" is the latest
 * one that has begun, today and this month included, and "last" is the latest
 * one before it. Weeks begin on Monday (ISO 8601). Blanks, - and _ part words,
 * so that last-friday needs no quotes. A period "2 weeks", "last 3 days"
 * reaches from the beginning of its first day to the end of today.
 */
#include "services/search/query/date.h"

#include "services/search/query/civil.h"
#include "services/search/query/date_words.def.h"

#define MAX_PARTS 6

enum part_kind {
	PART_NUMBER,
	PART_WORD, /* the enum part_word in value */
	PART_UNIT, /* h, d, w, m, y; k is a weekend, n a minute */
	PART_WEEKDAY,
	PART_MONTH
};

enum part_word {
	WORD_NOW,
	WORD_TODAY,
	WORD_YESTERDAY,
	WORD_TOMORROW,
	WORD_LAST,
	WORD_THIS,
	WORD_NEXT,
	WORD_AGO,
	WORD_FILLER
};

struct part {
	enum part_kind kind;
	int64_t value;
	bool is_ordinal; /* 3rd */
};

struct reader {
	const struct query_clock *clock;
	int64_t today;
	struct part parts[MAX_PARTS];
	size_t n;
};

#define X_WORD(kind, text, value) {text, PART_##kind, value},
static const struct {
	const char *text;
	enum part_kind kind;
	int value;
} vocabulary[] = {QUERY_DATE_WORDS(X_WORD)};
#undef X_WORD

/* ---- words to parts ---- */

/* Units may stand in the plural, weekdays and months may be cut to three
 * letters or more, with a dot. */
static bool is_named(struct str w, size_t i)
{
	const char *text = vocabulary[i].text;
	bool is_name = vocabulary[i].kind == PART_WEEKDAY ||
		       vocabulary[i].kind == PART_MONTH;

	if (str_ieqs(w, text))
		return true;
	if (vocabulary[i].kind == PART_UNIT)
		return w.n == strlen(text) + 1 && str_istarts(w, text) &&
		       (w.p[w.n - 1] | 32) == 's';
	if (!is_name)
		return false;
	if (w.n > 0 && w.p[w.n - 1] == '.')
		w.n--;
	return w.n >= 3 && w.n < strlen(text) &&
	       str_ieq(w, (struct str){text, w.n});
}

/* 3, 3rd, 2026 */
static bool read_number(struct str w, struct part *p_r)
{
	static const char *const endings[] = {"st", "nd", "rd", "th"};
	bool ordinal = false;

	for (size_t i = 0; i < ARRAY_LEN(endings) && !ordinal; i++)
		ordinal = w.n > 2 &&
			  str_ieqs((struct str){w.p + w.n - 2, 2}, endings[i]);
	if (ordinal)
		w.n -= 2;
	if (w.n > 5 || str_to_i64(w, 0, 99999, &p_r->value) != 0)
		return false;
	p_r->kind = PART_NUMBER;
	p_r->is_ordinal = ordinal;
	return true;
}

static int read_part(struct reader *r, struct str w)
{
	struct part p = {0};
	bool known = read_number(w, &p);

	for (size_t i = 0; i < ARRAY_LEN(vocabulary) && !known; i++) {
		known = is_named(w, i);
		p.kind = vocabulary[i].kind;
		p.value = vocabulary[i].value;
	}
	if (!known)
		return -1;
	if (p.kind == PART_WORD && p.value == WORD_FILLER)
		return 0;
	if (r->n == MAX_PARTS)
		return -1;
	r->parts[r->n++] = p;
	return 0;
}

static bool is_gap(char c)
{
	return (unsigned char)c <= ' ' || c == '-' || c == '_' || c == ',';
}

static int read_parts(struct reader *r, struct str s)
{
	size_t i = 0;

	while (i < s.n) {
		size_t began;

		while (i < s.n && is_gap(s.p[i]))
			i++;
		began = i;
		while (i < s.n && !is_gap(s.p[i]))
			i++;
		if (i > began &&
		    read_part(r, (struct str){s.p + began, i - began}) != 0)
			return -1;
	}
	return r->n > 0 ? 0 : -1;
}

/* ---- parts to days ---- */

static int days(
    const struct reader *r, int64_t from, int64_t to, struct query_dates *d_r)
{
	if (from < 0 || to <= from)
		return -1;
	*d_r = (struct query_dates){
	    civil_begin_ms(r->clock, from), civil_begin_ms(r->clock, to)};
	return 0;
}

static bool is_word(const struct reader *r, size_t i, enum part_word word)
{
	return i < r->n && r->parts[i].kind == PART_WORD &&
	       r->parts[i].value == (int64_t)word;
}

static bool is_kind(const struct reader *r, size_t i, enum part_kind kind)
{
	return i < r->n && r->parts[i].kind == kind;
}

/* 0 is Monday (ISO 8601). */
static int64_t iso_weekday(int64_t day)
{
	return (civil_weekday(day) + 6) % 7;
}

/* The month that begins `ahead` months after `of`'s. */
static int64_t month_begin(int64_t of, int64_t ahead)
{
	return civil_months_on(of + 1 - civil_from_days(of).day, ahead);
}

/* The unit that holds today, moved by so many. */
static int whole_unit(
    const struct reader *r, int64_t unit, int64_t by, struct query_dates *d_r)
{
	int64_t monday = r->today - iso_weekday(r->today) + by * 7;
	int64_t january =
	    month_begin(r->today, 1 - civil_from_days(r->today).month);

	switch (unit) {
	case 'd':
		return days(r, r->today + by, r->today + by + 1, d_r);
	case 'w':
		return days(r, monday, monday + 7, d_r);
	case 'k':
		return days(r, monday + 5, monday + 7, d_r);
	case 'm':
		return days(r, month_begin(r->today, by),
		    month_begin(r->today, by + 1), d_r);
	case 'y':
		return days(r, month_begin(january, 12 * by),
		    month_begin(january, 12 * by + 12), d_r);
	default:
		return -1;
	}
}

/* "friday": by is 0, or -1 for last, 1 for next. */
static int weekday(
    const struct reader *r, int64_t day, int64_t by, struct query_dates *d_r)
{
	int64_t back = (iso_weekday(r->today) - day + 7) % 7;
	int64_t at = r->today - back;

	if (by > 0)
		at += 7;
	else if (by < 0 && back == 0)
		at -= 7;
	return days(r, at, at + 1, d_r);
}

/* The month of this name, by as above. */
static int64_t named_month(const struct reader *r, int64_t month, int64_t by)
{
	int64_t now = civil_from_days(r->today).month;
	int64_t ahead = month - now;

	if (by > 0 && ahead <= 0)
		ahead += 12;
	else if (by <= 0 && (ahead > 0 || (by < 0 && ahead == 0)))
		ahead -= 12;
	return month_begin(r->today, ahead);
}

/* n units before now: a moment for hours, else a day. */
static int units_ago(
    const struct reader *r, int64_t n, int64_t unit, struct query_dates *d_r)
{
	int64_t day;

	if (unit == 'h' || unit == 'n') {
		int64_t ms = r->clock->now_ms -
			     n * (unit == 'h' ? CIVIL_HOUR_MS : 60000);

		*d_r = (struct query_dates){MAX(ms, 0), MAX(ms, 0) + 1};
		return 0;
	}
	if (unit == 'k')
		return whole_unit(r, unit, -n, d_r);
	day = query_days_back(r->today, n, (char)unit);
	return days(r, day, day + 1, d_r);
}

/* "last 3 days", "2 weeks": up to the end of today. */
static int last_units(
    const struct reader *r, int64_t n, int64_t unit, struct query_dates *d_r)
{
	if (unit == 'k' || units_ago(r, n, unit, d_r) != 0)
		return -1;
	d_r->to_ms = civil_begin_ms(r->clock, r->today + 1);
	return 0;
}

/* ---- the forms ---- */

static int word_form(const struct reader *r, struct query_dates *d_r)
{
	int64_t now_ms = r->clock->now_ms;

	switch ((enum part_word)r->parts[0].value) {
	case WORD_NOW:
		*d_r = (struct query_dates){now_ms, now_ms + 1};
		return 0;
	case WORD_TODAY:
		return whole_unit(r, 'd', 0, d_r);
	case WORD_YESTERDAY:
		return whole_unit(r, 'd', -1, d_r);
	case WORD_TOMORROW:
		return whole_unit(r, 'd', 1, d_r);
	case WORD_LAST:
	case WORD_THIS:
	case WORD_NEXT:
	case WORD_AGO:
	case WORD_FILLER:
		break;
	}
	return -1;
}

/* [last|this|next] unit|weekday|month; last 3 days */
static int shifted_form(
    const struct reader *r, int64_t by, struct query_dates *d_r)
{
	int64_t month;

	if (r->n == 3 && by < 0 && is_kind(r, 1, PART_NUMBER) &&
	    is_kind(r, 2, PART_UNIT))
		return last_units(r, r->parts[1].value, r->parts[2].value, d_r);
	if (r->n != 2)
		return -1;
	switch (r->parts[1].kind) {
	case PART_UNIT:
		return whole_unit(r, r->parts[1].value, by, d_r);
	case PART_WEEKDAY:
		if (by == 0) {
			int64_t day = r->today - iso_weekday(r->today) +
				      r->parts[1].value;

			return days(r, day, day + 1, d_r);
		}
		return weekday(r, r->parts[1].value, by, d_r);
	case PART_MONTH:
		month = named_month(r, r->parts[1].value, by);
		return days(r, month, month_begin(month, 1), d_r);
	case PART_NUMBER:
	case PART_WORD:
		break;
	}
	return -1;
}

/* march, march 2026, 3 march, march 3 2026, 3 march 2026 */
static int month_form(const struct reader *r, struct query_dates *d_r)
{
	size_t at = r->parts[0].kind == PART_MONTH ? 0 : 1;
	int64_t day = 0, year = 0, first, month;

	if (!is_kind(r, at, PART_MONTH) || r->n > 3)
		return -1;
	month = r->parts[at].value;
	for (size_t i = 0; i < r->n; i++) {
		const struct part *p = &r->parts[i];

		if (i == at)
			continue;
		if (p->kind != PART_NUMBER)
			return -1;
		if (!p->is_ordinal && p->value >= CIVIL_MIN_YEAR &&
		    p->value <= CIVIL_MAX_YEAR && year == 0)
			year = p->value;
		else if (p->value >= 1 && p->value <= 31 && day == 0)
			day = p->value;
		else
			return -1;
	}
	first = year != 0 ? civil_to_days(year, month, 1)
			  : named_month(r, month, 0);
	if (day == 0)
		return days(r, first, month_begin(first, 1), d_r);
	/* Without a year the latest such day, so not one still to come. */
	if (year == 0 && first + day - 1 > r->today)
		first = month_begin(first, -12);
	if (day > civil_month_days(civil_from_days(first).year, month))
		return -1;
	return days(r, first + day - 1, first + day, d_r);
}

static int number_form(const struct reader *r, struct query_dates *d_r)
{
	bool units = !r->parts[0].is_ordinal && is_kind(r, 1, PART_UNIT);

	if (units && r->n == 3 && is_word(r, 2, WORD_AGO))
		return units_ago(r, r->parts[0].value, r->parts[1].value, d_r);
	if (units && r->n == 2)
		return last_units(r, r->parts[0].value, r->parts[1].value, d_r);
	return month_form(r, d_r);
}

int query_date_words(
    struct str s, const struct query_clock *clock, struct query_dates *d_r)
{
	struct reader r = {
	    .clock = clock, .today = civil_day_at(clock, clock->now_ms)};

	if (read_parts(&r, s) != 0)
		return -1;
	if (is_word(&r, 0, WORD_LAST))
		return shifted_form(&r, -1, d_r);
	if (is_word(&r, 0, WORD_THIS))
		return shifted_form(&r, 0, d_r);
	if (is_word(&r, 0, WORD_NEXT))
		return shifted_form(&r, 1, d_r);
	switch (r.parts[0].kind) {
	case PART_NUMBER:
		return number_form(&r, d_r);
	case PART_MONTH:
		return month_form(&r, d_r);
	case PART_WEEKDAY:
		return r.n == 1 ? weekday(&r, r.parts[0].value, 0, d_r) : -1;
	case PART_WORD:
		return r.n == 1 ? word_form(&r, d_r) : -1;
	case PART_UNIT:
		break;
	}
	return -1;
}
