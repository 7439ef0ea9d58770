/* graph.h - a change of a user's graph, as the steps of a request: wait for
 * the turn, read, extract and reach, fold and save, see whether it held. Used
 * by linking, by what the user says of people, and by a rebuild: each begins
 * its request struct with struct graph_request and names the steps in its
 * list, in this order, with its own before, between and behind them. */
#ifndef KNOWLEDGE_GRAPH_H
#define KNOWLEDGE_GRAPH_H

#include "services/knowledge/knowledge.h"
#include "services/knowledge/store/fold.h"

#define GRAPH_TRIES 20

/* What the user says of two addresses, committed with what follows. */
struct graph_say {
	const char *what;  /* same, not_same, forget */
	const char *a, *b; /* a < b */
};

struct graph_request {
	struct bus_request bus; /* first */
	/* Set before graph_load. */
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

/* Waits for the user's turn, which the request then keeps until its end. */
task_step graph_turn;
/* Where nothing is to be changed graph_reach goes on behind graph_saved;
 * where somebody else was faster graph_saved goes back to graph_load. */
task_step graph_load, graph_reach, graph_save, graph_saved;

/* The parts of it, for who reads or saves otherwise: the task's request as
 * this one and its database; version and said are read; the first statement
 * of a batch that writes, and the batch is run. */
struct graph_request *graph_request_of(struct task *t);
struct pg *graph_pg(const struct graph_request *g);
struct pg_batch *graph_batch(struct task *t);
void graph_read_state(struct pg_batch *b, struct graph_request *g);
void graph_advance(struct pg_batch *b, struct graph_request *g);
void graph_commit(struct task *t, struct pg_batch *b);
/* After that: done; or again, from the step that reads. */
enum step_result graph_committed(struct task *t, task_step *read);

#endif
