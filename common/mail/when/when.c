/* when.c - moments in mail: days joined with the times beside them. */
#include "common/mail/when/when_part.h"

#define MINUTE_MS INT64_C(60000)
#define DAY_MS (1440 * MINUTE_MS)
#define LAST_MINUTE 1439
#define JOIN_BYTES 28 /* from a day to a time behind any words */
#define JOIN_WORDS 4  /* "on the", "from", a weekday, between day and time */

/* ---- days and times together ---- */

static void put_time(struct when *w, const struct when_time *time, int zone_min)
{
	struct when_zone zone = {zone_min, WHEN_FIXED};

	if (time->zoned)
		zone = time->zone;
	w->at_ms = when_utc_ms(w->day, time->minute, zone);
	w->until_ms = 0;
	w->has_time = true;
	w->has_zone = time->zoned;
	if (time->until >= 0)
		w->until_ms = when_utc_ms(
		    w->day + (time->until < time->minute), time->until, zone);
}

static void put_day(struct when *w, const struct when_day *day)
{
	w->day = day->day;
	w->kind = day->kind;
	w->vague = day->vague;
	w->yearless = day->yearless;
	w->at_ms = day->day * DAY_MS;
	if (day->last > 0)
		w->until_ms = day->last * DAY_MS + LAST_MINUTE * MINUTE_MS;
}

/* "Time: 14:30" on the line below a day, and the like: the token behind the
 * label, or i. */
static size_t skip_label(
    const struct tokens *t, size_t i, size_t from, const char *labels)
{
	if (i + 1 < t->n && t->v[i].sentence == t->v[from].sentence + 1 &&
	    t->v[i + 1].breaks && when_in(&t->v[i], labels))
		i++;
	return i;
}

/* Whether the word may stand between a day and its time. */
static bool joins(const struct token *w)
{
	return when_in(w, "at|from|on|um|ab|von|between|the|morning|afternoon|"
			  "evening|by|starting|uhr|no|later|than|t|a|de|des|"
			  "las|la|partir|desde|entre|le|zwischen");
}

/* A time behind the day: behind few words that join them, or, where it is
 * written as a time ("doors 19:30"), close by behind any. */
static size_t time_behind(
    const struct tokens *t, size_t i, size_t from, struct when_time *time_r)
{
	size_t k = skip_label(
	    t, i, from, "time|uhrzeit|zeit|beginn|heure|horaire|hora");
	bool joined = true;

	if (k > i)
		from = k;
	i = k;
	for (; when_together(t, from, k) &&
	       t->v[k].from <= t->v[i - 1].to + JOIN_BYTES;
	     k++) {
		size_t next = when_read_time(t, k, time_r);

		joined = joined && k < i + JOIN_WORDS;
		if (next > 0 && (joined || time_r->marked))
			return next;
		if (t->v[k].number >= 0 || (!joined && t->v[k].breaks))
			return 0;
		joined = joined && joins(&t->v[k]);
	}
	return 0;
}

/* The day behind a time: "at 14:30 CET on Friday, 5 December". */
static size_t day_behind(
    const struct when_reading *r, size_t i, size_t from, struct when_day *d_r)
{
	for (size_t k = i; k < i + JOIN_WORDS && when_together(r->t, from, k);
	     k++) {
		size_t next = when_read_day(r, k, d_r);

		if (next > 0)
			return next;
		if (!token_in(&r->t->v[k],
			"on|the|am|den|this|coming|next|time|"
			"your|in|morning|afternoon|le|el|del"))
			return 0;
	}
	return 0;
}

static size_t read_moment(
    const struct when_reading *r, size_t i, int zone_min, struct when *w)
{
	const struct tokens *t = r->t;
	struct when_time time;
	struct when_day day;
	size_t next, more;

	if ((next = when_read_day(r, i, &day)) > 0) {
		put_day(w, &day);
		more = time_behind(t, next, i, &time);
		if (more == 0)
			return next;
		put_time(w, &time, zone_min);
		return more;
	}
	next = when_read_time(t, i, &time);
	if (next == 0 || (more = day_behind(r, next, i, &day)) == 0)
		return 0;
	put_day(w, &day);
	put_time(w, &time, zone_min);
	return more;
}

static bool is_american(const struct tokens *t)
{
	for (size_t i = 0; i < t->n; i++)
		if (token_in(&t->v[i], "am|pm|est|edt|pst|pdt|cst|cdt|et|pt"))
			return true;
	return false;
}

size_t when_scan(const struct tokens *t, const struct when_mail *mail,
    struct when *v, size_t max)
{
	int64_t local = mail->sent_ms + mail->zone_min * MINUTE_MS;
	struct when_reading r = {
	    .t = t, .today = local / DAY_MS - (local % DAY_MS < 0)};
	size_t n = 0;

	r.month_first = mail->order == WHEN_MDY ||
			(mail->order == WHEN_GUESS && is_american(t));
	when_begins(&r);
	for (size_t i = 0; i < t->n && n < max;) {
		struct when w = {.first = i, .from = t->v[i].from};
		size_t behind = when_may_begin(&r, &t->v[i])
				    ? read_moment(&r, i, mail->zone_min, &w)
				    : 0;

		if (behind == 0) {
			i++;
			continue;
		}
		w.behind = behind;
		w.to = t->v[behind - 1].to;
		v[n++] = w;
		i = behind;
	}
	return n;
}

int64_t when_due_ms(const struct when *w)
{
	return w->has_time ? w->at_ms : w->at_ms + LAST_MINUTE * MINUTE_MS;
}
