/* load.c - completes what was found, and reads the best of it. */
#include "services/assistant/assistant.h"

#include "proto/json.h"

#include <stdio.h>

#define GROUP_EXAMPLES 2
#define READ_CHARS 12000 /* of a mail that is read closely */
#define SKIM_CHARS 3000  /* of one that is listed */
#define BODY_FACTOR 4    /* the body has quotes and signature too */

/* Of one moment the newest mails: a hundred reminders of one thing must not
 * hide the next. */
#define SQL_DATES(column)                                                      \
	"SELECT email_id FROM (SELECT email_id, " column " AS at, "            \
	"row_number() OVER (PARTITION BY " column " ORDER BY email_id DESC) "  \
	"AS nth FROM classifications WHERE user_id = $1 AND " column           \
	" >= $2 AND " column " < $3 AND category NOT IN ('spam', 'phishing') " \
	"AND (cardinality($4::text[]) = 0 OR category = ANY($4))) d "          \
	"WHERE nth <= 3 ORDER BY at, email_id DESC LIMIT $5"
static const char sql_events[] = SQL_DATES("event_at");
static const char sql_due[] = SQL_DATES("due_at");

/* What the person made, or approved: still to be done, or to come. */
static const char sql_tasks[] =
    "SELECT title, due_at AS at, due_is_day AS is_day, "
    "coalesce(email_id, 0) AS email_id FROM tasks "
    "WHERE user_id = $1 AND done_at IS NULL AND due_at >= $2 AND due_at < $3 "
    "ORDER BY due_at, id LIMIT $4";
static const char sql_made_events[] =
    "SELECT title, starts_at AS at, all_day AS is_day, "
    "coalesce(email_id, 0) AS email_id "
    "FROM calendar_events WHERE user_id = $1 AND starts_at >= $2 "
    "AND starts_at < $3 ORDER BY starts_at, id LIMIT $4";

static const char sql_load[] =
    "SELECT e.id, coalesce(e.thread_id, 0) AS thread_id, e.subject, "
    "e.from_name, e.from_addr, e.received_at, e.is_outgoing, "
    "coalesce(e.to_addrs[1], '') AS sent_to, "
    "left(coalesce(e.own_text, e.body_text), $3) AS own_text, "
    "left(e.body_text, $4) AS body_text, "
    "coalesce(c.category, '') AS category, "
    "coalesce(c.priority, 0)::bigint AS priority, "
    "coalesce(c.risk, 0)::bigint AS risk, "
    "coalesce(c.needs_reply, false) AS needs_reply, c.due_at, c.event_at, "
    "coalesce(e.headers->>'list-unsubscribe', '') <> '' AS can_unsubscribe, "
    "coalesce(CASE WHEN $5 THEN (SELECT string_agg(why, '; ' ORDER BY weight "
    "DESC) FROM (SELECT concat_ws(': ', replace(r->>'signal', '_', ' '), "
    "nullif(r->>'evidence', '')) AS why, (r->>'weight')::float8 AS weight "
    "FROM jsonb_array_elements(c.reasons) r WHERE r->>'of' = 'risk' "
    "AND (r->>'weight')::float8 > 0 "
    "ORDER BY weight DESC LIMIT 5) w) END, '') AS risk_reason, "
    "CASE WHEN $6 AND e.thread_id IS NOT NULL THEN EXISTS (SELECT 1 "
    "FROM emails o WHERE o.user_id = $2 AND o.thread_id = e.thread_id "
    "AND o.is_outgoing <> e.is_outgoing AND o.received_at > e.received_at) "
    "ELSE false END AS answered "
    "FROM unnest($1::bigint[]) WITH ORDINALITY AS w(id, n) "
    "JOIN emails e ON e.id = w.id AND e.user_id = $2 "
    "LEFT JOIN classifications c ON c.email_id = e.id AND c.user_id = $2 "
    "ORDER BY w.n";

/* The person's own last mails, among so many of all. */
static const char sql_sent[] =
    "SELECT coalesce(to_addrs[1], '') AS sent_to, "
    "left(coalesce(own_text, body_text), 4000) AS own_text FROM ("
    "SELECT * FROM emails WHERE user_id = $1 "
    "ORDER BY received_at DESC, id DESC LIMIT 5000) e "
    "WHERE is_outgoing ORDER BY received_at DESC, id DESC LIMIT $2";

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
static enum step_result ask_groups(struct task *t)
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
		chat_call_search(c, &q, &c->group_err[c->n_groups],
		    &c->group_reply[c->n_groups]);
		c->n_groups++;
	}
	return c->n_groups > 0 ? STEP_WAIT : STEP_NEXT;
}

/* ---- what triage read of dates ---- */

/* Search ranks by the mail's date; a calendar needs all that happens then,
 * however old its mail. Words and filters are left to search. */
static enum step_result ask_dates(struct task *t)
{
	struct chat *c = chat_of(t);
	bool due = c->question.intent == INTENT_TASK;
	uint64_t user = c->r.env.user_id;
	struct pg_batch *b =
	    pg_batch_begin(t, assistant_of(c)->service->pg, pg_as_user(user));

	c->search_began_us = loop_now_us(t->loop);
	pg_batch_add(b, &c->dates, due ? sql_due : sql_events,
	    PG_ARGS(PG_I64(user), PG_TIME(c->plan.event_from_ms),
		PG_TIME(c->plan.event_to_ms),
		PG_TEXTS(c->plan.categories, c->plan.n_categories),
		PG_I64(CHAT_HITS)));
	if (c->question.n_categories == 0)
		pg_batch_add(b, &c->made, due ? sql_tasks : sql_made_events,
		    PG_ARGS(PG_I64(user), PG_TIME(c->plan.event_from_ms),
			PG_TIME(c->plan.event_to_ms), PG_I64(MADE_ITEMS)));
	pg_batch_run(b);
	return STEP_WAIT;
}

static void say_dates(struct chat *c)
{
	bool due = c->question.intent == INTENT_TASK;
	char from[CALENDAR_DAY_CHARS], to[CALENDAR_DAY_CHARS], query[64];

	calendar_day_iso(c->plan.event_from_ms, c->clock.utc_offset_s, from);
	calendar_day_iso(c->plan.event_to_ms - 1, c->clock.utc_offset_s, to);
	snprintf(query, sizeof query, "%s %s..%s", due ? "due" : "happens",
	    from, to);
	event_tool(c, "dates", query, (int64_t)pg_rows(c->dates),
	    loop_now_us(c->r.task.loop) - c->search_began_us);
}

/* They come first: what search found beside them fills what is left. */
static void take_dates(struct chat *c)
{
	struct hit found[CHAT_HITS];
	size_t n = c->n_hits;

	if (c->dates == NULL)
		return;
	say_dates(c);
	memcpy(found, c->hits, sizeof found);
	c->n_hits = 0;
	for (size_t i = 0; i < pg_rows(c->dates); i++)
		chat_add_hit(
		    c, &(struct search_hit){
			   .id = (uint64_t)pg_i64(c->dates, i, "email_id")});
	for (size_t i = 0; i < pg_rows(c->made); i++) {
		uint64_t id = (uint64_t)pg_i64(c->made, i, "email_id");

		if (id != 0)
			chat_add_hit(c, &(struct search_hit){.id = id});
	}
	for (size_t i = 0; i < n; i++)
		chat_add_hit(c, &(struct search_hit){.id = found[i].id});
}

enum step_result chat_more(struct task *t)
{
	const struct chat *c = chat_of(t);

	if (c->n_refers > 0)
		return STEP_NEXT;
	return c->plan.by_dates ? ask_dates(t) : ask_groups(t);
}

static void take_groups(struct chat *c)
{
	size_t left_out = 0;

	for (size_t g = 0; g < c->n_groups; g++) {
		struct search_result r = {0};

		if (c->group_err[g].code != ERR_OK ||
		    bus_decode(&c->r.task, &c->group_reply[g],
			MSG_search_result, &r, &c->group_err[g]) < 0) {
			left_out++;
			continue;
		}
		for (size_t i = 0; i < r.hits.n; i++) {
			if (c->n_hits == CHAT_HITS)
				c->n_hits--; /* the oldest makes room */
			chat_add_hit(c, &r.hits.v[i]);
		}
	}
	if (left_out > 0)
		chat_notice(c, "search_away",
		    "Search stopped answering; some categories are counted "
		    "here without a mail of theirs.");
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

static bool reads_closely(const struct chat *c)
{
	return c->question.intent == INTENT_FIND ||
	       c->question.intent == INTENT_SUMMARIZE;
}

void chat_load_mail(
    struct chat *c, const int64_t *ids, size_t n, struct pg_result **rows_r)
{
	int64_t chars = reads_closely(c) ? READ_CHARS : SKIM_CHARS;

	pg_query(&c->r.task, assistant_of(c)->service->pg,
	    pg_as_user(c->r.env.user_id), rows_r, sql_load,
	    PG_ARGS(PG_I64S(ids, n), PG_I64(c->r.env.user_id), PG_I64(chars),
		PG_I64(chars * BODY_FACTOR),
		PG_BOOL(c->question.intent == INTENT_FLAG),
		PG_BOOL(c->question.intent == INTENT_FOLLOW_UP)));
}

enum step_result chat_load(struct task *t)
{
	struct chat *c = chat_of(t);
	int64_t *ids = ARENA_ARRAY(t->arena, int64_t, CHAT_HITS);
	size_t n;

	take_groups(c);
	take_dates(c);
	c->searched_us = loop_now_us(t->loop);
	if (c->stopped)
		return task_fail(t, ERR_CANCELLED, "the answer was stopped");
	n = order_hits(c, ids, reads_closely(c) ? CHAT_FULL : CHAT_HITS);
	if (n == 0 && c->search_err.code != ERR_OK)
		return chat_no_search(t);
	if (n == 0)
		return STEP_NEXT;
	if (chat_drafts(c))
		pg_query(t, assistant_of(c)->service->pg,
		    pg_as_user(c->r.env.user_id), &c->sent, sql_sent,
		    PG_ARGS(PG_I64(c->r.env.user_id), PG_I64(REPLY_SENT)));
	chat_load_mail(c, ids, n, &c->rows);
	return STEP_WAIT;
}
