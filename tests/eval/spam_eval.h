/* spam_eval.h - between the parts of the spam filter's evaluation. */
#ifndef EVAL_SPAM_EVAL_H
#define EVAL_SPAM_EVAL_H

#include "common/base/arena.h"
#include "common/base/err.h"
#include "common/base/str.h"

/* One scored message of a stream, in its order. */
struct scored {
	double z; /* log-odds, or any score that grows with spamminess */
	double p; /* calibrated probability, without looking ahead */
	bool spam;
	bool development; /* see spam_is_development() */
};

/* ---- measures (spam_measures.c); all in percent ---- */
struct spam_measures {
	double roca;           /* 1-ROCA: pairs in the wrong order */
	double missed_at_01;   /* spam missed at 0.1 % ham lost */
	double missed_at_05;   /* and at 0.5 % */
	double ham_misclassed; /* at p 0.5 */
	double spam_misclassed;
	double calibration; /* error, 10 bins of equal width; not percent */
};
void spam_measure(const struct scored *v, size_t n, struct spam_measures *m_r);
/* 95 % interval of ours.roca - rival.roca over resamples of the messages. */
void spam_bootstrap(const struct scored *ours, const struct scored *rival,
    size_t n, double *low_r, double *high_r);

/* Scale and offset of scores, fitted online: what it has seen, no more. */
struct calibrator {
	double slope, offset, slope_squares, offset_squares;
};
void calibrator_init(struct calibrator *c);
double calibrator_p(const struct calibrator *c, double z);
void calibrator_learn(struct calibrator *c, double z, bool spam);

/* ---- messages (spam_order.c) ---- */
/* Reads "ham PATH" and "spam PATH" lines, orders by date, strips, and writes
 * OUT/00000.eml, ... and OUT/index. blind: Subject and body only. */
int spam_order(const char *list, const char *out, bool blind);
/* A message as it came, out of JSON where the file is that. */
struct str spam_raw(struct arena *a, const char *path);
struct str spam_file(struct arena *a, const char *dir, size_t i);
/* Labels of OUT/index; the number of messages. */
size_t spam_index(const char *dir, bool **spam_r);

/* ---- the stream (spam_stream.c) ---- */

/* When the user says what a message is, and how well. */
struct spam_schedule {
	bool shipped;          /* the shipped layer stands below */
	bool silent;           /* nobody ever says */
	size_t delay;          /* messages later */
	unsigned told_percent; /* of the messages; the others stay untold */
	unsigned wrong_percent;
};
/* n messages of DIR, scored in their order. */
struct scored *spam_stream(
    const char *dir, const bool *spam, size_t n, const struct spam_schedule *s);
/* Half of the senders' domains, by hash: errors are looked at and settings
 * chosen there, never on the other half. */
bool spam_is_development(struct str from_addr);

/* ---- what main calls; exit codes ---- */
int spam_groups(const char *training, const char *list);
int spam_attacks(const char *dir);

#endif
