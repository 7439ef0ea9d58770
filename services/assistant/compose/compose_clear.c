/* compose_clear.c - what is risky, and what could go: lists with proposals.
 * Nothing is done here or by anyone without approval. */
#include "services/assistant/compose/compose.h"

#include <inttypes.h>

#define LIST_LINES 12
#define SUBJECT_BYTES 140
#define REASON_BYTES 400

/* ---- what is risky ---- */

static bool any(const struct mail *m, int64_t from_ms, int64_t to_ms)
{
	(void)from_ms;
	(void)to_ms;
	return m->id != 0;
}

void compose_flag(struct draft *d, const struct material *m)
{
	compose_keep(d, m, any, 0, 0, compose_by_risk);
	compose_count(d, m->total, m->total_capped);
	if (m->refer_to != REFER_MAILS_OF) {
		draft_say(d, d->n_mails > 0 && mail_is_risky(&d->mails[0])
				 ? " with a high risk"
				 : ", none with a high risk");
		compose_window(d, m);
	}
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
			draft_add(d, str_of(x->risk_reason), REASON_BYTES);
		}
		if (!draft_cite(d, i, NULL)) {
			draft_undo(d, before);
			break;
		}
		draft_say(d, "\n");
		if (m->q->quarantine && x->risk >= MAIL_RISKY &&
		    !draft_spare(d, x))
			draft_propose(d, "quarantine", x, (struct str){"", 0},
			    "high risk, and you asked for it in the chat");
	}
}

/* ---- what could go ---- */

static size_t senders(const struct draft *d)
{
	size_t n = 0;

	for (size_t i = 0; i < d->n_mails; i++)
		n += i == 0 ||
		     !streq(d->mails[i].from_addr, d->mails[i - 1].from_addr);
	return n;
}

/* Mails are sorted by sender: how many of the sender's begin at i. */
static size_t run_at(const struct draft *d, size_t i)
{
	size_t n = 1;

	while (i + n < d->n_mails &&
	       streq(d->mails[i].from_addr, d->mails[i + n].from_addr))
		n++;
	return n;
}

/* What a memory protects is not among what could go. */
static void spare(struct draft *d, const struct material *m)
{
	size_t n = 0;

	for (size_t i = 0; i < d->n_mails; i++) {
		if (!draft_spare(d, &m->mails[i]))
			m->mails[n++] = m->mails[i];
	}
	d->n_mails = n;
}

static bool all_spared(struct draft *d)
{
	if (d->n_mails > 0 || d->n_spared == 0)
		return false;
	draft_say(d, "No other mail found.\n");
	return true;
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

/* A line a sender, and proposals: for each mail, or for the newest alone. */
static void add_senders(
    struct draft *d, const char *kind, bool each, const char *reason)
{
	for (size_t i = 0, n; i < d->n_mails; i += n) {
		n = run_at(d, i);
		if (!add_sender(d, i, n))
			break;
		for (size_t k = i; k < (each ? i + n : i + 1); k++)
			draft_propose(
			    d, kind, &d->mails[k], (struct str){"", 0}, reason);
	}
}

void compose_clean(struct draft *d, const struct material *m)
{
	compose_keep(d, m, any, 0, 0, compose_by_sender);
	spare(d, m);
	if (all_spared(d))
		return;
	compose_count(d, (int64_t)d->n_mails, false);
	if (m->total > (int64_t)d->n_mails)
		draft_say(d, " of %" PRId64, m->total);
	draft_say(d, " from %zu senders could be archived", senders(d));
	compose_window(d, m);
	draft_say(d, "; nothing is done before you approve");
	compose_cite_first(d, d->n_mails);
	draft_say(d, ":\n");
	add_senders(d, "archive", true, "you asked in the chat to clean up");
}

static bool can_leave(const struct mail *m, int64_t from_ms, int64_t to_ms)
{
	(void)from_ms;
	(void)to_ms;
	return m->can_unsubscribe && !mail_is_risky(m);
}

void compose_unsubscribe(struct draft *d, const struct material *m)
{
	compose_keep(d, m, can_leave, 0, 0, compose_by_sender);
	spare(d, m);
	if (all_spared(d))
		return;
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
	add_senders(
	    d, "unsubscribe", false, "you asked in the chat to unsubscribe");
}
