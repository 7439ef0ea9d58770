/* spam.h - the spam filter: one additive part, log-odds, of a mail's score as
 * spam (score.c).
 *
 * A linear model over byte 4-grams and the word features of model.h. The
 * weights are part of the program (spam.model) and are checked once when
 * opened.
 */
#ifndef TRIAGE_SPAM_SPAM_H
#define TRIAGE_SPAM_SPAM_H

#include "common/base/err.h"
#include "services/triage/model/model.h"

#define TRIAGE_SPAM_MAGIC "ALSPAM01"
#define TRIAGE_SPAM_BITS 20           /* buckets */
#define TRIAGE_SPAM_GRAM_BYTES 3072   /* of a body that give 4-grams */
#define TRIAGE_SPAM_SUBJECT_BYTES 200 /* of a subject that do */

/* As in the file, little-endian. */
struct triage_spam_head {
	char magic[8];
	uint32_t bits;
	float scale;       /* log-odds of one unit of a weight */
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

/* Thousandths of log-odds that the mail is spam. body: all of it. */
int32_t triage_spam_milli(const struct triage_spam *s, struct arena *a,
    const struct triage_features *words, struct str subject, struct str body);

size_t triage_spam_bytes(void);

#endif
