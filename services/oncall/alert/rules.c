/* rules.c - from an alert to its incident. */
#include "services/oncall/alert/rules.h"

#include "services/oncall/alert/rules.def.h"

#include <ctype.h>

enum by { NONE, AGENT, DAEMON };

static const struct rule {
	const char *name, *agent, *kind;
	enum by by;
	int64_t severity;
} rules[] = {
#define X_RULE(name, agent, kind, by, severity)                                \
	{name, agent, kind, by, severity},
    ALERT_RULES(X_RULE)
#undef X_RULE
};

static const struct {
	const char *label;
	int64_t severity;
} severities[] = {
#define X_SEVERITY(label, severity) {label, severity},
    ALERT_SEVERITIES(X_SEVERITY)
#undef X_SEVERITY
};

static const struct rule *find(const struct alert *al)
{
	for (size_t i = 0; i < ARRAY_LEN(rules); i++)
		if (streq(rules[i].name, al->name) &&
		    (rules[i].agent[0] == '\0' ||
			streq(rules[i].agent, al->agent)))
			return &rules[i];
	return NULL;
}

static const char *key_of(
    struct arena *a, const struct rule *r, const struct alert *al)
{
	const char *key, *at = al->env[0] == '\0' ? "" : "@";

	if (r == NULL)
		key = arena_printf(
		    a, "alert/%s/%s%s%s", al->name, al->agent, at, al->env);
	else if (r->by == NONE)
		key = arena_printf(a, "%s%s%s", r->kind, at, al->env);
	else
		key = arena_printf(a, "%s/%s%s%s", r->kind,
		    r->by == AGENT || al->daemon[0] == '\0' ? al->agent
							    : al->daemon,
		    at, al->env);
	return arena_strndup(a, key, utf8_cut(str_of(key), ALERT_KEY_MAX));
}

/* "SEV2", "sev2" or "2". */
static bool said_severity(const char *sev, int64_t *severity_r)
{
	struct str s = str_of(sev);

	if (str_istarts(s, "sev"))
		s = (struct str){s.p + 3, s.n - 3};
	return str_to_i64(s, 1, 4, severity_r) == 0;
}

static int64_t severity_of(const struct rule *r, const struct alert *al)
{
	int64_t severity;

	if (said_severity(al->sev, &severity))
		return severity;
	if (r != NULL)
		return r->severity;
	for (size_t i = 0; i < ARRAY_LEN(severities); i++)
		if (strieq(severities[i].label, al->severity))
			return severities[i].severity;
	return 3;
}

/* SLOFastBurn to slo-fast-burn: a dash where a word begins. */
static const char *kebab(struct arena *a, const char *name)
{
	char *out = arena_alloc(a, 2 * strlen(name) + 1), *p = out;

	for (const char *s = name; *s != '\0'; s++) {
		bool up = isupper((unsigned char)*s) != 0;
		bool after_low = s > name && !isupper((unsigned char)s[-1]);
		bool before_low = s[1] != '\0' && islower((unsigned char)s[1]);

		if (s > name && up && (after_low || before_low))
			*p++ = '-';
		*p++ = isalnum((unsigned char)*s)
			   ? (char)tolower((unsigned char)*s)
			   : '-';
	}
	return out;
}

struct alert_incident alert_rules_find(
    struct arena *a, const struct alert *alert)
{
	const struct rule *r = find(alert);
	const char *title = alert->summary;

	if (title[0] == '\0')
		title = arena_printf(a, "%s%s%s", alert->name,
		    alert->agent[0] == '\0' ? "" : " ", alert->agent);
	return (struct alert_incident){
	    .key = key_of(a, r, alert),
	    .severity = severity_of(r, alert),
	    .title = arena_strndup(
		a, title, utf8_cut(str_of(title), ALERT_TITLE_MAX)),
	    .runbook = alert->runbook[0] != '\0'
			   ? alert->runbook
			   : arena_printf(a, "docs/runbooks/%s.md",
				 kebab(a, alert->name)),
	};
}
