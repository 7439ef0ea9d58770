/* plan.h - from a question to searches in the query language, strict ones
 * first. Pure. Everything that a person said stands in quotes: it can't become
 * an operator. */
#ifndef ASSISTANT_PLAN_H
#define ASSISTANT_PLAN_H

#include "proto/proto.h"
#include "services/assistant/question/tools.h"

#define PLAN_SEARCHES 6

struct search_plan {
	const char *tool; /* what it is called in events and metrics */
	const char *q;
	bool any_word;
	bool loose; /* asked only when no strict search finds anything */
	const char *sort;
	bool facets;
};

struct plan {
	struct tool_call calls[TOOL_CALLS]; /* before any search */
	size_t n_calls;
	struct search_plan v[PLAN_SEARCHES];
	size_t n;
	/* Mail received in [from, to) is looked at; from 0: since ever. */
	int64_t from_ms, to_ms;
	/* The question's time is of the event or due date, not of the mail. */
	bool by_event;
	/* No words narrow it: what triage read of dates says it all, of all
	 * mail; search adds what is recent. */
	bool by_dates;
	int64_t event_from_ms, event_to_ms;
	const char *const *categories; /* of a list; may be none */
	size_t n_categories;
	size_t enough;      /* hits after which no looser search is made */
	const char *bounds; /* time, filters, exceptions: of every search */
	const char *said; /* for people: 'for "acme", offer from Anna'; or "" */
};

void plan_make(struct arena *a, const struct question *q,
    const struct chat_ask *ask, const struct when_clock *clock,
    struct plan *plan_r);

/* 'for "acme", offer from Anna', for people; "" for all mail. */
const char *plan_say(struct arena *a, const struct question *q);

/* Dates as the filters must have them: -1 and err otherwise. */
MUST_CHECK int plan_check_filters(
    const struct chat_filters *f, struct err *err);

#endif
