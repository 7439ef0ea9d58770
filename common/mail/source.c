/* source.c - messages from a file or a directory, one at a time. */
#include "common/mail/source.h"

#include "common/base/die.h"
#include "common/mail/mbox.h"
#include "common/mail/walk.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define MESSAGE_BYTES_DEFAULT (50U << 20)
#define CHUNK (256 << 10)

struct mail_source {
	enum mail_source_kind kind;
	size_t message_bytes;
	uint64_t bytes, done;
	char *root;
	struct mail_walk *walk; /* of a directory */
	char *path;             /* of the current file */
	char *folder;
	struct buf file;          /* a whole message */
	struct mbox_reader *mbox; /* the current file is an mbox */
	int fd;
	bool mbox_ended;
	bool single_done;
	char *chunk;
};

static int file_open(struct mail_source *s, uint64_t offset, struct err *err);
static int file_next(
    struct mail_source *s, struct mail_source_item *item, struct err *err);
static int mbox_next(
    struct mail_source *s, struct mail_source_item *item, struct err *err);
static void file_close(struct mail_source *s);

static bool is_dir(const char *path, const char *sub)
{
	char *full = xprintf("%s/%s", path, sub);
	struct stat st;
	bool yes = stat(full, &st) == 0 && S_ISDIR(st.st_mode);

	free(full);
	return yes;
}

int mail_source_open(const char *path, const struct mail_source_options *opt,
    struct mail_source **s_r, struct err *err)
{
	struct stat st;
	struct mail_source *s;

	if (stat(path, &st) != 0)
		return mail_os_error(err, path);
	if (!S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode))
		return err_set(err, ERR_INVALID,
		    "%s: neither a file nor a directory", path);
	s = xcalloc(1, sizeof *s);
	s->fd = -1;
	s->message_bytes = opt != NULL && opt->message_bytes > 0
			       ? opt->message_bytes
			       : MESSAGE_BYTES_DEFAULT;
	s->root = xstrdup(path);
	s->chunk = xcalloc(1, CHUNK);
	s->folder = xstrdup("");
	buf_init(&s->file, s->message_bytes + 1);
	if (S_ISREG(st.st_mode)) {
		s->bytes = (uint64_t)st.st_size;
		s->path = xstrdup(path);
		if (file_open(s, opt == NULL ? 0 : opt->offset, err) != 0)
			goto fail;
		s->kind = s->mbox != NULL ? MAIL_SOURCE_MBOX : MAIL_SOURCE_FILE;
	} else {
		s->kind = is_dir(path, "cur") || is_dir(path, "new")
			      ? MAIL_SOURCE_MAILDIR
			      : MAIL_SOURCE_TREE;
		if (mail_walk_open(path, &s->walk, err) != 0)
			goto fail;
		s->bytes = mail_walk_bytes(path);
	}
	*s_r = s;
	return 0;
fail:
	mail_source_close(&s);
	return -1;
}

void mail_source_close(struct mail_source **sp)
{
	struct mail_source *s = *sp;

	if (s == NULL)
		return;
	file_close(s);
	mail_walk_close(&s->walk);
	buf_deinit(&s->file);
	free(s->folder);
	free(s->chunk);
	free(s->path);
	free(s->root);
	free(s);
	*sp = NULL;
}

/* ---- directories ---------------------------------------------------------- */

/* The Maildir folder of a directory: ".Sent/cur" under the root is "Sent". */
static void folder_set(struct mail_source *s, const char *dir)
{
	size_t n = strlen(s->root);
	struct str rel = str_of(strlen(dir) > n ? dir + n : "");

	while (rel.n > 0 && (rel.p[0] == '/' || rel.p[0] == '.')) {
		rel.p++;
		rel.n--;
	}
	if (str_ends(rel, "/cur") || str_ends(rel, "/new"))
		rel.n -= 4;
	else if (str_eqs(rel, "cur") || str_eqs(rel, "new"))
		rel.n = 0;
	free(s->folder);
	s->folder = xstrndup(rel.n == 0 ? "" : rel.p, rel.n);
}

/* Opens the next file below; 0: none is left, -1: it could not be opened. */
static int advance(struct mail_source *s, struct err *err)
{
	const char *dir;
	char *path;
	int r = s->walk == NULL ? 0 : mail_walk_next(s->walk, &path, &dir, err);

	if (r <= 0)
		return r;
	free(s->path);
	s->path = path;
	folder_set(s, dir);
	return file_open(s, 0, err) == 0 ? 1 : -1;
}

/* ---- files ---------------------------------------------------------------- */

static bool begins_mbox(const char *p, size_t n)
{
	while (n > 0 && (*p == '\n' || *p == '\r')) {
		p++;
		n--;
	}
	return n >= 5 && memcmp(p, "From ", 5) == 0;
}

static int file_open(struct mail_source *s, uint64_t offset, struct err *err)
{
	char head[64];
	ssize_t n;

	s->fd = open(s->path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (s->fd < 0)
		return mail_os_error(err, s->path);
	n = pread(s->fd, head, sizeof(head), 0);
	if (n < 0) {
		(void)mail_os_error(err, s->path);
		file_close(s);
		return -1;
	}
	s->single_done = false;
	s->mbox_ended = false;
	if (!begins_mbox(head, (size_t)n))
		return 0;
	s->mbox = mbox_reader_new(s->message_bytes, offset);
	if (lseek(s->fd, (off_t)offset, SEEK_SET) < 0) {
		(void)mail_os_error(err, s->path);
		file_close(s);
		return -1;
	}
	s->done += offset;
	return 0;
}

static void file_close(struct mail_source *s)
{
	if (s->fd >= 0)
		close(s->fd);
	s->fd = -1;
	mbox_reader_free(&s->mbox);
}

/* ":2,FS" behind a Maildir name. */
static unsigned maildir_flags(const char *path)
{
	static const char letters[] = "SRFDTP";
	static const unsigned bits[] = {MAIL_FLAG_SEEN, MAIL_FLAG_REPLIED,
	    MAIL_FLAG_FLAGGED, MAIL_FLAG_DRAFT, MAIL_FLAG_TRASHED,
	    MAIL_FLAG_FORWARDED};
	const char *name = strrchr(path, '/');
	const char *info = name == NULL ? NULL : strstr(name, ":2,");
	unsigned flags = 0;

	for (const char *p = info == NULL ? "" : info + 3; *p != '\0'; p++) {
		const char *at = strchr(letters, *p);
		if (at != NULL)
			flags |= bits[at - letters];
	}
	if (strstr(path, "/new/") != NULL && info == NULL)
		flags |= MAIL_FLAG_RECENT;
	return flags;
}

static void item_begin(struct mail_source *s, struct mail_source_item *item)
{
	*item = (struct mail_source_item){
	    .path = s->path,
	    .folder = s->kind == MAIL_SOURCE_MAILDIR ? s->folder : "",
	    .has_flags = s->kind == MAIL_SOURCE_MAILDIR,
	};
	if (item->has_flags)
		item->flags = maildir_flags(s->path);
}

int mail_source_next(
    struct mail_source *s, struct mail_source_item *item, struct err *err)
{
	for (;;) {
		int r = 0;
		if (s->fd >= 0) {
			r = s->mbox != NULL ? mbox_next(s, item, err)
					    : file_next(s, item, err);
			if (r != 0)
				return r;
			file_close(s);
		}
		r = advance(s, err);
		if (r <= 0)
			return r;
	}
}

static int file_next(
    struct mail_source *s, struct mail_source_item *item, struct err *err)
{
	ssize_t n;

	if (s->single_done)
		return 0;
	s->single_done = true;
	buf_clear(&s->file);
	while ((n = read(s->fd, s->chunk, CHUNK)) > 0) {
		s->done += (uint64_t)n;
		buf_add(&s->file, s->chunk, (size_t)n);
		if (buf_failed(&s->file) || s->file.len > s->message_bytes)
			return err_set(err, ERR_TOO_LARGE,
			    "%s: longer than %zu bytes", s->path,
			    s->message_bytes);
	}
	if (n < 0)
		return mail_os_error(err, s->path);
	item_begin(s, item);
	item->raw = (struct str){buf_str(&s->file), s->file.len};
	return 1;
}

static int mbox_next(
    struct mail_source *s, struct mail_source_item *item, struct err *err)
{
	struct mbox_item mi;

	for (;;) {
		int r = mbox_reader_next(s->mbox, &mi, err);
		if (r < 0) {
			file_close(s);
			return -1;
		}
		if (r == 1 && mi.too_long)
			return err_set(err, ERR_TOO_LARGE,
			    "%s: the message at byte %llu is longer than "
			    "%zu bytes",
			    s->path, (unsigned long long)mi.offset,
			    s->message_bytes);
		if (r == 1) {
			item_begin(s, item);
			item->raw = mi.raw;
			item->offset = mi.offset;
			item->next = mi.next;
			return 1;
		}
		if (s->mbox_ended)
			return 0;
		ssize_t n = read(s->fd, s->chunk, CHUNK);
		if (n < 0) {
			(void)mail_os_error(err, s->path);
			file_close(s);
			return -1;
		}
		s->done += (uint64_t)n;
		if (n == 0) {
			s->mbox_ended = true;
			mbox_reader_end(s->mbox);
		} else {
			mbox_reader_feed(
			    s->mbox, (struct str){s->chunk, (size_t)n});
		}
	}
}

enum mail_source_kind mail_source_kind(const struct mail_source *s)
{
	return s->kind;
}

const char *mail_source_kind_name(enum mail_source_kind kind)
{
	static const char *const names[] = {
	    [MAIL_SOURCE_MBOX] = "mbox",
	    [MAIL_SOURCE_FILE] = "message",
	    [MAIL_SOURCE_MAILDIR] = "Maildir",
	    [MAIL_SOURCE_TREE] = "directory",
	};

	return (size_t)kind < ARRAY_LEN(names) ? names[kind] : "mbox";
}

uint64_t mail_source_bytes(const struct mail_source *s)
{
	return s->bytes;
}

uint64_t mail_source_done(const struct mail_source *s)
{
	return s->done;
}
