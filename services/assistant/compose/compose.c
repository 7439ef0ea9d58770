/* compose.c - which answer a question gets, and what all answers share. */
#include "services/assistant/compose/compose.h"

#include <inttypes.h>
#include <stdlib.h>

#define HEAD_CITATIONS 3
#define SUBJECT_BYTES 140

static compose_fn *const compose_fns[INTENTS_N] = {
    [INTENT_UNSUBSCRIBE] = compose_unsubscribe,
    [INTENT_FLAG] = compose_flag,
    [INTENT_CLEAN] = compose_clean,
    [INTENT_CALENDAR] = compose_calendar,
    [INTENT_TASK] = compose_task,
    [INTENT_FOLLOW_UP] = compose_follow_up,
    [INTENT_FIND] = compose_find,
    [INTENT_SUMMARIZE] = compose_summarize,
};

/* A mail is meant that nobody can know. */
static void compose_unsure(struct draft *d, const struct material *m)
{
	if (m->refer_to == REFER_UNKNOWN)
		draft_say(d, "No mail was shown before this question, so it is "
			     "not clear which one you mean. Name its sender or "
			     "its subject.");
	else
		draft_say(d,
		    "No such mail: the answer before showed %zu. Say which one "
		    "by its place, its sender or its subject.",
		    m->n_before);
}

void compose_answer(struct draft *d, const struct material *m)
{
	bool told = compose_tools(d, m);

	if (m->q->about == ABOUT_SEEN)
		draft_say(d, "Nobody can know whether a mail was read: no read "
			     "receipts are asked for.\n");
	told |= compose_made(d, m);

	if (m->refer_to == REFER_UNKNOWN || m->refer_to == REFER_TOO_FAR)
		compose_unsure(d, m);
	else if (m->n_mails == 0 && !told)
		compose_nothing(d, m, m->q->unread ? "unread mail" : "mail");
	else if (!told || !m->tools_only)
		compose_fns[m->q->intent](d, m);
	while (d->text.len > 0 && d->text.data[d->text.len - 1] == '\n')
		d->text.data[--d->text.len] = '\0';
}

/* ---- pieces ---- */

void compose_window(struct draft *d, const struct material *m)
{
	const struct plan *p = m->plan;

	if (p->from_ms > 0) {
		draft_say(d, ", received ");
		draft_day(d, p->from_ms);
		draft_say(d, " to ");
	} else {
		draft_say(d, ", received until ");
	}
	draft_day(d, p->to_ms - 1);
}

/* The words of the better query, without its operators. */
static void say_better_words(struct draft *d, const char *query)
{
	struct str rest = str_of(query), word;
	size_t n = 0;

	if (strchr(query, '{') != NULL) /* words of the glossary */
		return;
	while (str_split(&rest, ' ', &word)) {
		if (word.n == 0 || str_find(word, ":") >= 0 || word.p[0] == '-')
			continue;
		draft_say(d, n++ == 0 ? " Did you mean: " : " ");
		draft_add(d, word, 60);
	}
	if (n > 0)
		draft_say(d, "?");
}

/* What may help: a longer time, or fewer words. */
static void say_next_step(struct draft *d, const struct material *m)
{
	if (m->plan->from_ms > m->clock->now_ms - 300 * DAY_MS)
		draft_say(d, " Ask for a longer time, such as \"in the last "
			     "year\", if it may be older.");
	else if (m->q->n_terms > 1)
		draft_say(d, " Ask with fewer words, or with the sender's "
			     "name only.");
}

void compose_nothing(
    struct draft *d, const struct material *m, const char *what)
{
	draft_say(d, "No %s found", what);
	if (*m->plan->said != '\0')
		draft_say(d, " %s", m->plan->said);
	compose_window(d, m);
	draft_say(d, ".");
	if (m->did_you_mean != NULL)
		say_better_words(d, m->did_you_mean);
	else
		say_next_step(d, m);
}

void compose_count(struct draft *d, int64_t n, bool at_least)
{
	draft_say(d, "%s%" PRId64 " email%s", at_least ? "at least " : "", n,
	    n == 1 ? "" : "s");
}

void compose_cite_first(struct draft *d, size_t n)
{
	size_t cited = 0;

	for (size_t i = 0; i < n && cited < HEAD_CITATIONS; i++)
		cited += !mail_is_risky(&d->mails[i]) && draft_cite(d, i, NULL);
	if (cited == 0)
		draft_cite(d, 0, NULL);
}

bool compose_line(struct draft *d, size_t mail)
{
	const struct mail *m = &d->mails[mail];
	size_t before = d->text.len;

	draft_say(d, "- ");
	draft_add(d, str_of(m->subject), SUBJECT_BYTES);
	draft_say(d, ", ");
	draft_sender(d, m);
	draft_say(d, ", ");
	draft_day(d, m->received_ms);
	if (mail_is_risky(m))
		draft_say(d, ", risk %d of 100", (int)m->risk);
	if (!draft_cite(d, mail, NULL)) {
		draft_undo(d, before);
		return false;
	}
	draft_say(d, "\n");
	return true;
}

void compose_sentence(struct draft *d, const struct pick *p)
{
	const struct mail *m = &d->mails[p->mail];
	size_t before = d->text.len;

	draft_sender(d, m);
	draft_say(d, ", ");
	draft_day(d, m->received_ms);
	draft_say(d, ": ");
	draft_quote(d, p);
	if (draft_cite(d, p->mail, p))
		draft_say(d, "\n");
	else
		draft_undo(d, before);
}
