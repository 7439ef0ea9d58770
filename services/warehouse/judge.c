/* judge.c - measures to verdicts: thresholds and words in one place. */
#include "services/warehouse/warehouse.h"

#include <inttypes.h>
#include <stdlib.h>

/* The handbook's objectives: triage within 30 minutes, quality within 60;
 * parity as the predecessor had it, 5 %. */
#define STALE_MIN 30
#define STUCK_MIN 60
#define PARITY_OK 0.05
#define PARITY_FAILED 0.20
#define NULLS_OK 0.05
#define NULLS_FAILED 0.50
#define VOLUME_DROP 0.20 /* of the week before; with enough mail to say so */
#define VOLUME_MIN 50

struct judging {
	struct arena *arena;
	const struct measures *m;
	struct check_result *results;
	size_t n;
};

static void add(struct judging *j, const char *name, enum check_status status,
    double observed, double expected, const char *detail)
{
	j->results[j->n++] =
	    (struct check_result){name, status, observed, expected, detail};
}

static void freshness(struct judging *j)
{
	int64_t wait = j->m->oldest_unfinished_min;
	enum check_status s = wait > STUCK_MIN   ? CHECK_FAILED
			      : wait > STALE_MIN ? CHECK_DEGRADED
						 : CHECK_OK;

	add(j, "freshness", s, (double)wait, STALE_MIN,
	    j->m->unfinished == 0
		? "all mail is triaged, indexed and linked"
		: arena_printf(j->arena,
		      "%" PRId64 " emails are on their way, the oldest for "
		      "%" PRId64 " min",
		      j->m->unfinished, wait));
}

static void volume(struct judging *j)
{
	int64_t now = j->m->emails_7d, before = j->m->emails_prior_7d;
	bool low =
	    before >= VOLUME_MIN && (double)now < VOLUME_DROP * (double)before;

	add(j, "volume", low ? CHECK_DEGRADED : CHECK_OK, (double)now,
	    (double)before,
	    arena_printf(j->arena,
		"%" PRId64 " emails in 7 days, %" PRId64 " in the 7 before%s",
		now, before, low ? ": did a source stop?" : ""));
}

/* Parity is over what has passed the index stage. */
static void parity(struct judging *j)
{
	int64_t most = j->m->emails - j->m->index_retired;
	int64_t expected = most - j->m->unfinished;
	int64_t docs = j->m->index_documents;
	double apart;

	if (docs < 0) {
		add(j, "parity", CHECK_FAILED, -1, (double)expected,
		    arena_printf(j->arena, "the index did not answer: %s",
			j->m->index_error));
		return;
	}
	/* What is on its way may be in the index already. */
	if (docs >= expected && docs <= most)
		apart = 0;
	else
		apart = (double)llabs(docs - expected) /
			(double)MAX(MAX(docs, expected), 1);
	add(j, "parity",
	    apart > PARITY_FAILED           ? CHECK_FAILED
	    : apart > PARITY_OK             ? CHECK_DEGRADED
	    : docs != expected && apart > 0 ? CHECK_DEGRADED
					    : CHECK_OK,
	    (double)docs, (double)expected,
	    arena_printf(j->arena,
		"%" PRId64 " documents in the index, %" PRId64
		" emails that should be",
		docs, expected));
}

static void nulls(
    struct judging *j, const char *name, int64_t missing, const char *what)
{
	double share =
	    j->m->emails == 0 ? 0 : (double)missing / (double)j->m->emails;

	add(j, name,
	    share > NULLS_FAILED ? CHECK_FAILED
	    : share > NULLS_OK   ? CHECK_DEGRADED
				 : CHECK_OK,
	    share, NULLS_OK,
	    arena_printf(j->arena, "%" PRId64 " of %" PRId64 " emails %s",
		missing, j->m->emails, what));
}

size_t warehouse_judge(struct arena *a, const struct measures *m,
    struct check_result results[CHECKS_MAX])
{
	struct judging j = {.arena = a, .m = m, .results = results};

	freshness(&j);
	volume(&j);
	parity(&j);
	nulls(&j, "nulls.subject", m->no_subject, "have no subject");
	nulls(&j, "nulls.from", m->no_from, "have no sender");
	nulls(&j, "nulls.date", m->no_date, "have no usable Date header");
	nulls(&j, "nulls.thread", m->no_thread, "belong to no thread");
	nulls(&j, "nulls.verdict", MAX(m->no_verdict - m->unfinished, 0),
	    "have no verdict though they are through");
	nulls(&j, "unparsed", m->unparsed, "could not be parsed");
	return j.n;
}

enum check_status warehouse_worst(const struct check_result *results, size_t n)
{
	enum check_status worst = CHECK_OK;

	for (size_t i = 0; i < n; i++)
		worst = MAX(worst, results[i].status);
	return worst;
}

const char *check_status_name(enum check_status s)
{
	switch (s) {
	case CHECK_OK:
		return "ok";
	case CHECK_DEGRADED:
		return "degraded";
	case CHECK_FAILED:
		return "failed";
	}
	return "failed";
}
