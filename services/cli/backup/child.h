/* child.h - another program, its stdin or stdout ours.
 *
 * Its stderr is kept, so that what it says can be told; a password in a URL
 * is given to it by its environment and not by its arguments.
 */
#ifndef CLI_BACKUP_CHILD_H
#define CLI_BACKUP_CHILD_H

#include "common/base/err.h"

#include <sys/types.h>

struct child {
	const char *name;
	pid_t pid;
	int to, from; /* -1: not ours */
	int said;     /* its stderr, a file without a name */
};

enum { CHILD_WRITE = 1, CHILD_READ = 2 }; /* which end is ours */

/* argv[0] is looked for in PATH; env is NULL or "NAME=value"s, added to ours.
 * ERR_NOT_FOUND, with the package that has it, when there is none. */
MUST_CHECK int child_start(struct child *c, int ends, const char *const *argv,
    const char *package, const char *const *env, struct err *err);
/* Closes our end of its stdin. */
void child_close(struct child *c);
/* Waits for its end. ERR_UNAVAILABLE with the last line that it said, unless it
 * exits with 0. */
MUST_CHECK int child_end(struct child *c, struct err *err);
/* Ends it, whatever it does. */
void child_kill(struct child *c);

/* All n bytes; ERR_UNAVAILABLE. */
MUST_CHECK int child_write(
    struct child *c, const void *p, size_t n, struct err *err);
/* Up to n bytes, fewer only at the end; the count, or -1. */
MUST_CHECK ssize_t child_read(
    struct child *c, void *p, size_t n, struct err *err);

#endif
