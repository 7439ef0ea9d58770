/* rules.def.h - which incident an alert belongs to, and how bad it is.
 *
 * X(alertname, agent, kind, by, severity)
 *   agent     only of this agent; "": of any
 *   kind, by  the incident's key is "kind/value of that label", with "@env"
 *             where the alert has one; by NONE: the kind alone. Alerts with one
 *             key are one incident.
 *   severity  1 to 4, unless the label sev says it. What wakes somebody
 *             (severity critical in infra/prometheus/rules) is 1 or 2, what
 *             waits for the day (warning) 3 or 4: tests/lint/alerts.py
 * The first line that fits holds. An alert of no line has the key
 * "alert/ALERTNAME/AGENT", and its severity by the label severity:
 * ALERT_SEVERITIES.
 */
#ifndef ONCALL_ALERT_RULES_DEF_H
#define ONCALL_ALERT_RULES_DEF_H

#define ALERT_RULES(X)                                                         \
	X("SLOFastBurn", "gateway", "slo", AGENT, 1)                           \
	X("SLOErrorRateCritical", "gateway", "slo", AGENT, 1)                  \
	X("SLOFastBurn", "", "slo", AGENT, 2)                                  \
	X("SLOSlowBurn", "", "slo", AGENT, 3)                                  \
	X("SLOLatencyCritical", "", "slo", AGENT, 2)                           \
	X("SLOLatencyWarning", "", "slo", AGENT, 3)                            \
	X("SLOErrorRateCritical", "", "slo", AGENT, 2)                         \
	X("SLOPrecisionCritical", "", "precision", AGENT, 2)                   \
	X("SLOPrecisionWarning", "", "precision", AGENT, 3)                    \
	X("SLOCostWarning", "", "cost", AGENT, 3)                              \
	X("GatewayErrors", "", "gateway", NONE, 1)                             \
	X("DatabaseDown", "", "database", NONE, 1)                             \
	X("RedisDown", "", "redis", NONE, 2)                                   \
	X("ServiceDown", "", "service", DAEMON, 2)                             \
	X("SearchDegraded", "", "service", DAEMON, 3)                          \
	X("PipelineStalled", "", "pipeline", NONE, 2)                          \
	X("FreshnessMissed", "", "pipeline", NONE, 2)                          \
	X("OutboxStuck", "", "outbox", NONE, 2)                                \
	X("BackupMissing", "", "backup", NONE, 3)

/* X(label severity, severity); of no line: 3 */
#define ALERT_SEVERITIES(X)                                                    \
	X("page", 1)                                                           \
	X("critical", 2)                                                       \
	X("error", 2)                                                          \
	X("warning", 3)                                                        \
	X("info", 4)                                                           \
	X("none", 4)

#endif
