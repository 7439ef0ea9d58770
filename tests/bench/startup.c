/* startup.c - milliseconds from fork to the log line that says "ready".
 *
 *	startup ROUNDS PROGRAM [ARGUMENT...]
 *
 * Each round starts the program, reads its stderr until the line, and ends
 * it with SIGTERM. Prints one number a round; 1 when a round had no such line
 * within ten seconds.
 */
#include "common/base/clock.h"
#include "common/base/die.h"
#include "common/base/str.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define PATIENCE_MS 10000
#define TEXT_MAX 65536
#define MARK "\"ready\""

static pid_t start(char **command, int *log_r)
{
	int ends[2];
	pid_t pid;

	if (pipe(ends) < 0 || (pid = fork()) < 0)
		quit(EX_OSERR, "cannot start a process");
	if (pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGTERM);
		dup2(ends[1], STDERR_FILENO);
		close(ends[0]);
		close(ends[1]);
		execv(command[0], command);
		_exit(EX_UNAVAILABLE);
	}
	close(ends[1]);
	*log_r = ends[0];
	return pid;
}

/* Reads until the mark; false: the log ended, or patience did. */
static bool wait_ready(int log, int64_t until_ms)
{
	char text[TEXT_MAX + 1];
	size_t n = 0;

	for (;;) {
		struct pollfd p = {.fd = log, .events = POLLIN};
		int64_t left = until_ms - clock_mono_ms();
		ssize_t got;

		if (left <= 0 || poll(&p, 1, (int)left) <= 0)
			return false;
		got = read(log, text + n, TEXT_MAX - n);
		if (got <= 0)
			return false;
		n += (size_t)got;
		text[n] = '\0';
		if (strstr(text, MARK) != NULL)
			return true;
	}
}

/* Milliseconds, or a negative number. */
static double round_ms(char **command)
{
	int64_t from_us = clock_mono_us(), took_us;
	int log, status;
	pid_t pid = start(command, &log);
	bool ready = wait_ready(log, clock_mono_ms() + PATIENCE_MS);

	took_us = clock_mono_us() - from_us;
	kill(pid, SIGTERM);
	/* What it still writes must not stop its end. */
	while (wait_ready(log, clock_mono_ms() + PATIENCE_MS))
		;
	close(log);
	kill(pid, SIGKILL);
	waitpid(pid, &status, 0);
	return ready ? (double)took_us / 1000 : -1;
}

int main(int argc, char **argv)
{
	int64_t rounds;

	if (argc < 3 || str_to_i64(str_of(argv[1]), 1, 1000, &rounds) < 0) {
		fprintf(
		    stderr, "usage: startup ROUNDS PROGRAM [ARGUMENT...]\n");
		return EX_USAGE;
	}
	for (int64_t i = 0; i < rounds; i++) {
		double ms = round_ms(argv + 2);

		if (ms < 0) {
			fprintf(stderr, "startup: %s is not ready after %d s\n",
			    argv[2], PATIENCE_MS / 1000);
			return 1;
		}
		printf("%.2f\n", ms);
	}
	return 0;
}
