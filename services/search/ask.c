/* ask.c - from a search_query message to the backend and back. */
#include "services/search/search.h"

#define DAY_MS INT64_C(86400000)

enum step_result search_asking_load(struct task *t, struct search_asking *s)
{
	if (s->user_id == 0)
		return task_fail(t, ERR_FORBIDDEN, "a user's mail only");
	return search_user_load(t, s->daemon, s->user_id, &s->user_rows);
}

static enum index_sort sort_of(const char *word)
{
	if (streq(word, "date_desc"))
		return INDEX_DATE_DESC;
	return streq(word, "date_asc") ? INDEX_DATE_ASC : INDEX_RELEVANCE;
}

static int parse(struct task *t, struct search_asking *s)
{
	const struct search_user *u =
	    search_user_read(s->daemon, s->user_id, s->user_rows);
	int64_t now_ms = loop_unix_ms(t->loop);
	struct query_clock clock = {
	    .now_ms = now_ms, .utc_offset_s = u->utc_offset_s};
	const char **me = ARENA_ARRAY(t->arena, const char *, SEARCH_ME_MAX);

	if (u->zone != NULL) {
		clock.changes = u->zone->changes;
		clock.n_changes = u->zone->n;
	}
	for (size_t i = 0; i < u->n_me; i++)
		me[i] = arena_strdup(t->arena, u->me[i]);
	if (query_parse(
		t->arena, str_of(s->msg->q), &clock, &s->query, &t->err) != 0)
		return -1;
	s->ask.one_a_thread = s->msg->one_a_thread;
	s->ask.index = (struct index_ask){.query = &s->query,
	    .text = str_of(s->msg->q),
	    .cursor = s->msg->cursor,
	    .sort = sort_of(s->msg->sort),
	    .limit = (size_t)s->msg->limit,
	    .now_ms = now_ms,
	    .me = me,
	    .n_me = u->n_me,
	    .since_ms = s->msg->window_days > 0
			    ? now_ms - s->msg->window_days * DAY_MS
			    : 0,
	    .any_word = s->msg->any_word,
	    .facets = s->msg->facets,
	    .explain = s->msg->explain};
	return 0;
}

/* What is asked of embed: prose as it was said, or the query's words. */
static const char *text_of(struct task *t, const struct search_asking *s)
{
	const char *text = rank_meaning_text(t->arena, &s->query);

	if (text == NULL || s->prose.n == 0)
		return text;
	return arena_strndup(
	    t->arena, s->prose.p, utf8_cut(s->prose, MEANING_TEXT_BYTES));
}

enum step_result search_asking_mean(struct task *t, struct search_asking *s)
{
	const char **text = ARENA_NEW(t->arena, const char *);

	if (parse(t, s) != 0)
		return STEP_FAIL;
	if (s->ask.index.sort != INDEX_RELEVANCE) {
		s->no_meaning = "off: ordered by date";
		return STEP_NEXT;
	}
	s->no_meaning = s->daemon->backend->ops->no_meaning(s->daemon->backend);
	if (s->no_meaning != NULL)
		return STEP_NEXT;
	*text = text_of(t, s);
	if (*text == NULL) {
		s->no_meaning = "off: no free words to understand";
		return STEP_NEXT;
	}
	return meaning_ask(t, s->daemon, s->user_id, "query", text, 1,
	    MEANING_QUERY_MS, &s->meaning);
}

enum step_result search_asking_run(struct task *t, struct search_asking *s)
{
	if (s->meaning.n == 1)
		s->ask.meaning =
		    (struct rank_meaning){s->meaning.model, s->meaning.rows};
	else if (s->no_meaning == NULL)
		s->no_meaning =
		    arena_printf(t->arena, "off: %.150s", s->meaning.err.text);
	return s->daemon->backend->ops->query(
	    s->daemon->backend, t, s->user_id, &s->ask, &s->result);
}

void search_asking_note(struct task *t, struct search_asking *s)
{
	struct search_metrics *m = &s->daemon->metrics;
	const char *outcome = s->result.hits.n > 0 ? "hits" : "none";

	if (s->no_meaning != NULL)
		s->result.semantic = s->no_meaning;
	else if (s->result.semantic == NULL)
		s->result.semantic = "on";
	if (t->err.code != ERR_OK)
		outcome =
		    err_http_status(t->err.code) < 500 ? "refused" : "failed";
	else
		metrics_observe(
		    METRICS_WITH(m->took, s->daemon->backend->ops->name),
		    (double)s->result.took_us / 1e6);
	metrics_counter_inc(METRICS_WITH(m->queries, outcome));
}
