/* score.h - inbox.triage's one scorer: mail in, verdict and reasons out.
 *
 * A category's score is a sum of whole thousandths of log-odds: the base rate,
 * the words (model.h), the signals (signals.h) and the user's corrections
 * (learn.h). The probability is the softmax of the scores. Risk and priority
 * are sums of points. So for each of the three the parts listed in a score add
 * up to it exactly:
 *
 *   PART_CATEGORY  to margin_milli: by how much the category leads the runner-up
 *   PART_RISK      to risk
 *   PART_PRIORITY  to priority
 */
#ifndef TRIAGE_SCORE_H
#define TRIAGE_SCORE_H

#include "common/base/err.h"
#include "services/triage/mail.h"

enum triage_part_of { PART_CATEGORY, PART_RISK, PART_PRIORITY };

struct triage_part {
	enum triage_part_of of;
	const char *signal;
	int32_t weight;       /* thousandths of log-odds, or points */
	const char *evidence; /* at most 80 bytes, "" when there is none */
};

enum triage_band { BAND_NOW, BAND_TODAY, BAND_LATER, BAND_NONE };
enum triage_level {
	LEVEL_SAFE,
	LEVEL_LOW,
	LEVEL_MEDIUM,
	LEVEL_HIGH,
	LEVEL_CRITICAL
};

struct triage_score {
	enum triage_category category, runner_up;
	int32_t margin_milli;
	int32_t milli[TRIAGE_CATEGORIES_N]; /* of each category */
	double p[TRIAGE_CATEGORIES_N];
	int priority; /* 0 to 100 */
	enum triage_band band;
	int risk; /* 0 to 100 */
	enum triage_level level;
	bool needs_reply;
	double needs_reply_p;
	int64_t due_ms, event_ms;        /* 0: none */
	const struct triage_part *parts; /* strongest first, by kind */
	size_t n_parts;
};

/* For arena_keep_freed(): what scoring one mail after the other uses anew. */
#define TRIAGE_SCORE_KEEPS ((size_t)8 << 20)

struct triage_scorer;
/* Checks the model in the program. ERR_INTERNAL when it is damaged. */
MUST_CHECK int triage_scorer_open(struct triage_scorer **s_r, struct err *err);
void triage_scorer_close(struct triage_scorer **s);
/* "lr-0123456789ab". */
const char *triage_scorer_version(const struct triage_scorer *s);

/* Whether the address is at a provider where anybody gets one. */
bool triage_scorer_free_mail(const struct triage_scorer *s, struct str addr);

/* One lesson of the user's for the spam filter. */
struct triage_learner;
void triage_scorer_teach(const struct triage_scorer *s,
    struct triage_learner *l, const struct triage_mail *m, bool spam);

/* Scores one mail; prior may be NULL. now_ms decides what is soon. Results
 * live in a; about 0.15 MB of it is used for a mail of ordinary size. */
void triage_score(const struct triage_scorer *s, struct arena *a,
    const struct triage_mail *m, const struct triage_user *u,
    const struct triage_prior *prior, int64_t now_ms,
    struct triage_score *score_r);

const char *triage_band_name(enum triage_band b);
const char *triage_level_name(enum triage_level l);
const char *triage_part_of_name(enum triage_part_of of);
enum triage_band triage_band_of(int priority);
enum triage_level triage_level_of(int risk);

#endif
