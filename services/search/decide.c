/* decide.c - from what an index is like to its phase, and what happens next. */
#include "services/search/decide.h"

#include "services/search/index/cols.h"

#define NUMBERS_LOW (COLS_MAX / 4 * 3)

const char *const lifecycle_phases[] = {"hot", "filling", "rollover", "delete"};
const char *const lifecycle_actions[] = {"none", "fill", "delete", "rollover"};

static int64_t percent(int64_t part, int64_t whole)
{
	return whole <= 0 ? 0 : MAX(part, 0) * 100 / whole;
}

int64_t lifecycle_dead_percent(const struct index_life *l)
{
	return MAX(percent(l->numbers - l->documents, l->numbers),
	    percent(l->free_pages, l->pages));
}

/* Free pages alone do not count: merges leave them, and writes use them. */
static bool is_dead(
    const struct lifecycle_policy *p, const struct index_life *l)
{
	return percent(l->numbers - l->documents, l->numbers) >=
	       p->dead_percent;
}

static bool has_dead(const struct index_life *l)
{
	return l->numbers > l->documents;
}

/* Whether it is to be made anew whatever its age, and why. */
static const char *why_renew(
    const struct lifecycle_policy *p, const struct index_life *l)
{
	if (l->asked)
		return "an operator asked for it";
	if (l->numbers >= NUMBERS_LOW)
		return "the numbers of its documents run out";
	if (l->bytes >= LIFECYCLE_MIN_BYTES && has_dead(l) && is_dead(p, l))
		return "too much of it is dead";
	return NULL;
}

static struct lifecycle_next renew(
    const struct index_life *l, int64_t at_ms, const char *why, int64_t now_ms)
{
	struct lifecycle_next next = {
	    LIFECYCLE_HOT, LIFECYCLE_RENEW, MAX(at_ms, l->retry_ms), why};

	if (next.at_ms <= now_ms)
		next.phase = LIFECYCLE_ROLLOVER;
	return next;
}

static struct lifecycle_next later(const struct lifecycle_policy *p,
    const struct index_life *l, int64_t now_ms)
{
	struct lifecycle_next next = {LIFECYCLE_HOT, LIFECYCLE_NONE, 0, NULL};

	if (p->rollover_ms > 0 && has_dead(l) && l->born_ms > 0)
		next = renew(l, l->born_ms + p->rollover_ms,
		    "mail has left it, and it has the age", now_ms);
	if (p->retention_ms > 0 && l->oldest_ms > 0 &&
	    (next.action == LIFECYCLE_NONE ||
		l->oldest_ms + p->retention_ms < next.at_ms))
		next = (struct lifecycle_next){LIFECYCLE_HOT, LIFECYCLE_REMOVE,
		    l->oldest_ms + p->retention_ms,
		    "its oldest mail is past the retention then"};
	return next;
}

struct lifecycle_next lifecycle_decide(const struct lifecycle_policy *p,
    const struct index_life *l, int64_t now_ms)
{
	const char *why = why_renew(p, l);

	if (!l->filled)
		return (struct lifecycle_next){LIFECYCLE_FILLING,
		    LIFECYCLE_FILL, now_ms, "it does not hold all mail yet"};
	if (l->building)
		return (struct lifecycle_next){LIFECYCLE_ROLLOVER,
		    LIFECYCLE_RENEW, now_ms, "the next one is being made"};
	if (p->retention_ms > 0 && l->expired > 0)
		return (struct lifecycle_next){LIFECYCLE_DELETE,
		    LIFECYCLE_REMOVE, l->oldest_ms + p->retention_ms,
		    "mail is past the retention"};
	if (why != NULL)
		return renew(l, now_ms, why, now_ms);
	return later(p, l, now_ms);
}

const char *lifecycle_wrong(struct arena *a, const struct index_life *l,
    const struct lifecycle_next *next, int64_t now_ms)
{
	if (l->problem[0] != '\0')
		return arena_printf(
		    a, "the last rollover failed: %s", l->problem);
	if (next->action == LIFECYCLE_REMOVE &&
	    now_ms - next->at_ms > LIFECYCLE_LATE_MS)
		return arena_printf(a,
		    "mail is past the retention for %lld days",
		    (long long)((now_ms - next->at_ms) / LIFECYCLE_LATE_MS));
	if (l->bytes > LIFECYCLE_MAX_BYTES)
		return "larger than 20 GB: so much mail belongs into "
		       "Elasticsearch";
	return NULL;
}
