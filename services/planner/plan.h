/* plan.h - what is asked, what is known, and the plan made of both. Pure: no
 * clock, no database. Ages are whole minutes, rates 0 to 1. */
#ifndef PLANNER_PLAN_H
#define PLANNER_PLAN_H

#include "common/base/arena.h"
#include "common/base/err.h"
#include "common/base/str.h"

/* The handbook's path; a release passes every stage once, in this order. */
enum stage {
	STAGE_NONE = -1, /* it has been nowhere yet */
	STAGE_DEV,
	STAGE_STAGING,
	STAGE_CANARY_10,
	STAGE_CANARY_50,
	STAGE_PROD,
};
#define STAGES 5

struct stage_desc {
	const char *name;        /* "canary 10 %" */
	const char *environment; /* as promote_release takes it */
	int canary_pct;          /* 0: has no canary lane */
	int wait_min;            /* to be watched before the next stage */
};
const struct stage_desc *stage_desc(enum stage s);

/* ---- asked (ask.c) ---- */
struct plan_ask {
	const char *service; /* a name of services.def.h */
	const char *agent;   /* its agent, or "" */
	const char *commit;  /* 7 to 64 hex digits, lower case */
	enum stage target;
};
/* Parameters first; what they leave out is looked for in the objective's
 * words. ERR_INVALID names the parameter. */
MUST_CHECK int plan_ask_read(struct arena *a, const char *objective,
    struct str params, struct plan_ask *ask_r, struct err *err);

/* ---- known ---- */
struct release {
	uint64_t id;
	const char *environment, *commit, *state;
	int canary_pct;
	int64_t age_min; /* since it last changed */
};
struct window {
	int64_t runs, failed;
	double p95_ms, cost_usd; /* of those runs; cost of one on average */
};
enum { SLO_1H, SLO_6H, SLO_30D, SLO_WINDOWS };
struct slo {
	const char *agent;
	double p95_ms, success_rate, cost_usd; /* the targets */
	struct window of[SLO_WINDOWS];
};
struct plan_facts {
	const struct release *releases; /* of the service, newest first */
	size_t n_releases;
	int lane_pct;          /* share of users on the canary lane now */
	uint64_t lane_release; /* 0: nobody said which */
	int64_t lane_age_min;
	const struct slo *slos;
	size_t n_slos;
	struct window stable, canary; /* since the lane changed */
};

/* ---- found ---- */
enum verdict { VERDICT_GO, VERDICT_WAIT, VERDICT_NO_GO };
const char *verdict_name(enum verdict v); /* go, wait, no-go */

struct plan_check {
	const char *name;
	enum verdict verdict;
	bool known; /* false: not enough data to say */
	const char *detail;
};
#define PLAN_CHECKS_MAX 24

struct plan_step {
	enum stage stage;
	const char *what, *command, *gate, *rollback; /* in words */
	int wait_min;
	int64_t runs_at_least; /* 0: this stage has no users to count */
	double error_at_most, p95_at_most_ms; /* to go on; 0: no objective */
	double rollback_error_over;
	double rollback_p95_over_ms; /* 0: no baseline to double */
};
struct plan {
	enum stage at;       /* where the commit is */
	uint64_t release_id; /* its unfinished release, or 0 */
	struct plan_check checks[PLAN_CHECKS_MAX];
	size_t n_checks;
	struct plan_step steps[STAGES];
	size_t n_steps;
	enum verdict verdict;
	const char *reasons[PLAN_CHECKS_MAX];
	size_t n_reasons;
	const char *rollback_command, *rollback_to; /* last good, or NULL */
};

/* Below this many runs nothing is said of a rate or a percentile. */
#define RUNS_MIN 20
#define ROLLBACK_ERROR 0.05  /* the handbook: error rate > 5 %, */
#define ROLLBACK_LATENCY 2.0 /* latency > 2x */

void plan_make(struct arena *a, const struct plan_ask *ask,
    const struct plan_facts *facts, struct plan *plan_r);
/* The plan as the run's artifacts: one JSON object in the arena. */
struct str plan_show(struct arena *a, const struct plan_ask *ask,
    const struct plan_facts *facts, const struct plan *plan);

#endif
