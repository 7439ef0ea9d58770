/* metrics.def.h - what planner counts. Columns: common/metrics/metrics.h. */
#ifndef PLANNER_METRICS_DEF_H
#define PLANNER_METRICS_DEF_H

#define PLANNER_METRICS(X)                                                     \
	X(COUNTER, plans, "applylens_planner_plans_total", "service,verdict",  \
	    "", "plans made, by verdict: go, wait, no-go")                     \
	X(COUNTER, recorded, "applylens_planner_releases_total", "service",    \
	    "", "releases recorded as planned")

#endif
