/* when.c - moments in mail: days joined with the times beside them. */
#include "common/mail/when/when_part.h"

#define MINUTE_MS INT64_C(60000)
#define DAY_MS (1440 * MINUTE_MS)
#define JOIN_WORDS 4 /* "on the", "from", a weekday, between day and time */

/* ---- days and times together ---- */

static void put_time(struct when *w, const struct when_time *time, int zone_min)
{
	struct when_zone zone = {zone_min, WHEN_FIXED};

	if (time->zoned)
		zone = time->zone;
	w->at_ms = when_utc_ms(w->day, time->minute, zone);
	w->has_time = true;
	w->has_zone = time->zoned;
	if (time->until >= 0)
		w->until_ms = when_utc_ms(
		    w->day + (time->until < time->minute), time->until, zone);
}

/* A time behind the day, with only such words between. */
static size_t time_behind(
    const struct tokens *t, size_t i, size_t from, struct when_time *time_r)
{
	for (size_t k = i; k < i + JOIN_WORDS && when_together(t, from, k);
	     k++) {
		size_t next = when_read_time(t, k, time_r);

		if (next > 0)
			return next;
		if (!token_in(&t->v[k],
			"at|from|on|um|ab|von|between|the|morning|afternoon|"
			"evening|by|starting|uhr|no|later|than"))
			return 0;
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
			"your|in|morning|afternoon"))
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
		w->day = day.day;
		w->vague = day.vague;
		w->at_ms = when_utc_ms(
		    day.day, 0, (struct when_zone){zone_min, WHEN_FIXED});
		more = time_behind(t, next, i, &time);
		if (more == 0)
			return next;
		put_time(w, &time, zone_min);
		return more;
	}
	next = when_read_time(t, i, &time);
	if (next == 0 || (more = day_behind(r, next, i, &day)) == 0)
		return 0;
	w->day = day.day;
	put_time(w, &time, zone_min);
	return more;
}

size_t when_scan(const struct tokens *t, int64_t sent_ms, int zone_min,
    struct when *v, size_t max)
{
	int64_t local = sent_ms + zone_min * MINUTE_MS;
	struct when_reading r = {
	    .t = t, .today = local / DAY_MS - (local % DAY_MS < 0)};
	size_t n = 0;

	for (size_t i = 0; i < t->n && !r.month_first; i++)
		r.month_first =
		    token_in(&t->v[i], "am|pm|est|edt|pst|pdt|cst|cdt|et|pt");
	for (size_t i = 0; i < t->n && n < max;) {
		struct when w = {.first = i, .from = t->v[i].from};
		size_t behind = read_moment(&r, i, zone_min, &w);

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
	return w->has_time ? w->at_ms : w->at_ms + 1439 * MINUTE_MS;
}
