/* keep.c - a service's process as its keeper: from options to a keeper. */
#include "common/service/frame.h"

#include "common/base/clock.h"
#include "common/base/die.h"
#include "common/base/log.h"
#include "common/service/keeper.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define FINISH_MS 3900000 /* longer than any request may take */
#define PATIENCE_MS 2000  /* of those who wait for a replacement */
#define BACKOFF_MS 100
#define TAKEN_MS 1000 /* who held an address may need to die from it */

char **frame_environment(void)
{
	size_t n = 0;
	char **copy;

	while (environ[n] != NULL)
		n++;
	copy = xcalloc(n + 1, sizeof *copy);
	for (size_t i = 0; i < n; i++)
		copy[i] = environ[i];
	return copy;
}

/* Before anybody can replace the file, which would change the name. */
static void find_program(char path[KEEPER_PATH_MAX])
{
	ssize_t n = readlink("/proc/self/exe", path, KEEPER_PATH_MAX - 1);

	if (n <= 0)
		quit(EX_OSERR, "cannot find the program's own path: %m");
	path[n] = '\0';
}

/* A worker of a keeper that was killed dies at once too, but after it. */
static void open_socket(int (*open)(const char *, int *, struct err *),
    const char *where, int *fd_r)
{
	int64_t until = clock_mono_ms() + TAKEN_MS;
	struct err err = {0};

	while (open(where, fd_r, &err) < 0) {
		if (err.code != ERR_CONFLICT || clock_mono_ms() >= until)
			quit(err.code == ERR_INVALID ? EX_CONFIG
						     : EX_UNAVAILABLE,
			    "cannot listen: %s", err.text);
		poll(NULL, 0, 10);
	}
}

static const char *settings_file(void)
{
	const char *path = getenv("APPLYLENS_ENV_FILE");

	return path == NULL || path[0] == '\0' ? NULL : path;
}

int frame_keep(struct service_frame *f, char *const *environment)
{
	const struct service_options *o = &f->common;
	char program[KEEPER_PATH_MAX], note[KEEPER_PATH_MAX];
	struct keeper_config c = {
	    .service = f->service.name,
	    .program = program,
	    .environment = environment,
	    .settings = settings_file(),
	    .ready_ms = o->ready_ms,
	    .drain_ms = o->drain_ms,
	    .finish_ms = FINISH_MS,
	    .patience_ms = PATIENCE_MS,
	    .backoff_ms = BACKOFF_MS,
	    .status_file = note,
	};

	find_program(program);
	if (o->keeper_file[0] != '\0')
		snprintf(note, sizeof note, "%s", o->keeper_file);
	else
		snprintf(note, sizeof note, "%s/%s.keeper", o->run_dir,
		    f->service.name);
	open_socket(http_listen,
	    f->service.desc->http_address(f->own, f->arena), &c.fds[0]);
	open_socket(bus_listen, f->endpoints.listen, &c.fds[1]);
	arena_free(&f->arena);
	frame_settle();
	return keeper_run(&c, NULL);
}

int frame_keep_on(
    const char *service, const char *state, char *const *environment)
{
	char program[KEEPER_PATH_MAX], note[KEEPER_PATH_MAX];
	struct keeper_config c = {
	    .service = service,
	    .program = program,
	    .environment = environment,
	    .settings = settings_file(),
	};

	find_program(program);
	if (keeper_read_config(state, &c, note) < 0)
		quit(EX_USAGE, "--keep is for keepers only; see --help");
	frame_settle();
	return keeper_run(&c, state);
}
