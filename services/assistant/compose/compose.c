/* compose.c - answers that find and summarise. */
#include "services/assistant/compose/compose.h"

#include <inttypes.h>
#include <stdlib.h>

#define LIST_LINES 10
#define FIND_SENTENCES 3
#define SUMMARY_SENTENCES 6
#define SUMMARY_HIGHLIGHTS 4
#define HEAD_CITATIONS 3
#define SUBJECT_BYTES 140

static compose_fn compose_find, compose_summarize;

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

	if (m->refer_to == REFER_UNKNOWN || m->refer_to == REFER_TOO_FAR)
		compose_unsure(d, m);
	else if (m->n_mails == 0 && !told)
		compose_nothing(d, m, "mail");
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

	while (str_split(&rest, ' ', &word)) {
		if (word.n == 0 || str_find(word, ":") >= 0 || word.p[0] == '-')
			continue;
		draft_say(d, n++ == 0 ? " Did you mean: " : " ");
		draft_add(d, word, 60);
	}
	if (n > 0)
		draft_say(d, "?");
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

/* "Anna Smith, 12 Nov 2026: "..." [1]" */
static void add_sentence(struct draft *d, const struct pick *p)
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

/* Sentences that hold what was asked for, or else the best one. */
static void add_direct(struct draft *d, const struct material *m)
{
	const struct choose_how how = {.max = FIND_SENTENCES * 2,
	    .max_per_mail = m->loose ? 1 : 2,
	    .only_covering = true};
	struct pick v[FIND_SENTENCES * 2];
	size_t n = choose_sentences(d->a, m->q, d->mails, d->n_mails, &how, v);
	size_t shown = 0;

	if (m->loose)
		n = put_first(m, v, n);

	for (size_t i = 0; i < n && shown < FIND_SENTENCES; i++) {
		if (m->q->asked == ASKED_NOTHING ? i > 0 : !v[i].answers)
			continue;
		/* Further sentences must be nearly as good as the best. */
		if (shown > 0 && (m->loose || v[i].score < 0.7 * v[0].score))
			break;
		add_sentence(d, &v[i]);
		shown++;
	}
	if (shown == 0 && n > 0) {
		draft_say(d, "No sentence found names %s; the closest: ",
		    asked_name(m->q->asked));
		add_sentence(d, &v[0]);
	}
	if (n > 0)
		draft_say(d, "\n");
}

/* Mail that is dangerous comes last, with its risk. */
static void add_list(struct draft *d, const struct material *m)
{
	size_t lines = 0;

	for (int risky = 0; risky <= 1; risky++) {
		for (size_t i = 0; i < m->n_listed && lines < LIST_LINES; i++) {
			if (mail_is_risky(&d->mails[i]) != (risky == 1))
				continue;
			if (!compose_line(d, i))
				return;
			lines++;
		}
	}
}

static void compose_find(struct draft *d, const struct material *m)
{
	if (m->loose)
		draft_say(d, "No mail has all of it; the closest is this.\n");
	add_direct(d, m);
	if (m->loose)
		draft_say(d, "Closest mail");
	else
		compose_count(d, m->total, m->total_capped);
	if (*m->plan->said != '\0')
		draft_say(d, " %s", m->plan->said);
	compose_window(d, m);
	compose_cite_first(d, m->n_listed);
	draft_say(d, ":\n");
	add_list(d, m);
}

/* ---- summarise ---- */

static const char *group_name(const char *category)
{
	static const char *const names[][2] = {
	    {"application_receipt", "Application receipts"},
	    {"interview", "Interviews"},
	    {"offer", "Offers"},
	    {"rejection", "Rejections"},
	    {"recruiter", "Recruiters"},
	    {"job_alert", "Job alerts"},
	    {"newsletter", "Newsletters"},
	    {"promotion", "Promotions"},
	    {"receipt", "Receipts"},
	    {"bill", "Bills"},
	    {"travel", "Travel"},
	    {"event", "Events"},
	    {"personal", "Personal"},
	    {"work", "Work"},
	    {"security", "Security"},
	    {"social", "Social"},
	    {"spam", "Spam"},
	    {"phishing", "Phishing"},
	};

	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		if (streq(names[i][0], category))
			return names[i][1];
	}
	return category;
}

static void add_group(
    struct draft *d, const char *category, int64_t n, size_t examples)
{
	size_t shown = 0, before = d->text.len;

	draft_say(d, "- %s: %" PRId64, group_name(category), n);
	for (size_t i = 0; i < d->n_mails && shown < examples; i++) {
		if (!streq(d->mails[i].category, category))
			continue;
		draft_say(d, "%s", shown == 0 ? ", such as " : "; ");
		draft_add(d, str_of(d->mails[i].subject), 80);
		draft_say(d, " (");
		draft_sender(d, &d->mails[i]);
		draft_say(d, ")");
		if (mail_is_risky(&d->mails[i]))
			draft_say(d, ", risk %d of 100", (int)d->mails[i].risk);
		if (!draft_cite(d, i, NULL))
			break;
		shown++;
	}
	if (shown == 0)
		draft_undo(d, before); /* nothing to cite: nothing is said */
	else
		draft_say(d, "\n");
}

/* The more categories, the fewer examples of each: citations are bounded. */
static void add_groups(struct draft *d, const struct material *m)
{
	size_t examples = m->n_counts > 4 ? 1 : 2;

	for (size_t i = 0; i < m->n_counts; i++)
		add_group(d, m->counts[i].category, m->counts[i].n, examples);
}

static int by_priority(const void *a, const void *b)
{
	const struct mail *x = a, *y = b;

	if (mail_is_risky(x) != mail_is_risky(y))
		return mail_is_risky(x) ? 1 : -1;
	if (x->priority != y->priority)
		return x->priority > y->priority ? -1 : 1;
	if (x->received_ms != y->received_ms)
		return x->received_ms > y->received_ms ? -1 : 1;
	return x->id < y->id ? -1 : x->id > y->id;
}

static void compose_summarize(struct draft *d, const struct material *m)
{
	bool about = m->q->n_terms > 0 || m->q->n_senders > 0;
	const struct choose_how how = {
	    .max = about ? SUMMARY_SENTENCES : SUMMARY_HIGHLIGHTS,
	    .max_per_mail = about ? 2 : 1,
	    .only_covering = about};
	struct pick v[SUMMARY_SENTENCES];
	size_t n;

	if (!about)
		qsort(m->mails, m->n_mails, sizeof *m->mails, by_priority);
	n = choose_sentences(d->a, m->q, d->mails, d->n_mails, &how, v);
	compose_count(d, m->total, m->total_capped);
	if (*m->plan->said != '\0')
		draft_say(d, " %s", m->plan->said);
	compose_window(d, m);
	compose_cite_first(d, d->n_mails);
	draft_say(d, m->n_counts > 0 ? ":\n" : ".\n");
	add_groups(d, m);
	if (n > 0)
		draft_say(d, "\n");
	for (size_t i = 0; i < n; i++)
		add_sentence(d, &v[i]);
}
