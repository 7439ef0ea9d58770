/* slo.c - applylens slo: is what was promised kept, and what is left? */
#include "services/cli/cli.h"

#include <inttypes.h>
#include <stdio.h>

static const char usage[] = "slo [--agent NAME] [--check]";

static double number(const struct json *j, const char *key)
{
	return json_num(json_get(j, key), 0);
}

static bool known(const struct json *j, const char *key)
{
	return json_type(json_get(j, key)) == JSON_NUMBER;
}

/* "99.5 %", "0.42 s of 0.8 s" or "$0.001". */
static const char *value(struct cli *c, const struct json *o, const char *key)
{
	const struct json *latency = json_get(o, "latency_seconds");

	if (latency != NULL && known(latency, key))
		return arena_printf(c->arena, "%.3g s", number(latency, key));
	if (latency != NULL || !known(o, key))
		return "-";
	if (streq(cli_str(o, "objective"), "cost"))
		return arena_printf(c->arena, "$%.4f", number(o, key));
	return arena_printf(c->arena, "%.5g %%", 100 * number(o, key));
}

/* The rule that tells, or how fast the budget burns by the hour. */
static const char *burning(struct cli *c, const struct json *o)
{
	const struct json *first = json_first(json_get(o, "burns")), *hour;

	for (const struct json *b = first; b; b = json_next(b))
		if (json_bool(json_get(b, "firing"), false))
			return arena_printf(c->arena, "%.1fx %s",
			    number(json_get(b, "long"), "burn_rate"),
			    cli_str(b, "alert"));
	hour = json_get(first, "long");
	if (!known(hour, "burn_rate"))
		return "-";
	return arena_printf(c->arena, "%.1fx", number(hour, "burn_rate"));
}

static void print_objective(
    struct cli *c, const char *agent, const struct json *o)
{
	const struct json *budget = json_get(o, "budget");

	printf("%-18s  %-11s  %9s  %9s  %8" PRId64 "  %-9s  ", agent,
	    cli_str(o, "objective"), value(c, o, "target"),
	    value(c, o, "actual"), (int64_t)number(o, "events"),
	    cli_str(o, "compliant"));
	if (known(budget, "left_share"))
		printf("%6.1f %%", 100 * number(budget, "left_share"));
	else
		printf("%8s", "-");
	printf("  %s\n", burning(c, o));
}

static bool print_agent(struct cli *c, const struct json *a, bool print)
{
	bool broken = false;

	for (const struct json *o = json_first(json_get(a, "objectives")); o;
	     o = json_next(o)) {
		broken |= streq(cli_str(o, "compliant"), "no");
		if (print)
			print_objective(c, cli_str(a, "agent"), o);
	}
	return broken;
}

int cli_slo(struct cli *c, int argc, char **argv)
{
	const char *agent = NULL;
	bool check = cli_option(&argc, argv, "--check", NULL), broken = false;
	const struct json *j;
	int code;

	cli_option(&argc, argv, "--agent", &agent);
	cli_no_more_options(argc, argv, usage);
	if (argc > 1)
		cli_usage(usage);
	code = cli_get(c,
	    agent == NULL
		? "/api/slo"
		: arena_printf(c->arena, "/api/slo/%s", cli_escape(c, agent)),
	    &j);
	if (code != 0)
		return code;
	if (!c->json)
		printf("%-18s  %-11s  %9s  %9s  %8s  %-9s  %8s  %s\n", "agent",
		    "objective", "target", "actual", "events", "compliant",
		    "budget", "burns (1 h)");
	if (agent != NULL)
		broken = print_agent(c, json_get(j, "slo"), !c->json);
	for (const struct json *a = json_first(json_get(j, "agents")); a;
	     a = json_next(a))
		broken |= print_agent(c, a, !c->json);
	return check && broken ? 1 : 0;
}
