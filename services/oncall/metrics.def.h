/* metrics.def.h - what oncall counts. Columns: common/metrics/metrics.h. */
#ifndef ONCALL_METRICS_DEF_H
#define ONCALL_METRICS_DEF_H

#define ONCALL_METRICS(X)                                                      \
	X(GAUGE, open, "applylens_incidents_open", "severity", "incidents",    \
	    "not resolved yet, by severity 1 to 4")                            \
	X(GAUGE, overdue, "applylens_postmortems_overdue", "", "incidents",    \
	    "over, and the postmortem's time is up")

#endif
