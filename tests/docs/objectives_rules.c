/* objectives_rules.c - infra/prometheus/rules/objectives.yml: what is promised
 * and which daemons there are, as series that the alerts compare with. */
#include "tests/docs/api_page.h"

#include "common/base/die.h"
#include "common/base/str.h"
#include "common/service/objectives.h"
#include "common/service/services.def.h"

#include <stdio.h>

/* P95 this far beyond its limit is critical: the handbook's. */
#define CRITICAL_FACTOR 1.5

static const char intro[] =
    "# objectives.yml - what is promised and which daemons there are, as "
    "series.\n"
    "# Made from common/service/{objectives,services}.def.h by make docs; "
    "change\n# the tables, not this file.\n"
    "groups:\n  - name: objectives\n    interval: 2m\n    rules:\n";

#define X_NAME(name, agent_name, port, doc)                                    \
	if (streq(agent, agent_name))                                          \
		return #name;

static const char *service_of(const char *agent)
{
	SERVICES(X_NAME)
	return agent; /* the gateway has its own name */
}

static void record(
    struct buf *out, const char *series, const char *labels, double value)
{
	buf_addf(out,
	    "      - record: applylens:%s\n        labels: {%s}\n"
	    "        expr: vector(%.10g)\n",
	    series, labels, value);
}

/* le is the bound of a bucket, as the exposition writes it. */
static void put_limit(
    struct buf *out, const struct objective *o, const char *slo, double seconds)
{
	char labels[256];

	if (!(seconds > 0))
		return;
	snprintf(labels, sizeof labels,
	    "agent: %s, service: %s, slo: %s, le: \"%g\"", o->agent,
	    service_of(o->agent), slo, seconds);
	record(out, "objective_limit_seconds", labels, seconds);
}

static void put_target(
    struct buf *out, const struct objective *o, const char *slo, double target)
{
	char labels[256];

	if (!(target > 0))
		return;
	snprintf(labels, sizeof labels, "agent: %s, slo: %s", o->agent, slo);
	record(out, "objective_target", labels, target);
}

static void put_burns(
    struct buf *out, const struct objective *o, enum objective_kind kind)
{
	double target = objective_target(o, kind), factor;
	struct err err = {0};
	char labels[256];

	for (size_t i = 0; i < BURN_RULES_N && target > 0; i++) {
		if (burn_threshold(&burn_rules[i], target, &factor, &err) < 0)
			die("%s %s: %s", o->agent, objective_name(kind),
			    err.text);
		snprintf(labels, sizeof labels, "agent: %s, slo: %s, rule: %s",
		    o->agent, objective_name(kind), burn_rules[i].name);
		record(out, "burn_threshold", labels, factor * (1 - target));
	}
}

static void put_objective(struct buf *out, const struct objective *o)
{
	char labels[256];

	for (enum objective_kind k = 0; k < OBJECTIVE_COST; k++)
		put_target(out, o, objective_name(k), objective_target(o, k));
	put_target(
	    out, o, "latency_critical", objective_target(o, OBJECTIVE_P95));
	put_limit(out, o, "latency_p95", o->p95_ms / 1000);
	put_limit(out, o, "latency_p99", o->p99_ms / 1000);
	put_limit(
	    out, o, "latency_critical", CRITICAL_FACTOR * o->p95_ms / 1000);
	put_limit(out, o, "freshness", o->fresh_minutes * 60);
	snprintf(labels, sizeof labels, "agent: %s", o->agent);
	if (o->cost_usd > 0)
		record(out, "objective_cost_usd", labels, o->cost_usd);
	/* Cost has no events, and precision too few for a rate. */
	for (enum objective_kind k = 0; k < OBJECTIVE_PRECISION; k++)
		put_burns(out, o, k);
}

static void put_daemon(struct buf *out, const char *name, const char *agent)
{
	char labels[256];

	snprintf(labels, sizeof labels, "daemon: %s%s%s", name,
	    agent[0] == '\0' ? "" : ", agent: ", agent);
	record(out, "daemon_expected", labels, 1);
	if (agent[0] == '\0')
		return;
	snprintf(labels, sizeof labels, "service: %s, agent: %s", name, agent);
	record(out, "agent_service", labels, 1);
}

/* Windows of what is judged by a share: the burn rules, and alerts that look
 * at the share alone. */
static void put_window(struct buf *out, const char *record_name,
    const char *rule, const char *counts, int seconds)
{
	static const char *const units[] = {"s", "m", "h", "d"};
	static const int sizes[] = {1, 60, 3600, 86400};
	size_t u = ARRAY_LEN(sizes) - 1;

	while (seconds % sizes[u] != 0)
		u--;
	buf_addf(out,
	    "      - record: applylens:%s\n        labels: {rule: %s}\n"
	    "        expr: sum by (agent, slo) (sum_over_time("
	    "applylens:%s:increase5m[%d%s])) "
	    "/ scalar(applylens:ticks5m)\n",
	    record_name, rule, counts, seconds / sizes[u], units[u]);
}

static void put_windows(
    struct buf *out, const char *rule, int long_s, int short_s)
{
	put_window(out, "rule_events:long", rule, "slo_events", long_s);
	put_window(out, "rule_bad:long", rule, "slo_bad", long_s);
	put_window(out, "rule_events:short", rule, "slo_events", short_s);
	put_window(out, "rule_bad:short", rule, "slo_bad", short_s);
}

static const struct {
	const char *name;
	int long_s, short_s;
} share_rules[] = {{"latency", 1800, 300}, {"error_rate", 86400, 7200},
    {"precision", 86400, 86400}};

/* An event is in an increase5m for five minutes: in as many samples of it as
 * there are ticks in that time, both ends counted, less one. */
static const char ticks[] =
    "      - record: applylens:tick\n        expr: vector(1)\n"
    "      - record: applylens:ticks5m\n        expr: "
    "clamp_min(count_over_time(applylens:tick[5m]) - 1, 1)\n";

/* Days of samples are summed less often than hours of them. */
static void put_group(struct buf *out, bool is_long)
{
	buf_addf(out, "  - name: %s\n%s    rules:\n",
	    is_long ? "slo_days" : "slo_hours",
	    is_long ? "    interval: 2m\n" : "");
	if (!is_long)
		buf_adds(out, ticks);
	for (size_t i = 0; i < BURN_RULES_N; i++)
		if ((burn_rules[i].long_s > 21600) == is_long)
			put_windows(out, burn_rules[i].name,
			    burn_rules[i].long_s, burn_rules[i].short_s);
	for (size_t i = 0; i < ARRAY_LEN(share_rules); i++)
		if ((share_rules[i].long_s > 21600) == is_long)
			put_windows(out, share_rules[i].name,
			    share_rules[i].long_s, share_rules[i].short_s);
}

#define X_DAEMON(name, agent, port, doc) put_daemon(out, #name, agent);

void objectives_rules(struct buf *out)
{
	buf_adds(out, intro);
	SERVICES(X_DAEMON)
	for (size_t i = 0; i < OBJECTIVES_N; i++)
		put_objective(out, &objectives[i]);
	put_group(out, false);
	put_group(out, true);
}
