/* walk.h - the files below a directory, by name, in bounded memory. */
#ifndef MAIL_WALK_H
#define MAIL_WALK_H

#include "common/base/err.h"

struct mail_walk;

MUST_CHECK int mail_walk_open(
    const char *path, struct mail_walk **w_r, struct err *err);
void mail_walk_close(struct mail_walk **w);

/* 1: *path_r (the caller frees it) is the next regular file, *dir_r its
 * directory until the next call; 0: the end; -1: something could not be
 * read, go on. */
MUST_CHECK int mail_walk_next(
    struct mail_walk *w, char **path_r, const char **dir_r, struct err *err);

/* The sum of the sizes of all files. */
uint64_t mail_walk_bytes(const char *path);

/* errno about path as an error; returns -1. */
int mail_os_error(struct err *err, const char *path);

#endif
