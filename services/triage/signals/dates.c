/* dates.c - finds dates in running text and what is said before them. */
#include "services/triage/signals/dates.h"

#include "services/triage/signals/dates.def.h"
#include "services/triage/signals/text.h"

#define SCAN_BYTES 8192
#define CUE_BYTES 72 /* how far back words explain a date */
#define DAY_MS INT64_C(86400000)

#define C(text) {text, sizeof text - 1},
static const struct str deadline_cues[] = {DEADLINE_CUES(C)};
static const struct str past_cues[] = {PAST_CUES(C)};
static const struct str meeting_cues[] = {MEETING_CUES(C)};
#undef C

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

/* Where the sentence of the date begins, at most CUE_BYTES before it: another
 * one says nothing about this. */
static size_t cues_from(struct str text, size_t date)
{
	size_t from = date > CUE_BYTES ? date - CUE_BYTES : 0;
	const char *p = text.p;

	for (size_t i = date; i > from; i--) {
		if (p[i - 1] == '\n' && i > 1 && p[i - 2] == '\n')
			return i;
		if (p[i - 1] == ' ' && i > 3 && p[i - 2] == '.' &&
		    (p[i - 3] < '0' || p[i - 3] > '9'))
			return i;
	}
	return from;
}

/* Back to the year before, where that day is one. */
static void look_back(struct when *w)
{
	struct civil c = civil_from_days(w->day);
	int64_t day = civil_to_days(c.year - 1, c.month, c.day);

	if (!civil_valid(c.year - 1, c.month, c.day))
		return;
	w->at_ms += (day - w->day) * DAY_MS;
	w->day = day;
}

/* "We'll write within two weeks" binds its sender; "reply within two weeks"
 * and "if we do not hear from you within two weeks" its reader. */
static bool binds_reader(const struct tokens *t, const struct when *w)
{
	bool sender = false;

	for (size_t i = t->sentences[t->v[w->first].sentence].from;
	     i < w->first; i++) {
		if (token_in(
			&t->v[i], "if|not|unless|wenn|falls|nicht|si|sans"))
			return true;
		sender |= token_in(
		    &t->v[i], "we|i|us|hear|aim|he|she|wir|ich|uns|nous|je");
	}
	return !sender;
}

static void explain(
    const struct tokens *t, int64_t today, struct triage_date *d)
{
	struct str text = t->text;
	size_t from = cues_from(text, d->when.from);
	char folded[CUE_BYTES * 2];
	struct str words = {folded, 0};

	words.n =
	    triage_text_fold((struct str){text.p + from, d->when.from - from},
		folded, sizeof folded);
	if (any_cue(words, past_cues, ARRAY_LEN(past_cues), 2)) {
		if (d->when.yearless && d->when.day > today)
			look_back(&d->when);
		d->deadline = cue_before(words, STR("due"), 2) ||
			      cue_before(words, STR("fallig"), 2);
		return;
	}
	d->deadline =
	    (d->when.kind == WHEN_COUNT && !d->when.vague &&
		binds_reader(t, &d->when)) ||
	    any_cue(words, deadline_cues, ARRAY_LEN(deadline_cues), 4);
	d->meeting = any_cue(words, meeting_cues, ARRAY_LEN(meeting_cues), 3);
}

size_t triage_dates_find(struct arena *a, struct str text,
    const struct when_mail *mail, struct triage_date *v, size_t max)
{
	int64_t local = mail->sent_ms + mail->zone_min * INT64_C(60000);
	int64_t today = local / DAY_MS - (local % DAY_MS < 0);
	struct when whens[WHEN_MAX];
	struct tokens t;
	size_t n = 0, found;

	text.n = utf8_cut(text, SCAN_BYTES);
	tokens_init(a, text, &t);
	tokens_add(a, &t, 0, text.n);
	found = when_scan(&t, mail, whens, WHEN_MAX);
	for (size_t i = 0; i < found && n < max; i++) {
		if (whens[i].kind == WHEN_SPAN)
			continue;
		v[n] = (struct triage_date){.when = whens[i]};
		explain(&t, today, &v[n++]);
	}
	return n;
}
