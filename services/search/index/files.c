/* files.c - a user's files: named, locked, removed, replaced. */
#include "services/search/index/files.h"
#include "services/search/index/life.h"

#include "common/base/die.h"
#include "services/search/index/store.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static int remove_file(char *path)
{
	int rc = unlink(path) != 0 && errno != ENOENT ? -1 : 0;

	free(path);
	return rc;
}

char *files_path(const struct index *ix, uint64_t user_id, const char *suffix)
{
	return xprintf("%s/%" PRIu64 ".db%s", ix->dir, user_id, suffix);
}

char *files_next_path(
    const struct index *ix, uint64_t user_id, const char *suffix)
{
	return xprintf(
	    "%s/" FILES_NEXT "/%" PRIu64 "%s", ix->dir, user_id, suffix);
}

int64_t files_bytes(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 ? (int64_t)st.st_size : 0;
}

bool index_exists(const struct index *ix, uint64_t user_id)
{
	char *path = files_path(ix, user_id, "");
	bool there = access(path, F_OK) == 0;

	free(path);
	return there;
}

/* ---- the lock ---- */

int files_open(struct index *ix)
{
	char *path = xprintf("%s/.open", ix->dir);

	ix->lock_fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	free(path);
	ix->lead_fd = -1;
	return ix->lock_fd >= 0 ? 0 : -1;
}

void files_close(struct index *ix)
{
	if (ix->lock_fd >= 0)
		close(ix->lock_fd);
	if (ix->lead_fd >= 0)
		close(ix->lead_fd);
	ix->lock_fd = ix->lead_fd = -1;
}

bool index_lead(struct index *ix)
{
	char *path;
	int fd;

	if (ix->lead_fd >= 0)
		return true;
	path = xprintf("%s/.lead", ix->dir);
	fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	free(path);
	if (fd < 0)
		return false;
	if (flock(fd, LOCK_EX | LOCK_NB) == 0)
		ix->lead_fd = fd;
	else
		close(fd);
	return ix->lead_fd >= 0;
}

/* Waits: who has it holds it for the time of an open or a rename. */
static int lock(struct index *ix, int how)
{
	int rc;

	do {
		rc = flock(ix->lock_fd, how);
	} while (rc != 0 && errno == EINTR);
	return rc;
}

void files_leave(struct index *ix)
{
	flock(ix->lock_fd, LOCK_UN);
}

int files_enter_alone(struct index *ix, bool wait, bool *got_r)
{
	*got_r = lock(ix, LOCK_EX | (wait ? 0 : LOCK_NB)) == 0;
	return *got_r || errno == EWOULDBLOCK ? 0 : -1;
}

/* What lies beside the new file is the old one's. */
static int clear_beside(struct index *ix, uint64_t user_id)
{
	int rc = remove_file(files_path(ix, user_id, "-wal"));

	return remove_file(files_path(ix, user_id, "-shm")) == 0 ? rc : -1;
}

/* With the marker there: the rename was done, or it was not. Alone. */
static int finish(struct index *ix, uint64_t user_id)
{
	char *next = files_next_path(ix, user_id, ".db");
	bool renamed = access(next, F_OK) != 0;

	free(next);
	if (renamed && clear_beside(ix, user_id) != 0)
		return -1;
	return remove_file(files_next_path(ix, user_id, ".swap"));
}

static bool is_half_done(const struct index *ix, uint64_t user_id)
{
	char *path = files_next_path(ix, user_id, ".swap");
	bool there = access(path, F_OK) == 0;

	free(path);
	return there;
}

int files_enter(struct index *ix, uint64_t user_id)
{
	if (lock(ix, LOCK_SH) != 0)
		return -1;
	if (!is_half_done(ix, user_id))
		return 0;
	if (lock(ix, LOCK_EX) == 0 &&
	    (!is_half_done(ix, user_id) || finish(ix, user_id) == 0))
		return 0;
	files_leave(ix);
	return -1;
}

/* ---- removing, replacing ---- */

/* Alone. What a swap left is finished first: without the next file the marker
 * would say that it is done. */
static int drop_next(struct index *ix, uint64_t user_id)
{
	static const char *const suffixes[] = {".db-wal", ".db-shm", ".db"};
	int rc = is_half_done(ix, user_id) ? finish(ix, user_id) : 0;

	for (size_t i = 0; rc == 0 && i < ARRAY_LEN(suffixes); i++)
		rc = remove_file(files_next_path(ix, user_id, suffixes[i]));
	return rc;
}

int files_unlink_next(struct index *ix, uint64_t user_id)
{
	bool got;
	int rc;

	if (files_enter_alone(ix, true, &got) != 0)
		return -1;
	rc = drop_next(ix, user_id);
	files_leave(ix);
	return rc;
}

int files_unlink(struct index *ix, uint64_t user_id)
{
	bool got;
	int rc;

	if (files_enter_alone(ix, true, &got) != 0)
		return -1;
	rc = drop_next(ix, user_id);
	if (clear_beside(ix, user_id) != 0 ||
	    remove_file(files_path(ix, user_id, "")) != 0)
		rc = -1;
	files_leave(ix);
	return rc;
}

static int touch(char *path)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

	free(path);
	return fd < 0 ? -1 : close(fd);
}

/* A name that was changed is on the disk. */
static void sync_folder(const char *dir)
{
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0)
		return;
	fsync(fd);
	close(fd);
}

int files_replace(struct index *ix, uint64_t user_id)
{
	char *from = files_next_path(ix, user_id, ".db");
	char *to = files_path(ix, user_id, "");
	int rc = touch(files_next_path(ix, user_id, ".swap"));

	if (rc == 0)
		rc = rename(from, to);
	if (rc == 0)
		sync_folder(ix->dir);
	free(from);
	free(to);
	/* What can't be cleared now is cleared before the file is opened. */
	if (finish(ix, user_id) != 0 && rc != 0)
		return -1;
	return rc;
}

/* ---- which file is open ---- */

bool files_is_current(const struct index_db *db)
{
	char *path = files_path(db->ix, db->user_id, "");
	struct stat st;
	bool same = stat(path, &st) == 0 && st.st_dev == db->dev &&
		    st.st_ino == db->ino;

	free(path);
	return same;
}

void files_note(struct index_db *db)
{
	char *path = files_path(db->ix, db->user_id, "");
	struct stat st;

	if (stat(path, &st) == 0) {
		db->dev = st.st_dev;
		db->ino = st.st_ino;
	}
	free(path);
}

/* ---- what an operator asks for ---- */

int index_pass_ask(const struct index *ix, struct err *err)
{
	if (touch(xprintf("%s/.asked", ix->dir)) == 0)
		return 0;
	return err_set(
	    err, ERR_UNAVAILABLE, "write in %s: %s", ix->dir, strerror(errno));
}

bool index_pass_asked(const struct index *ix, bool broken_off)
{
	char *asked = xprintf("%s/.asked", ix->dir);
	char *going = xprintf("%s/.going", ix->dir);
	bool yes = rename(asked, going) == 0 ||
		   (broken_off && access(going, F_OK) == 0);

	free(asked);
	free(going);
	return yes;
}

void index_pass_done(const struct index *ix)
{
	char *path = xprintf("%s/.going", ix->dir);

	unlink(path); /* if it stays, one pass too many is made */
	free(path);
}
