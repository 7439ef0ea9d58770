/* choose_weigh.c - how much each word of a question weighs, and which of them
 * a mail has. */
#include "services/assistant/compose/choose_part.h"

#include "services/assistant/compose/cues.h"

#include <math.h>

#define NAME_WEIGHT 1.8
#define ABSENT_WEIGHT 0.75 /* of a word that no mail here has */

unsigned choose_term_bit(const struct question *q, uint64_t key)
{
	for (size_t i = 0; i < q->n_terms; i++) {
		const struct term *t = &q->terms[i];

		if (t->key == key)
			return 1u << i;
		for (size_t k = 0; k < t->n_others; k++) {
			if (t->others[k] == key)
				return 1u << i;
		}
	}
	return 0;
}

unsigned choose_terms_in(const struct question *q, struct str text)
{
	unsigned bits = 0;
	struct word w;
	size_t pos = 0;

	while (word_next(text, &pos, &w))
		bits |= choose_term_bit(q, w.key);
	return bits;
}

/* Mail of a category has the words that name it, in whatever language. */
static unsigned category_terms(const struct question *q, const struct mail *m)
{
	unsigned bits = 0;
	bool of_it = false;

	for (size_t i = 0; i < q->n_categories; i++)
		of_it |= streq(q->categories[i], m->category);
	for (size_t i = 0; i < q->n_terms && of_it; i++)
		bits |= q->terms[i].soft ? 1u << i : 0;
	return bits;
}

/* A word of a sender's name, which no mail needs to repeat in its text. */
static bool is_name(const struct chooser *ch, size_t t)
{
	if (ch->q->terms[t].group != 0)
		return false;
	for (size_t i = 0; i < ch->n_mails; i++) {
		const struct mail *m = &ch->mails[i];
		unsigned bits = choose_terms_in(ch->q, str_of(m->from_name)) |
				choose_terms_in(ch->q, str_of(m->from_addr));

		if (!m->outgoing && !mail_is_risky(m) && ((bits >> t) & 1))
			return true;
	}
	return false;
}

void choose_weigh(struct chooser *ch)
{
	const struct question *q = ch->q;
	double docs = (double)ch->n_mails;

	for (size_t t = 0; t < q->n_terms; t++) {
		double df = 0;

		for (size_t i = 0; i < ch->n_mails; i++)
			df += (ch->mail_terms[i] >> t) & 1;
		ch->idf[t] = log(1 + (docs - df + 0.5) / (df + 0.5)) + 0.1;
		if (df == 0)
			ch->idf[t] *= ABSENT_WEIGHT;
		if (q->terms[t].soft)
			ch->idf[t] *= 0.5;
		else if (is_name(ch, t))
			ch->idf[t] = NAME_WEIGHT * MAX(ch->idf[t], 1);
		ch->idf_sum += ch->idf[t];
	}
}

double choose_share(const struct chooser *ch, unsigned terms)
{
	double sum = 0;

	for (size_t t = 0; t < ch->q->n_terms; t++) {
		if ((terms >> t) & 1)
			sum += ch->idf[t];
	}
	return ch->idf_sum > 0 ? sum / ch->idf_sum : 0;
}

unsigned choose_head_terms(const struct question *q, const struct mail *m)
{
	return choose_terms_in(q, str_of(m->subject)) |
	       choose_terms_in(q, str_of(m->from_name)) |
	       choose_terms_in(q, str_of(m->from_addr)) | category_terms(q, m);
}

bool choose_subject_answers(const struct question *q, const struct mail *m)
{
	struct cues c = cues_of(str_of(m->subject));

	return !mail_is_risky(m) && cues_answer(&c, q->asked) &&
	       (q->n_terms == 0 || choose_head_terms(q, m) != 0);
}

void choose_shares(struct arena *a, const struct question *q,
    const struct mail *v, size_t n, double *share_r, bool *has_all_r)
{
	struct chooser ch = {.a = a, .q = q, .mails = v, .n_mails = n};
	unsigned hard = 0;

	ch.mail_terms = ARENA_ARRAY(a, unsigned, n + 1);
	for (size_t i = 0; i < n; i++)
		ch.mail_terms[i] = choose_head_terms(q, &v[i]) |
				   choose_terms_in(q, v[i].own) |
				   choose_terms_in(q, v[i].body);
	choose_weigh(&ch);
	for (size_t t = 0; t < q->n_terms; t++)
		hard |= q->terms[t].soft ? 0 : 1u << t;
	for (size_t i = 0; i < n; i++) {
		share_r[i] = choose_share(&ch, ch.mail_terms[i]);
		has_all_r[i] = (ch.mail_terms[i] & hard) == hard;
	}
}
