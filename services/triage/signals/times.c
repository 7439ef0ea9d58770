/* times.c - deadlines and events: which dates matter, and how soon. */
#include "common/mail/ics.h"
#include "services/triage/signals/signals.h"

#define MINUTE_MS INT64_C(60000)
#define DAY_MS (1440 * MINUTE_MS)

static int64_t date_ms(const struct triage_look *k, const struct triage_date *d,
    int default_minute);
static bool says_bill(const struct triage_look *k);
static bool says_event(const struct triage_look *k);
static void judge(struct triage_look *k, const struct triage_date *due,
    const struct triage_date *event);

/* Where the hours are that the mail names: its sender's zone. A machine stands
 * anywhere; its hours, and those of a mail that names no zone, are taken as
 * the reader's. */
static int zone_of(const struct triage_look *k)
{
	bool automatic =
	    k->is_list || k->is_bulk || k->mail->auto_submitted.n > 0;

	return k->mail->zone_min != 0 && !automatic ? k->mail->zone_min
						    : k->user->tz_offset_min;
}

static int64_t day_of(int64_t ms, int zone_min)
{
	int64_t local = ms + zone_min * MINUTE_MS;

	return local / DAY_MS - (local % DAY_MS < 0);
}

/* Of the first event of the calendar part; 0 when there is none. */
static int64_t calendar_start(const struct triage_look *k)
{
	struct ics_event first;

	return ics_events(k->arena, k->mail->calendar, k->user->tz_offset_min,
		   &first, 1) > 0
		   ? first.begin_ms
		   : 0;
}

void triage_look_time(struct triage_look *k)
{
	struct triage_seen *seen = k->seen;
	const struct when_mail mail = {.sent_ms = k->mail->at_ms,
	    .zone_min = zone_of(k),
	    .order = k->user->month_first ? WHEN_MDY : WHEN_DMY};
	int64_t today = day_of(mail.sent_ms, mail.zone_min);
	const struct triage_date *due = NULL, *event = NULL;
	size_t n;

	n = triage_dates_find(
	    k->arena, k->mail->subject, &mail, seen->dates, TRIAGE_DATES_MAX);
	for (size_t i = 0; i < n; i++) { /* a subject's date is its matter */
		seen->dates[i].in_subject = true;
		seen->dates[i].meeting |= !seen->dates[i].deadline;
	}
	seen->n_dates = n + triage_dates_find(k->arena, seen->body.original,
				&mail, seen->dates + n, TRIAGE_DATES_MAX - n);
	for (size_t i = 0; i < seen->n_dates; i++) {
		const struct triage_date *d = &seen->dates[i];

		if (d->deadline && (due == NULL || (due->when.day < today &&
						       d->when.day >= today)))
			due = d;
		/* What had begun is told of, not announced. */
		if (d->when.day < today || d->deadline ||
		    (d->when.has_time && d->when.at_ms < mail.sent_ms))
			continue;
		/* An hour makes an appointment of a date. */
		if ((d->meeting || d->when.has_time) &&
		    (event == NULL ||
			(!event->when.has_time && d->when.has_time)))
			event = d;
	}
	if (!says_bill(k) && due != NULL && due->when.kind != WHEN_DATE)
		due = NULL; /* "by Friday" in idle talk */
	seen->calendar_ms = calendar_start(k);
	if (k->mail->calendar.n > 0)
		triage_signal_on(k, SIGNAL_CALENDAR, STR("text/calendar"));
	judge(k, due, event);
}

/* Deadlines without an hour end with their day; events without an hour begin
 * at nine. */
static int64_t date_ms(const struct triage_look *k, const struct triage_date *d,
    int default_minute)
{
	if (d->when.has_time)
		return d->when.at_ms;
	return d->when.day * DAY_MS +
	       (default_minute - k->user->tz_offset_min) * MINUTE_MS;
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

	return (struct str){text.p + d->when.from, d->when.to - d->when.from};
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
	else if (event != NULL && (event->when.has_time || says_event(k)))
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
