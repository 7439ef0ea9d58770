/* features.h - what of a mail the spam filter weighs, as hashes.
 *
 * Of subject and body in their normal form (normal.h): byte 4-grams, words,
 * and pairs of words up to one apart (orthogonal sparse bigrams: Siefkes et
 * al., "Combining Winnow and Orthogonal Sparse Bigrams", 2004). Of the rest:
 * sender, recipients, the make of the Message-ID, lists, mailer, links, files
 * and marks. No dates and no route.
 */
#ifndef TRIAGE_SPAM_FEATURES_H
#define TRIAGE_SPAM_FEATURES_H

#include "services/triage/mail.h"

#define TRIAGE_SPAM_BODY_BYTES 3072
#define TRIAGE_SPAM_READ_BYTES 8192 /* a body is cut here; of the rest */
#define TRIAGE_SPAM_TAIL_BYTES 2048 /* between both only the end is read */
#define TRIAGE_SPAM_SUBJECT_BYTES 256
#define TRIAGE_SPAM_HEADER_BYTES 128 /* of each of the others */
#define TRIAGE_SPAM_WORDS 500        /* of subject and body, each */
#define TRIAGE_SPAM_LINKS 12
#define TRIAGE_SPAM_RECIPIENTS 6 /* of To and of Cc, each */
/* No mail has more features than this, in all and of the general ones. */
#define TRIAGE_SPAM_FEATURES_MAX 12288
#define TRIAGE_SPAM_GENERAL_MAX 8192

/* Who weighs a feature. The regression gives each of its two groups a share
 * of its own, so that thousands of n-grams do not drown a sender. */
enum triage_spam_role {
	TRIAGE_SPAM_TEXT = 1,    /* the regression, as text */
	TRIAGE_SPAM_REST = 2,    /* the regression, as subject or envelope */
	TRIAGE_SPAM_COUNTED = 4, /* the counts (counts.h) */
};

struct triage_spam_features {
	const uint32_t *v; /* different hashes, in order of appearance */
	const uint8_t *role;
	size_t n;
	/* The first of them: what is said, not who says it by which program
	 * to whom. The shipped weights know no others. */
	size_t n_general;
	double general_value; /* of each, to the shipped: 1 / sqrt(n + 1) */
	/* Of each, to the regression. The squares sum up to 1 at most. */
	double text_value, rest_value;
};

/* Pure: the same mail gives the same features. Lives in a. */
void triage_spam_features_read(struct arena *a, const struct triage_mail *m,
    struct triage_spam_features *f_r);

/* Only the general ones, which come first: no learner reads them. */
void triage_spam_general_read(struct arena *a, const struct triage_mail *m,
    struct triage_spam_features *f_r);

/* Of one feature to the regression; 0: it is not weighed there. */
static inline double triage_spam_value(
    const struct triage_spam_features *f, size_t i)
{
	return f->role[i] & TRIAGE_SPAM_TEXT   ? f->text_value
	       : f->role[i] & TRIAGE_SPAM_REST ? f->rest_value
					       : 0;
}

#endif
