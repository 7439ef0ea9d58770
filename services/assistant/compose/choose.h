/* choose.h - which sentences of the mail answer the question. Pure. */
#ifndef ASSISTANT_CHOOSE_H
#define ASSISTANT_CHOOSE_H

#include "common/base/arena.h"
#include "services/assistant/compose/mail.h"
#include "services/assistant/question/question.h"

/* A sentence, as a range of its mail's body. */
struct pick {
	size_t mail; /* index */
	size_t from_byte, to_byte;
	bool cut;
	bool covers;  /* has a word of the question */
	bool answers; /* holds the kind of fact that is asked for */
	double score; /* comparable within one call */
};

struct choose_how {
	size_t max, max_per_mail;
	bool only_covering; /* only sentences of mail with the words asked */
};

/* The best sentences of the n mails (in order of rank), best first, none
 * like another. Returns how many; picks_r has room for how->max. Whatever is
 * returned is really that range of mail[].body. */
size_t choose_sentences(struct arena *a, const struct question *q,
    const struct mail *v, size_t n, const struct choose_how *how,
    struct pick *picks_r);

/* Whether the subject holds the kind of fact that is asked for, beside a word
 * of the question in the mail's head. */
bool choose_subject_answers(const struct question *q, const struct mail *m);

/* How much of the question's words each mail has, in its head or anywhere:
 * 0 to 1, rare words and names of senders weighing more; and whether it has all
 * that are not only the name of a category. Both have room for n. */
void choose_shares(struct arena *a, const struct question *q,
    const struct mail *v, size_t n, double *share_r, bool *has_all_r);

#endif
