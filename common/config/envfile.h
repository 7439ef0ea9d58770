/* envfile.h - a file of NAME=value lines that goes over the environment.
 *
 *	# a comment, or an empty line
 *	APPLYLENS_LOG_LEVEL=debug
 *	DATABASE_URL='postgresql://...'
 *
 * A value stands bare (no blanks, quotes, backslashes, dollars or backticks),
 * in single quotes or in double quotes (no backslash, dollar or backtick
 * inside): what a shell that sources the file would read, and nothing that
 * only a shell could work out. The last line of a name counts.
 */
#ifndef CONFIG_ENVFILE_H
#define CONFIG_ENVFILE_H

#include "common/base/str.h"
#include "common/config/config.h"

#define ENVFILE_MAX_BYTES ((size_t)256 * 1024)

enum envfile_line { ENVFILE_NOTHING, ENVFILE_PAIR, ENVFILE_WRONG };

/* One line, without its end. ENVFILE_PAIR: the name and the value without
 * quotes. ENVFILE_WRONG: *why_r says what is wrong; the value is never in it.
 * Pure. */
enum envfile_line envfile_parse(struct str line, struct str *name_r,
    struct str *value_r, const char **why_r);

/* Sets every variable of the file. With a mistake in it, a line each in
 * errors, none is set, and it returns -1. fd is a file that is read from its
 * beginning instead, path then only its name in messages; -1: path is. */
MUST_CHECK int envfile_load(
    const char *path, int fd, struct config_errors *errors);

#endif
