/* reading.c - a text of metrics as the few sums that objectives need. */
#include "services/oncall/slo/reading.h"

#include "common/service/services.def.h"
#include "services/oncall/slo/exposition.h"

#include <math.h>
#include <stdlib.h>

#define COUNT_MAX 9007199254740992.0 /* counters are whole up to 2^53 */

struct reading_of {
	const char *daemon;
	size_t agent; /* its own; OBJECTIVES_N: none */
	struct slo_reading *r;
};
typedef void take_fn(
    const struct reading_of *of, const struct exposition_sample *s);
static take_fn take_start, take_request, take_bucket, take_cost, take_shed,
    take_unanswered, take_http, take_switched, take_verdict, take_feedback;

#define FAMILIES(X)                                                            \
	X("process_start_time_seconds", take_start)                            \
	X("applylens_agent_requests_total", take_request)                      \
	X("applylens_bus_call_duration_seconds_bucket", take_bucket)           \
	X("applylens_agent_cost_usd_total", take_cost)                         \
	X("applylens_bus_requests_shed_total", take_shed)                      \
	X("applylens_bus_calls_unanswered_total", take_unanswered)             \
	X("applylens_http_requests_total", take_http)                          \
	X("applylens_switched_off_total", take_switched)                       \
	X("applylens_triage_verdicts_total", take_verdict)                     \
	X("applylens_triage_feedback_total", take_feedback)
#define X_NAME(name, take) name,
#define X_TAKE(name, take) take,
static const char *const names[] = {FAMILIES(X_NAME) NULL};
static take_fn *const takes[] = {FAMILIES(X_TAKE)};

const char *slo_reading_query(struct arena *a)
{
	const char *all = "";

	for (size_t i = 0; names[i] != NULL; i++) {
		struct str family = str_of(names[i]);

		/* A histogram's samples are its family's, with an ending. */
		if (str_ends(family, "_bucket"))
			family.n -= strlen("_bucket");
		all = arena_printf(a, "%s%cname%%5B%%5D=%.*s", all,
		    i == 0 ? '?' : '&', (int)family.n, family.p);
	}
	return all;
}

static const struct {
	const char *daemon, *agent;
} services[] = {
#define X_SERVICE(name, agent, port, doc) {#name, agent},
    SERVICES(X_SERVICE)
#undef X_SERVICE
};

static size_t agent_place(const char *agent)
{
	for (size_t i = 0; i < OBJECTIVES_N; i++)
		if (streq(objectives[i].agent, agent))
			return i;
	return OBJECTIVES_N;
}

static size_t agent_of_service(struct str daemon)
{
	for (size_t i = 0; i < ARRAY_LEN(services); i++)
		if (str_eqs(daemon, services[i].daemon))
			return agent_place(services[i].agent[0] != '\0'
					       ? services[i].agent
					       : services[i].daemon);
	return OBJECTIVES_N;
}

size_t slo_agent_of_daemon(const char *daemon)
{
	return agent_of_service(str_of(daemon));
}

static size_t lane_of(const struct exposition_sample *s)
{
	return str_eqs(exposition_label(s, "lane"), "canary") ? 1 : 0;
}

static void add_own(
    const struct reading_of *of, size_t lane, enum slo_own what, double v)
{
	of->r->v[SLO_OWN(lane, what)] += v;
}

/* A daemon speaks for itself only. */
static bool is_own(
    const struct reading_of *of, const struct exposition_sample *s)
{
	return of->agent < OBJECTIVES_N && str_eqs(exposition_label(s, "agent"),
					       objectives[of->agent].agent);
}

static void take_start(
    const struct reading_of *of, const struct exposition_sample *s)
{
	of->r->started_s = s->value;
}

/* An outcome that only a newer version knows counts as a failure. */
static enum slo_own class_of(struct str outcome)
{
	char name[32];

	if (str_eqs(outcome, "ok"))
		return OWN_GOOD;
	str_copy(name, sizeof name, outcome);
	return err_is_failure(err_from_name(name)) ? OWN_BAD : OWN_EXCLUDED;
}

static void take_request(
    const struct reading_of *of, const struct exposition_sample *s)
{
	if (is_own(of, s))
		add_own(of, lane_of(s),
		    class_of(exposition_label(s, "outcome")), s->value);
}

/* Whom people wait for: they ask by the gateway and the assistant. The
 * pipeline asks in bulk and repeats what fails until it goes well: only for
 * triage, whose work it is, do its calls count. */
static size_t asked_agent(
    const struct reading_of *of, const struct exposition_sample *s)
{
	size_t agent = agent_of_service(exposition_label(s, "service"));

	if (agent == OBJECTIVES_N || streq(of->daemon, "gateway") ||
	    streq(of->daemon, "assistant"))
		return agent;
	return streq(of->daemon, "ingest") &&
		       streq(objectives[agent].agent, "inbox.triage")
		   ? agent
		   : OBJECTIVES_N;
}

static void take_bucket(
    const struct reading_of *of, const struct exposition_sample *s)
{
	struct str le = exposition_label(s, "le");
	size_t agent = asked_agent(of, s), i = 0;
	double bound = (double)INFINITY;

	if (agent == OBJECTIVES_N ||
	    (!str_eqs(le, "+Inf") && str_to_double(le, &bound) < 0))
		return;
	while (i < SLO_BOUNDS_N && fabs(slo_bounds[i] - bound) > 1e-9)
		i++;
	if (i < SLO_BOUNDS_N || isinf(bound))
		of->r->v[SLO_ASKED(agent, lane_of(s), ASKED_BUCKETS) + i] +=
		    s->value;
}

static void take_cost(
    const struct reading_of *of, const struct exposition_sample *s)
{
	if (is_own(of, s))
		add_own(of, 0, OWN_COST, s->value * 1e6);
}

/* Refused before anybody looked which agent's request it was. */
static void take_shed(
    const struct reading_of *of, const struct exposition_sample *s)
{
	if (of->agent < OBJECTIVES_N)
		add_own(of, 0, OWN_BAD, s->value);
}

static void take_unanswered(
    const struct reading_of *of, const struct exposition_sample *s)
{
	size_t agent = asked_agent(of, s);

	if (agent < OBJECTIVES_N &&
	    class_of(exposition_label(s, "outcome")) == OWN_BAD)
		of->r->v[SLO_ASKED(agent, lane_of(s), ASKED_UNANSWERED)] +=
		    s->value;
}

static void take_http(
    const struct reading_of *of, const struct exposition_sample *s)
{
	struct str status = exposition_label(s, "status_code");

	if (!streq(of->daemon, "gateway") || status.n != 3)
		return;
	add_own(of, 0,
	    status.p[0] == '5'   ? OWN_BAD
	    : status.p[0] == '4' ? OWN_EXCLUDED
				 : OWN_GOOD,
	    s->value);
}

static void take_switched(
    const struct reading_of *of, const struct exposition_sample *s)
{
	if (streq(of->daemon, "gateway"))
		add_own(of, 0, OWN_SWITCHED, s->value);
}

static void take_verdict(
    const struct reading_of *of, const struct exposition_sample *s)
{
	if (streq(of->daemon, "triage"))
		add_own(of, 0, OWN_VERDICTS, s->value);
}

static void take_feedback(
    const struct reading_of *of, const struct exposition_sample *s)
{
	struct str kind = exposition_label(s, "kind");

	if (!streq(of->daemon, "triage"))
		return;
	if (str_eqs(kind, "category"))
		add_own(of, 0, OWN_CORRECTED, s->value);
	else if (str_eqs(kind, "undo"))
		add_own(of, 0, OWN_UNDONE, s->value);
}

static int check_buckets(const struct slo_reading *r, struct err *err)
{
	for (size_t k = 0; k < OBJECTIVES_N * SLO_LANES; k++) {
		const double *b = &r->v[SLO_ASKED(0, k, ASKED_BUCKETS)];

		for (size_t i = 1; i < SLO_BUCKETS; i++)
			if (b[i] < b[i - 1])
				return err_set(err, ERR_BAD_PEER,
				    "the buckets of its calls fall");
	}
	return 0;
}

int slo_read(const char *daemon, struct str text, int64_t at_ms,
    struct slo_reading *r_r, struct err *err)
{
	struct reading_of of = {daemon, slo_agent_of_daemon(daemon), r_r};
	struct exposition_sample s;
	struct exposition e;
	int got;

	*r_r = (struct slo_reading){.at_ms = at_ms};
	exposition_init(&e, text, names);
	while ((got = exposition_next(&e, &s, err)) == 1) {
		if (!(s.value >= 0 && s.value <= COUNT_MAX))
			return err_set(err, ERR_BAD_PEER, "line %zu: %s is %g",
			    e.line, names[s.name], s.value);
		takes[s.name](&of, &s);
	}
	if (got < 0)
		return -1;
	if (r_r->started_s <= 0)
		return err_set(err, ERR_BAD_PEER, "no %s", names[0]);
	return check_buckets(r_r, err);
}

static bool same_process(
    const struct slo_reading *was, const struct slo_reading *now)
{
	return fabs(was->started_s - now->started_s) < 0.5;
}

bool slo_reading_same(
    const struct slo_reading *was, const struct slo_reading *now)
{
	return same_process(was, now) &&
	       memcmp(was->v, now->v, sizeof was->v) == 0;
}

int slo_since(const struct slo_reading *was, const struct slo_reading *now,
    struct slo_reading *news_r, struct err *err)
{
	static const struct slo_reading nothing;
	double born_ms = now->started_s * 1000, elapsed_s;

	*news_r = *now;
	if (was == NULL) {
		was = (double)now->at_ms - born_ms < SLO_YOUNG_MS ? &nothing
								  : now;
		elapsed_s = SLO_YOUNG_MS / 1000.0;
	} else {
		elapsed_s = fmax(1, (double)(now->at_ms - was->at_ms) / 1000);
		if (!same_process(was, now))
			was = &nothing;
	}
	for (size_t i = 0; i < SLO_READING_N; i++) {
		double more = now->v[i] - was->v[i];
		bool is_cost =
		    i % OWN_N == OWN_COST && i < SLO_LANES * (size_t)OWN_N;

		if (more < 0)
			return err_set(err, ERR_BAD_PEER,
			    "a counter went back by %g, without a restart",
			    -more);
		if (!is_cost && more > elapsed_s * SLO_PER_SECOND)
			return err_set(err, ERR_BAD_PEER,
			    "a counter went up by %g in %g s", more, elapsed_s);
		news_r->v[i] = more;
	}
	return 0;
}

static void add_own_news(
    struct slo_counts *c, const struct slo_reading *news, size_t lane)
{
	const double *v = &news->v[SLO_OWN(lane, 0)];
	double switched = fmin(v[OWN_SWITCHED], v[OWN_BAD]);

	c->good += (uint64_t)v[OWN_GOOD];
	c->bad += (uint64_t)(v[OWN_BAD] - switched);
	c->excluded += (uint64_t)(v[OWN_EXCLUDED] + switched);
	c->verdicts += (uint64_t)v[OWN_VERDICTS];
	c->corrected += (uint64_t)v[OWN_CORRECTED];
	c->undone += (uint64_t)v[OWN_UNDONE];
	c->cost_usd += v[OWN_COST] / 1e6;
}

struct slo_counts slo_news_of(const struct slo_reading *news,
    const char *daemon, size_t agent, size_t lane)
{
	const double *asked = &news->v[SLO_ASKED(agent, lane, 0)];
	struct slo_counts c = {0};
	double below = 0;

	if (agent == slo_agent_of_daemon(daemon))
		add_own_news(&c, news, lane);
	c.bad += (uint64_t)asked[ASKED_UNANSWERED];
	for (size_t i = 0; i < SLO_BUCKETS; i++) {
		double upto = asked[(size_t)ASKED_BUCKETS + i];

		if (upto > below)
			c.buckets[i] += (uint64_t)(upto - below);
		below = fmax(below, upto);
	}
	return c;
}
