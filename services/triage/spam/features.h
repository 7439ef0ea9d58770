/* features.h - what of a mail the spam filter weighs, as hashes.
 *
 * Of subject and body in their normal form (normal.h): byte 4-grams, words,
 * and pairs of words up to one apart (orthogonal sparse bigrams: Siefkes et
 * al., "Combining Winnow and Orthogonal Sparse Bigrams", 2004). Of the rest:
 * sender, lists, mailer, links, files and marks. No dates, no route, nobody's
 * own address: a filter must not learn whose mailbox it was trained in.
 */
#ifndef TRIAGE_SPAM_FEATURES_H
#define TRIAGE_SPAM_FEATURES_H

#include "services/triage/mail.h"

#define TRIAGE_SPAM_BODY_BYTES 3072
#define TRIAGE_SPAM_SUBJECT_BYTES 256
#define TRIAGE_SPAM_HEADER_BYTES 128 /* of each of the others */
#define TRIAGE_SPAM_WORDS 500        /* of subject and body, each */
#define TRIAGE_SPAM_LINKS 12
/* No mail has more features than this. */
#define TRIAGE_SPAM_FEATURES_MAX 8192

struct triage_spam_features {
	const uint32_t *v; /* different hashes, in order of appearance */
	size_t n;
	/* The first of them: what is said, not who says it by which program.
	 * The shipped weights know no others. */
	size_t n_general;
	double value, general_value; /* of each: 1 / sqrt(n + 1) */
};

/* Pure: the same mail gives the same features. Lives in a. */
void triage_spam_features_read(struct arena *a, const struct triage_mail *m,
    struct triage_spam_features *f_r);

#endif
