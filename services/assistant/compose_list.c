/* compose_list.c - answers that are lists: what is coming, what is due, what
 * waits for an answer, what is risky, what could go. */
#include "services/assistant/compose.h"

#include "common/base/clock.h"

#include <inttypes.h>
#include <stdlib.h>

#define LIST_LINES 12
#define SUBJECT_BYTES 140
#define OVERDUE_DAYS 14
#define AHEAD_DAYS 366

/* ---- keeping some mail, in an order ---- */

typedef bool keep_fn(const struct mail *m, int64_t from_ms, int64_t to_ms);

static size_t keep(struct draft *d, const struct material *m, keep_fn *fn,
    int64_t from_ms, int64_t to_ms,
    int (*order)(const void *, const void *))
{
	size_t n = 0;

	for (size_t i = 0; i < m->n_mails; i++) {
		if (fn(&m->mails[i], from_ms, to_ms))
			m->mails[n++] = m->mails[i];
	}
	qsort(m->mails, n, sizeof *m->mails, order);
	d->n_mails = n;
	return n;
}

static int compare(int64_t a, int64_t b)
{
	return a < b ? -1 : a > b;
}

static int newest(const struct mail *x, const struct mail *y)
{
	int c = compare(y->received_ms, x->received_ms);

	return c != 0 ? c : x->id < y->id ? -1 : x->id > y->id;
}

static int by_event(const void *a, const void *b)
{
	const struct mail *x = a, *y = b;
	int c = compare(x->event_ms, y->event_ms);

	return c != 0 ? c : newest(x, y);
}

static int by_due(const void *a, const void *b)
{
	const struct mail *x = a, *y = b;
	int c = compare(x->due_ms, y->due_ms);

	return c != 0 ? c : newest(x, y);
}

static int by_priority(const void *a, const void *b)
{
	const struct mail *x = a, *y = b;
	int c = compare(y->priority, x->priority);

	return c != 0 ? c : newest(x, y);
}

static int by_risk(const void *a, const void *b)
{
	const struct mail *x = a, *y = b;
	int c = compare(y->risk, x->risk);

	return c != 0 ? c : newest(x, y);
}

static int by_sender(const void *a, const void *b)
{
	const struct mail *x = a, *y = b;
	int c = strcmp(x->from_addr, y->from_addr);

	return c != 0 ? c : newest(x, y);
}

/* ---- what is coming ---- */

static bool happens(const struct mail *m, int64_t from_ms, int64_t to_ms)
{
	return m->event_ms >= from_ms && m->event_ms < to_ms &&
	    !mail_is_risky(m);
}

static bool is_due(const struct mail *m, int64_t from_ms, int64_t to_ms)
{
	return m->due_ms >= from_ms && m->due_ms < to_ms && !m->outgoing &&
	    !mail_is_risky(m);
}

/* Several mails of a thread that speak of one moment are one line: that of
 * the newest, which comes first. */
static void drop_repeats(struct draft *d, const struct material *m)
{
	size_t n = 0;

	for (size_t i = 0; i < d->n_mails; i++) {
		const struct mail *x = &m->mails[i];
		bool again = false;

		for (size_t k = 0; k < n && x->thread_id != 0; k++)
			again |= m->mails[k].thread_id == x->thread_id &&
			    m->mails[k].event_ms == x->event_ms &&
			    m->mails[k].due_ms == x->due_ms;
		if (!again)
			m->mails[n++] = *x;
	}
	d->n_mails = n;
}

/* The mail's sentence that says when. */
static bool sentence_of(struct draft *d, const struct material *m, size_t mail,
    struct pick *p_r)
{
	const struct choose_how how = {.max = 1, .max_per_mail = 1};
	struct question q = *m->q;

	q.asked = ASKED_WHEN;
	if (choose_sentences(d->a, &q, &d->mails[mail], 1, &how, p_r) == 0 ||
	    !p_r->answers)
		return false;
	p_r->mail = mail;
	return true;
}

static void add_moment(
    struct draft *d, const struct material *m, size_t mail, int64_t at_ms)
{
	char at[CALENDAR_TIME_CHARS];
	size_t before = d->text.len;
	struct pick p;
	bool says = sentence_of(d, m, mail, &p);

	calendar_time_text(at_ms, d->utc_offset_s, at);
	draft_say(d, "- %s: ", at);
	draft_add(d, str_of(d->mails[mail].subject), SUBJECT_BYTES);
	draft_say(d, ", ");
	draft_sender(d, &d->mails[mail]);
	if (says) {
		draft_say(d, ": ");
		draft_quote(d, &p);
	}
	if (draft_cite(d, mail, says ? &p : NULL))
		draft_say(d, "\n");
	else
		draft_undo(d, before);
}

static void propose_moment(struct draft *d, const struct mail *m,
    const char *kind, const char *key, int64_t at_ms)
{
	char at[CLOCK_UTC_CHARS + 1];
	struct draft_param params[2] = {{"title", m->subject}, {key, at}};

	clock_format_utc(at_ms, at, sizeof at);
	draft_propose(d, kind, m, params, 2, "you asked for it in the chat");
}

static void period(
    const struct material *m, int64_t back_days, int64_t *from_r, int64_t *to_r)
{
	int64_t today = calendar_begin(calendar_day_of(m->clock->now_ms,
					   m->clock->utc_offset_s),
	    m->clock->utc_offset_s);

	*from_r = today - back_days * DAY_MS;
	*to_r = today + AHEAD_DAYS * DAY_MS;
	if (m->q->when.set) {
		*from_r = m->q->when.from_ms;
		*to_r = m->q->when.to_ms;
	}
}

static void say_period(struct draft *d, int64_t from_ms, int64_t to_ms)
{
	draft_say(d, ", ");
	draft_day(d, from_ms);
	draft_say(d, " to ");
	draft_day(d, to_ms - 1);
}

static void no_moment(struct draft *d, const struct material *m,
    const char *what, int64_t from_ms, int64_t to_ms)
{
	draft_say(d, "No %s found", what);
	if (*m->plan->said != '\0')
		draft_say(d, " for %s", m->plan->said);
	say_period(d, from_ms, to_ms);
	draft_say(d, ", in mail");
	compose_window(d, m);
	draft_say(d, ".");
}

void compose_calendar(struct draft *d, const struct material *m)
{
	int64_t from_ms, to_ms;

	period(m, 0, &from_ms, &to_ms);
	keep(d, m, happens, from_ms, to_ms, by_event);
	drop_repeats(d, m);
	if (d->n_mails == 0) {
		no_moment(d, m, "event with a date", from_ms, to_ms);
		return;
	}
	draft_say(d, "%zu event%s", d->n_mails, d->n_mails == 1 ? "" : "s");
	say_period(d, from_ms, to_ms);
	compose_cite_first(d, d->n_mails);
	draft_say(d, ":\n");
	for (size_t i = 0; i < MIN(d->n_mails, (size_t)LIST_LINES); i++) {
		add_moment(d, m, i, d->mails[i].event_ms);
		if (m->q->make)
			propose_moment(d, &d->mails[i], "calendar",
			    "starts_at", d->mails[i].event_ms);
	}
}

void compose_task(struct draft *d, const struct material *m)
{
	int64_t from_ms, to_ms;

	period(m, OVERDUE_DAYS, &from_ms, &to_ms);
	keep(d, m, is_due, from_ms, to_ms, by_due);
	drop_repeats(d, m);
	if (d->n_mails == 0) {
		no_moment(d, m, "mail with a due date", from_ms, to_ms);
		return;
	}
	draft_say(d, "%zu with a due date", d->n_mails);
	say_period(d, from_ms, to_ms);
	compose_cite_first(d, d->n_mails);
	draft_say(d, ":\n");
	for (size_t i = 0; i < MIN(d->n_mails, (size_t)LIST_LINES); i++) {
		add_moment(d, m, i, d->mails[i].due_ms);
		if (m->q->make)
			propose_moment(d, &d->mails[i], "task", "due_at",
			    d->mails[i].due_ms);
	}
}

/* ---- what waits for an answer ---- */

static bool waits(const struct mail *m, int64_t from_ms, int64_t to_ms)
{
	(void)from_ms;
	(void)to_ms;
	return !m->answered && !mail_is_risky(m);
}

/* One line a thread. */
static void newest_of_threads(struct draft *d, const struct material *m)
{
	size_t n = 0;

	for (size_t i = 0; i < d->n_mails; i++) {
		bool again = false;

		for (size_t k = 0; k < n && m->mails[i].thread_id != 0; k++)
			again |=
			    m->mails[k].thread_id == m->mails[i].thread_id;
		if (!again)
			m->mails[n++] = m->mails[i];
	}
	d->n_mails = n;
}

void compose_follow_up(struct draft *d, const struct material *m)
{
	keep(d, m, waits, 0, 0, by_priority);
	newest_of_threads(d, m);
	if (d->n_mails == 0) {
		compose_nothing(d, m, m->q->awaiting
			? "mail of yours without an answer"
			: "mail that still needs a reply");
		return;
	}
	compose_count(d, (int64_t)d->n_mails, false);
	draft_say(d, m->q->awaiting ? " of yours without an answer"
				    : " that may need your reply");
	compose_window(d, m);
	compose_cite_first(d, d->n_mails);
	draft_say(d, ":\n");
	for (size_t i = 0; i < MIN(d->n_mails, (size_t)LIST_LINES); i++) {
		struct draft_param to = {"to", d->mails[i].from_addr};

		if (!compose_line(d, i))
			break;
		if (m->q->make && !m->q->awaiting)
			draft_propose(d, "draft", &d->mails[i], &to, 1,
			    "you asked for a draft in the chat");
	}
}

/* ---- what is risky ---- */

static bool any(const struct mail *m, int64_t from_ms, int64_t to_ms)
{
	(void)from_ms;
	(void)to_ms;
	return m->id != 0;
}

void compose_flag(struct draft *d, const struct material *m)
{
	keep(d, m, any, 0, 0, by_risk);
	compose_count(d, m->total, m->total_capped);
	draft_say(d, " with a high risk");
	compose_window(d, m);
	compose_cite_first(d, d->n_mails);
	draft_say(d, ":\n");
	for (size_t i = 0; i < MIN(d->n_mails, (size_t)LIST_LINES); i++) {
		const struct mail *x = &d->mails[i];
		size_t before = d->text.len;

		draft_say(d, "- risk %d of 100: ", (int)x->risk);
		draft_add(d, str_of(x->subject), SUBJECT_BYTES);
		draft_say(d, ", ");
		draft_sender(d, x);
		draft_say(d, " <");
		draft_add(d, str_of(x->from_addr), 80);
		draft_say(d, ">, ");
		draft_day(d, x->received_ms);
		if (*x->risk_reason != '\0') {
			draft_say(d, "; ");
			draft_add(d, str_of(x->risk_reason), 120);
		}
		if (!draft_cite(d, i, NULL)) {
			draft_undo(d, before);
			break;
		}
		draft_say(d, "\n");
		if (m->q->quarantine && x->risk >= MAIL_RISKY)
			draft_propose(d, "quarantine", x, NULL, 0,
			    "high risk, and you asked for it in the chat");
	}
}

/* ---- what could go ---- */

static size_t senders(const struct draft *d)
{
	size_t n = 0;

	for (size_t i = 0; i < d->n_mails; i++)
		n += i == 0 || !streq(d->mails[i].from_addr,
				   d->mails[i - 1].from_addr);
	return n;
}

/* Mails are sorted by sender: how many of the sender's begin at i. */
static size_t run_at(const struct draft *d, size_t i)
{
	size_t n = 1;

	while (i + n < d->n_mails && streq(d->mails[i].from_addr,
					 d->mails[i + n].from_addr))
		n++;
	return n;
}

static bool add_sender(struct draft *d, size_t first, size_t n)
{
	const struct mail *m = &d->mails[first];
	size_t before = d->text.len;

	draft_say(d, "- ");
	draft_sender(d, m);
	draft_say(d, ": %zu, the newest ", n);
	draft_add(d, str_of(m->subject), 80);
	draft_say(d, ", ");
	draft_day(d, m->received_ms);
	if (!draft_cite(d, first, NULL)) {
		draft_undo(d, before);
		return false;
	}
	draft_say(d, "\n");
	return true;
}

void compose_clean(struct draft *d, const struct material *m)
{
	keep(d, m, any, 0, 0, by_sender);
	compose_count(d, (int64_t)d->n_mails, false);
	if (m->total > (int64_t)d->n_mails)
		draft_say(d, " of %" PRId64, m->total);
	draft_say(d, " from %zu senders could be archived", senders(d));
	compose_window(d, m);
	draft_say(d, "; nothing is done before you approve");
	compose_cite_first(d, d->n_mails);
	draft_say(d, ":\n");
	for (size_t i = 0, n; i < d->n_mails; i += n) {
		n = run_at(d, i);
		if (!add_sender(d, i, n))
			break;
		for (size_t k = i; k < i + n; k++)
			draft_propose(d, "archive", &d->mails[k], NULL, 0,
			    "you asked in the chat to clean up");
	}
}

static bool can_leave(const struct mail *m, int64_t from_ms, int64_t to_ms)
{
	(void)from_ms;
	(void)to_ms;
	return m->can_unsubscribe && !mail_is_risky(m);
}

void compose_unsubscribe(struct draft *d, const struct material *m)
{
	keep(d, m, can_leave, 0, 0, by_sender);
	if (d->n_mails == 0) {
		compose_nothing(d, m, "mail that says how to unsubscribe");
		return;
	}
	draft_say(d, "%zu sender%s to unsubscribe from", senders(d),
	    senders(d) == 1 ? "" : "s");
	compose_window(d, m);
	draft_say(d, "; nothing is done before you approve");
	compose_cite_first(d, d->n_mails);
	draft_say(d, ":\n");
	for (size_t i = 0, n; i < d->n_mails; i += n) {
		struct draft_param sender = {"sender", d->mails[i].from_addr};

		n = run_at(d, i);
		if (!add_sender(d, i, n))
			break;
		draft_propose(d, "unsubscribe", &d->mails[i], &sender, 1,
		    "you asked in the chat to unsubscribe");
	}
}
