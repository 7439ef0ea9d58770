/* compose_list.c - answers that are lists: what is coming, what is due, what
 * waits for an answer. */
#include "services/assistant/compose/compose.h"

#include "services/assistant/propose/moment.h"
#include "services/assistant/reply/reply.h"

#include <stdlib.h>

#define LIST_LINES 15
#define SUBJECT_BYTES 140
#define FEW_MAILS 3 /* of so many it is told what they ask */
#define ASKED_SENTENCES 2

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

static int64_t day_of(const struct draft *d, const struct mail *m)
{
	return calendar_day_of(
	    m->event_ms != 0 ? m->event_ms : m->due_ms, d->utc_offset_s);
}

/* Mails of one thread that speak of one day, or of one subject and moment,
 * are one line: that of the newest. */
static bool is_repeat(
    const struct draft *d, const struct mail *x, const struct mail *y)
{
	if (x->thread_id != 0 && x->thread_id == y->thread_id)
		return day_of(d, x) == day_of(d, y);
	return x->event_ms == y->event_ms && x->due_ms == y->due_ms &&
	       streq(x->subject, y->subject) &&
	       streq(x->from_addr, y->from_addr);
}

static void drop_repeats(
    struct draft *d, const struct material *m, order_fn *order)
{
	size_t n = 0;

	for (size_t i = 0; i < d->n_mails; i++) {
		struct mail *x = &m->mails[i];
		size_t k = 0;

		while (k < n && !is_repeat(d, x, &m->mails[k]))
			k++;
		if (k == n)
			m->mails[n++] = *x;
		else if (x->received_ms > m->mails[k].received_ms)
			m->mails[k] = *x;
	}
	d->n_mails = n;
	qsort(m->mails, n, sizeof *m->mails, order);
}

/* The mail's sentence that says when. */
static bool sentence_of(
    struct draft *d, const struct material *m, size_t mail, struct pick *p_r)
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

/* A line of the list. */
struct moment {
	int64_t at_ms;
	struct pick pick;
	bool says; /* pick is a sentence that says when */
};

static bool cite_moment(struct draft *d, size_t mail, const struct moment *x)
{
	return draft_cite(d, mail, x->says ? &x->pick : NULL);
}

static void add_moment(struct draft *d, size_t mail, const struct moment *x)
{
	char at[CALENDAR_TIME_CHARS];
	size_t before = d->text.len;

	calendar_time_text(x->at_ms, d->utc_offset_s, at);
	draft_say(d, "- %s: ", at);
	draft_add(d, str_of(d->mails[mail].subject), SUBJECT_BYTES);
	draft_say(d, ", ");
	draft_sender(d, &d->mails[mail]);
	if (x->says) {
		draft_say(d, ": ");
		draft_quote(d, &x->pick);
	}
	if (cite_moment(d, mail, x))
		draft_say(d, "\n");
	else
		draft_undo(d, before);
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
		draft_say(d, " %s", m->plan->said);
	say_period(d, from_ms, to_ms);
	draft_say(d, m->plan->by_dates ? ", in all mail" : ", in mail");
	if (!m->plan->by_dates)
		compose_window(d, m);
	draft_say(d, ".");
	if (m->q->make)
		draft_say(d, " Nothing is proposed, since it needs a date.");
	if (m->q->make && !m->plan->by_dates && m->n_mails > 0) {
		draft_say(d, "\nMail about it:\n");
		d->n_mails = 1;
		compose_line(d, 0);
	}
}

/* The period is said already. */
static void add_moments(
    struct draft *d, const struct material *m, const char *kind, bool due)
{
	struct moment v[LIST_LINES];
	size_t n = MIN(d->n_mails, (size_t)LIST_LINES);

	for (size_t i = 0; i < n; i++) {
		v[i].at_ms = due ? d->mails[i].due_ms : d->mails[i].event_ms;
		v[i].says = sentence_of(d, m, i, &v[i].pick);
	}
	for (size_t i = 0; i < MIN(n, (size_t)3); i++)
		cite_moment(d, i, &v[i]);
	draft_say(d, ":\n");
	for (size_t i = 0; i < n; i++) {
		add_moment(d, i, &v[i]);
		if (m->q->make)
			draft_propose(d, kind, &d->mails[i],
			    due ? moment_task(d->a, &d->mails[i], v[i].at_ms)
				: moment_event(d->a, &d->mails[i], v[i].at_ms,
				      d->utc_offset_s),
			    "you asked for it in the chat");
	}
}

void compose_calendar(struct draft *d, const struct material *m)
{
	int64_t from_ms = m->plan->event_from_ms;
	int64_t to_ms = m->plan->event_to_ms;

	compose_keep(d, m, happens, from_ms, to_ms, compose_by_event);
	drop_repeats(d, m, compose_by_event);
	if (d->n_mails == 0) {
		no_moment(d, m,
		    m->n_made > 0 ? "other event with a date"
				  : "event with a date",
		    from_ms, to_ms);
		return;
	}
	draft_say(d, "%zu event%s", d->n_mails, d->n_mails == 1 ? "" : "s");
	say_period(d, from_ms, to_ms);
	add_moments(d, m, "calendar", false);
}

void compose_task(struct draft *d, const struct material *m)
{
	int64_t from_ms = m->plan->event_from_ms;
	int64_t to_ms = m->plan->event_to_ms;

	/* "Remind me of my interviews": what happens is due then. */
	for (size_t i = 0; i < m->n_mails && m->q->n_categories > 0; i++)
		if (m->mails[i].due_ms == 0)
			m->mails[i].due_ms = m->mails[i].event_ms;
	compose_keep(d, m, is_due, from_ms, to_ms, compose_by_due);
	drop_repeats(d, m, compose_by_due);
	if (d->n_mails == 0) {
		no_moment(d, m, "mail with a due date", from_ms, to_ms);
		return;
	}
	draft_say(d, "%zu with a due date", d->n_mails);
	say_period(d, from_ms, to_ms);
	add_moments(d, m, "task", true);
}

/* ---- what waits for an answer ---- */

static bool waits(const struct mail *m, int64_t from_ms, int64_t to_ms)
{
	(void)from_ms;
	(void)to_ms;
	return !m->answered && !mail_is_risky(m);
}

static bool is_safe(const struct mail *m, int64_t from_ms, int64_t to_ms)
{
	(void)from_ms;
	(void)to_ms;
	return !m->outgoing && !mail_is_risky(m);
}

/* One line a thread. */
static void newest_of_threads(struct draft *d, const struct material *m)
{
	size_t n = 0;

	for (size_t i = 0; i < d->n_mails; i++) {
		bool again = false;

		for (size_t k = 0; k < n && m->mails[i].thread_id != 0; k++)
			again |= m->mails[k].thread_id == m->mails[i].thread_id;
		if (!again)
			m->mails[n++] = m->mails[i];
	}
	d->n_mails = n;
}

/* The draft's beginning stands in the answer; all of it in the proposal. */
static void propose_reply(struct draft *d, const struct material *m, size_t i)
{
	struct reply r;

	reply_write(d->a, m->reply, &d->mails[i], &r);
	if (*r.to == '\0')
		return;
	draft_propose(d, "draft", &d->mails[i], reply_params(d->a, &r),
	    "you asked for a draft in the chat");
	for (size_t k = 0; k < r.n_used; k++)
		d->shaped[k] = r.used[k];
	d->n_shaped = r.n_used;
}

void compose_follow_up(struct draft *d, const struct material *m)
{
	bool named = m->reply != NULL && m->q->n_senders > 0;

	/* "Reply to Anna" is about her last mail. */
	compose_keep(d, m, named ? is_safe : waits, 0, 0,
	    named ? compose_by_date : compose_by_priority);
	newest_of_threads(d, m);
	if (named)
		d->n_mails = MIN(d->n_mails, (size_t)1);
	if (d->n_mails == 0) {
		compose_nothing(d, m,
		    m->q->awaiting ? "mail of yours without an answer"
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
		if (!compose_line(d, i))
			break;
		if (d->n_mails <= FEW_MAILS && m->reply == NULL)
			compose_sentences_of(d, m, i, ASKED_SENTENCES);
		if (m->reply != NULL)
			propose_reply(d, m, i);
	}
}
