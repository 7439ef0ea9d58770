/* packet.h - a connection as it passes from process to process; pure. */
#ifndef HTTP_PACKET_H
#define HTTP_PACKET_H

#include "common/http/handoff.h"

/* The head, texts and the state lie behind one another, then the bytes. */
#define PACKET_PATH_MAX 256
#define PACKET_MAX                                                             \
	(HANDOFF_BYTES_MAX + HANDOFF_STATE_MAX + PACKET_PATH_MAX + 256)

struct packet {
	bool http10, keep_alive;
	struct str peer;
	struct str in;  /* read and not used */
	struct str out; /* to be sent */
	/* of a parked stream */
	bool is_stream;
	enum http_method method; /* of its route */
	struct str path;
	struct str state;
};

/* Appends; check buf_failed(). */
void packet_write(struct buf *b, const struct packet *p);
/* Texts borrow from bytes. -1: not what packet_write() writes, or one of
 * another version. */
MUST_CHECK int packet_read(struct str bytes, struct packet *p_r);

#endif
