/* compose_find.c - answers that find: the sentences that say it, or the mail
 * itself where there is little of it, then a list. */
#include "services/assistant/compose/compose.h"

#include <stdlib.h>

#define SUBJECT_BYTES 140
#define FEW_MAILS 3
#define LIST_LINES 15
#define LIST_LOOSE 5 /* of what is merely close */
#define LIST_FACT 3  /* beside the sentence that says it */
#define FIND_SENTENCES 3
#define FIND_TEXT 4 /* where no single fact is asked for */
#define MAIL_SENTENCES 6

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

static int by_place(const void *a, const void *b)
{
	const struct pick *x = a, *y = b;

	return x->from_byte < y->from_byte ? -1 : x->from_byte > y->from_byte;
}

size_t compose_sentences_of(
    struct draft *d, const struct material *m, size_t mail, size_t max)
{
	const struct choose_how how = {
	    .max = MIN(max, (size_t)MAIL_SENTENCES), .max_per_mail = max};
	struct pick v[MAIL_SENTENCES];
	size_t n = choose_sentences(d->a, m->q, &d->mails[mail], 1, &how, v);

	qsort(v, n, sizeof *v, by_place);
	for (size_t i = 0; i < n; i++) {
		v[i].mail = mail;
		compose_sentence(d, &v[i]);
	}
	return n;
}

/* Few mails are found, and what they say is asked, not one fact. */
static bool is_about_one(const struct material *m)
{
	return m->n_listed <= FEW_MAILS && m->refer_to == REFER_NOTHING;
}

/* A fact that only a subject holds; of numbers and codes also beside a
 * sentence, which may hold another one. */
static size_t add_subject(
    struct draft *d, const struct material *m, bool has_sentence)
{
	enum asked asked = m->q->asked;
	size_t i = 0, before = d->text.len;

	if (has_sentence && asked != ASKED_CODE && asked != ASKED_COUNT)
		return 0;
	while (i < MIN(m->n_listed, (size_t)FEW_MAILS) &&
	       !choose_subject_answers(m->q, &d->mails[i]))
		i++;
	if (i >= MIN(m->n_listed, (size_t)FEW_MAILS))
		return 0;
	draft_sender(d, &d->mails[i]);
	draft_say(d, ", ");
	draft_day(d, d->mails[i].received_ms);
	draft_say(d, ", in the subject: ");
	draft_add(d, str_of(d->mails[i].subject), SUBJECT_BYTES);
	if (!draft_cite(d, i, NULL)) {
		draft_undo(d, before);
		return 0;
	}
	draft_say(d, "\n");
	return 1;
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
	size_t shown = 0, whole = SIZE_MAX;

	if (m->loose)
		n = put_first(m, v, n);

	if (!fact && n > 0 && is_about_one(m)) {
		whole = v[0].mail;
		shown += compose_sentences_of(d, m, whole, MAIL_SENTENCES);
	}
	for (size_t i = 0; i < n && shown < most; i++) {
		if ((fact && !v[i].answers) || v[i].mail == whole)
			continue;
		/* Further sentences must be nearly as good as the best. */
		if (shown > 0 && v[i].score < near * v[0].score)
			break;
		compose_sentence(d, &v[i]);
		shown++;
	}
	if (fact)
		shown += add_subject(d, m, shown > 0);
	if (shown == 0 && n > 0) {
		draft_say(d, "No sentence found names %s; the closest: ",
		    asked_name(m->q->asked));
		compose_sentence(d, &v[0]);
	}
	if (n + shown > 0)
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

/* One mail that was spoken of: its line, and its best sentences in their
 * order. */
static void compose_mail(struct draft *d, const struct material *m)
{
	compose_line(d, 0);
	compose_sentences_of(d, m, 0, MAIL_SENTENCES);
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

/* Counts of mail and what is known of people are not said by a sentence. */
static bool shows_sentences(const struct material *m)
{
	return m->q->about != ABOUT_VOLUME && m->q->about != ABOUT_SEEN &&
	       !m->q->unread && !is_introduced(m);
}

void compose_find(struct draft *d, const struct material *m)
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
