/* bounds.def.h - the bounds of applylens_bus_call_duration_seconds, in
 * seconds: "answer_seconds" of common/metrics. Each target of objectives.def.h
 * is one, so "slower than" is counted, not estimated. */
#ifndef ONCALL_SLO_BOUNDS_DEF_H
#define ONCALL_SLO_BOUNDS_DEF_H

#define SLO_BOUNDS(X)                                                          \
	X(0.0005) X(0.001) X(0.0025) X(0.005) X(0.01) X(0.025) X(0.05) X(0.1)  \
	X(0.25) X(0.5) X(0.8) X(1) X(1.2) X(1.5) X(2) X(2.25) X(3) X(4)        \
	X(4.5) X(5) X(6) X(7.5) X(10) X(30)
#define SLO_BOUNDS_N 24

/* Requests by good, bad and excluded: neither, such as the caller's own
 * mistakes. fresh and stale: moments looked at, four a minute. */
#define SLO_COUNTS(X)                                                          \
	X(good) X(bad) X(excluded) X(fresh) X(stale)                           \
	X(verdicts) X(corrected) X(undone)

#endif
