/* spam.h - the spam filter: log-odds that a mail is spam, one additive part of
 * its score (score.c).
 *
 * Two linear layers over the same features (features.h): weights that are part
 * of the program (spam.model) and know the text alone, and what a user taught
 * (learner.h).
 */
#ifndef TRIAGE_SPAM_SPAM_H
#define TRIAGE_SPAM_SPAM_H

#include "common/base/err.h"
#include "services/triage/spam/learner.h"

#define TRIAGE_SPAM_MAGIC "ALSPAM02"
#define TRIAGE_SPAM_BITS 20
/* No text is certain: the shipped layer says at most this, either way. */
#define TRIAGE_SPAM_PRIOR_MAX 8.0

/* As in the file, little-endian. */
struct triage_spam_head {
	char magic[8];
	uint32_t bits;     /* 2^bits weights of one byte follow */
	float scale;       /* log-odds of one unit of a weight */
	float bias;        /* log-odds */
	uint32_t reserved; /* 0 */
	uint64_t checksum; /* FNV-1a of the weights */
};

struct triage_spam {
	const struct triage_spam_head *head;
	const int8_t *weights;
};

/* The weights in the program, or bytes that outlive them. ERR_INTERNAL: not
 * a model of this program, or damaged. */
MUST_CHECK int triage_spam_open(struct triage_spam *s_r, struct err *err);
MUST_CHECK int triage_spam_read(
    struct str file, struct triage_spam *s_r, struct err *err);
size_t triage_spam_bytes(void);

/* Log-odds by the shipped layer alone. */
double triage_spam_prior(
    const struct triage_spam *s, const struct triage_spam_features *f);

/* Thousandths of log-odds of each layer. */
struct triage_spam_parts {
	int32_t shipped, learnt;
};
/* learnt may be NULL. */
struct triage_spam_parts triage_spam_judge(const struct triage_spam *s,
    const struct triage_learner *learnt, struct arena *a,
    const struct triage_mail *m);

#endif
