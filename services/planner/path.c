/* path.c - the stages, and where on the path a commit is. */
#include "services/planner/plan_part.h"

#include <strings.h>

static const struct stage_desc stages[STAGES] = {
    [STAGE_DEV] = {"dev", "dev", 0, 0},
    [STAGE_STAGING] = {"staging", "staging", 0, 30},
    [STAGE_CANARY_10] = {"canary 10 %", "canary", 10, 30},
    [STAGE_CANARY_50] = {"canary 50 %", "canary", 50, 30},
    [STAGE_PROD] = {"prod", "prod", 100, 0},
};

const struct stage_desc *stage_desc(enum stage s)
{
	return &stages[s];
}

bool commit_same(const char *a, const char *b)
{
	size_t n = MIN(strlen(a), strlen(b));

	return n > 0 && strncasecmp(a, b, n) == 0;
}

static bool is_promoted(const struct release *r, const char *environment)
{
	return streq(r->state, "promoted") &&
	       streq(r->environment, environment);
}

/* Promoted there at some time, and not taken back since. */
static bool has_been_in(const struct planning *p, const char *environment)
{
	for (size_t i = 0; i < p->facts->n_releases; i++) {
		const struct release *r = &p->facts->releases[i];

		if (!commit_same(r->commit, p->ask->commit) ||
		    !streq(r->environment, environment))
			continue;
		if (streq(r->state, "promoted"))
			return true;
		if (streq(r->state, "rolled_back"))
			return false;
	}
	return false;
}

/* It is what runs there: the newest promoted one. */
static bool is_in(const struct planning *p, const char *environment)
{
	for (size_t i = 0; i < p->facts->n_releases; i++)
		if (is_promoted(&p->facts->releases[i], environment))
			return commit_same(
			    p->facts->releases[i].commit, p->ask->commit);
	return false;
}

const struct release *path_canary(const struct planning *p)
{
	for (size_t i = 0; i < p->facts->n_releases; i++) {
		const struct release *r = &p->facts->releases[i];

		if (streq(r->state, "canary") &&
		    commit_same(r->commit, p->ask->commit))
			return r;
	}
	return NULL;
}

const struct release *path_last_good(const struct planning *p)
{
	for (size_t i = 0; i < p->facts->n_releases; i++) {
		const struct release *r = &p->facts->releases[i];

		if (is_promoted(r, "prod") &&
		    !commit_same(r->commit, p->ask->commit))
			return r;
	}
	return NULL;
}

/* What a commit has passed stays passed; the stage that is asked for itself
 * counts only while the commit still runs there. */
static bool passed(const struct planning *p, enum stage s)
{
	const char *environment = stages[s].environment;

	return p->ask->target == s ? is_in(p, environment)
				   : has_been_in(p, environment);
}

enum stage path_position(const struct planning *p)
{
	const struct release *canary = path_canary(p);

	if (is_in(p, "prod"))
		return STAGE_PROD;
	if (canary != NULL && canary->canary_pct >= 50)
		return STAGE_CANARY_50;
	if (canary != NULL && canary->canary_pct > 0)
		return STAGE_CANARY_10;
	if (passed(p, STAGE_STAGING))
		return STAGE_STAGING;
	if (passed(p, STAGE_DEV))
		return STAGE_DEV;
	return STAGE_NONE;
}
