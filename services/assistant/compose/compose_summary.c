/* compose_summary.c - answers that summarise: counts by category, and the
 * sentences that matter most. */
#include "services/assistant/compose/compose.h"

#include <inttypes.h>
#include <stdlib.h>

#define SUMMARY_SENTENCES 6
#define SUMMARY_HIGHLIGHTS 4

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

void compose_summarize(struct draft *d, const struct material *m)
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
		compose_sentence(d, &v[i]);
}
