/* triage_eval.h - between the parts of the triage evaluation. */
#ifndef EVAL_TRIAGE_EVAL_H
#define EVAL_TRIAGE_EVAL_H

#include "services/triage/score.h"

/* One judged mail. */
struct judged {
	double junk;    /* probability of spam or phishing */
	double logit;   /* the same as log-odds, without rounding to 0 or 1 */
	int risk;
	int category, expected; /* expected -1: unknown */
	bool needs_reply, expected_reply;
	bool positive;  /* truly spam, or phishing */
};

struct judged_list {
	struct judged *v;
	size_t n, max;
};
void judged_add(struct judged_list *l, const struct triage_score *s,
    struct judged more);

/* Share of pairs in which the positive one scores higher; ties count half. */
double stat_auc(const double *score, const bool *positive, size_t n);
/* Calibration error in ten bins of equal width. */
double stat_ece(const struct judged *v, size_t n);

/* accuracy, macro-F1 over the expected categories. */
struct quality {
	double accuracy, macro_f1;
};
struct quality stat_quality(const struct judged *const *v, size_t n);
/* The 2.5th and 97.5th percentile of 2,000 resamples, fixed seed. */
void stat_bootstrap(const struct judged_list *l, struct quality *low_r,
    struct quality *high_r);

#endif
