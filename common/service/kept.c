/* kept.c - one worker as its keeper sees it: born, told, heard, ended. */
#include "common/service/keeper_private.h"

#include "common/base/die.h"
#include "common/base/fdpass.h"
#include "common/base/log.h"
#include "common/base/str.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

static void on_word(void *arg, int fd, unsigned ready);
static void on_due(void *arg);

/* ---- born ---- */

static void keep_open(int fd)
{
	if (fcntl(fd, F_SETFD, 0) < 0)
		_exit(127);
}

/* In the child, before its program: nothing but system calls. */
static NORETURN void become_worker(const struct keeper *k, pid_t parent,
    int channel, bool fresh_program, int settings)
{
	char spec[80];
	char program[KEEPER_PATH_MAX], flag[] = "--worker";
	char *const argv[] = {program, flag, spec, NULL};
	sigset_t none;

	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	/* Nobody else may hold the sockets when the keeper is gone. */
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(127);
	keep_open(channel);
	for (size_t i = 0; i < KEEPER_FDS; i++)
		keep_open(k->fds[i]);
	if (settings >= 0)
		keep_open(settings);
	snprintf(spec, sizeof spec, "%d,%d,%d,%d", channel, k->fds[0],
	    k->fds[1], settings);
	str_copy(program, sizeof program, str_of(k->config.program));
	execve(fresh_program ? program : "/proc/self/exe", argv,
	    k->config.environment);
	_exit(127);
}

struct kept *kept_adopt(struct keeper *k, pid_t pid, int fd)
{
	struct kept *w = xcalloc(1, sizeof *w);

	w->keeper = k;
	w->pid = pid;
	w->fd = fd;
	w->due = timer_new(k->loop, on_due, w);
	w->since_ms = loop_now_ms(k->loop);
	list_append(&k->workers, &w->node);
	w->watch = watch_new(k->loop, fd, on_word, w);
	watch_set(w->watch, WATCH_READ);
	return w;
}

int kept_settings(const struct keeper *k)
{
	char piece[16384];
	ssize_t n = 0;
	int from, to;

	if (k->config.settings == NULL)
		return -1;
	from = open(k->config.settings, O_RDONLY | O_CLOEXEC);
	to = memfd_create("settings", MFD_CLOEXEC);
	for (int i = 0; from >= 0 && to >= 0 && i <= 16; i++) {
		n = read(from, piece, sizeof piece);
		if (n <= 0 || write(to, piece, (size_t)n) != n)
			break;
	}
	if (from >= 0)
		close(from);
	if (to >= 0 && (from < 0 || n < 0)) {
		close(to);
		to = -1;
	}
	return to;
}

void kept_set_settings(int *place, int fd)
{
	if (*place >= 0)
		close(*place);
	*place = fd;
}

struct kept *kept_spawn(struct keeper *k, bool fresh_program, int settings)
{
	pid_t self = getpid(), pid;
	int pair[2];

	if (fdpass_pair(pair) < 0) {
		log_error(
		    "no channel for a worker", LOG_S("error", strerror(errno)));
		return NULL;
	}
	log_flush(); /* what waits would be written twice */
	pid = fork();
	if (pid == 0)
		become_worker(k, self, pair[1], fresh_program, settings);
	close(pair[1]);
	if (pid < 0) {
		log_error(
		    "no process for a worker", LOG_S("error", strerror(errno)));
		close(pair[0]);
		return NULL;
	}
	return kept_adopt(k, pid, pair[0]);
}

static void forget_channel(struct kept *w)
{
	watch_free(&w->watch);
	if (w->fd >= 0)
		close(w->fd);
	w->fd = -1;
}

void kept_free(struct kept *w)
{
	forget_channel(w);
	timer_free(&w->due);
	list_remove(&w->node);
	free(w);
}

/* ---- told ---- */

void kept_set_state(struct kept *w, enum kept_state state, int64_t may_ms)
{
	w->state = state;
	w->since_ms = loop_now_ms(w->keeper->loop);
	if (may_ms > 0)
		timer_arm(w->due, may_ms);
	else
		timer_disarm(w->due);
}

static void on_due(void *arg)
{
	keeper_worker_due(arg);
}

/* The channel holds hundreds of words: who does not take one is hung, which
 * ends when its time is up. */
void kept_tell(struct kept *w, const char *word, int fd)
{
	if (w->fd < 0 || fdpass_send(w->fd, word, strlen(word), fd) < 0)
		log_warn("a worker cannot be told", LOG_I("worker", w->pid),
		    LOG_S("word", word));
}

void kept_kill(struct kept *w, const char *why)
{
	if (why != NULL && !w->killed)
		str_copy(w->why, sizeof w->why, str_of(why));
	w->killed = true;
	kill(w->pid, SIGKILL);
}

/* ---- heard ---- */

static bool hear_text(struct kept *w, struct str s, const char *word)
{
	if (!str_starts(s, word))
		return false;
	s.p += strlen(word);
	s.n -= strlen(word);
	s.n = MIN(s.n, sizeof w->why - 1);
	str_copy(w->why, sizeof w->why, s);
	return true;
}

/* Who was told to die may have said more before: why it had to die holds. */
static void hear(struct kept *w, struct str s)
{
	if (w->killed)
		return;
	if (str_eqs(s, "hello " WORKER_VERSION) && !w->greeted) {
		w->greeted = true;
		keeper_worker_greeted(w);
	} else if (str_eqs(s, "ready") && w->greeted) {
		if (!w->ready) {
			w->ready = true;
			keeper_worker_ready(w);
		}
	} else if (str_starts(s, "hello ")) {
		kept_kill(w, "it says hello in another version: restart the "
			     "service instead");
	} else if (!hear_text(w, s, "waiting ") &&
		   !hear_text(w, s, "failed ")) {
		log_error("a worker talks nonsense", LOG_I("worker", w->pid),
		    LOG_I("bytes", s.n));
		if (w->state == KEPT_STARTING)
			kept_kill(w, "it talks nonsense");
	}
}

static void on_word(void *arg, int sock, unsigned ready)
{
	struct kept *w = arg;
	char text[WORKER_TEXT_MAX + 32];
	int fd;
	ssize_t n = fdpass_recv(sock, text, sizeof text, &fd);

	(void)ready;
	if (fd >= 0)
		close(fd);
	if (n > 0)
		hear(w, (struct str){text, (size_t)n});
	else if (n < 0 && errno == EMSGSIZE)
		hear(w, STR("oversized"));
	else if (n == 0 || (errno != EAGAIN && errno != EWOULDBLOCK))
		forget_channel(w); /* it ends, or its time will be up */
}

/* ---- ended ---- */

/* Why it ended may still be on the way; that it was ready matters no more. */
static void hear_last(struct kept *w)
{
	char text[WORKER_TEXT_MAX + 32];
	ssize_t n = 1;
	int fd;

	while (w->fd >= 0 && n > 0 && !w->killed) {
		n = fdpass_recv(w->fd, text, sizeof text, &fd);
		if (fd >= 0)
			close(fd);
		if (n > 0)
			(void)hear_text(
			    w, (struct str){text, (size_t)n}, "failed ");
	}
}

void kept_reap(struct keeper *k)
{
	LIST_EACH (node, &k->workers) {
		struct kept *w = LIST_ENTRY(node, struct kept, node);
		int status;
		pid_t got = waitpid(w->pid, &status, WNOHANG);

		if (got == 0)
			continue;
		if (got < 0) /* not our child any more: gone, not known how */
			status = 0;
		hear_last(w);
		keeper_worker_gone(w, status);
	}
}

size_t kept_count(const struct keeper *k, enum kept_state state)
{
	size_t n = 0;

	LIST_EACH (node, &k->workers)
		n += LIST_ENTRY(node, struct kept, node)->state == state;
	return n;
}
