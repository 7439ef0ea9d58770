/* sp_conn.h - one connected SP stream: hello, frames in, frames out.
 *
 * Embedded in the client's endpoint and in the server's connection. Frames
 * written during a turn of the loop leave in one write at its end. No
 * function here calls back before it has returned.
 */
#ifndef BUS_SP_CONN_H
#define BUS_SP_CONN_H

#include "common/base/buf.h"
#include "common/base/err.h"
#include "common/base/str.h"
#include "common/bus/sp_frame.h"
#include "common/loop/loop.h"

struct sp_conn;

struct sp_conn_events {
	/* The other end has said hello and speaks the right protocol. */
	void (*up)(struct sp_conn *c);
	/* One whole body, borrowed until the return. -1 with err loses the
	 * connection. Must not close c. */
	int (*frame)(struct sp_conn *c, struct str body, struct err *err);
	/* After sp_conn_unsent() had grown past the low mark: it is below. */
	void (*drained)(struct sp_conn *c);
	/* The stream is gone and closed; c may be freed in here. */
	void (*lost)(struct sp_conn *c, const struct err *err);
};

enum sp_conn_state {
	SP_CONN_CLOSED, /* no descriptor */
	SP_CONN_HELLO,  /* connected, the other hello has not come */
	SP_CONN_UP,     /* frames flow */
};

/* What the output may hold before its owner should stop adding to it. */
#define SP_OUT_HIGH (1024u * 1024)
#define SP_OUT_LOW (SP_OUT_HIGH / 4)

struct sp_conn {
	const struct sp_conn_events *events;
	struct loop *loop;
	enum sp_conn_state state;
	enum sp_transport transport;
	enum sp_proto theirs;
	size_t max_body_bytes;
	int64_t read_ms; /* when bytes came last, by the loop's clock */
	/* Private to sp_conn.c. */
	int fd;
	struct watch *watch;
	struct buf in, out;
	size_t out_sent;    /* bytes of out that are written */
	size_t frame_start; /* of the frame being built */
	size_t read_bytes;  /* adapts to how much comes at once */
	uint64_t turn_ticket;
	bool paused, wants_write, was_high;
};

/* Takes over fd (connected, not blocking) and says hello as `ours`. */
void sp_conn_open(struct sp_conn *c, struct loop *l, int fd,
    enum sp_transport transport, enum sp_proto ours, size_t max_body_bytes,
    const struct sp_conn_events *events);
/* Closes without telling the owner. On a closed or zeroed c does nothing. */
void sp_conn_close(struct sp_conn *c);

/* Builds a frame: append the body to the buffer, then end. sp_conn_end
 * returns the bytes of the body, or -1 with ERR_TOO_LARGE when it is larger
 * than max_body_bytes or the output is full; the frame is then taken back. */
struct buf *sp_conn_begin(struct sp_conn *c);
MUST_CHECK int sp_conn_end(struct sp_conn *c, struct err *err);

/* Stops and resumes reading and handing out of frames. */
void sp_conn_pause(struct sp_conn *c, bool paused);
size_t sp_conn_unsent(const struct sp_conn *c);

#endif
