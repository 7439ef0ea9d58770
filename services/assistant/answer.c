/* answer.c - the answer, kept and given. */
#include "services/assistant/assistant.h"

#include "common/base/log.h"
#include "common/service/count.h"
#include "proto/json.h"

#include <inttypes.h>

static const char sql_conversation[] =
    "INSERT INTO conversations (id, user_id, title) VALUES ($1, $2, $3) "
    "ON CONFLICT (id) DO UPDATE SET updated_at = now()";

/* One that was deleted meanwhile stays so: its messages have no place then. */
static const char sql_go_on[] =
    "UPDATE conversations SET updated_at = now(), title = CASE title "
    "WHEN '' THEN $3 ELSE title END WHERE id = $1 AND user_id = $2";

/* An answer that is made again, since who made it first has gone, or hangs, is
 * one turn all the same. */
static const char sql_alone[] =
    "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))";

static const char sql_message[] =
    "INSERT INTO conversation_messages (conversation_id, user_id, role, "
    "content, detail) SELECT $1, $2, $3, $4, $5 WHERE NOT EXISTS ("
    "SELECT 1 FROM conversation_messages WHERE conversation_id = $1 "
    "AND user_id = $2 AND role = $3 AND detail->>'answer_id' = $6)";

#define TITLE_BYTES 120
#define ACTIONS_BYTES (512u * 1024)

/* ---- keeping ---- */

/* What "the second one" will mean: the mails in their order here. While they
 * are asked about one by one, the list stays. */
static void write_list(struct jsonw *w, const struct chat *c)
{
	const struct draft *d = &c->draft;
	struct refer r = {0};

	for (size_t i = 0; i < d->n_citations && r.n < REFER_MAILS; i++) {
		bool again = false;

		for (size_t k = 0; k < r.n; k++)
			again |= r.v[k] == d->citations[i].id;
		if (!again)
			r.v[r.n++] = d->citations[i].id;
	}
	if (c->n_refers > 0 && r.n == 1) {
		uint64_t one = r.v[0];

		r = c->before;
		r.focus = 0;
		while (r.focus < r.n && r.v[r.focus] != one)
			r.focus++;
	}
	jsonw_karr(w, "list");
	for (size_t i = 0; i < r.n; i++)
		jsonw_str(w, arena_printf(d->a, "%" PRIu64, r.v[i]));
	jsonw_end(w);
	jsonw_ki(w, "focus", (int64_t)r.focus);
}

typedef void write_fn(struct jsonw *w, const struct chat *c);

static struct str json_of(struct chat *c, write_fn *fn, size_t max)
{
	struct buf b;
	struct jsonw w;
	struct str json;

	buf_init(&b, max);
	jsonw_init(&w, &b);
	fn(&w, c);
	json = (struct str){
	    arena_strndup(c->r.task.arena, buf_str(&b), b.len), b.len};
	buf_deinit(&b);
	return json;
}

static void write_actions(struct jsonw *w, const struct chat *c)
{
	jsonw_arr(w);
	for (size_t i = 0; i < c->draft.n_actions; i++)
		jsonw_raw(
		    w, c->draft.actions[i].json.p, c->draft.actions[i].json.n);
	jsonw_end(w);
}

static struct str detail_json(struct chat *c)
{
	struct buf b;
	struct jsonw w;
	struct str json;

	buf_init(&b, 2u * 1024 * 1024);
	jsonw_init(&w, &b);
	jsonw_obj(&w);
	jsonw_ks(&w, "intent", chat_intent(c));
	jsonw_ks(&w, "answer_id", c->r.env.request_id);
	write_list(&w, c);
	jsonw_karr(&w, "citations");
	for (size_t i = 0; i < c->draft.n_citations; i++) {
		const struct chat_citation *cite = &c->draft.citations[i];

		jsonw_obj(&w);
		jsonw_ki(&w, "n", cite->n);
		jsonw_kid(&w, "id", cite->id);
		if (cite->quote != NULL) {
			jsonw_ki(&w, "from_byte", cite->from_byte);
			jsonw_ki(&w, "to_byte", cite->to_byte);
		}
		jsonw_end(&w);
	}
	jsonw_end(&w);
	if (c->n_filed > 0) {
		struct str filed = json_of(c, write_actions, ACTIONS_BYTES);

		jsonw_key(&w, "filed"); /* as text: made again it is the same */
		jsonw_strn(&w, filed.p, filed.n);
	}
	jsonw_end(&w);
	json = (struct str){
	    arena_strndup(c->r.task.arena, buf_str(&b), b.len), b.len};
	buf_deinit(&b);
	return json;
}

static void add_message(struct chat *c, struct pg_batch *b, const char *role,
    struct str content, struct str detail)
{
	pg_batch_add(b, NULL, sql_message,
	    PG_ARGS(PG_TEXT(c->conversation_id), PG_I64(c->r.env.user_id),
		PG_TEXT(role), PG_STR(content), PG_STR(detail),
		PG_TEXT(c->r.env.request_id)));
}

/* The answer is given even if it can't be kept; search_stats says which. */
enum step_result chat_save(struct task *t)
{
	struct chat *c = chat_of(t);
	struct pg_batch *b;
	struct str title = c->asked;

	if (c->stopped)
		return task_fail(t, ERR_CANCELLED, "the answer was stopped");
	title.n = utf8_cut(title, TITLE_BYTES);
	task_tolerate(t, &c->save_err);
	b = pg_batch_begin(
	    t, assistant_of(c)->service->pg, pg_as_user(c->r.env.user_id));
	pg_batch_add(b, NULL, c->is_new ? sql_conversation : sql_go_on,
	    PG_ARGS(PG_TEXT(c->conversation_id), PG_I64(c->r.env.user_id),
		PG_STR(title)));
	pg_batch_add(b, NULL, sql_alone, PG_ARGS(PG_TEXT(c->r.env.request_id)));
	add_message(c, b, "user", c->asked,
	    str_of(arena_printf(
		t->arena, "{\"answer_id\":\"%s\"}", c->r.env.request_id)));
	add_message(c, b, "assistant",
	    (struct str){buf_str(&c->draft.text), c->draft.text.len},
	    detail_json(c));
	pg_batch_run(b);
	return STEP_WAIT;
}

/* ---- giving ---- */

static void write_ms(
    struct jsonw *w, const char *name, int64_t from_us, int64_t to_us)
{
	if (from_us > 0 && to_us >= from_us)
		jsonw_kf(w, name, (double)(to_us - from_us) / 1000, 3);
}

void chat_write_timing(struct jsonw *w, const struct chat *c)
{
	int64_t now = loop_now_us(c->r.task.loop);

	jsonw_obj(w);
	write_ms(w, "search_ms", c->began_us, c->searched_us);
	write_ms(w, "load_ms", c->searched_us, c->loaded_us);
	write_ms(w, "compose_ms", c->loaded_us, c->composed_us);
	write_ms(w, "save_ms", c->composed_us, c->saved_us);
	write_ms(w, "total_ms", c->began_us, now);
	jsonw_end(w);
}

static void write_window(struct jsonw *w, const struct chat *c)
{
	jsonw_kobj(w, "window");
	jsonw_ki(w, "days", c->ask->window_days);
	if (c->question.when_words != NULL)
		jsonw_ks(w, "words", c->question.when_words);
	jsonw_ktime(w, "from", c->plan.from_ms);
	jsonw_ktime(w, "to", c->plan.to_ms);
	jsonw_end(w);
}

static void write_stats(struct jsonw *w, const struct chat *c)
{
	const struct search_plan *by =
	    &c->plan.v[c->found_by < c->plan.n ? c->found_by : 0];
	size_t made = c->searched ? MIN(c->search + 1, c->plan.n) : 0;

	jsonw_obj(w);
	jsonw_ki(w, "total_results", c->first.total);
	jsonw_kb(w, "total_is_lower_bound", c->first.total_capped);
	jsonw_ki(w, "returned_results", (int64_t)c->n_mails);
	jsonw_ks(w, "query", by->q);
	jsonw_karr(w, "queries");
	for (size_t i = 0; i < made; i++)
		jsonw_str(w, c->plan.v[i].q);
	jsonw_end(w);
	write_window(w, c);
	jsonw_ks(w, "backend", c->backend);
	write_ms(w, "took_ms", c->began_us, c->searched_us);
	jsonw_kb(w, "saved", c->save_err.code == ERR_OK);
	jsonw_end(w);
}

static void count(struct chat *c)
{
	struct assistant *d = assistant_of(c);
	const struct err *err = &c->r.task.err;
	const char *intent =
	    c->question.explanation != NULL ? chat_intent(c) : "none";
	const char *outcome = err->code != ERR_OK ? err_name(err->code)
			      : c->n_mails == 0   ? "nothing_found"
						  : "ok";

	metrics_counter_inc(METRICS_WITH(d->metrics.answers, intent, outcome));
	service_count_answer(d->service, ASSISTANT_AGENT, err->code,
	    loop_now_us(c->r.task.loop) - c->began_us);
	metrics_observe(METRICS_WITH(d->metrics.answer_time, intent),
	    (double)(loop_now_us(c->r.task.loop) - c->began_us) / 1e6);
	if (c->save_err.code != ERR_OK)
		log_warn("answer not kept",
		    LOG_S("request_id", c->r.env.request_id),
		    LOG_S("error", c->save_err.text));
	if (c->streamed) /* the frame tells of the others */
		log_info("answer", LOG_S("request_id", c->r.env.request_id),
		    LOG_S("intent", intent), LOG_S("outcome", outcome),
		    LOG_S("error", err->text), LOG_I("events", c->seq),
		    LOG_I("duration_us",
			loop_now_us(c->r.task.loop) - c->began_us));
}

static void give_error(struct chat *c)
{
	if (!c->streamed)
		bus_answer_err(&c->r);
	else
		event_error(c, &c->r.task.err);
}

enum step_result chat_answer(struct task *t)
{
	struct chat *c = chat_of(t);
	struct chat_answer a = {
	    .conversation_id = c->conversation_id,
	    .answer_id = c->r.env.request_id,
	};

	c->saved_us = loop_now_us(t->loop);
	count(c);
	if (t->err.code != ERR_OK) {
		give_error(c);
		return STEP_NEXT;
	}
	a.intent = chat_intent(c);
	a.intent_explanation = c->question.explanation;
	a.answer = buf_str(&c->draft.text);
	a.citations.v = c->draft.citations;
	a.citations.n = c->draft.n_citations;
	a.actions = json_of(c, write_actions, ACTIONS_BYTES);
	a.memories.v = c->draft.told;
	a.memories.n = c->draft.n_told;
	a.notices.v = c->notices;
	a.notices.n = c->n_notices;
	a.search_stats = json_of(c, write_stats, 8 * 1024);
	a.timing = json_of(c, chat_write_timing, 2 * 1024);
	event_answer(c, &a);
	event_actions(c);
	event_done(c, true, false);
	if (!c->streamed)
		bus_answer_msg(&c->r, MSG_chat_answer, &a);
	return STEP_NEXT;
}
