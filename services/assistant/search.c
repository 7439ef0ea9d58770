/* search.c - asks the index, strict searches first. */
#include "services/assistant/assistant.h"

#define LOOSE_HITS ((size_t)CHAT_FULL) /* of each loose search */

void chat_call_search(struct chat *c, const struct search_query *q,
    struct err *tolerate, struct bus_reply *reply_r)
{
	chat_call(c, "search", MSG_search_query, q, tolerate, reply_r);
}

/* The mail is known: by its place in the answer before, or by what an agent
 * answered. */
static bool needs_no_search(struct chat *c)
{
	bool known = c->n_refers > 0;

	for (size_t i = 0; i < c->n_refers; i++)
		chat_add_hit(c, &(struct search_hit){.id = c->refers[i]});
	/* How an application stands is told by its newest mail, too. */
	for (size_t i = 0;
	     i < c->plan.n_calls && c->question.about != ABOUT_STATUS; i++)
		known |= tool_suffices(c->plan.calls[i].tool) &&
			 c->findings[i].err.code == ERR_OK &&
			 c->findings[i].total > 0;
	c->first.total = (int64_t)c->n_hits;
	c->n_first = c->n_hits;
	return known;
}

enum step_result chat_search(struct task *t)
{
	struct chat *c = chat_of(t);
	const struct search_plan *s = &c->plan.v[c->search];
	const struct search_query q = {
	    .q = s->q,
	    .limit = c->ask->max_results,
	    .sort = s->sort,
	    .any_word = s->any_word,
	    .facets = s->facets,
	};

	if (c->stopped)
		return task_fail(t, ERR_CANCELLED, "the answer was stopped");
	if (needs_no_search(c))
		return STEP_NEXT;
	c->searched = true;
	c->search_began_us = loop_now_us(t->loop);
	chat_call_search(c, &q, &c->search_err, &c->reply);
	return STEP_WAIT;
}

static const char *window_bucket(int64_t days)
{
	return days <= 7 ? "7" : days <= 30 ? "30" : days <= 60 ? "60" : "90+";
}

void chat_count_tool(struct chat *c, const char *tool, bool has_hits)
{
	struct assistant *d = assistant_of(c);

	metrics_counter_inc(METRICS_WITH(d->metrics.tool_queries, tool,
	    window_bucket(c->ask->window_days), has_hits ? "1" : "0"));
}

static void count_search(
    struct chat *c, const struct search_plan *s, int64_t us, bool has_hits)
{
	struct assistant *d = assistant_of(c);

	chat_count_tool(c, s->tool, has_hits);
	if (c->backend != NULL)
		metrics_observe(
		    METRICS_WITH(d->metrics.search_time, c->backend),
		    (double)us / 1e6);
}

void chat_add_hit(struct chat *c, const struct search_hit *h)
{
	for (size_t i = 0; i < c->n_hits; i++) {
		if (c->hits[i].id == h->id)
			return;
	}
	if (c->n_hits < CHAT_HITS)
		c->hits[c->n_hits++] = (struct hit){
		    h->id, h->category != NULL ? h->category : "", h->priority};
}

/* A search that is away must never read as "no mail found". */
enum step_result chat_no_search(struct task *t)
{
	struct chat *c = chat_of(t);

	t->err = c->search_err;
	if (t->err.code == ERR_INVALID)
		t->err.code = ERR_INTERNAL; /* the query was ours */
	if (t->err.code != ERR_DEADLINE && t->err.code != ERR_TIMEOUT &&
	    t->err.code != ERR_INTERNAL && t->err.code != ERR_OVERLOADED)
		t->err.code = ERR_UNAVAILABLE;
	err_wrap(&t->err, "search is unavailable, so nothing is known of "
			  "your mail");
	return STEP_FAIL;
}

/* What is known already is told, and that it is not all. By dates there may
 * be more to come: chat_load sees whether there was. */
static bool goes_on_without(struct chat *c)
{
	if (!chat_is_away(&c->search_err) ||
	    (c->n_hits == 0 && !c->plan.by_dates))
		return false;
	if (c->found_by == c->plan.n) { /* only agents found mail */
		c->searched = false;
		c->first.total = (int64_t)c->n_hits;
		c->n_first = c->n_hits;
	}
	chat_notice(c, "search_away",
	    "Search did not answer; what it would have found is missing "
	    "here.");
	return true;
}

/* Strict searches add to each other until there is enough; the loose ones
 * are asked when those found little, for search by meaning finds something
 * for any words: what is relevant is decided when the mail was read. */
static bool goes_on(const struct chat *c)
{
	const struct plan *p = &c->plan;

	if (c->search + 1 >= p->n)
		return false;
	if (p->v[c->search + 1].loose)
		return c->found_by == p->n || p->v[c->found_by].loose ||
		       c->n_hits < CHAT_FULL;
	return c->n_hits < p->enough;
}

enum step_result chat_found(struct task *t)
{
	struct chat *c = chat_of(t);
	const struct search_plan *s = &c->plan.v[c->search];
	int64_t us = loop_now_us(t->loop) - c->search_began_us;
	struct search_result r = {0};

	if (!c->searched)
		return STEP_NEXT;
	if (c->search_err.code == ERR_OK &&
	    bus_decode(t, &c->reply, MSG_search_result, &r, &c->search_err) ==
		0)
		c->backend = r.backend;
	if (c->search_err.code != ERR_OK)
		return goes_on_without(c) ? STEP_NEXT : chat_no_search(t);
	count_search(c, s, us, r.hits.n > 0);
	event_tool(c, s->tool, s->q, r.total, us);
	if (r.hits.n > 0 && c->found_by == c->plan.n) {
		c->found_by = c->search;
		c->first = r;
	}
	for (size_t i = 0;
	     i < (s->loose ? MIN(r.hits.n, LOOSE_HITS) : r.hits.n); i++)
		chat_add_hit(c, &r.hits.v[i]);
	if (c->did_you_mean == NULL && r.did_you_mean != NULL &&
	    *r.did_you_mean != '\0')
		c->did_you_mean = r.did_you_mean;
	if (c->found_by == c->search)
		c->n_first = c->n_hits;
	if (goes_on(c)) {
		c->search++;
		task_goto(t, chat_search);
	}
	return STEP_NEXT;
}
