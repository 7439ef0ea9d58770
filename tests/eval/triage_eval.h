/* triage_eval.h - between the parts of the triage evaluation. */
#ifndef EVAL_TRIAGE_EVAL_H
#define EVAL_TRIAGE_EVAL_H

#include "services/triage/score.h"
#include "services/triage/train/corpus.h"

/* Kinds of analysis that add to the risk (triage_ablation.c). */
enum eval_analysis {
	EVAL_BY_HEADER,
	EVAL_BY_SENDER,
	EVAL_BY_URL,
	EVAL_BY_CONTENT,
	EVAL_ANALYSES
};

/* One judged mail. */
struct judged {
	double junk;  /* probability of spam or phishing */
	double logit; /* the same as log-odds, without rounding to 0 or 1 */
	double p;     /* of its category */
	int risk, points[EVAL_ANALYSES]; /* what each kind added */
	int category, expected;          /* expected -1: unknown */
	bool needs_reply, expected_reply;
	bool positive; /* truly spam, or phishing */
	bool outgoing; /* the user's own */
};

struct judged_list {
	struct judged *v;
	size_t n, max;
};
void judged_add(
    struct judged_list *l, const struct triage_score *s, struct judged more);

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
void stat_bootstrap(
    const struct judged_list *l, struct quality *low_r, struct quality *high_r);

/* ---- reading and printing (triage_common.c) ---- */
#define EVAL_FILE_MAX ((size_t)64 << 20)
struct str eval_read(struct arena *a, const char *path);
struct triage_scorer *eval_scorer(void);
void eval_line(
    const char *name, const char *ours, const char *rival, const char *note);
/* Into out, which has 64 bytes; returns it. */
const char *eval_text(char *out, const char *fmt, ...) PRINTF_LIKE(2, 3);
void eval_corpus(const char *dir, struct corpus *c);
void eval_judge_raw(const struct triage_scorer *s, struct str raw,
    const struct triage_user *u, const char *authserv, bool positive,
    struct judged_list *out);
/* n scores, one a line, in the order of the mails; NULL when there are not
 * as many. The caller frees them. */
double *eval_scores(const char *path, size_t n);

/* ---- the sample mailbox (triage_sample.c) ---- */
struct sample;
struct sample *sample_open(const char *mbox, const char *expected);
void sample_close(struct sample **s);
void sample_judge(const struct triage_scorer *sc, const struct sample *s,
    struct judged_list *out);

/* ---- the parts of phishing ---- */
void ablation_read(const struct triage_score *s, int points_r[EVAL_ANALYSES]);
void ablation_print(
    const struct judged_list *phish, const struct judged_list *ham);
/* corpus: NULL where there is none. */
void eval_hardham(const struct triage_scorer *sc, const char *training,
    const struct corpus *corpus);

/* ---- what main calls; exit codes ---- */
int eval_dump(const char *dir, const char *out);
int eval_spam(const char *dir, const char *rival_path);
int eval_made(const char *training);
int eval_frozen_text(const char *dir);
int eval_frozen(const char *set, const char *dir, const char *training,
    const char *fasttext_path);
int eval_sample(const char *mbox, const char *expected);
int eval_phishing(const char *dir, const char *mbox, const char *expected,
    const char *corpus_dir, const char *rival_path);

#endif
