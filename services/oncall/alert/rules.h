/* rules.h - from an alert to its incident: key, severity, title, runbook; pure.
 * The table is rules.def.h. */
#ifndef ONCALL_ALERT_RULES_H
#define ONCALL_ALERT_RULES_H

#include "common/base/arena.h"
#include "services/oncall/alert/alert.h"

#define ALERT_KEY_MAX 200
#define ALERT_TITLE_MAX 200

struct alert_incident {
	const char *key;
	int64_t severity;
	const char *title;   /* the alert's summary, or its name and agent */
	const char *runbook; /* its own, else docs/runbooks/its-name.md */
};

/* Texts are the arena's or the alert's. */
struct alert_incident alert_rules_find(
    struct arena *a, const struct alert *alert);

#endif
