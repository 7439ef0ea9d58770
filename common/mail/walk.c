/* walk.c - the files below a directory, by name, in bounded memory. */
#include "common/mail/walk.h"

#include "common/base/die.h"
#include "common/base/str.h"
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#define DEPTH_MAX 32

/* A directory that is being read; its entries by name. */
struct level {
	char *path;
	char **names;
	size_t n, at;
};

struct mail_walk {
	struct level levels[DEPTH_MAX];
	size_t depth;
};

int mail_os_error(struct err *err, const char *path)
{
	enum err_code code = errno == ENOENT || errno == ENOTDIR ? ERR_NOT_FOUND
			     : errno == EACCES || errno == EPERM ? ERR_FORBIDDEN
								 : ERR_INVALID;

	return err_set(err, code, "%s: %s", path, strerror(errno));
}

/* Names that are never mail: hidden files, what Maildir readers keep. */
static bool is_wanted(const char *name, bool dir)
{
	static const char *const others[] = {"dovecot", "maildirsize",
	    "maildirfolder", "subscriptions", "courierimap", "tmp"};

	if (streq(name, ".") || streq(name, ".."))
		return false;
	if (name[0] == '.' && !dir)
		return false;
	for (size_t i = 0; i < ARRAY_LEN(others); i++)
		if (str_starts(str_of(name), others[i]) &&
		    (!streq(others[i], "tmp") || streq(name, "tmp")))
			return false;
	return true;
}

static int name_cmp(const void *a, const void *b)
{
	const char *const *x = a, *const *y = b;

	return strcmp(*x, *y);
}

static int level_push(struct mail_walk *w, const char *path, struct err *err)
{
	DIR *d;
	struct dirent *e;
	struct level l = {.path = NULL};
	size_t alloc = 0;

	if (w->depth == DEPTH_MAX)
		return err_set(err, ERR_INVALID, "%s: nested too deep", path);
	d = opendir(path);
	if (d == NULL)
		return mail_os_error(err, path);
	while ((e = readdir(d)) != NULL) {
		if (!is_wanted(e->d_name, e->d_type != DT_REG))
			continue;
		if (l.n == alloc) {
			alloc = alloc == 0 ? 64 : 2 * alloc;
			l.names = xrealloc(l.names, alloc * sizeof(char *));
		}
		l.names[l.n++] = xstrdup(e->d_name);
	}
	closedir(d);
	if (l.n > 0)
		qsort(l.names, l.n, sizeof *l.names, name_cmp);
	l.path = xstrdup(path);
	w->levels[w->depth++] = l;
	return 0;
}

static void level_pop(struct mail_walk *w)
{
	struct level *l = &w->levels[--w->depth];

	for (size_t i = 0; i < l->n; i++)
		free(l->names[i]);
	free(l->names);
	free(l->path);
}

static uint64_t count_bytes(const char *path, unsigned depth)
{
	DIR *d = depth < DEPTH_MAX ? opendir(path) : NULL;
	struct dirent *e;
	uint64_t sum = 0;

	if (d == NULL)
		return 0;
	while ((e = readdir(d)) != NULL) {
		struct stat st;
		if (!is_wanted(e->d_name, e->d_type != DT_REG))
			continue;
		char *full = xprintf("%s/%s", path, e->d_name);
		if (lstat(full, &st) == 0 && S_ISREG(st.st_mode) &&
		    e->d_name[0] != '.')
			sum += (uint64_t)st.st_size;
		else if (S_ISDIR(st.st_mode))
			sum += count_bytes(full, depth + 1);
		free(full);
	}
	closedir(d);
	return sum;
}

int mail_walk_open(const char *path, struct mail_walk **w_r, struct err *err)
{
	struct mail_walk *w = xcalloc(1, sizeof *w);

	if (level_push(w, path, err) != 0) {
		free(w);
		return -1;
	}
	*w_r = w;
	return 0;
}

void mail_walk_close(struct mail_walk **wp)
{
	struct mail_walk *w = *wp;

	if (w == NULL)
		return;
	while (w->depth > 0)
		level_pop(w);
	free(w);
	*wp = NULL;
}

uint64_t mail_walk_bytes(const char *path)
{
	return count_bytes(path, 0);
}

int mail_walk_next(
    struct mail_walk *w, char **path_r, const char **dir_r, struct err *err)
{
	while (w->depth > 0) {
		struct level *l = &w->levels[w->depth - 1];
		struct stat st;
		int r = 0;
		if (l->at == l->n) {
			level_pop(w);
			continue;
		}
		const char *name = l->names[l->at++];
		char *full = xprintf("%s/%s", l->path, name);
		if (lstat(full, &st) != 0) {
			r = mail_os_error(err, full);
		} else if (S_ISDIR(st.st_mode)) {
			r = level_push(w, full, err);
		} else if (S_ISREG(st.st_mode) && name[0] != '.') {
			*path_r = full;
			*dir_r = l->path;
			return 1;
		}
		free(full);
		if (r != 0)
			return r;
	}
	return 0;
}
