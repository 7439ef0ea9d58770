/* reading.h - one message as a page for a sandboxed frame, and its files. */
#ifndef MAIL_READING_H
#define MAIL_READING_H

#include "common/base/err.h"
#include "common/mail/safe/safe.h"
#include "common/mail/unpack.h"

#define MAIL_READING_HTML_BYTES (1U << 20) /* of all HTML parts, decoded */

struct mail_reading {
	struct str page;       /* a whole document, UTF-8; in the arena */
	struct safe_mail safe; /* what is in it and what was taken out */
	bool is_html;          /* false: plain text only */
};

/* Makes the page: no script, nothing that is fetched, nothing that moves out
 * of its place; it still belongs into a frame with sandbox and a
 * Content-Security-Policy of its own. Errors as mail_parse(). May be called
 * from a step: at most about 40 ms for the largest message. Needs
 * mail_init(). */
MUST_CHECK int mail_reading_make(
    struct arena *a, struct str raw, struct mail_reading *r_r, struct err *err);

struct mail_file {
	const char *name; /* without path and control characters; "" */
	struct mail_unpack where;
};

/* The attachment that mail_message.attachments[n] describes: its bytes are
 * what mail_unpack_feed() makes of raw. ERR_NOT_FOUND: there is none of that
 * number. */
MUST_CHECK int mail_reading_file(struct arena *a, struct str raw, size_t n,
    struct mail_file *f_r, struct err *err);

#endif
