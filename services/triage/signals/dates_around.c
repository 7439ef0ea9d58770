/* dates_around.c - what the text around a date says of it; and the pieces
 * that all forms of dates are made of. */
#include "services/triage/signals/dates.def.h"
#include "services/triage/signals/dates_scan.h"
#include "services/triage/signals/text.h"

#define CUE_BYTES 72  /* how far back words explain a date */
#define TIME_BYTES 28 /* how far ahead a time belongs to it */

#define C(text) {text, sizeof text - 1},
static const struct str deadline_cues[] = {DEADLINE_CUES(C)};
static const struct str past_cues[] = {PAST_CUES(C)};
static const struct str meeting_cues[] = {MEETING_CUES(C)};
#undef C

/* ---- pieces ---- */

char date_at(const struct date_scan *s, size_t i)
{
	return i < s->text.n ? s->text.p[i] : '\0';
}

bool date_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* A run of 1 to max digits at *i that no digit follows. */
bool date_number(const struct date_scan *s, size_t *i, size_t max, int *v_r)
{
	size_t n = 0;
	int v = 0;

	while (n < max && date_is_digit(date_at(s, *i + n)))
		v = v * 10 + (date_at(s, *i + n++) - '0');
	if (n == 0 || date_is_digit(date_at(s, *i + n)))
		return false;
	*i += n;
	*v_r = v;
	return true;
}

void date_skip_blank(const struct date_scan *s, size_t *i)
{
	while (date_at(s, *i) == ' ' || date_at(s, *i) == '\t' ||
	       date_at(s, *i) == '\n' || date_at(s, *i) == '\r')
		(*i)++;
}

/* Folds the word at i (letters and inner apostrophes) into out; returns its
 * bytes in the text. */
size_t date_word(const struct date_scan *s, size_t i, char *out, size_t max)
{
	size_t n = 0, len = 0, pos = i;
	struct str t = s->text;

	while (pos < t.n && len + 1 < max) {
		size_t next = pos;
		uint32_t c = triage_text_fold_char(triage_text_next(t, &next));

		if ((c < 'a' || c > 'z') && c != '\'')
			break;
		out[len++] = (char)c;
		pos = next;
		n = pos - i;
	}
	out[len] = '\0';
	return n;
}

/* ---- what is said around a date ---- */

/* Whether the folded words before the date end in the cue, with at most
 * `slack` words between. */
static bool cue_before(struct str words, struct str cue, unsigned slack)
{
	size_t n = words.n, k = cue.n;
	unsigned gaps = 0;

	while (n >= k) {
		if (words.p[n - k] == cue.p[0] &&
		    memcmp(words.p + n - k, cue.p, k) == 0 &&
		    (n == k || words.p[n - k - 1] == ' '))
			return true;
		if (gaps++ == slack)
			return false;
		while (n > 0 && words.p[n - 1] != ' ')
			n--;
		if (n > 0)
			n--;
	}
	return false;
}

static bool any_cue(
    struct str words, const struct str *cues, size_t n, unsigned slack)
{
	for (size_t i = 0; i < n; i++) {
		/* Short words must stand close by. */
		unsigned room = cues[i].n <= 3 ? MIN(slack, 2u) : slack;

		if (cue_before(words, cues[i], room))
			return true;
	}
	return false;
}

void date_explain(
    const struct date_scan *s, struct triage_date *d, bool yearless)
{
	size_t from = d->from > CUE_BYTES ? d->from - CUE_BYTES : 0;
	struct str before;
	char folded[CUE_BYTES * 2];
	struct str words = {folded, 0};

	/* Another sentence says nothing about this one. */
	for (size_t i = d->from; i > from; i--) {
		if ((s->text.p[i - 1] == '\n' && i > 1 &&
			s->text.p[i - 2] == '\n') ||
		    (s->text.p[i - 1] == ' ' && i > 3 &&
			s->text.p[i - 2] == '.' &&
			!date_is_digit(s->text.p[i - 3]))) {
			from = i;
			break;
		}
	}
	before = (struct str){s->text.p + from, d->from - from};
	words.n = triage_text_fold(before, folded, sizeof folded);
	if (any_cue(words, past_cues, ARRAY_LEN(past_cues), 2)) {
		if (yearless) {
			struct civil c = civil_from_days(d->day);

			if (d->day > s->today &&
			    civil_valid(c.year - 1, c.month, c.day))
				d->day =
				    civil_to_days(c.year - 1, c.month, c.day);
		}
		d->deadline = cue_before(words, STR("due"), 2) ||
			      cue_before(words, STR("fallig"), 2);
		return;
	}
	if (any_cue(words, deadline_cues, ARRAY_LEN(deadline_cues), 4))
		d->deadline = true;
	if (any_cue(words, meeting_cues, ARRAY_LEN(meeting_cues), 3))
		d->meeting = true;
}

/* 14:30, 2:30 pm, 3pm, 14h30, 14 Uhr, 14.30 Uhr after the date. */
void date_find_time(const struct date_scan *s, struct triage_date *d)
{
	size_t end = (size_t)d->from + d->bytes;

	for (size_t i = end; i < end + TIME_BYTES && i < s->text.n; i++) {
		int hour, minute = 0;
		size_t j = i;
		bool marked = false;
		char w[8];

		if (s->text.p[i] == '\n' && date_at(s, i + 1) == '\n')
			return;
		if (!date_is_digit(s->text.p[i]))
			continue;
		if (!date_number(s, &j, 2, &hour) || hour > 24)
			return;
		if ((date_at(s, j) == ':' || date_at(s, j) == '.' ||
			(date_at(s, j) | 32) == 'h') &&
		    date_is_digit(date_at(s, j + 1))) {
			marked = date_at(s, j) != '.';
			j++;
			if (!date_number(s, &j, 2, &minute) || minute > 59)
				return;
		}
		date_skip_blank(s, &j);
		(void)date_word(s, j, w, sizeof w);
		if (streq(w, "pm") ||
		    (streq(w, "p") && date_at(s, j + 1) == '.')) {
			hour = hour < 12 ? hour + 12 : hour;
			marked = true;
		} else if (streq(w, "am") || streq(w, "a")) {
			hour = hour == 12 ? 0 : hour;
			marked = marked || streq(w, "am");
		} else if (streq(w, "uhr") || streq(w, "h") ||
			   streq(w, "heures")) {
			marked = true;
		}
		if (marked && hour < 24)
			d->minute = hour * 60 + minute;
		return;
	}
}
