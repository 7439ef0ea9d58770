/* planned.c - the fixture of the planner's tests. */
#include "tests/unit/planner/planned.h"

#include "tests/unit/unit.h"

int planned_setup(void **state)
{
	struct planned *p = calloc(1, sizeof *p);
	const struct window good = {
	    .runs = 1000, .failed = 1, .p95_ms = 120, .cost_usd = 0.001};

	assert_non_null(p);
	p->arena = arena_new(1 << 20);
	p->ask = (struct plan_ask){
	    .service = "search",
	    .agent = "inbox.search",
	    .commit = MINE,
	    .target = STAGE_PROD,
	};
	p->slo = (struct slo){
	    "inbox.search", 800, 0.99, 0.02, .of = {good, good, good}};
	p->facts.slos = &p->slo;
	p->facts.n_slos = 1;
	*state = p;
	return 0;
}

int planned_teardown(void **state)
{
	struct planned *p = *state;

	arena_free(&p->arena);
	free(p);
	return 0;
}

void planned_make(struct planned *p, const struct release *releases, size_t n)
{
	p->facts.releases =
	    arena_memdup(p->arena, releases, n * sizeof *releases);
	p->facts.n_releases = n;
	plan_make(p->arena, &p->ask, &p->facts, &p->plan);
}

const struct plan_check *planned_check(
    const struct planned *p, const char *name)
{
	for (size_t i = 0; i < p->plan.n_checks; i++)
		if (streq(p->plan.checks[i].name, name))
			return &p->plan.checks[i];
	fail_msg("no check %s", name);
	return NULL;
}
