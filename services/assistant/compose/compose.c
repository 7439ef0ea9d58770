/* compose.c - answers that find; and what all answers share. */
#include "services/assistant/compose/compose.h"

#include <inttypes.h>
#include <stdlib.h>

#define LIST_LINES 15
#define LIST_LOOSE 5 /* of what is merely close */
#define LIST_FACT 3  /* beside the sentence that says it */
#define FIND_SENTENCES 3
#define FIND_TEXT 4 /* where no single fact is asked for */
#define MAIL_SENTENCES 6
#define HEAD_CITATIONS 3
#define SUBJECT_BYTES 140

static compose_fn compose_find;

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

/* ---- find ---- */

static const char *asked_name(enum asked asked)
{
	static const char *const names[] = {
	    [ASKED_NOTHING] = "",
	    [ASKED_WHEN] = "a date or time",
	    [ASKED_AMOUNT] = "an amount",
	    [ASKED_WHO] = "a name",
	    [ASKED_WHERE] = "a place",
	    [ASKED_COUNT] = "a number",
	    [ASKED_WHY] = "a reason",
	    [ASKED_CODE] = "a code",
	    [ASKED_TEXT] = "",
	};

	return names[asked];
}

/* The mails of the best sentences lead the list of what is merely close. The
 * picks follow their mails. */
static size_t put_first(const struct material *m, struct pick *v, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct mail x = m->mails[v[i].mail];
		size_t was = v[i].mail;

		memmove(m->mails + i + 1, m->mails + i,
		    (was - i) * sizeof *m->mails);
		m->mails[i] = x;
		for (size_t k = i + 1; k < n; k++)
			v[k].mail += v[k].mail >= i && v[k].mail < was;
		v[i].mail = i;
	}
	return n;
}

/* Of these a sentence either holds one, or does not answer. */
static bool asks_fact(const struct question *q)
{
	return q->asked != ASKED_NOTHING && q->asked != ASKED_TEXT &&
	       q->asked != ASKED_WHY;
}

/* Sentences that hold what was asked for, or else the best one. Whether there
 * are any that do. */
static bool add_direct(struct draft *d, const struct material *m)
{
	bool fact = asks_fact(m->q);
	const struct choose_how how = {.max = FIND_SENTENCES * 2,
	    .max_per_mail = m->loose ? 1
			    : fact   ? 2
				     : 3,
	    .only_covering = true};
	const size_t most = fact ? FIND_SENTENCES : FIND_TEXT;
	const double near = fact ? 0.7 : 0.55;
	struct pick v[FIND_SENTENCES * 2];
	size_t n = choose_sentences(d->a, m->q, d->mails, d->n_mails, &how, v);
	size_t shown = 0;

	if (m->loose)
		n = put_first(m, v, n);

	for (size_t i = 0; i < n && shown < most; i++) {
		if (fact && !v[i].answers)
			continue;
		/* Further sentences must be nearly as good as the best. */
		if (shown > 0 && v[i].score < near * v[0].score)
			break;
		compose_sentence(d, &v[i]);
		shown++;
	}
	if (shown == 0 && n > 0) {
		draft_say(d, "No sentence found names %s; the closest: ",
		    asked_name(m->q->asked));
		compose_sentence(d, &v[0]);
	}
	if (n > 0)
		draft_say(d, "\n");
	return shown > 0;
}

/* Mail that is dangerous comes last, with its risk. */
static void add_list(struct draft *d, const struct material *m, size_t max)
{
	size_t lines = 0;

	for (int risky = 0; risky <= 1; risky++) {
		for (size_t i = 0; i < m->n_listed && lines < max; i++) {
			if (mail_is_risky(&d->mails[i]) != (risky == 1))
				continue;
			if (!compose_line(d, i))
				return;
			lines++;
		}
	}
}

static int by_place(const void *a, const void *b)
{
	const struct pick *x = a, *y = b;

	return x->from_byte < y->from_byte ? -1 : x->from_byte > y->from_byte;
}

/* One mail that was spoken of: its line, and its best sentences in their
 * order. */
static void compose_mail(struct draft *d, const struct material *m)
{
	const struct choose_how how = {
	    .max = MAIL_SENTENCES, .max_per_mail = MAIL_SENTENCES};
	struct pick v[MAIL_SENTENCES];
	size_t n = choose_sentences(d->a, m->q, d->mails, 1, &how, v);

	qsort(v, n, sizeof *v, by_place);
	compose_line(d, 0);
	for (size_t i = 0; i < n; i++)
		compose_sentence(d, &v[i]);
}

static bool is_introduced(const struct material *m);

static size_t lines_of(const struct material *m, bool direct)
{
	if (m->loose)
		return LIST_LOOSE;
	if (is_introduced(m))
		return LIST_FACT;
	return direct && asks_fact(m->q) && m->q->asked != ASKED_COUNT
		   ? LIST_FACT
		   : LIST_LINES;
}

/* The person that is asked about is known: the mail is beside that. */
static bool is_introduced(const struct material *m)
{
	bool known = false;

	for (size_t i = 0; i < m->n_findings; i++)
		known |= m->findings[i].call->tool == TOOL_PERSON &&
			 json_len(m->findings[i].items) > 0;
	return known;
}

/* Counts of mail and what is known of people are not said by a sentence. */
static bool shows_sentences(const struct material *m)
{
	return m->q->about != ABOUT_VOLUME && m->q->about != ABOUT_SEEN &&
	       !m->q->unread && !is_introduced(m);
}

static void compose_find(struct draft *d, const struct material *m)
{
	bool direct;

	if (m->refer_to == REFER_MAILS_OF && m->n_mails == 1 &&
	    !asks_fact(m->q)) {
		compose_mail(d, m);
		return;
	}
	if (m->loose)
		draft_say(d, "No mail has all of it; the closest is this.\n");
	direct = shows_sentences(m) && add_direct(d, m);
	if (m->loose)
		draft_say(d, "Closest mail");
	else
		compose_count(d, m->total, m->total_capped);
	if (m->q->unread)
		draft_say(d, " not read yet");
	if (*m->plan->said != '\0')
		draft_say(d, " %s", m->plan->said);
	if (m->refer_to != REFER_MAILS_OF)
		compose_window(d, m);
	compose_cite_first(d, m->n_listed);
	draft_say(d, ":\n");
	add_list(d, m, lines_of(m, direct));
}
