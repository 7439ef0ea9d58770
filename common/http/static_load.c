/* static_load.c - reads a directory into the table of http_static.h. */
#include "common/http/static_table.h"

#include "common/base/die.h"
#include "common/base/ids.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static const struct {
	const char *ending, *type;
	bool is_text; /* worth trying to compress */
} types[] = {
    {".html", "text/html; charset=utf-8", true},
    {".js", "text/javascript; charset=utf-8", true},
    {".mjs", "text/javascript; charset=utf-8", true},
    {".css", "text/css; charset=utf-8", true},
    {".json", "application/json; charset=utf-8", true},
    {".map", "application/json; charset=utf-8", true},
    {".webmanifest", "application/manifest+json", true},
    {".svg", "image/svg+xml", true},
    {".txt", "text/plain; charset=utf-8", true},
    {".xml", "application/xml; charset=utf-8", true},
    {".wasm", "application/wasm", true},
    {".ico", "image/x-icon", true},
    {".ttf", "font/ttf", true},
    {".png", "image/png", false},
    {".jpg", "image/jpeg", false},
    {".jpeg", "image/jpeg", false},
    {".gif", "image/gif", false},
    {".webp", "image/webp", false},
    {".avif", "image/avif", false},
    {".woff", "font/woff", false},
    {".woff2", "font/woff2", false},
    {".pdf", "application/pdf", false},
};

static int load_dir(struct http_files *f, int dir_fd, const char *prefix,
    unsigned depth, struct err *err);

void http_files_free(struct http_files **fp)
{
	struct http_files *f = *fp;

	if (f == NULL)
		return;
	for (size_t i = 0; i < f->n; i++) {
		free(f->v[i].path);
		for (size_t c = 0; c < CODINGS; c++)
			buf_deinit(&f->v[i].as[c].bytes);
	}
	free(f->v);
	free(f);
	*fp = NULL;
}

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct http_file *)a)->path,
	    ((const struct http_file *)b)->path);
}

int http_files_load(const char *root, struct http_files **f_r, struct err *err)
{
	struct http_files *f = xcalloc(1, sizeof *f);
	int fd = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	*f_r = f;
	if (fd < 0)
		err_set(err, ERR_UNAVAILABLE, "%s: %m", root);
	else if (load_dir(f, fd, "", 0, err) == 0) {
		if (f->n > 0)
			qsort(f->v, f->n, sizeof f->v[0], by_path);
		if (http_files_find(f, "/index.html") != NULL)
			return 0;
		err_set(err, ERR_INVALID, "%s has no index.html", root);
	} else {
		err_wrap(err, "%s", root);
	}
	http_files_free(f_r);
	return -1;
}

/* ---- one file ---- */

/* name.HASH.ext: 8 to 64 letters and digits, with a digit or all of them
 * capitals, as bundlers write base 32. */
static bool is_hashed(const char *path)
{
	const char *last = strrchr(path, '.'), *dot = last;
	bool has_digit = false, has_small = false;
	size_t n = 0;

	while (dot != NULL && dot > path && dot[-1] != '.' && dot[-1] != '/') {
		char b = *--dot;

		if (b >= '0' && b <= '9')
			has_digit = true;
		else if (b >= 'a' && b <= 'z')
			has_small = true;
		else if (b < 'A' || b > 'Z')
			return false;
		n++;
	}
	return dot != NULL && dot > path && dot[-1] == '.' &&
	       (has_digit || !has_small) && n >= 8 && n <= 64;
}

static bool set_type(struct http_file *file)
{
	file->type = "application/octet-stream";
	for (size_t i = 0; i < ARRAY_LEN(types); i++) {
		if (!str_ends(str_of(file->path), types[i].ending))
			continue;
		file->type = types[i].type;
		file->is_page = i == 0;
		return types[i].is_text;
	}
	return false;
}

/* "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110, 5.6.7). */
static void set_modified(struct http_file *file, int64_t unix_s)
{
	time_t t = (time_t)unix_s;
	struct tm tm;

	file->modified_s = unix_s;
	gmtime_r(&t, &tm);
	/* The C locale is ours: nothing calls setlocale(). */
	strftime(file->modified, sizeof file->modified,
	    "%a, %d %b %Y %H:%M:%S GMT", &tm);
}

static void set_forms(struct http_file *file, bool is_text)
{
	static const char *const suffix[CODINGS] = {"", "-gz", "-br"};
	const struct buf *plain = &file->as[CODING_NONE].bytes;
	struct str in = {buf_str(plain), plain->len};
	uint8_t hash[32];
	char hex[33];

	ids_sha256(in.p, in.n, hash);
	hex_encode(hash, 16, hex);
	for (enum coding c = CODING_NONE; c < CODINGS; c++) {
		snprintf(file->as[c].etag, sizeof file->as[c].etag, "\"%s%s\"",
		    hex, suffix[c]);
		if (c == CODING_NONE)
			continue;
		buf_init(&file->as[c].bytes, in.n + 64);
		if (!is_text || !coding_encode(c, in, &file->as[c].bytes))
			buf_deinit(&file->as[c].bytes);
		buf_fit(&file->as[c].bytes);
	}
}

static int read_all(int fd, struct buf *b, const char *path, struct err *err)
{
	ssize_t n;

	do {
		char *room = buf_room(b, 65536);

		if (room == NULL)
			return err_set(err, ERR_TOO_LARGE,
			    "%s: all files together are over %zu MB", path,
			    HTTP_FILES_MAX_BYTES >> 20);
		n = read(fd, room, 65536);
		if (n < 0)
			return err_set(err, ERR_UNAVAILABLE, "%s: %m", path);
		buf_wrote(b, (size_t)n);
	} while (n > 0);
	return 0;
}

static int load_file(
    struct http_files *f, int fd, char *path, int64_t mtime_s, struct err *err)
{
	struct http_file *file;
	struct buf *plain;

	if (f->n == HTTP_FILES_MAX) {
		free(path);
		return err_set(
		    err, ERR_TOO_LARGE, "more than %zu files", HTTP_FILES_MAX);
	}
	f->v = xrealloc(f->v, (f->n + 1) * sizeof f->v[0]);
	file = &f->v[f->n++];
	*file = (struct http_file){.path = path};
	plain = &file->as[CODING_NONE].bytes;
	/* A read asks for room that its end does not need. */
	buf_init(plain, HTTP_FILES_MAX_BYTES - f->bytes + 65536);
	if (read_all(fd, plain, path, err) < 0)
		return -1;
	f->bytes += plain->len;
	if (f->bytes > HTTP_FILES_MAX_BYTES)
		return err_set(err, ERR_TOO_LARGE,
		    "%s: all files together are over %zu MB", path,
		    HTTP_FILES_MAX_BYTES >> 20);
	buf_fit(plain);
	file->is_hashed = is_hashed(path);
	set_modified(file, mtime_s);
	set_forms(file, set_type(file));
	return 0;
}

/* ---- a directory ---- */

static bool is_name(const char *name)
{
	for (const char *p = name; *p != '\0'; p++)
		if ((unsigned char)*p < ' ' || *p == 0x7f)
			return false;
	return utf8_valid(str_of(name));
}

static int load_entry(struct http_files *f, int dir_fd, const char *prefix,
    const char *name, unsigned depth, struct err *err)
{
	char *path = xprintf("%s/%s", prefix, name);
	int fd = openat(
	    dir_fd, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	struct stat st;
	int done = -1;

	if (!is_name(name) || strlen(path) > 1000)
		err_set(err, ERR_INVALID, "%s: no name for a URL", path);
	else if (fd < 0 || fstat(fd, &st) < 0)
		err_set(err, ERR_INVALID, "%s: %s", path,
		    errno == ELOOP ? "links are not followed"
				   : strerror(errno));
	else if (S_ISDIR(st.st_mode)) {
		done = load_dir(f, fd, path, depth + 1, err);
		fd = -1;
	} else if (S_ISREG(st.st_mode)) {
		done = load_file(f, fd, path, (int64_t)st.st_mtime, err);
		path = NULL;
	} else {
		err_set(err, ERR_INVALID, "%s: not a file", path);
	}
	if (fd >= 0)
		close(fd);
	free(path);
	return done;
}

/* Takes dir_fd. */
static int load_dir(struct http_files *f, int dir_fd, const char *prefix,
    unsigned depth, struct err *err)
{
	DIR *d = fdopendir(dir_fd);
	const struct dirent *e;
	int done = 0;

	if (d == NULL) {
		close(dir_fd);
		return err_set(err, ERR_UNAVAILABLE, "%s: %m", prefix);
	}
	if (depth > HTTP_FILES_MAX_DEPTH)
		done = err_set(err, ERR_TOO_LARGE,
		    "%s: deeper than %d directories", prefix,
		    HTTP_FILES_MAX_DEPTH);
	while (done == 0 && (e = readdir(d)) != NULL)
		if (e->d_name[0] != '.')
			done = load_entry(
			    f, dir_fd, prefix, e->d_name, depth, err);
	closedir(d);
	return done;
}
