/* keeper_private.h - the keeper's own parts: keeper.c decides, kept.c knows
 * one worker, keeper_note.c writes down how things are. */
#ifndef SERVICE_KEEPER_PRIVATE_H
#define SERVICE_KEEPER_PRIVATE_H

#include "common/base/list.h"
#include "common/service/keeper.h"
#include "common/service/worker.h"

#include <sys/types.h>

enum kept_state {
	KEPT_STARTING, /* to become the one that serves */
	KEPT_SERVING,
	KEPT_LEAVING /* passes connections on, finishes */
};

struct kept {
	struct keeper *keeper;
	struct list node; /* in keeper.workers, oldest first */
	pid_t pid;
	int fd; /* the channel, or -1 */
	struct watch *watch;
	struct timer *due; /* what it may take, by state */
	enum kept_state state;
	bool greeted, ready;
	bool asked_to_end;
	bool killed;               /* and why says what for */
	int64_t since_ms;          /* in this state */
	char why[WORKER_TEXT_MAX]; /* it is not ready, or will end */
};

enum change { CHANGE_NONE, CHANGE_RELOAD, CHANGE_SWAP };

struct keeper {
	struct loop *loop;
	struct keeper_config config; /* its texts are the caller's */
	int fds[KEEPER_FDS];
	int settings; /* the file as the one who serves read it, or -1 */
	int fresh;    /* as next reads it, or -1 */
	struct list workers;
	struct kept *current; /* serves, or NULL */
	struct kept *next;    /* starts, or NULL */
	enum change change;   /* that next is for; NONE: a replacement */
	enum change wanted;   /* as soon as it can be begun */
	struct timer *restart, *kill;
	unsigned failures; /* replacements that died, one after the other */
	bool served;       /* some worker ever did */
	bool ending, over, wants_exec;
	int exit_code;
	/* for the note */
	uint64_t generation; /* workers that have served */
	uint64_t changes;    /* reloads and swaps that were begun */
	const char *outcome; /* of the last: none, underway, ok, failed */
	char why[WORKER_TEXT_MAX + 64];
};

/* ---- keeper.c: what happened to a worker ---- */
void keeper_worker_greeted(struct kept *w);
void keeper_worker_ready(struct kept *w);
void keeper_worker_due(struct kept *w);
void keeper_worker_gone(struct kept *w, int status);

/* ---- kept.c ---- */
/* From the program's path if that is fresh, else from the one that runs.
 * NULL: no process; logged. */
struct kept *kept_spawn(struct keeper *k, bool fresh_program, int settings);
/* The settings' file in a descriptor of its own, which nobody changes; -1:
 * there is none that can be read, and the worker will say so. */
int kept_settings(const struct keeper *k);
void kept_set_settings(int *place, int fd); /* closes what was there */
struct kept *kept_adopt(struct keeper *k, pid_t pid, int fd);
void kept_free(struct kept *w);
void kept_set_state(struct kept *w, enum kept_state state, int64_t may_ms);
/* The word, with a descriptor (or -1) that stays the caller's. */
void kept_tell(struct kept *w, const char *word, int fd);
void kept_kill(struct kept *w, const char *why); /* why may be NULL */
void kept_reap(struct keeper *k);                /* those that have ended */
size_t kept_count(const struct keeper *k, enum kept_state state);

/* ---- keeper_state.c ---- */
/* The workers and counts of a state that keeper_save() wrote. */
void keeper_restore(struct keeper *k, const char *state);

/* ---- keeper_note.c: how things are, for people and scripts ---- */
void keeper_note(const struct keeper *k);

#endif
