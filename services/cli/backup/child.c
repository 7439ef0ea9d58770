/* child.c - see child.h. */
#include "services/cli/backup/child.h"

#include "common/base/str.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define MAX_WORDS 256
#define SAID_BYTES 2048

/* As posix_spawn wants them: not const, though it changes nothing. */
struct words {
	char *v[MAX_WORDS + 1];
	size_t n;
};

static void add_words(struct words *w, const char *const *more)
{
	for (size_t i = 0; more[i] != NULL && w->n < MAX_WORDS; i++)
		memcpy(&w->v[w->n++], &more[i], sizeof more[i]);
}

static int spawn(struct child *c, const int in[2], const int out[2],
    const char *const *argv, const char *const *more)
{
	posix_spawn_file_actions_t fa;
	struct words args = {.n = 0}, env = {.n = 0};
	int rc;

	add_words(&args, argv);
	/* The first of a name counts. */
	if (more != NULL)
		add_words(&env, more);
	for (size_t i = 0; environ[i] != NULL && env.n < MAX_WORDS; i++)
		env.v[env.n++] = environ[i];
	posix_spawn_file_actions_init(&fa);
	if (in[0] >= 0)
		posix_spawn_file_actions_adddup2(&fa, in[0], 0);
	else
		posix_spawn_file_actions_addopen(&fa, 0, "/dev/null", 0, 0);
	if (out[1] >= 0)
		posix_spawn_file_actions_adddup2(&fa, out[1], 1);
	posix_spawn_file_actions_adddup2(&fa, c->said, 2);
	rc = posix_spawnp(&c->pid, args.v[0], &fa, NULL, args.v, env.v);
	posix_spawn_file_actions_destroy(&fa);
	return rc;
}

int child_start(struct child *c, int ends, const char *const *argv,
    const char *package, const char *const *env, struct err *err)
{
	int in[2] = {-1, -1}, out[2] = {-1, -1}, rc = 0;

	*c = (struct child){.name = argv[0], .pid = -1, .to = -1, .from = -1};
	c->said = memfd_create(argv[0], MFD_CLOEXEC);
	if (c->said < 0 ||
	    ((ends & CHILD_WRITE) != 0 && pipe2(in, O_CLOEXEC) < 0) ||
	    ((ends & CHILD_READ) != 0 && pipe2(out, O_CLOEXEC) < 0))
		rc = errno;
	/* Who reads no more must not end us. */
	signal(SIGPIPE, SIG_IGN);
	if (rc == 0)
		rc = spawn(c, in, out, argv, env);
	if (in[0] >= 0)
		close(in[0]);
	if (out[1] >= 0)
		close(out[1]);
	c->to = in[1];
	c->from = out[0];
	if (rc == 0)
		return 0;
	c->pid = -1;
	child_kill(c);
	if (rc == ENOENT)
		return err_set(err, ERR_NOT_FOUND,
		    "there is no %s: apt-get install %s", argv[0], package);
	return err_set(err, ERR_UNAVAILABLE, "%s: %s", argv[0], strerror(rc));
}

void child_close(struct child *c)
{
	if (c->to >= 0)
		close(c->to);
	c->to = -1;
}

static void forget(struct child *c)
{
	child_close(c);
	if (c->from >= 0)
		close(c->from);
	if (c->said >= 0)
		close(c->said);
	c->from = c->said = -1;
}

/* The last line of its stderr that is not empty. */
static void last_said(const struct child *c, char *line, size_t bytes)
{
	char text[SAID_BYTES];
	off_t end = lseek(c->said, 0, SEEK_END);
	off_t at = end > SAID_BYTES ? end - SAID_BYTES : 0;
	ssize_t n = pread(c->said, text, sizeof text, at);
	struct str rest, one, last = str_of("");

	rest = str_trim((struct str){text, n > 0 ? (size_t)n : 0});
	while (str_split(&rest, '\n', &one))
		last = one;
	str_copy(line, bytes, str_trim(rest.n > 0 ? rest : last));
}

int child_end(struct child *c, struct err *err)
{
	char said[300];
	int status = 0;

	child_close(c);
	while (waitpid(c->pid, &status, 0) < 0 && errno == EINTR)
		continue;
	last_said(c, said, sizeof said);
	forget(c);
	c->pid = -1;
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return 0;
	if (said[0] != '\0')
		return err_set(err, ERR_UNAVAILABLE, "%s: %s", c->name, said);
	return err_set(err, ERR_UNAVAILABLE, "%s ended with %d", c->name,
	    WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
}

void child_kill(struct child *c)
{
	if (c->pid > 0) {
		kill(c->pid, SIGKILL);
		while (waitpid(c->pid, NULL, 0) < 0 && errno == EINTR)
			continue;
	}
	c->pid = -1;
	forget(c);
}

int child_write(struct child *c, const void *p, size_t n, struct err *err)
{
	const char *at = p;

	while (n > 0) {
		ssize_t done = write(c->to, at, n);

		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return err_set(err, ERR_UNAVAILABLE, "%s: %s", c->name,
			    strerror(errno));
		at += done;
		n -= (size_t)done;
	}
	return 0;
}

ssize_t child_read(struct child *c, void *p, size_t n, struct err *err)
{
	size_t have = 0;

	while (have < n) {
		ssize_t done = read(c->from, (char *)p + have, n - have);

		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return err_set(err, ERR_UNAVAILABLE, "%s: %s", c->name,
			    strerror(errno));
		if (done == 0)
			break;
		have += (size_t)done;
	}
	return (ssize_t)have;
}
