/* graph.c - a change of a user's graph, as steps of a request. */
#include "services/knowledge/store/graph.h"

#include "services/knowledge/store/turn.h"

static const char sql_advance[] = "SELECT graph_advance($1, $2) AS version";

static const char sql_say[] =
    "INSERT INTO said (user_id, what, a, b) VALUES ($1, $2, $3, $4) "
    "ON CONFLICT (user_id, a, b) DO UPDATE SET what = excluded.what";
static const char sql_forget[] =
    "DELETE FROM said WHERE user_id = $1 AND a = $2 AND b = $3";

struct graph_request *graph_request_of(struct task *t)
{
	return CONTAINER_OF(t, struct graph_request, bus.task);
}

struct pg *graph_pg(const struct graph_request *g)
{
	const struct knowledge *k = g->bus.daemon;

	return k->service->pg;
}

enum step_result graph_turn(struct task *t)
{
	const struct graph_request *g = graph_request_of(t);
	const struct knowledge *k = g->bus.daemon;

	if (turn_take(t, k->turns, g->bus.env.user_id))
		return STEP_NEXT;
	task_goto(t, graph_turn);
	return STEP_WAIT;
}

enum step_result graph_load(struct task *t)
{
	struct graph_request *g = graph_request_of(t);

	load_start(t, graph_pg(g), g->bus.env.user_id, &g->load, g->email_ids);
	return STEP_WAIT;
}

/* As if it had been read already. */
static void say(struct arena *a, struct said *s, const struct graph_say *say)
{
	struct cluster_said *v = ARENA_ARRAY(a, struct cluster_said, s->n + 1);
	size_t n = 0;

	for (size_t i = 0; i < s->n; i++)
		if (!streq(s->v[i].a, say->a) || !streq(s->v[i].b, say->b))
			v[n++] = s->v[i];
	if (!streq(say->what, "forget"))
		v[n++] = (struct cluster_said){
		    say->a, say->b, streq(say->what, "same")};
	s->v = v;
	s->n = n;
}

static void save_say(struct pg_batch *b, const struct graph_request *g)
{
	const struct graph_say *s = g->say;

	if (streq(s->what, "forget"))
		pg_batch_add(b, NULL, sql_forget,
		    PG_ARGS(PG_I64(g->bus.env.user_id), PG_TEXT(s->a),
			PG_TEXT(s->b)));
	else
		pg_batch_add(b, NULL, sql_say,
		    PG_ARGS(PG_I64(g->bus.env.user_id), PG_TEXT(s->what),
			PG_TEXT(s->a), PG_TEXT(s->b)));
}

/* Whether anything differs. */
static bool extract(struct task *t, struct graph_request *g)
{
	struct linked *old, *new;
	size_t old_n, new_n;

	load_said(t, g->load.said, &g->said);
	if (g->say != NULL)
		say(t->arena, &g->said, g->say);
	new_n = load_new(t, &g->load, &g->said, &new);
	old_n = load_old(t, &g->load, &old);
	change_of(t->arena, old, old_n, new, new_n, &g->change);
	g->change.also = g->also;
	g->change.also_n = g->also_n;
	return g->change.emails_n > 0 || g->also_n > 0;
}

enum step_result graph_reach(struct task *t)
{
	struct graph_request *g = graph_request_of(t);

	if (!extract(t, g)) {
		task_goto(t, graph_saved);
		return STEP_NEXT;
	}
	fold_reach(t, graph_pg(g), g->bus.env.user_id, &g->change, &g->reached);
	return STEP_WAIT;
}

enum step_result graph_save(struct task *t)
{
	struct graph_request *g = graph_request_of(t);
	struct pg_batch *b = graph_batch(t);

	fold_people(t->arena, &g->change, g->reached, &g->said, &g->folded);
	graph_advance(b, g);
	if (g->say != NULL)
		save_say(b, g);
	fold_save(t, b, g->bus.env.user_id, &g->change, &g->folded);
	graph_commit(t, b);
	return STEP_WAIT;
}

enum step_result graph_saved(struct task *t)
{
	return graph_committed(t, graph_load);
}

/* ---- the parts ---- */

struct pg_batch *graph_batch(struct task *t)
{
	const struct graph_request *g = graph_request_of(t);

	return pg_batch_begin(t, graph_pg(g), pg_as_user(g->bus.env.user_id));
}

void graph_read_state(struct pg_batch *b, struct graph_request *g)
{
	load_state(b, g->bus.env.user_id, &g->load);
}

void graph_advance(struct pg_batch *b, struct graph_request *g)
{
	pg_batch_add(b, &g->advanced, sql_advance,
	    PG_ARGS(PG_I64(g->bus.env.user_id),
		PG_I64(pg_i64(g->load.version, 0, "version"))));
}

void graph_commit(struct task *t, struct pg_batch *b)
{
	task_tolerate(t, &graph_request_of(t)->lost);
	pg_batch_run(b);
}

enum step_result graph_committed(struct task *t, task_step *read)
{
	struct graph_request *g = graph_request_of(t);

	if (g->lost.code == ERR_OK)
		return STEP_NEXT;
	if (g->lost.code != ERR_UNAVAILABLE || ++g->tries == GRAPH_TRIES) {
		t->err = g->lost;
		return STEP_FAIL;
	}
	err_clear(&g->lost);
	task_goto(t, read);
	return STEP_NEXT;
}
