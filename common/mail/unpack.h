/* unpack.h - one file of a message, decoded piece by piece.
 *
 * A file lies within the raw message in layers: its own transfer encoding, and
 * that of each attached message around it. struct mail_unpack says where it
 * begins and how far the decoders are, and is short as text: who reads a large
 * file need hold neither the message nor the file between two pieces.
 */
#ifndef MAIL_UNPACK_H
#define MAIL_UNPACK_H

#include "common/base/err.h"
#include "common/mail/transfer.h"

#define MAIL_UNPACK_LAYERS 21         /* mail_limits_default.depth and itself */
#define MAIL_UNPACK_TEXT 2048         /* of mail_unpack_save, with its NUL */
#define MAIL_UNPACK_BYTES (1LL << 40) /* no place or length is beyond */

/* Outermost first: each takes what the one before it gives. */
struct mail_unpack_layer {
	enum mail_transfer how;
	uint64_t skip; /* bytes that come in before the body; 0 outermost */
	uint64_t left; /* bytes of the body that are still to come in */
	struct mail_transfer_state decoder;
};

struct mail_unpack {
	uint64_t at; /* the next byte of the raw message */
	size_t n;
	struct mail_unpack_layer v[MAIL_UNPACK_LAYERS];
};

/* How many bytes of the raw message from u->at on are still to be fed; 0: the
 * file is whole. */
uint64_t mail_unpack_left(const struct mail_unpack *u);

/* Decodes the next bytes of the raw message, at most mail_unpack_left();
 * appends at most raw.n bytes to out, which has room for them. May be called
 * from a step with pieces up to 1 MB: about 1 ns a byte and layer. */
void mail_unpack_feed(struct mail_unpack *u, struct str raw, struct buf *out);

void mail_unpack_save(const struct mail_unpack *u, char out[MAIL_UNPACK_TEXT]);
/* ERR_INVALID: not what mail_unpack_save() writes. */
MUST_CHECK int mail_unpack_load(
    struct str text, struct mail_unpack *u_r, struct err *err);

#endif
