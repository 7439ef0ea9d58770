/* graph.h - a change of a user's graph, as steps of a request: wait for the
 * turn, read, extract, reach, fold, save. Used by linking, by what the user
 * says of people, and by a rebuild. */
#ifndef KNOWLEDGE_GRAPH_H
#define KNOWLEDGE_GRAPH_H

#include "services/knowledge/store/fold.h"
#include "services/knowledge/store/turn.h"

#define GRAPH_TRIES 20

/* What the user says of two addresses, committed with what follows. */
struct graph_say {
	const char *what;  /* same, not_same, forget */
	const char *a, *b; /* a < b */
};

struct graph_work {
	struct pg *pg;
	struct map *turns;
	uint64_t user;
	struct pg_arg email_ids; /* to be linked; may be none */
	const char **also;       /* addresses to be looked at again */
	size_t also_n;
	const struct graph_say *say; /* or NULL */
	/* Between the steps. */
	struct load load;
	struct said said;
	struct change change;
	struct pg_result *reached, *advanced;
	struct folded folded;
	struct err lost;
	unsigned tries;
};

/* Each is called by a step of its own, in this order. */
bool graph_turn(struct task *t, struct graph_work *g); /* false: wait, again */
void graph_load(struct task *t, struct graph_work *g); /* then wait */
bool graph_extract(struct task *t, struct graph_work *g); /* false: no change */
void graph_reach(struct task *t, struct graph_work *g);   /* then wait */
void graph_save(struct task *t, struct graph_work *g);    /* then wait */
/* For who reads or saves otherwise: version and said; and to be the first
 * statement of a batch that writes. */
void graph_read_state(struct pg_batch *b, struct graph_work *g);
void graph_advance(struct pg_batch *b, struct graph_work *g);
/* After saving: whether somebody else was faster, and the whole is to be done
 * again from graph_load. 0: saved; 1: again; -1: err is set. */
MUST_CHECK int graph_saved(
    struct task *t, struct graph_work *g, struct err *err);

#endif
