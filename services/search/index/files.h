/* files.h - where a user's index lies, and who may open or replace it.
 *
 *	DIR/7.db        the index of user 7, with SQLite's -wal and -shm
 *	DIR/next/7.db   its next generation, while one is made (next.c)
 *	DIR/.open       locked: shared to open a file, alone to replace one
 *
 * A file is replaced by a rename, and what SQLite kept beside the old one must
 * never meet the new one. So nobody opens meanwhile, and DIR/next/7.swap is
 * there from before the rename until the rest is cleared away: who finds it
 * there finishes what a process that died has begun.
 */
#ifndef SEARCH_INDEX_FILES_H
#define SEARCH_INDEX_FILES_H

#include "services/search/index/part.h"

#include <sys/types.h>

#define FILES_NEXT "next"

/* Opens DIR/.open. 0, or -1 with errno. */
MUST_CHECK int files_open(struct index *ix);
void files_close(struct index *ix);

/* "DIR/7.db" and the suffix; for free(). */
char *files_path(const struct index *ix, uint64_t user_id, const char *suffix);
/* "DIR/next/7" and the suffix; for free(). */
char *files_next_path(
    const struct index *ix, uint64_t user_id, const char *suffix);
/* The file's bytes, 0 where there is none. */
int64_t files_bytes(const char *path);

/* Before and after a file is opened: nobody replaces it in between, and no
 * replacement is half done. 0, or -1 with errno. */
MUST_CHECK int files_enter(struct index *ix, uint64_t user_id);
/* Before a file is replaced or removed. *got_r is false when somebody is
 * opening one and `wait` is not set. 0, or -1 with errno. */
MUST_CHECK int files_enter_alone(struct index *ix, bool wait, bool *got_r);
void files_leave(struct index *ix);

/* Everything of the user, the next generation too. 0, or -1 with errno. */
int files_unlink(struct index *ix, uint64_t user_id);
/* The next generation only. */
MUST_CHECK int files_unlink_next(struct index *ix, uint64_t user_id);
/* DIR/next/7.db becomes DIR/7.db; alone, with an empty -wal. 0, or -1 with
 * errno: nothing has changed. */
MUST_CHECK int files_replace(struct index *ix, uint64_t user_id);

/* The file that db has open is still the one under its name. */
bool files_is_current(const struct index_db *db);
void files_note(struct index_db *db);
/* open.c */
void index_db_close(struct index_db *db);

#endif
