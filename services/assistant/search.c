/* search.c - asks the index, then reads the best mail. */
#include "services/assistant/assistant.h"

#include "proto/json.h"

#define GROUP_EXAMPLES 2
#define LOOSE_HITS ((size_t)CHAT_FULL / 2) /* of each loose search */
#define READ_CHARS 12000                   /* of a mail that is read closely */
#define SKIM_CHARS 3000                    /* of one that is listed */
#define BODY_FACTOR 4 /* the body has quotes and signature too */

static const char sql_load[] =
    "SELECT e.id, coalesce(e.thread_id, 0) AS thread_id, e.subject, "
    "e.from_name, e.from_addr, e.received_at, e.is_outgoing, "
    "left(coalesce(e.own_text, e.body_text), $3) AS own_text, "
    "left(e.body_text, $4) AS body_text, "
    "coalesce(c.category, '') AS category, "
    "coalesce(c.priority, 0)::bigint AS priority, "
    "coalesce(c.risk, 0)::bigint AS risk, "
    "coalesce(c.needs_reply, false) AS needs_reply, c.due_at, c.event_at, "
    "coalesce(e.headers->>'list-unsubscribe', '') <> '' AS can_unsubscribe, "
    "coalesce(CASE WHEN $5 THEN (SELECT concat_ws(': ', "
    "replace(r->>'signal', '_', ' '), nullif(r->>'evidence', '')) "
    "FROM jsonb_array_elements(c.reasons) r WHERE r->>'of' = 'risk' "
    "ORDER BY (r->>'weight')::float8 DESC LIMIT 1) END, '') AS risk_reason, "
    "CASE WHEN $6 AND e.thread_id IS NOT NULL THEN EXISTS (SELECT 1 "
    "FROM emails o WHERE o.user_id = $2 AND o.thread_id = e.thread_id "
    "AND o.is_outgoing <> e.is_outgoing AND o.received_at > e.received_at) "
    "ELSE false END AS answered "
    "FROM unnest($1::bigint[]) WITH ORDINALITY AS w(id, n) "
    "JOIN emails e ON e.id = w.id AND e.user_id = $2 "
    "LEFT JOIN classifications c ON c.email_id = e.id AND c.user_id = $2 "
    "ORDER BY w.n";

/* ---- searching ---- */

static void call_search(struct chat *c, const struct search_query *q,
    struct err *tolerate, struct bus_reply *reply_r)
{
	struct envelope env = service_envelope_for(&c->r);

	env.type = MSG_search_query;
	env.idempotency_key[0] = '\0';
	task_tolerate(&c->r.task, tolerate);
	bus_call_msg(&c->r.task, assistant_of(c)->service->bus, "search", &env,
	    MSG_search_query, q, reply_r);
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
	c->search_began_us = loop_now_us(t->loop);
	call_search(c, &q, &c->search_err, &c->reply);
	return STEP_WAIT;
}

static const char *window_bucket(int64_t days)
{
	return days <= 7 ? "7" : days <= 30 ? "30" : days <= 60 ? "60" : "90+";
}

static void count_search(
    struct chat *c, const struct search_plan *s, int64_t us, bool has_hits)
{
	struct assistant *d = assistant_of(c);

	metrics_counter_inc(METRICS_WITH(d->metrics.tool_queries, s->tool,
	    window_bucket(c->ask->window_days), has_hits ? "1" : "0"));
	if (c->backend != NULL)
		metrics_observe(
		    METRICS_WITH(d->metrics.search_time, c->backend),
		    (double)us / 1e6);
}

static void add_hit(struct chat *c, const struct search_hit *h)
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
static enum step_result no_search(struct task *t)
{
	struct chat *c = chat_of(t);

	t->err = c->search_err;
	if (t->err.code == ERR_INVALID)
		t->err.code = ERR_INTERNAL; /* the query was ours */
	if (t->err.code != ERR_DEADLINE && t->err.code != ERR_INTERNAL &&
	    t->err.code != ERR_OVERLOADED)
		t->err.code = ERR_UNAVAILABLE;
	err_wrap(&t->err, "search is unavailable, so nothing is known of "
			  "your mail");
	return STEP_FAIL;
}

/* Strict searches add to each other until there is enough; the loose ones
 * are asked, all of them, when those found nothing. */
static bool goes_on(const struct chat *c)
{
	const struct plan *p = &c->plan;

	if (c->search + 1 >= p->n)
		return false;
	if (p->v[c->search + 1].loose)
		return c->found_by == p->n || p->v[c->found_by].loose;
	return c->n_hits < p->enough;
}

enum step_result chat_found(struct task *t)
{
	struct chat *c = chat_of(t);
	const struct search_plan *s = &c->plan.v[c->search];
	int64_t us = loop_now_us(t->loop) - c->search_began_us;
	struct search_result r = {0};

	if (c->search_err.code == ERR_OK &&
	    bus_decode(t, &c->reply, MSG_search_result, &r, &c->search_err) ==
		0)
		c->backend = r.backend;
	if (c->search_err.code != ERR_OK)
		return no_search(t);
	count_search(c, s, us, r.hits.n > 0);
	event_tool(c, s->tool, s->q, r.total, us);
	if (r.hits.n > 0 && c->found_by == c->plan.n) {
		c->found_by = c->search;
		c->first = r;
	}
	for (size_t i = 0;
	     i < (s->loose ? MIN(r.hits.n, LOOSE_HITS) : r.hits.n); i++)
		add_hit(c, &r.hits.v[i]);
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

/* ---- examples for a summary ---- */

static bool has_example(const struct chat *c, const char *category)
{
	for (size_t i = 0; i < c->n_hits; i++) {
		if (streq(c->hits[i].category, category))
			return true;
	}
	return false;
}

/* A category that is counted, but has no mail among the newest, is asked for
 * by itself: its line needs a mail to cite. */
enum step_result chat_groups(struct task *t)
{
	struct chat *c = chat_of(t);
	const struct json *facets, *i;
	struct err err;

	if (c->question.intent != INTENT_SUMMARIZE || c->n_hits == 0 ||
	    c->first.facets.n == 0 ||
	    json_parse(t->arena, c->first.facets, &facets, &err) < 0)
		return STEP_NEXT;
	i = json_first(json_get(facets, "category"));
	for (; i != NULL && c->n_groups < CHAT_GROUPS; i = json_next(i)) {
		struct search_query q = {
		    .limit = GROUP_EXAMPLES, .sort = "date_desc"};

		if (has_example(c, json_key(i)))
			continue;
		q.q = arena_printf(t->arena, "category:%.40s %.900s",
		    json_key(i), c->plan.v[c->found_by].q);
		call_search(c, &q, &c->group_err[c->n_groups],
		    &c->group_reply[c->n_groups]);
		c->n_groups++;
	}
	return c->n_groups > 0 ? STEP_WAIT : STEP_NEXT;
}

static void take_groups(struct chat *c)
{
	for (size_t g = 0; g < c->n_groups; g++) {
		struct search_result r = {0};

		if (c->group_err[g].code != ERR_OK ||
		    bus_decode(&c->r.task, &c->group_reply[g],
			MSG_search_result, &r, &c->group_err[g]) < 0)
			continue;
		for (size_t i = 0; i < r.hits.n; i++) {
			if (c->n_hits == CHAT_HITS)
				c->n_hits--; /* the oldest makes room */
			add_hit(c, &r.hits.v[i]);
		}
	}
}

/* ---- reading ---- */

/* What a summary reads closely: one mail of each category, then those of the
 * highest priority; all else as it was found. */
static size_t order_hits(const struct chat *c, int64_t *ids, size_t max)
{
	bool by_group = c->question.intent == INTENT_SUMMARIZE &&
			c->question.n_terms == 0 && c->question.n_senders == 0;
	bool taken[CHAT_HITS] = {false};
	size_t n = 0;

	for (size_t i = 0; by_group && i < c->n_hits && n < max; i++) {
		bool first = true;

		for (size_t k = 0; k < i; k++)
			first &=
			    !streq(c->hits[k].category, c->hits[i].category);
		if (first) {
			ids[n++] = (int64_t)c->hits[i].id;
			taken[i] = true;
		}
	}
	while (n < max) {
		size_t best = CHAT_HITS;

		for (size_t i = 0; i < c->n_hits; i++) {
			if (!taken[i] &&
			    (best == CHAT_HITS ||
				(by_group && c->hits[i].priority >
						 c->hits[best].priority)))
				best = i;
		}
		if (best == CHAT_HITS)
			break;
		ids[n++] = (int64_t)c->hits[best].id;
		taken[best] = true;
	}
	return n;
}

enum step_result chat_load(struct task *t)
{
	struct chat *c = chat_of(t);
	enum intent intent = c->question.intent;
	bool closely = intent == INTENT_FIND || intent == INTENT_SUMMARIZE;
	int64_t *ids = ARENA_ARRAY(t->arena, int64_t, CHAT_HITS);
	int64_t chars = closely ? READ_CHARS : SKIM_CHARS;
	size_t n;

	take_groups(c);
	c->searched_us = loop_now_us(t->loop);
	if (c->stopped)
		return task_fail(t, ERR_CANCELLED, "the answer was stopped");
	n = order_hits(c, ids, closely ? CHAT_FULL : CHAT_HITS);
	if (n == 0)
		return STEP_NEXT;
	pg_query(t, assistant_of(c)->service->pg, pg_as_user(c->r.env.user_id),
	    &c->rows, sql_load,
	    PG_ARGS(PG_I64S(ids, n), PG_I64(c->r.env.user_id), PG_I64(chars),
		PG_I64(chars * BODY_FACTOR), PG_BOOL(intent == INTENT_FLAG),
		PG_BOOL(intent == INTENT_FOLLOW_UP)));
	return STEP_WAIT;
}
