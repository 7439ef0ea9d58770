/* keeper_stand.c - see keeper_stand.h. */
#include "tests/unit/service/keeper_stand.h"

#include "common/base/die.h"
#include "common/base/str.h"

#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

void settings_are(struct world *w, const char *text)
{
	int fd = open(w->settings, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	close(fd);
}

int set_up(void **state)
{
	struct world *w = xcalloc(1, sizeof *w);
	ssize_t n =
	    readlink("/proc/self/exe", w->program, sizeof w->program - 1);

	assert_true(n > 0);
	snprintf(w->settings, sizeof w->settings, "/tmp/keeper-%d", getpid());
	snprintf(w->note, sizeof w->note, "/tmp/keeper-%d.note", getpid());
	w->loop = loop_new();
	w->config = (struct keeper_config){
	    .service = "fake",
	    .program = w->program,
	    .environment = environ,
	    .settings = w->settings,
	    .ready_ms = 5000,
	    .drain_ms = 5000,
	    .finish_ms = 5000,
	    .patience_ms = 5000,
	    .backoff_ms = 1,
	    .status_file = w->note,
	};
	for (size_t i = 0; i < KEEPER_FDS; i++)
		w->config.fds[i] =
		    socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	*state = w;
	return 0;
}

int tear_down(void **state)
{
	struct world *w = *state;

	keeper_free(&w->k);
	loop_free(&w->loop);
	unlink(w->settings);
	unlink(w->note);
	free(w);
	return 0;
}

void begin(struct world *w, const char *settings)
{
	settings_are(w, settings);
	w->k = keeper_new(w->loop, &w->config, NULL);
}

pid_t serving(const struct world *w)
{
	return w->k->current == NULL ? 0 : w->k->current->pid;
}

size_t workers(const struct world *w)
{
	size_t n = 0;

	LIST_EACH (node, &w->k->workers)
		n++;
	return n;
}

pid_t begin_well(struct world *w)
{
	begin(w, "good");
	UNTIL(w, w->k->current != NULL && w->k->current->ready);
	assert_int_equal(workers(w), 1);
	return serving(w);
}

void fails(struct world *w, pid_t pid, const char *settings, const char *why)
{
	settings_are(w, settings);
	keeper_signal(w->k, SIGHUP);
	assert_string_equal(w->k->outcome, "underway");
	UNTIL(w, streq(w->k->outcome, "failed"));
	assert_int_equal(serving(w), pid);
	assert_int_equal(workers(w), 1);
	if (strstr(w->k->why, why) == NULL)
		fail_msg("\"%s\" does not tell \"%s\"", w->k->why, why);
}
