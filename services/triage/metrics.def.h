/* metrics.def.h - what triage counts. Columns: common/metrics/metrics.h. */
#ifndef TRIAGE_METRICS_DEF_H
#define TRIAGE_METRICS_DEF_H

#define TRIAGE_METRICS(X)                                                      \
	X(COUNTER, verdicts, "applylens_triage_verdicts_total", "category", "", \
	    "verdicts written, by category")                                   \
	X(COUNTER, risks, "applylens_triage_risk_total", "level", "",          \
	    "verdicts written, by level of risk")                              \
	X(COUNTER, feedback, "applylens_triage_feedback_total", "kind", "",    \
	    "corrections: category, priority, undo")                           \
	X(HISTOGRAM, score_time, "applylens_triage_score_seconds", "",         \
	    "0.00005,0.0001,0.0002,0.0005,0.001,0.002,0.005,0.01,0.05",        \
	    "time one mail took to be scored")

#endif
