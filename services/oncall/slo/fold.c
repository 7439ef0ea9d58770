/* fold.c - from looks at counters to minutes of an agent. */
#include "services/oncall/slo/slo.h"

#include "common/base/log.h"

#include <math.h>

/* A longer gap is spread over its minutes: nobody knows which of them. */
#define GAP_MS 120000

int64_t slo_now(const struct slo *slo)
{
	return loop_unix_ms(slo->service->loop) / 60000;
}

static struct slo_unsaved *unsaved_of(
    struct slo *slo, size_t agent, size_t lane, int64_t minute)
{
	struct slo_unsaved *last = NULL;

	for (size_t i = 0; i < slo->n_unsaved; i++) {
		struct slo_unsaved *u = &slo->unsaved[i];

		if (u->agent != agent || u->lane != lane)
			continue;
		last = u;
		if (u->minute == minute)
			return u;
	}
	/* So long without a database: later minutes join the last one. */
	if (slo->n_unsaved == SLO_UNSAVED_MAX)
		return last;
	last = &slo->unsaved[slo->n_unsaved++];
	*last = (struct slo_unsaved){
	    .agent = agent, .lane = lane, .minute = minute};
	return last;
}

void slo_count(struct slo *slo, size_t agent, size_t lane, int64_t minute,
    const struct slo_counts *c)
{
	struct slo_unsaved *u;

	if (slo_counts_empty(c) ||
	    !slo_history_add(slo->history, agent, minute, c))
		return;
	u = unsaved_of(slo, agent, lane, minute);
	if (u != NULL)
		slo_counts_add(&u->counts, c);
}

/* The i-th of n parts, which add up to the whole. */
static uint64_t part(uint64_t whole, uint64_t i, uint64_t n)
{
	return whole / n + (i < whole % n);
}

static struct slo_counts part_of(
    const struct slo_counts *c, uint64_t i, uint64_t n)
{
	struct slo_counts p = {.cost_usd = c->cost_usd / (double)n};

#define X_PART(name) p.name = part(c->name, i, n);
	SLO_COUNTS(X_PART)
#undef X_PART
	for (size_t b = 0; b < SLO_BUCKETS; b++)
		p.buckets[b] = part(c->buckets[b], i, n);
	return p;
}

static void count_over(struct slo *slo, size_t agent, size_t lane,
    int64_t since_ms, const struct slo_counts *c)
{
	int64_t now = slo_now(slo), n = 1;

	if (since_ms > GAP_MS)
		n = MIN(since_ms / 60000, SLO_MINUTES);
	for (int64_t i = 0; i < n; i++) {
		struct slo_counts p = part_of(c, (uint64_t)i, (uint64_t)n);

		slo_count(slo, agent, lane, now - i, &p);
	}
}

static void outcome(struct slo *slo, struct slo_seen *s, const char *word,
    const struct err *why)
{
	metrics_counter_inc(
	    METRICS_WITH(slo->metrics.scrapes, s->target.daemon, word));
	if (why != NULL && !s->failing)
		log_warn("no counters", LOG_S("daemon", s->target.daemon),
		    LOG_S("target", s->target.address),
		    LOG_S("why", why->text));
	else if (why == NULL && s->failing)
		log_info("counters again", LOG_S("daemon", s->target.daemon),
		    LOG_S("target", s->target.address));
	s->failing = why != NULL;
}

/* Nobody calls the gateway over the bus, so nobody counts what it does not
 * answer. Who asks for its metrics is one; the others are taken to come as they
 * came in the hour before. */
static void gateway_is_away(struct slo *slo, size_t agent)
{
	struct slo_counts hour =
	    slo_history_sum(slo->history, agent, slo_now(slo), 60);
	double per_look =
	    (double)(hour.good + hour.bad) * (double)slo->every_ms / 3600000;
	struct slo_counts c = {.bad = (uint64_t)fmax(1, round(per_look))};

	slo_count(slo, agent, 0, slo_now(slo), &c);
}

static void unreachable(
    struct slo *slo, struct slo_seen *s, const struct err *why)
{
	outcome(slo, s, "unreachable", why);
	if (streq(s->target.daemon, "gateway"))
		gateway_is_away(slo, slo_agent_of_daemon("gateway"));
}

void slo_take(struct slo *slo, struct slo_seen *s, const struct str *body,
    const struct err *why)
{
	struct slo_reading now, news;
	struct err err = {0};
	int64_t since_ms;
	bool sane;

	if (body == NULL) {
		if (why->code == ERR_BAD_PEER)
			outcome(slo, s, "not_believed", why);
		else
			unreachable(slo, s, why);
		return;
	}
	if (slo_read(s->target.daemon, *body, loop_unix_ms(slo->service->loop),
		&now, &err) < 0) {
		outcome(slo, s, "not_believed", &err);
		return;
	}
	s->news |= !s->seen || !slo_reading_same(&s->last, &now);
	sane = slo_since(s->seen ? &s->last : NULL, &now, &news, &err) == 0;
	since_ms = s->seen ? now.at_ms - s->last.at_ms : 0;
	s->last = now;
	s->seen = true;
	outcome(slo, s, sane ? "ok" : "not_believed", sane ? NULL : &err);
	for (size_t i = 0; sane && i < OBJECTIVES_N * SLO_LANES; i++) {
		struct slo_counts c = slo_news_of(
		    &news, s->target.daemon, i / SLO_LANES, i % SLO_LANES);

		count_over(slo, i / SLO_LANES, i % SLO_LANES, since_ms, &c);
	}
}

void slo_take_freshness(struct slo *slo, double oldest_s)
{
	for (size_t i = 0; i < OBJECTIVES_N; i++) {
		bool stale = oldest_s > objectives[i].fresh_minutes * 60;
		struct slo_counts c = {.fresh = !stale, .stale = stale};

		if (objectives[i].fresh_minutes > 0)
			slo_count(slo, i, 0, slo_now(slo), &c);
	}
}
