/* counts.c - rings of minutes and hours. */
#include "services/oncall/slo/counts.h"

#include "common/base/die.h"

#include <stdlib.h>
#include <string.h>

#define X_BOUND(v) v,
const double slo_bounds[SLO_BOUNDS_N] = {SLO_BOUNDS(X_BOUND)};

/* A place of a ring holds the counts of `at`, whatever was there before. */
struct cell {
	int64_t at;
	struct slo_counts counts;
};
struct slo_history {
	int64_t newest; /* minute; 0: nothing yet */
	struct cell minutes[OBJECTIVES_N][SLO_MINUTES];
	struct cell hours[OBJECTIVES_N][SLO_HOURS];
};

void slo_counts_add(struct slo_counts *to, const struct slo_counts *c)
{
#define X_ADD(name) to->name += c->name;
	SLO_COUNTS(X_ADD)
#undef X_ADD
	for (size_t i = 0; i < SLO_BUCKETS; i++)
		to->buckets[i] += c->buckets[i];
	to->cost_usd += c->cost_usd;
}

bool slo_counts_empty(const struct slo_counts *c)
{
	uint64_t some = 0;

#define X_SOME(name) some |= c->name;
	SLO_COUNTS(X_SOME)
#undef X_SOME
	for (size_t i = 0; i < SLO_BUCKETS; i++)
		some |= c->buckets[i];
	return some == 0 && !(c->cost_usd > 0);
}

struct slo_history *slo_history_new(void)
{
	return xcalloc(1, sizeof(struct slo_history));
}

void slo_history_free(struct slo_history **h)
{
	free(*h);
	*h = NULL;
}

static void clear(struct cell *ring, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (ring[i].at != 0)
			memset(&ring[i], 0, sizeof ring[i]);
}

/* What was never written to stays untouched: most of it, in most suites, and
 * then it is no memory. */
void slo_history_clear(struct slo_history *h)
{
	h->newest = 0;
	for (size_t i = 0; i < OBJECTIVES_N; i++) {
		clear(h->minutes[i], SLO_MINUTES);
		clear(h->hours[i], SLO_HOURS);
	}
}

static void put(
    struct cell *ring, size_t n, int64_t at, const struct slo_counts *c)
{
	struct cell *cell = &ring[at % (int64_t)n];

	if (cell->at > at)
		return; /* its place has gone to a later one */
	if (cell->at != at) {
		memset(cell, 0, sizeof *cell);
		cell->at = at;
	}
	slo_counts_add(&cell->counts, c);
}

void slo_history_add_hour(struct slo_history *h, size_t agent, int64_t hour,
    const struct slo_counts *c)
{
	put(h->hours[agent], SLO_HOURS, hour, c);
}

void slo_history_add_minute(struct slo_history *h, size_t agent, int64_t minute,
    const struct slo_counts *c)
{
	h->newest = MAX(h->newest, minute);
	put(h->minutes[agent], SLO_MINUTES, minute, c);
}

bool slo_history_add(struct slo_history *h, size_t agent, int64_t minute,
    const struct slo_counts *c)
{
	if (minute <= 0 || minute <= h->newest - SLO_HOURS * 60 ||
	    (h->newest > 0 && minute > h->newest + SLO_HOURS * 60))
		return false;
	slo_history_add_minute(h, agent, minute, c);
	slo_history_add_hour(h, agent, minute / 60, c);
	return true;
}

static void sum(const struct cell *ring, size_t n, int64_t from, int64_t to,
    struct slo_counts *sum_r)
{
	from = MAX(from, to - (int64_t)n + 1);
	for (int64_t at = MAX(from, 1); at <= to; at++) {
		const struct cell *cell = &ring[at % (int64_t)n];

		if (cell->at == at)
			slo_counts_add(sum_r, &cell->counts);
	}
}

struct slo_counts slo_history_sum(
    const struct slo_history *h, size_t agent, int64_t now, int64_t minutes)
{
	struct slo_counts all = {0};

	if (minutes <= SLO_MINUTES)
		sum(h->minutes[agent], SLO_MINUTES, now - minutes + 1, now,
		    &all);
	else
		sum(h->hours[agent], SLO_HOURS, (now - minutes) / 60, now / 60,
		    &all);
	return all;
}
