/* compose.h - a letter that nobody has sent yet as a message (RFC 5322, with
 * RFC 2047 words in its header), to be opened by any mail program. GMime
 * inside.
 */
#ifndef MAIL_COMPOSE_H
#define MAIL_COMPOSE_H

#include "common/base/buf.h"
#include "common/mail/addr.h"

#define MAIL_COMPOSE_REFERENCES 20 /* the first, and the newest others */

/* Strings are never NULL; "" when absent. Ids are without <>; one that is none
 * (spaces, controls, more than 250 bytes) is left out. */
struct mail_letter {
	struct mail_addr from;
	struct mail_addrs to, cc;
	const char *subject, *body; /* UTF-8; lines end in LF */
	const char *message_id;
	const char *in_reply_to;       /* of what it answers */
	const char *const *references; /* of that: oldest first */
	size_t references_n;
	int64_t date_ms;
};

/* With CRLF, and "X-Unsent: 1", by which mail programs open it to be sent.
 * Nothing in a field can begin another: control characters become spaces.
 * Needs mail_init(). */
void mail_compose(const struct mail_letter *m, struct buf *out);

#endif
