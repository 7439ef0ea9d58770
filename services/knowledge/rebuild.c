/* rebuild.c - knowledge_rebuild: the graph made again. A page of mails is
 * linked again, which changes something only where what is stored differs;
 * after the last page all that is counted is counted anew from all facts and
 * put in place of what was there, in one transaction that says whether any
 * table differed. */
#include "services/knowledge/knowledge.h"

#include "common/base/jsonw.h"
#include "services/knowledge/store/graph.h"

#define PAGE 500
#define ANSWER_BYTES 4096

struct rebuild_request {
	struct graph_request graph; /* first */
	struct pg_result *page, *counts, *threads, *before, *after;
};

static task_step look, page, paged, count, fold, folded, answer;
task_step *const knowledge_rebuild_steps[] = {look, graph_turn, page,
    graph_load, graph_reach, graph_save, graph_saved, paged, count, fold,
    folded, answer, NULL};
const size_t knowledge_rebuild_bytes = sizeof(struct rebuild_request);

static const char sql_page[] =
    "SELECT p.email_id, (SELECT count(*) FROM linked WHERE user_id = $1) AS "
    "emails FROM (SELECT email_id FROM linked WHERE user_id = $1 AND "
    "email_id > $2 ORDER BY email_id LIMIT $3) p ORDER BY p.email_id";

static const char sql_counts[] =
    "SELECT f.kind, f.part, f.key, f.value, m.is_outgoing, f.speaker, "
    "count(*) AS n FROM facts f JOIN linked m ON m.user_id = f.user_id "
    "AND m.email_id = f.email_id WHERE f.user_id = $1 AND f.kind IN ("
    "'participant', 'reply_to', 'address_also', 'signature_name', "
    "'signature_title', 'signature_company', 'signature_phone') "
    "GROUP BY f.kind, f.part, f.key, f.value, m.is_outgoing, f.speaker";

static const char sql_threads[] =
    "SELECT DISTINCT thread_id FROM linked WHERE user_id = $1 "
    "AND thread_id IS NOT NULL";

static const char sql_sums[] = "SELECT name, n, sum FROM graph_sums($1)";
static const char sql_clear[] = "SELECT graph_clear($1)";

static struct rebuild_request *request_of(struct task *t)
{
	return CONTAINER_OF(t, struct rebuild_request, graph.bus.task);
}

/* ---- a page of mails ---- */

static enum step_result look(struct task *t)
{
	struct rebuild_request *r = request_of(t);
	const struct knowledge_rebuild *ask = r->graph.bus.msg;
	uint64_t user = r->graph.bus.env.user_id;

	pg_query(t, graph_pg(&r->graph), pg_as_user(user), &r->page, sql_page,
	    PG_ARGS(PG_I64(user), PG_I64(ask->after), PG_I64(PAGE)));
	return STEP_WAIT;
}

static enum step_result page(struct task *t)
{
	struct rebuild_request *r = request_of(t);
	size_t n = pg_rows(r->page);
	int64_t *ids = ARENA_ARRAY(t->arena, int64_t, n + 1);

	if (n == 0)
		task_goto(t, count);
	for (size_t i = 0; i < n; i++)
		ids[i] = pg_i64(r->page, i, "email_id");
	r->graph.email_ids = (struct pg_arg)PG_I64S(ids, n);
	return STEP_NEXT;
}

static enum step_result paged(struct task *t)
{
	task_goto(t, answer);
	return STEP_NEXT;
}

/* ---- all of it ---- */

static enum step_result count(struct task *t)
{
	struct rebuild_request *r = request_of(t);
	struct pg_batch *b = graph_batch(t);
	struct pg_args user = PG_ARGS(PG_I64(r->graph.bus.env.user_id));

	graph_read_state(b, &r->graph);
	pg_batch_add(b, &r->counts, sql_counts, user);
	pg_batch_add(b, &r->threads, sql_threads, user);
	pg_batch_run(b);
	return STEP_WAIT;
}

static void read_counts(struct task *t, struct rebuild_request *r)
{
	struct change *c = &r->graph.change;
	const struct pg_result *v = r->counts;
	size_t n = pg_rows(r->threads);

	*c = (struct change){.arena = t->arena,
	    .threads = ARENA_ARRAY(t->arena, uint64_t, n + 1),
	    .threads_n = n,
	    .threads_max = n + 1};
	for (size_t i = 0; i < n; i++)
		c->threads[i] = (uint64_t)pg_i64(r->threads, i, "thread_id");
	for (size_t i = 0; i < pg_rows(v); i++) {
		int kind = fact_kind_of(pg_text(v, i, "kind"));
		int part = fact_part_of(pg_text(v, i, "part"));
		const struct linked m = {.sender = pg_text(v, i, "speaker"),
		    .is_outgoing = pg_bool(v, i, "is_outgoing")};
		const struct fact f = {.kind = (enum fact_kind)kind,
		    .part = (enum fact_part)part,
		    .key = pg_text(v, i, "key"),
		    .value = pg_text(v, i, "value")};

		if (kind >= 0 && part >= 0)
			change_count(c, &m, &f, pg_i64(v, i, "n"));
	}
	change_settle(c);
}

static enum step_result fold(struct task *t)
{
	struct rebuild_request *r = request_of(t);
	struct graph_request *g = &r->graph;
	uint64_t id = g->bus.env.user_id;
	struct pg_args user = PG_ARGS(PG_I64(id));
	struct pg_batch *b = graph_batch(t);

	load_said(t, g->load.said, &g->said);
	read_counts(t, r);
	fold_people(t->arena, &g->change, NULL, &g->said, &g->folded);
	graph_advance(b, g);
	pg_batch_add(b, &r->before, sql_sums, user);
	pg_batch_add(b, NULL, sql_clear, user);
	fold_save(t, b, id, &g->change, &g->folded);
	pg_batch_add(b, &r->after, sql_sums, user);
	graph_commit(t, b);
	return STEP_WAIT;
}

static enum step_result folded(struct task *t)
{
	return graph_committed(t, count);
}

static struct str tables(
    struct task *t, const struct rebuild_request *r, bool *same_r)
{
	struct buf b;
	struct jsonw w;
	char *text;

	buf_init(&b, ANSWER_BYTES);
	jsonw_init(&w, &b);
	jsonw_arr(&w);
	*same_r = true;
	for (size_t i = 0; i < pg_rows(r->after); i++) {
		bool same = str_eq(
		    pg_str(r->before, i, "sum"), pg_str(r->after, i, "sum"));

		*same_r = *same_r && same;
		jsonw_obj(&w);
		jsonw_ks(&w, "name", pg_text(r->after, i, "name"));
		jsonw_ki(&w, "rows", pg_i64(r->after, i, "n"));
		jsonw_ki(&w, "rows_before", pg_i64(r->before, i, "n"));
		jsonw_kb(&w, "same", same);
		jsonw_end(&w);
	}
	jsonw_end(&w);
	text = arena_strndup(t->arena, buf_str(&b), b.len);
	buf_deinit(&b);
	return str_of(text);
}

static enum step_result answer(struct task *t)
{
	struct rebuild_request *r = request_of(t);
	struct knowledge_rebuilt m = {0};
	size_t n = pg_rows(r->page);

	if (t->err.code != ERR_OK) {
		bus_answer_err(&r->graph.bus);
		return STEP_NEXT;
	}
	m.done = n == 0;
	m.same = true;
	m.linked = (int64_t)n;
	m.changed = (int64_t)r->graph.change.emails_n;
	if (n > 0) {
		m.next = (uint64_t)pg_i64(r->page, n - 1, "email_id");
		m.emails = pg_i64(r->page, 0, "emails");
	}
	m.tables = tables(t, r, &m.same);
	bus_answer_msg(&r->graph.bus, MSG_knowledge_rebuilt, &m);
	return STEP_NEXT;
}
