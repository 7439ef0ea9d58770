/* source.h - messages from a file or a directory, one at a time.
 *
 * What is at a path is found out by looking: an mbox (line 1 begins with
 * "From "), one message, a Maildir (has cur or new; ".Sub" folders too), or
 * a directory tree of any of these. Symbolic links below the path are not
 * followed. Memory: the longest message and the names of one directory.
 * Reads files (blocking): for programs and batches, not for a step.
 */
#ifndef MAIL_SOURCE_H
#define MAIL_SOURCE_H

#include "common/base/err.h"
#include "common/base/str.h"

struct mail_source;

enum mail_source_kind {
	MAIL_SOURCE_MBOX,
	MAIL_SOURCE_FILE,
	MAIL_SOURCE_MAILDIR,
	MAIL_SOURCE_TREE,
};

enum mail_flag {
	MAIL_FLAG_SEEN = 1,
	MAIL_FLAG_REPLIED = 2,
	MAIL_FLAG_FLAGGED = 4,
	MAIL_FLAG_DRAFT = 8,
	MAIL_FLAG_TRASHED = 16,
	MAIL_FLAG_FORWARDED = 32,
	MAIL_FLAG_RECENT = 64, /* in new, not yet looked at */
};

struct mail_source_options {
	size_t message_bytes; /* longest message; 0 is 50 MB */
	uint64_t offset;      /* of an mbox: resume here */
};

/* Valid until the next call. */
struct mail_source_item {
	struct str raw;
	const char *path;   /* of the file */
	const char *folder; /* Maildir folder ("Sent"), "" for the inbox */
	uint64_t offset;    /* in an mbox, else 0 */
	uint64_t next;      /* in an mbox: where to resume behind it */
	bool has_flags;     /* the source keeps flags (Maildir) */
	unsigned flags;     /* enum mail_flag */
};

/* opt may be NULL. ERR_NOT_FOUND, ERR_FORBIDDEN, ERR_INVALID. Counts the
 * bytes of all files first. */
MUST_CHECK int mail_source_open(const char *path,
    const struct mail_source_options *opt, struct mail_source **s_r,
    struct err *err);
void mail_source_close(struct mail_source **s);

/* 1: a message; 0: the end; -1: something could not be read, err names it
 * (a file that went away, a message that is too long); call again to go on.
 * Files come in the order of their names. */
MUST_CHECK int mail_source_next(
    struct mail_source *s, struct mail_source_item *item_r, struct err *err);

enum mail_source_kind mail_source_kind(const struct mail_source *s);
const char *mail_source_kind_name(enum mail_source_kind kind);
uint64_t mail_source_bytes(const struct mail_source *s); /* in all */
uint64_t mail_source_done(const struct mail_source *s);  /* read so far */

#endif
