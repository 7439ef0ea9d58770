/* transfer.h - content transfer encodings. */
#ifndef MAIL_TRANSFER_H
#define MAIL_TRANSFER_H

#include "common/base/buf.h"
#include "common/base/str.h"

enum mail_transfer {
	MAIL_TRANSFER_NONE, /* 7bit, 8bit, binary, nothing said */
	MAIL_TRANSFER_BASE64,
	MAIL_TRANSFER_QP,
	MAIL_TRANSFER_UU,
};

/* Unknown names are MAIL_TRANSFER_NONE with MAIL_DEFECT(BAD_ENCODING). */
enum mail_transfer mail_transfer_read(struct str name, uint32_t *defects);

/* Where a decoder is between two pieces; zeroed at the beginning. */
struct mail_transfer_state {
	int state;
	uint32_t save;
};

/* Could a decoder be there? One that was sent anywhere else writes where it may
 * not, or goes on for ever: ask of what comes from outside. */
bool mail_transfer_is_state(
    enum mail_transfer how, const struct mail_transfer_state *at);

/* Decodes the next piece, appending to out, which needs room for in.n bytes
 * and MAIL_TRANSFER_ROOM; what has none is lost, as a failed buf says. */
#define MAIL_TRANSFER_ROOM 8256
void mail_transfer_step(struct buf *out, struct str in, enum mail_transfer how,
    struct mail_transfer_state *at);

/* Decodes at most max bytes. For MAIL_TRANSFER_NONE the result is in itself,
 * else it is in tmp. Sets *cut_r when there was more. */
struct str mail_transfer_decode(struct buf *tmp, struct str in,
    enum mail_transfer how, size_t max, bool *cut_r, uint32_t *defects);

/* How many bytes in decodes to, without decoding. */
size_t mail_transfer_bytes(
    struct str in, enum mail_transfer how, uint32_t *defects);

#endif
