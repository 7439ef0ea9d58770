/* keeper.h - the process that outlives its workers.
 *
 * A keeper holds the listening sockets of one service and nothing else. The
 * work is done by a worker: the same program with --worker, which inherits
 * the sockets and one end of a channel (worker.h has what is said on it). A
 * worker that dies is replaced, by the program that runs and the settings that
 * it had, while new connections wait in the sockets' queues. SIGHUP (reload)
 * starts a successor with the settings' file as it is now, SIGUSR2 (swap) from
 * the program's path; only when it is ready is the old worker told to hand its
 * connections over, and one that fails, hangs or lies leaves the old one
 * serving. After a swap the keeper executes the program's path itself, keeping
 * pid, sockets and workers. SIGTERM drains, the second ends at once. Workers
 * end with their keeper, however that ends.
 */
#ifndef SERVICE_KEEPER_H
#define SERVICE_KEEPER_H

#include "common/base/err.h"
#include "common/loop/loop.h"

#define KEEPER_FDS 2     /* that workers inherit: HTTP and bus */
#define KEEPER_OLD_MAX 6 /* workers that still finish; then changes wait */
#define KEEPER_STATE_MAX 2048
#define KEEPER_PATH_MAX 1024 /* of program and status file */

struct keeper;

struct keeper_config {
	const char *service;
	const char *program;      /* absolute path */
	char *const *environment; /* of the workers */
	const char *settings;     /* a file that they read too, or NULL */
	int fds[KEEPER_FDS];      /* the keeper's from now on */
	int64_t ready_ms;  /* for a successor to become ready, else it failed */
	int64_t drain_ms;  /* what a worker takes to drain, at most */
	int64_t finish_ms; /* for an old worker to hand over and finish */
	int64_t patience_ms; /* a replacement serves then, ready or not */
	int64_t backoff_ms;  /* after a replacement died too, doubled each time
				to 5 s */
	const char *status_file; /* keeper_note.c */
};

/* Takes what keeper_save() wrote (state), or NULL: begins anew with a first
 * worker, which serves at once, ready or not. */
struct keeper *keeper_new(
    struct loop *l, const struct keeper_config *c, const char *state);
/* Kills every worker. */
void keeper_free(struct keeper **k);

/* What a signal asks for: HUP, USR2, TERM, INT, CHLD. */
void keeper_signal(struct keeper *k, int signo);

/* The end: all workers are gone after SIGTERM, or the first one could not
 * start and said so with an exit code, which is then the keeper's. */
bool keeper_is_over(const struct keeper *k, int *exit_code_r);

/* ---- keeper_state.c: the keeper's own turn in a swap ---- */
/* A swap went well and nothing else is under way. */
bool keeper_wants_exec(const struct keeper *k);
/* All there is to know, as one word for --keep; the descriptors in it survive
 * an exec from now on. */
void keeper_save(struct keeper *k, char out[KEEPER_STATE_MAX]);
/* The config in such a word but for service, program and environment; note
 * takes the status file's name. -1: not such a word. */
MUST_CHECK int keeper_read_config(
    const char *state, struct keeper_config *c, char note[KEEPER_PATH_MAX]);
/* The exec failed: all goes on as before. */
void keeper_exec_failed(struct keeper *k, const char *why);

/* ---- keeper_run.c ---- */
/* Runs one on a loop and signals of its own; the process's exit code. */
int keeper_run(const struct keeper_config *c, const char *state);

#endif
