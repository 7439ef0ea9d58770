/* unit.c - see unit.h. */
#include "services/ingest/unit.h"

#include "common/base/die.h"
#include "common/base/str.h"

#include <stdlib.h>

#define AWAY_MS 1000
#define FIRST_MS 1000
#define LONGEST_MS 300000
#define HOPELESS_AT 2 /* failures of one batch, when a repeat mends nothing */

static const struct {
	const char *name, *service;
} stages[STAGES + 1] = {{"received", "triage"}, {"triaged", "search"},
    {"indexed", "knowledge"}, {"linked", ""}};

const char *stage_name(enum stage stage)
{
	return stages[stage].name;
}

const char *stage_service(enum stage stage)
{
	return stages[stage].service;
}

int stage_parse(const char *name, enum stage *stage_r)
{
	for (unsigned i = 0; i < STAGES; i++) {
		if (streq(stages[i].name, name)) {
			*stage_r = (enum stage)i;
			return 0;
		}
	}
	return -1;
}

struct unit *unit_new(uint64_t user_id, enum stage stage, size_t n)
{
	struct unit *u = xcalloc(1, sizeof *u + n * sizeof u->ids[0]);

	u->user_id = user_id;
	u->stage = stage;
	list_init(&u->node);
	return u;
}

void unit_free(struct unit **u)
{
	if (*u != NULL)
		list_remove(&(*u)->node);
	free(*u);
	*u = NULL;
}

/* ---- from rows to units ---- */

static int order(uint64_t a, uint64_t b)
{
	return (a > b) - (a < b);
}

static int compare(const void *pa, const void *pb)
{
	const struct claim *a = pa, *b = pb;

	if (a->user_id != b->user_id)
		return order(a->user_id, b->user_id);
	if (a->stage != b->stage)
		return order(a->stage, b->stage);
	if (a->attempts != b->attempts)
		return a->attempts - b->attempts;
	return order(a->email_id, b->email_id);
}

static bool fits(const struct unit *u, const struct claim *c, size_t max)
{
	return u != NULL && u->n < max && u->user_id == c->user_id &&
	       u->stage == c->stage && u->attempts == c->attempts &&
	       c->attempts < UNIT_SPLIT_AT;
}

size_t units_make(
    struct claim *v, size_t n, size_t max, int64_t lease_ms, struct list *out)
{
	struct unit *u = NULL;
	size_t made = 0;

	qsort(v, n, sizeof *v, compare);
	for (size_t i = 0; i < n; i++) {
		if (!fits(u, &v[i], max)) {
			u = unit_new(v[i].user_id, v[i].stage, MIN(max, n - i));
			u->attempts = v[i].attempts;
			u->lease_ms = lease_ms;
			list_append(out, &u->node);
			made++;
		}
		u->ids[u->n++] = v[i].email_id;
	}
	return made;
}

/* ---- failing ---- */

struct setback unit_setback(
    const struct unit *u, const struct err *err, bool away, unsigned chance)
{
	struct setback s = {.attempts = u->attempts};

	if (away) {
		s.wait_ms = AWAY_MS;
	} else {
		s.attempts++;
		if (u->n > 1 && !err_is_retryable(err->code) &&
		    s.attempts >= HOPELESS_AT)
			s.attempts = MAX(s.attempts, UNIT_SPLIT_AT);
		s.parked = s.attempts >= UNIT_PARK_AT;
		s.wait_ms = s.parked
				? UNIT_PARK_MS
				: MIN((int64_t)FIRST_MS << (s.attempts - 1),
				      LONGEST_MS);
	}
	s.wait_ms += s.wait_ms * chance / 400;
	return s;
}
