/* times.c - deadlines and events: which dates matter, and how soon. */
#include "services/triage/signals/signals.h"

#define MINUTE_MS INT64_C(60000)
#define DAY_MS (1440 * MINUTE_MS)

static int64_t date_ms(const struct triage_look *k, const struct triage_date *d,
    int default_minute);
static int64_t calendar_start(struct str ics, int tz_offset_min);
static bool says_bill(const struct triage_look *k);
static bool says_event(const struct triage_look *k);
static void judge(struct triage_look *k, const struct triage_date *due,
    const struct triage_date *event);

void triage_look_time(struct triage_look *k)
{
	struct triage_seen *seen = k->seen;
	int64_t local_ms = k->mail->at_ms + k->user->tz_offset_min * MINUTE_MS;
	int64_t today = local_ms / DAY_MS - (local_ms % DAY_MS < 0);
	enum triage_order order = k->user->month_first ? ORDER_MDY : ORDER_DMY;
	const struct triage_date *due = NULL, *event = NULL;
	size_t n;

	n = triage_dates_find(
	    k->mail->subject, today, order, seen->dates, TRIAGE_DATES_MAX);
	for (size_t i = 0; i < n; i++) { /* a subject's date is its matter */
		seen->dates[i].in_subject = true;
		seen->dates[i].meeting |= !seen->dates[i].deadline;
	}
	seen->n_dates = n + triage_dates_find(seen->body.original, today, order,
				seen->dates + n, TRIAGE_DATES_MAX - n);
	for (size_t i = 0; i < seen->n_dates; i++) {
		const struct triage_date *d = &seen->dates[i];

		if (d->deadline &&
		    (due == NULL || (due->day < today && d->day >= today)))
			due = d;
		if (d->day < today || d->deadline)
			continue;
		/* An hour makes an appointment of a date. */
		if ((d->meeting || d->minute >= 0) &&
		    (event == NULL || (event->minute < 0 && d->minute >= 0)))
			event = d;
	}
	if (!says_bill(k) && due != NULL && due->word)
		due = NULL; /* "by Friday" in idle talk */
	seen->calendar_ms =
	    calendar_start(k->mail->calendar, k->user->tz_offset_min);
	if (k->mail->calendar.n > 0)
		triage_signal_on(k, SIGNAL_CALENDAR, STR("text/calendar"));
	judge(k, due, event);
}

/* Deadlines without an hour end with their day; events without an hour begin
 * at nine. */
static int64_t date_ms(const struct triage_look *k, const struct triage_date *d,
    int default_minute)
{
	int minute = d->minute >= 0 ? d->minute : default_minute;

	return d->day * DAY_MS + minute * MINUTE_MS -
	       k->user->tz_offset_min * MINUTE_MS;
}

static bool says_bill(const struct triage_look *k)
{
	return triage_signal_is_on(k, SIGNAL_SAYS_BILL) ||
	       triage_signal_is_on(k, SIGNAL_ASKS_REPLY) ||
	       triage_signal_is_on(k, SIGNAL_SAYS_OFFER) ||
	       triage_signal_is_on(k, SIGNAL_SAYS_INTERVIEW) ||
	       triage_signal_is_on(k, SIGNAL_URGENT);
}

static bool says_event(const struct triage_look *k)
{
	return triage_signal_is_on(k, SIGNAL_SAYS_INTERVIEW) ||
	       triage_signal_is_on(k, SIGNAL_CALENDAR) ||
	       triage_signal_is_on(k, SIGNAL_TRAVEL_SENDER) ||
	       triage_signal_is_on(k, SIGNAL_EVENT_SENDER);
}

static struct str where(
    const struct triage_look *k, const struct triage_date *d)
{
	struct str text =
	    d->in_subject ? k->mail->subject : k->seen->body.original;

	return (struct str){text.p + d->from, d->bytes};
}

static void judge(struct triage_look *k, const struct triage_date *due,
    const struct triage_date *event)
{
	struct triage_seen *seen = k->seen;
	int64_t now = k->now_ms;

	if (due != NULL) {
		seen->due_ms = date_ms(k, due, 1439);
		if (seen->due_ms < now && now - seen->due_ms < 30 * DAY_MS &&
		    triage_signal_is_on(k, SIGNAL_SAYS_BILL))
			triage_signal_on(k, SIGNAL_OVERDUE, where(k, due));
		else if (seen->due_ms >= now && seen->due_ms < now + 2 * DAY_MS)
			triage_signal_on(k, SIGNAL_DUE_SOON, where(k, due));
		else if (seen->due_ms >= now && seen->due_ms < now + 7 * DAY_MS)
			triage_signal_on(k, SIGNAL_DUE_WEEK, where(k, due));
	}
	if (seen->calendar_ms != 0)
		seen->event_ms = seen->calendar_ms;
	else if (event != NULL && (event->minute >= 0 || says_event(k)))
		seen->event_ms = date_ms(k, event, 540);
	if (seen->event_ms >= now - 3600000 &&
	    seen->event_ms < now + 2 * DAY_MS && seen->event_ms != 0)
		triage_signal_on(k, SIGNAL_EVENT_SOON,
		    event != NULL ? where(k, event) : STR("DTSTART"));
	else if (seen->event_ms != 0 && seen->event_ms < now - DAY_MS)
		triage_signal_on(k, SIGNAL_EVENT_PAST,
		    event != NULL ? where(k, event) : STR("DTSTART"));
	if (now - k->mail->at_ms > 14 * DAY_MS && seen->due_ms < now &&
	    seen->event_ms < now)
		triage_signal_on(k, SIGNAL_OLD, STR("received long ago"));
}

/* ---- text/calendar ---- */

static bool digits(const char *p, size_t n, int *v_r)
{
	*v_r = 0;
	for (size_t i = 0; i < n; i++) {
		if (p[i] < '0' || p[i] > '9')
			return false;
		*v_r = *v_r * 10 + (p[i] - '0');
	}
	return true;
}

/* The first VEVENT's DTSTART: 20261205T140000Z, a local time (taken as the
 * reader's), or a day. 0 when there is none. */
static int64_t calendar_start(struct str ics, int tz_offset_min)
{
	ptrdiff_t event = str_ifind(ics, "BEGIN:VEVENT");
	struct str rest = ics, line;

	if (event < 0)
		return 0;
	rest.p += event;
	rest.n -= (size_t)event;
	while (str_split(&rest, '\n', &line)) {
		const char *colon;
		struct str v;
		int y, mo, d, h = 0, mi = 0;
		int64_t ms;

		if (!str_istarts(line, "DTSTART"))
			continue;
		colon = memchr(line.p, ':', line.n);
		if (colon == NULL)
			return 0;
		v = str_trim((struct str){
		    colon + 1, line.n - (size_t)(colon + 1 - line.p)});
		if (v.n < 8 || !digits(v.p, 4, &y) ||
		    !digits(v.p + 4, 2, &mo) || !digits(v.p + 6, 2, &d) ||
		    !triage_day_valid(y, mo, d))
			return 0;
		if (v.n >= 13 &&
		    (!digits(v.p + 9, 2, &h) || !digits(v.p + 11, 2, &mi) ||
			h > 23 || mi > 59))
			return 0;
		ms = civil_to_days(y, mo, d) * DAY_MS +
		     (h * 60 + mi) * MINUTE_MS;
		if (v.p[v.n - 1] != 'Z')
			ms -= tz_offset_min * MINUTE_MS;
		return ms;
	}
	return 0;
}
