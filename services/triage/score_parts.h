/* score_parts.h - between score.c and reasons.c. */
#ifndef TRIAGE_SCORE_PARTS_H
#define TRIAGE_SCORE_PARTS_H

#include "services/triage/model/model.h"
#include "services/triage/score.h"
#include "services/triage/signals/signals.h"
#include "services/triage/spam/spam.h"

#define TRIAGE_PARTS_MAX (3 * TRIAGE_SIGNALS_N + 40)
#define TRIAGE_TOP_WORDS 6

/* Everything about one mail while it is scored. */
struct triage_work {
	const struct triage_model *model;
	struct arena *arena;
	const struct triage_prior *prior; /* or NULL */
	struct triage_seen seen;
	struct triage_features features;
	int32_t blocks[TRIAGE_BLOCKS][TRIAGE_CATEGORIES_N];
	struct triage_spam_parts spam;
	struct triage_score *score;
	struct triage_part *parts;
	size_t n_parts;
};

void triage_part_add(struct triage_work *w, enum triage_part_of of,
    const char *signal, int32_t weight, const char *evidence);
/* What the user's own decision on this mail adds to a category. */
int32_t triage_decision_milli(
    const struct triage_work *w, enum triage_category c);
/* The parts of the margin between the category and the runner-up. */
void triage_reasons_category(struct triage_work *w);
/* Strongest first within each kind; hands them to the score. */
void triage_reasons_sort(struct triage_work *w);

#endif
