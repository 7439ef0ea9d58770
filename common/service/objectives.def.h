/* objectives.def.h - what the service promises, and when somebody is told that
 * it is not kept. The one place: oncall judges by it, planner plans by it,
 * Prometheus' rules and docs/objectives.md are made from it.
 *
 * OBJECTIVES: X(agent, p95_ms, p99_ms, success, fresh_minutes, fresh_share,
 *     cost_usd, precision)
 *   agent          a name of services.def.h, or a daemon that is no agent;
 *                  "gateway" is the whole as its callers see it: there success
 *                  is availability
 *   p95_ms p99_ms  95 % and 99 % of the requests are answered within
 *   success        share of the requests that are answered well
 *   fresh_*        share of the time in which no mail waits longer
 *   cost_usd       of a request, on average. Only the assistant spends today, by
 *                  a language model: an answer may cost LLM_BUDGET_CENTS, and
 *                  of five requests one is for an answer
 *   precision      share of triage's verdicts that are right
 * 0: no such objective. Each is judged over OBJECTIVES_WINDOW_DAYS.
 */
#ifndef SERVICE_OBJECTIVES_DEF_H
#define SERVICE_OBJECTIVES_DEF_H

#define OBJECTIVES_WINDOW_DAYS 30

#define OBJECTIVES(X)                                                          \
	X("inbox.triage",       1500,  3000, 0.98,  30, 0.99, 0.05, 0.95)      \
	X("inbox.search",        800,  1500, 0.99,   0, 0,    0.02, 0)         \
	X("knowledge.search",   1000,  2000, 0.98,   0, 0,    0.03, 0)         \
	X("planner.deploy",     5000, 10000, 0.95,   0, 0,    0.20, 0)         \
	X("warehouse.health",   2000,  4000, 0.98,  60, 0.95, 0.10, 0)         \
	X("analytics.insights", 3000,  6000, 0.97,   0, 0,    0.15, 0)         \
	X("assistant",             0,     0, 0,      0, 0,    0.01, 0)         \
	X("gateway",               0,     0, 0.999,  0, 0,    0,    0)

/* BURN_RULES: X(name, alert, severity, long_s, short_s, factor, most_bad)
 *   A rule fires when the budget burns at `factor` times the rate that would
 *   just spend it in the window, over the long AND the short window (Google,
 *   The Site Reliability Workbook, chapter 5, "Multiwindow, Multi-Burn-Rate
 *   Alerts"): 14.4 over an hour is 2 % of 30 days' budget, 6 over six hours
 *   5 %, 1 over three days 10 %.
 *   most_bad: nobody waits for more than this share of bad requests to be
 *   told, however large the budget: on an objective of 95 % a factor of 14.4
 *   would need 72 %. There the factor is most_bad / (1 - target).
 */
#define BURN_RULES(X)                                                          \
	X("fast", "SLOFastBurn", "critical",   3600,   300, 14.4, 0.30)        \
	X("slow", "SLOSlowBurn", "warning",   21600,  1800,  6,   0.15)        \
	X("leak", "SLOSlowBurn", "warning",  259200, 21600,  1,   0.15)

#endif
