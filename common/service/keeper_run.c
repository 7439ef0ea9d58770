/* keeper_run.c - a keeper as a process: its loop, its signals, its exec.
 *
 * Signals are blocked and read from a descriptor: one that comes while the
 * program is being replaced waits for the new one. */
#include "common/service/keeper.h"

#include "common/base/die.h"
#include "common/base/log.h"
#include "common/base/str.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

static const int heard[] = {SIGCHLD, SIGHUP, SIGUSR2, SIGTERM, SIGINT};

static void on_signal(void *arg, int fd, unsigned ready)
{
	struct signalfd_siginfo info;

	(void)ready;
	while (read(fd, &info, sizeof info) == (ssize_t)sizeof info)
		keeper_signal(arg, (int)info.ssi_signo);
}

static int block_signals(void)
{
	sigset_t set;
	int fd;

	sigemptyset(&set);
	for (size_t i = 0; i < ARRAY_LEN(heard); i++)
		sigaddset(&set, heard[i]);
	MUST(sigprocmask(SIG_BLOCK, &set, NULL) == 0);
	fd = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
	MUST(fd >= 0);
	return fd;
}

static void swap_self(struct keeper *k, const struct keeper_config *c)
{
	char program[KEEPER_PATH_MAX], flag[] = "--keep";
	char state[KEEPER_STATE_MAX];
	char *const argv[] = {program, flag, state, NULL};

	str_copy(program, sizeof program, str_of(c->program));
	keeper_save(k, state);
	log_flush();
	execve(program, argv, c->environment);
	keeper_exec_failed(k, strerror(errno));
}

int keeper_run(const struct keeper_config *c, const char *state)
{
	int signals = block_signals(), exit_code = 0;
	struct loop *l = loop_new();
	struct keeper *k = keeper_new(l, c, state);
	struct watch *w = watch_new(l, signals, on_signal, k);

	watch_set(w, WATCH_READ);
	/* It stops when it is over, or when a swap went well. */
	while (!keeper_is_over(k, &exit_code)) {
		loop_run(l);
		if (keeper_wants_exec(k))
			swap_self(k, c);
	}
	log_info("stopped", LOG_I("exit_code", exit_code));
	log_flush();
	watch_free(&w);
	close(signals);
	keeper_free(&k);
	if (c->status_file[0] != '\0')
		unlink(c->status_file);
	loop_free(&l);
	return exit_code;
}
