/* graph.c - a change of a user's graph, as steps of a request. */
#include "services/knowledge/store/graph.h"

static const char sql_advance[] = "SELECT graph_advance($1, $2) AS version";

static const char sql_say[] =
    "INSERT INTO said (user_id, what, a, b) VALUES ($1, $2, $3, $4) "
    "ON CONFLICT (user_id, a, b) DO UPDATE SET what = excluded.what";
static const char sql_forget[] =
    "DELETE FROM said WHERE user_id = $1 AND a = $2 AND b = $3";

bool graph_turn(struct task *t, struct graph_work *g)
{
	return turn_take(t, g->turns, g->user);
}

void graph_load(struct task *t, struct graph_work *g)
{
	load_start(t, g->pg, g->user, &g->load, g->email_ids);
}

void graph_read_state(struct pg_batch *b, struct graph_work *g)
{
	load_state(b, g->user, &g->load);
}

void graph_advance(struct pg_batch *b, struct graph_work *g)
{
	pg_batch_add(b, &g->advanced, sql_advance,
	    PG_ARGS(PG_I64(g->user),
		PG_I64(pg_i64(g->load.version, 0, "version"))));
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

static void save_say(struct pg_batch *b, const struct graph_work *g)
{
	const struct graph_say *s = g->say;

	if (streq(s->what, "forget"))
		pg_batch_add(b, NULL, sql_forget,
		    PG_ARGS(PG_I64(g->user), PG_TEXT(s->a), PG_TEXT(s->b)));
	else
		pg_batch_add(b, NULL, sql_say,
		    PG_ARGS(PG_I64(g->user), PG_TEXT(s->what), PG_TEXT(s->a),
			PG_TEXT(s->b)));
}

bool graph_extract(struct task *t, struct graph_work *g)
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

void graph_reach(struct task *t, struct graph_work *g)
{
	fold_reach(t, g->pg, g->user, &g->change, &g->reached);
}

void graph_save(struct task *t, struct graph_work *g)
{
	struct pg_batch *b;

	fold_people(t->arena, &g->change, g->reached, &g->said, &g->folded);
	b = pg_batch_begin(t, g->pg, pg_as_user(g->user));
	graph_advance(b, g);
	if (g->say != NULL)
		save_say(b, g);
	fold_save(t, b, g->user, &g->change, &g->folded);
	task_tolerate(t, &g->lost);
	pg_batch_run(b);
}

int graph_saved(struct task *t, struct graph_work *g, struct err *err)
{
	(void)t;
	if (g->lost.code == ERR_OK)
		return 0;
	if (g->lost.code != ERR_UNAVAILABLE || ++g->tries == GRAPH_TRIES) {
		*err = g->lost;
		return -1;
	}
	return 1;
}
