/* alert.h - one alert as Alertmanager tells of it. */
#ifndef ONCALL_ALERT_ALERT_H
#define ONCALL_ALERT_ALERT_H

#include "common/base/str.h"

struct alert {
	const char *fingerprint; /* of its labels */
	const char *name;        /* alertname */
	const char *agent;       /* label agent, or "" */
	const char *severity;    /* label severity, or "" */
	const char *sev;         /* label sev ("SEV1", "1"), or "" */
	const char *env;         /* label env, or "" */
	const char *daemon;      /* label daemon, or "" */
	const char *summary, *description, *runbook; /* annotations, or "" */
	const char *labels, *annotations;            /* JSON objects */
	int64_t starts_ms; /* Unix ms by the sender's clock; over 0 */
	int64_t ends_ms;   /* resolved: the same; else 0 */
	bool resolved;
	int64_t count; /* how often it was said in one webhook */
};

#endif
