/* choose_part.h - private to choose.c and choose_weigh.c: sentences while they
 * are chosen. */
#ifndef ASSISTANT_CHOOSE_PART_H
#define ASSISTANT_CHOOSE_PART_H

#include "services/assistant/compose/choose.h"

#define KEYS_MAX 64

struct candidate {
	struct pick pick;
	uint64_t keys[KEYS_MAX]; /* of its words, sorted, no doubles */
	size_t n_keys;
	size_t place;    /* among the mail's sentences */
	unsigned terms;  /* bits of the question's terms it has */
	struct str text; /* in the mail's body */
	bool taken;
};

struct chooser {
	struct arena *a;
	const struct question *q;
	const struct mail *mails;
	size_t n_mails;
	struct candidate *v;
	size_t n, max;
	double idf[QUESTION_TERMS];
	double idf_sum;
	double *bm25;         /* of each mail, 0 to 1 */
	unsigned *head_terms; /* terms in subject and sender */
	unsigned *mail_terms; /* terms anywhere */
	const struct candidate **taken;
};

/* The bit of the question's term that a word of this key is, or 0. */
unsigned choose_term_bit(const struct question *q, uint64_t key);
/* Bits of the terms in a text; in subject, sender and category of a mail. */
unsigned choose_terms_in(const struct question *q, struct str text);
unsigned choose_head_terms(const struct question *q, const struct mail *m);
/* Fills idf and idf_sum from mail_terms; the part of it that these terms are. */
void choose_weigh(struct chooser *ch);
double choose_share(const struct chooser *ch, unsigned terms);

#endif
