/* graph.c - a change of a user's graph, as steps of a request. */
#include "services/knowledge/store/graph.h"

static const char sql_advance[] = "SELECT graph_advance($1, $2) AS version";

bool graph_turn(struct task *t, struct graph_work *g)
{
	return turn_take(t, g->turns, g->user);
}

void graph_load(struct task *t, struct graph_work *g)
{
	load_start(t, g->pg, g->user, &g->load, g->email_ids);
}

bool graph_extract(struct task *t, struct graph_work *g)
{
	struct linked *old, *new;
	size_t old_n, new_n;

	load_said(t, g->load.said, &g->said);
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
	pg_batch_add(b, &g->advanced, sql_advance,
	    PG_ARGS(PG_I64(g->user),
		PG_I64(pg_i64(g->load.version, 0, "version"))));
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
