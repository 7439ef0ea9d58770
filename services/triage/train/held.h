/* held.h - how well mail that was not learnt from is told apart.
 */
#ifndef TRIAGE_TRAIN_HELD_H
#define TRIAGE_TRAIN_HELD_H

#include "services/triage/train/learn_weights.h"

struct held_mail {
	double z[TRIAGE_CATEGORIES_N]; /* log-odds, not sharpened */
	double spam;                   /* of the spam filter */
	int category;
};

struct held {
	struct held_mail *v;
	size_t n, max;
};

/* Judges an example and remembers. */
void held_add(struct held *h, const struct weights *w, const struct example *e);
void held_deinit(struct held *h);

/* The inverse temperature at which the log loss is least. */
double held_sharpness(const struct held *h);

struct held_quality {
	double macro_f1, accuracy, loss;
	double calibration_error; /* of the category, ten bins */
	double f1[TRIAGE_CATEGORIES_N];
};
/* Of the mails from up to, not including, to. */
struct held_quality held_measure(
    const struct held *h, size_t from, size_t to, double sharpness);

#endif
