/* object.c - the directory store.
 *
 * An object is written to a temporary name, synced, and renamed; then its
 * directory is synced, so that a crash leaves either nothing or all of it.
 * The calls block for the time of a local disk (about 0.2 ms each here), which
 * is why only ingest writes and results are delivered in the next turn.
 */
#include "common/object/object.h"

#include "common/base/die.h"
#include "common/object/key.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct object_store {
	struct loop *loop;
	char *dir;
	uint64_t next_temporary;
};

/* ---- finishing an operation in the next turn ---- */

struct later {
	struct op op;
	struct loop *loop;
	uint64_t ticket;
	struct err err;
};

static void later_cancel(struct op *op)
{
	struct later *l = CONTAINER_OF(op, struct later, op);

	loop_defer_cancel(l->loop, l->ticket);
	free(l);
}

static void later_done(void *arg)
{
	struct later *l = arg;
	struct op op = l->op;
	struct err err = l->err;

	/* op_done unlinks the node: relink the copy in its place. */
	list_insert_before(&l->op.node, &op.node);
	list_remove(&l->op.node);
	free(l);
	op_done(&op, &err);
}

static void finish_later(
    struct task *t, struct object_store *s, const struct err *err)
{
	struct later *l = xcalloc(1, sizeof *l);

	op_begin(&l->op, t, later_cancel);
	l->loop = s->loop;
	l->err = *err;
	l->ticket = loop_defer(s->loop, later_done, l);
}

/* ---- opening ---- */

static int make_dirs(const char *path, struct err *err)
{
	char *copy = xstrdup(path);
	int result = 0;

	for (char *slash = copy + 1; result == 0; slash++) {
		if (*slash != '/' && *slash != '\0')
			continue;
		bool end = *slash == '\0';

		*slash = '\0';
		if (mkdir(copy, 0700) < 0 && errno != EEXIST)
			result = err_set(err, ERR_UNAVAILABLE,
			    "cannot create directory %s: %s", copy,
			    strerror(errno));
		if (end)
			break;
		*slash = '/';
	}
	free(copy);
	return result;
}

int object_open(
    struct loop *l, const char *url, struct object_store **s_r, struct err *err)
{
	struct str dir = str_of(url);
	struct object_store *s;

	if (str_starts(dir, "file://"))
		dir = (struct str){dir.p + 7, dir.n - 7};
	else if (str_find(dir, "://") >= 0)
		return err_set(err, ERR_INVALID,
		    "object store \"%s\": only file:///dir or a directory is "
		    "supported yet",
		    url);
	if (dir.n == 0 || dir.p[0] != '/')
		return err_set(err, ERR_INVALID,
		    "object store \"%s\": the directory must be absolute", url);
	s = xcalloc(1, sizeof *s);
	s->loop = l;
	s->dir = xstrndup(dir.p, dir.n);
	if (make_dirs(s->dir, err) < 0) {
		object_close(&s);
		return -1;
	}
	*s_r = s;
	return 0;
}

void object_close(struct object_store **sp)
{
	struct object_store *s = *sp;

	if (s == NULL)
		return;
	free(s->dir);
	free(s);
	*sp = NULL;
}

/* ---- writing ---- */

static int fail_errno(struct err *err, const char *what, const char *key)
{
	return err_set(err, ERR_UNAVAILABLE, "%s object %s: %s", what, key,
	    strerror(errno));
}

static int write_all(int fd, struct str bytes)
{
	while (bytes.n > 0) {
		ssize_t n = write(fd, bytes.p, bytes.n);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		bytes.p += n;
		bytes.n -= (size_t)n;
	}
	return 0;
}

static int sync_dir(const char *path)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int result;

	if (fd < 0)
		return -1;
	result = fsync(fd);
	close(fd);
	return result;
}

/* A store whose directory is gone is away, which is not the same as empty. */
static int is_there(const struct object_store *s, struct err *err)
{
	struct stat st;

	return stat(s->dir, &st) == 0
		   ? 0
		   : err_set(err, ERR_UNAVAILABLE,
			 "the object store's directory: %s", strerror(errno));
}

static int put_now(
    struct object_store *s, const char *key, struct str bytes, struct err *err)
{
	char *path = xprintf("%s/%s", s->dir, key);
	char *dir = xstrndup(path, (size_t)(strrchr(path, '/') - path));
	char *temporary = xprintf("%s/.new-%d-%llu", dir, (int)getpid(),
	    (unsigned long long)s->next_temporary++);
	int result = is_there(s, err) < 0 ? -1 : make_dirs(dir, err);
	int fd = -1;

	if (result == 0) {
		fd = open(
		    temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
		if (fd < 0 || write_all(fd, bytes) < 0 || fsync(fd) < 0 ||
		    rename(temporary, path) < 0 || sync_dir(dir) < 0) {
			result = fail_errno(err, "write", key);
			unlink(temporary);
		}
	}
	if (fd >= 0)
		close(fd);
	free(temporary);
	free(dir);
	free(path);
	return result;
}

void object_put(
    struct task *t, struct object_store *s, const char *key, struct str bytes)
{
	struct err err = {0};

	if (object_key_check(key, &err) == 0 &&
	    put_now(s, key, bytes, &err) < 0)
		err_wrap(&err, "object store");
	finish_later(t, s, &err);
}

/* ---- reading ---- */

static int get_now(struct object_store *s, const char *key, uint64_t offset,
    struct str *bytes, char *into, struct err *err)
{
	char *path = xprintf("%s/%s", s->dir, key);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	size_t have = 0;
	int result = 0;

	free(path);
	if (fd < 0 && errno != ENOENT)
		return fail_errno(err, "read", key);
	if (fd < 0)
		return is_there(s, err) < 0
			   ? -1
			   : err_set(err, ERR_NOT_FOUND, "no object %s", key);
	while (result == 0 && have < bytes->n) {
		ssize_t n = pread(
		    fd, into + have, bytes->n - have, (off_t)(offset + have));

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			result = fail_errno(err, "read", key);
		else if (n == 0)
			result = err_set(err, ERR_INTERNAL,
			    "object %s is shorter than its index says", key);
		else
			have += (size_t)n;
	}
	close(fd);
	bytes->p = into;
	return result;
}

void object_get(struct task *t, struct object_store *s, const char *key,
    uint64_t offset, size_t n, struct str *bytes_r)
{
	struct err err = {0};
	char *into = arena_alloc(t->arena, n);

	bytes_r->n = n;
	if (object_key_check(key, &err) == 0)
		(void)!!get_now(s, key, offset, bytes_r, into, &err);
	finish_later(t, s, &err);
}

/* ---- removing ---- */

static size_t remove_tree(const char *path)
{
	DIR *d = opendir(path);
	struct dirent *e;
	size_t removed = 0;

	if (d == NULL) /* a file, or nothing */
		return unlink(path) == 0 ? 1 : 0;
	while ((e = readdir(d)) != NULL) {
		char *child;

		if (streq(e->d_name, ".") || streq(e->d_name, ".."))
			continue;
		child = xprintf("%s/%s", path, e->d_name);
		removed += remove_tree(child);
		free(child);
	}
	closedir(d);
	rmdir(path);
	return removed;
}

/* Gone for good, a crash later too. */
static int remove_now(struct object_store *s, const char *prefix,
    size_t *removed_r, struct err *err)
{
	char *path, *slash;
	struct stat st;
	int result = 0;

	if (is_there(s, err) < 0)
		return -1;
	path = xprintf("%s/%s", s->dir, prefix);
	*removed_r = remove_tree(path);
	if (lstat(path, &st) == 0) {
		result = err_set(err, ERR_UNAVAILABLE,
		    "object store: not all of %s could be removed", prefix);
	} else if (*removed_r > 0) {
		slash = strrchr(path, '/');
		*slash = '\0';
		if (sync_dir(path) < 0 && errno != ENOENT)
			result = fail_errno(err, "remove", prefix);
	}
	free(path);
	return result;
}

void object_remove(struct task *t, struct object_store *s, const char *prefix,
    size_t *removed_r)
{
	struct err err = {0};

	*removed_r = 0;
	if (object_key_check(prefix, &err) == 0)
		(void)!!remove_now(s, prefix, removed_r, &err);
	finish_later(t, s, &err);
}
