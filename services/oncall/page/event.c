/* event.c - see event.h. */
#include "services/oncall/page/event.h"

#include "services/oncall/page/rules.def.h"

enum need { NEED_ANY, NEED_BOT };

static const struct rule {
	const char *event;
	int64_t severity;
	const char *action;
	enum need need;
} rules[] = {
#define X_RULE(event, severity, action, need)                                  \
	{#event, severity, #action, NEED_##need},
    PAGE_RULES(X_RULE)
#undef X_RULE
};

static const char sql_event[] =
    "SELECT page_event($1, $2, $3, $4, $5::bigint[], $6::text[], $7::text[])";

void page_event(struct pg_batch *b, const struct oncall *d, uint64_t incident,
    const char *event, const char *actor, const char *text)
{
	int64_t severities[ARRAY_LEN(rules)];
	const char *channels[ARRAY_LEN(rules)], *actions[ARRAY_LEN(rules)];
	bool bot = d->opt->slack_bot_token[0] != '\0';
	size_t n = 0;

	for (size_t i = 0; i < ARRAY_LEN(rules); i++) {
		if (!streq(rules[i].event, event) ||
		    (rules[i].need == NEED_BOT && !bot))
			continue;
		severities[n] = rules[i].severity;
		channels[n] = "slack";
		actions[n++] = rules[i].action;
	}
	pg_batch_add(b, NULL, sql_event,
	    PG_ARGS(PG_I64(incident), PG_TEXT(event), PG_TEXT(actor),
		PG_TEXT(text), PG_I64S(severities, n), PG_TEXTS(channels, n),
		PG_TEXTS(actions, n)));
}
