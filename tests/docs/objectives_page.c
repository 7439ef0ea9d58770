/* objectives_page.c - docs/objectives.md, and the same thresholds as lines
 * for programs: agent, objective, target, rule, alert, severity, long and
 * short window in seconds, factor, share of bad events; by tabs. */
#include "tests/docs/api_page.h"

#include "common/base/die.h"
#include "common/service/objectives.h"

static const char intro[] =
    "# Objectives\n\n"
    "*Made from `common/service/objectives.def.h` by `make docs`; change the "
    "table, not this page.*\n\n"
    "Over %d days. The gateway is the whole as its callers see it.\n\n"
    "| agent | p95 | p99 | success | mail waits at most | cost of a request "
    "| precision |\n|---|---|---|---|---|---|---|\n";

static const char burns_intro[] =
    "\n## Which error rate tells\n\n"
    "A rule fires when the budget burns at its factor over both of its "
    "windows. The factors are those of Google's Site Reliability Workbook "
    "(14.4, 6, 1), but on a large budget they would need a near outage: "
    "14.4 times the budget of a 95 %% objective is 72 %% of all requests. "
    "So nobody waits for more than %g %% (fast) or %g %% (slow) to be told: "
    "there the factor is lower, marked with *. A rule that all requests "
    "failing would not fire is refused when the tables are tested.\n\n"
    "| agent | objective | target | rule | windows | factor | fires at |\n"
    "|---|---|---|---|---|---|---|\n";

/* A number with what stands before and behind it, or "-" for 0. */
static void cell(
    struct buf *out, const char *before, double v, const char *behind)
{
	if (v > 0)
		buf_addf(out, " %s%g%s |", before, v, behind);
	else
		buf_adds(out, " - |");
}

static void put_objective(struct buf *out, const struct objective *o)
{
	buf_addf(out, "| %s |", o->agent);
	cell(out, "", o->p95_ms / 1000, " s");
	cell(out, "", o->p99_ms / 1000, " s");
	cell(out, "", o->success * 100, " %");
	if (o->fresh_minutes > 0)
		buf_addf(out, " %g min, %g %% of the time |", o->fresh_minutes,
		    o->fresh_share * 100);
	else
		buf_adds(out, " - |");
	cell(out, "$", o->cost_usd, "");
	cell(out, "", o->precision * 100, " %");
	buf_addc(out, '\n');
}

struct burn {
	const struct objective *of;
	const struct burn_rule *rule;
	const char *objective;
	double target, factor, bad; /* bad: share of events that fires it */
};

static void burn_line(struct buf *out, const struct burn *b)
{
	buf_addf(out, "%s\t%s\t%g\t%s\t%s\t%s\t%d\t%d\t%g\t%g\n", b->of->agent,
	    b->objective, b->target, b->rule->name, b->rule->alert,
	    b->rule->severity, b->rule->long_s, b->rule->short_s, b->factor,
	    b->bad);
}

static void put_window(struct buf *out, int seconds)
{
	bool hours = seconds % 3600 == 0;

	buf_addf(
	    out, "%d %s", seconds / (hours ? 3600 : 60), hours ? "h" : "min");
}

static void burn_row(struct buf *out, const struct burn *b)
{
	buf_addf(out, "| %s | %s | %g %% | %s (%s) | ", b->of->agent,
	    b->objective, b->target * 100, b->rule->name, b->rule->severity);
	put_window(out, b->rule->long_s);
	buf_adds(out, ", ");
	put_window(out, b->rule->short_s);
	buf_addf(out, " | %g%s | %.4g %% bad |\n", b->factor,
	    b->factor < b->rule->factor ? "*" : "", b->bad * 100);
}

/* Cost has no events, and precision too few for a rate. */
static void each_burn(
    struct buf *out, void (*put)(struct buf *out, const struct burn *b))
{
	for (size_t i = 0; i < OBJECTIVES_N * OBJECTIVE_PRECISION; i++) {
		enum objective_kind k = i % OBJECTIVE_PRECISION;
		struct burn b = {
		    .of = &objectives[i / OBJECTIVE_PRECISION],
		    .objective = objective_name(k),
		};
		struct err err = {0};

		b.target = objective_target(b.of, k);
		for (size_t r = 0; r < BURN_RULES_N && b.target > 0; r++) {
			b.rule = &burn_rules[r];
			if (burn_threshold(b.rule, b.target, &b.factor, &err) <
			    0)
				die("%s %s: %s", b.of->agent, b.objective,
				    err.text);
			b.bad = b.factor * (1 - b.target);
			put(out, &b);
		}
	}
}

void objectives_page(struct buf *out)
{
	buf_addf(out, intro, OBJECTIVES_WINDOW_DAYS);
	for (size_t i = 0; i < OBJECTIVES_N; i++)
		put_objective(out, &objectives[i]);
	buf_addf(out, burns_intro, burn_rules[0].most_bad * 100,
	    burn_rules[1].most_bad * 100);
	each_burn(out, burn_row);
}

void burns_list(struct buf *out)
{
	each_burn(out, burn_line);
}
