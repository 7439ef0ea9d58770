/* columns.def.h - the counts of slo_minutes, in order; the second is the place
 * in the array that a row is written from. */
#ifndef ONCALL_SLO_COLUMNS_DEF_H
#define ONCALL_SLO_COLUMNS_DEF_H

#define SLO_COLUMNS(X)                                                         \
	X(good, 1) X(bad, 2) X(excluded, 3) X(fresh, 4) X(stale, 5)            \
	X(verdicts, 6) X(corrected, 7) X(undone, 8) X(b0, 9) X(b1, 10)         \
	X(b2, 11) X(b3, 12) X(b4, 13) X(b5, 14) X(b6, 15) X(b7, 16)            \
	X(b8, 17) X(b9, 18) X(b10, 19) X(b11, 20) X(b12, 21) X(b13, 22)        \
	X(b14, 23) X(b15, 24) X(b16, 25) X(b17, 26) X(b18, 27)                 \
	X(b19, 28) X(b20, 29) X(b21, 30) X(b22, 31) X(b23, 32)                 \
	X(b24, 33)
#define SLO_COLUMNS_N 33

#endif
