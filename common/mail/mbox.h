/* mbox.h - cuts an mbox into messages, in chunks of any size; writes one.
 *
 * A message begins at a line "From " at the start of the file or after a
 * blank line. mboxrd: of a line ">...>From " one ">" is removed. CRLF is
 * tolerated. Memory is bounded by the longest message allowed: a longer one
 * is skipped and reported as such.
 *
 *   while ((n = read(...)) > 0) {
 *           mbox_reader_feed(r, (struct str){buf, n});
 *           while (mbox_reader_next(r, &item, &err) == 1) ...
 *   }
 *   mbox_reader_end(r);
 *   while (mbox_reader_next(r, &item, &err) == 1) ...
 */
#ifndef MAIL_MBOX_H
#define MAIL_MBOX_H

#include "common/base/buf.h"
#include "common/base/err.h"
#include "common/base/str.h"

struct mbox_reader;

struct mbox_item {
	struct str raw; /* valid until the next call; empty when too_long */
	struct str envelope; /* the From line without "From " and newline */
	uint64_t offset;     /* of its From line in the file */
	uint64_t next;       /* where the following message begins: resume
			      * there with mbox_reader_new(.., next) */
	uint64_t bytes;      /* as stored, without the From line */
	bool too_long;
};

/* max_message_bytes: 0 is 50 MB. offset: of the first byte that will be fed,
 * 0 or an item's next. */
struct mbox_reader *mbox_reader_new(size_t max_message_bytes, uint64_t offset);
void mbox_reader_free(struct mbox_reader **r);

/* Takes all bytes (they are copied). Call next until it returns 0 before
 * feeding again, or memory grows by what is fed. */
void mbox_reader_feed(struct mbox_reader *r, struct str bytes);
void mbox_reader_end(struct mbox_reader *r);

/* 1: *item_r is a message (maybe too_long); 0: feed more, or done after end;
 * -1: ERR_INVALID, not an mbox (for ever). An empty file has no messages. */
MUST_CHECK int mbox_reader_next(
    struct mbox_reader *r, struct mbox_item *item_r, struct err *err);

/* Appends one message in mboxrd form: From line, quoted body, blank line.
 * sender: envelope address, "" gives MAILER-DAEMON. CRLF becomes LF. */
void mail_mbox_write(
    struct buf *out, struct str raw, const char *sender, int64_t unix_ms);

#endif
