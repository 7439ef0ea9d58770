/* gate.h - work goes on, waits a little, or is turned away.
 *
 * In front of something that gets slower the more it has to do. The limit of
 * what is at work at once is found by gate_law.h. Who finds no room waits,
 * interactive work before background work, which is also kept out of the last
 * quarter of the limit. Waiting is bounded as CoDel bounds it (Nichols and
 * Jacobson, 2012; for requests: Maurer, "Fail at Scale", 2015): usually
 * GATE_WAIT_MS, but GATE_STANDING_MS once somebody has been waiting all the
 * time for a while, since then a longer queue would only make everybody
 * slower. Who waited too long, or finds GATE_WAITING_MAX before them, fails
 * with ERR_OVERLOADED: it costs next to nothing and is safe to send again.
 */
#ifndef GATE_GATE_H
#define GATE_GATE_H

#include "common/gate/gate_law.h"
#include "common/loop/task.h"

#define GATE_WAIT_MS 500
#define GATE_STANDING_MS 50
#define GATE_WAITING_MAX 1000

struct gate;

enum gate_priority { GATE_INTERACTIVE, GATE_BACKGROUND, GATE_PRIORITIES };

struct gate_config {
	const char *name; /* in errors: "search"; lives as long as the gate */
	double start, least, most; /* pieces of work at once; see gate_law.h */
	/* Who waits does so until their own deadline: the gate keeps order
	 * among few, and is no bound of load. */
	bool patient;
};

struct gate *gate_new(struct loop *l, const struct gate_config *c);
/* When everybody has left. */
void gate_free(struct gate **g);

/* One piece of work's way through; zeroed memory that outlives its task. */
struct gate_pass {
	struct op op;
	struct gate *gate; /* not NULL: waiting or at work */
	struct list node;  /* while waiting */
	enum gate_priority priority;
	unsigned kind;
	int64_t since_us; /* waiting, then at work */
	bool waiting;
};

/* For a step's return: STEP_NEXT, it is at work; STEP_WAIT, an operation of t
 * waits for room; STEP_FAIL with ERR_OVERLOADED. kind: as gate_law_sample. */
enum step_result gate_enter(struct task *t, struct gate *g,
    enum gate_priority priority, unsigned kind, struct gate_pass *pass);

enum gate_outcome {
	GATE_DONE,    /* its time says how busy it is behind the gate */
	GATE_OVERRUN, /* it failed of overload, or of its deadline */
	GATE_NO_WORD  /* its time says nothing: refused, failed, canceled */
};
/* The end; nothing when it never got in, or left before. */
void gate_leave(struct gate_pass *pass, enum gate_outcome outcome);

struct gate_state {
	double limit;
	unsigned in_flight;
	unsigned waiting[GATE_PRIORITIES];
	uint64_t turned_away[GATE_PRIORITIES]; /* since the start */
};
struct gate_state gate_state(const struct gate *g);

#endif
