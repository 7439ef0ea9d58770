/* sp_frame.h - nng's wire form: hello, length-prefixed frames, backtraces.
 *
 * Pure functions over bytes. After connecting, each end sends eight bytes:
 * 00 'S' 'P' 00, its protocol number as u16, 00 00. Then frames: over ipc a
 * byte 01, over tcp nothing, then the length as u64, then the body. A body
 * of REQ or REP begins with one or more 32-bit ids; the one with its highest
 * bit set is the request's own and ends them. All big-endian.
 */
#ifndef BUS_SP_FRAME_H
#define BUS_SP_FRAME_H

#include "common/base/err.h"
#include "common/base/str.h"

#define SP_HELLO_BYTES 8
#define SP_HEAD_MAX 9
#define SP_ID_BIT 0x80000000u
/* nng lets a request pass 15 devices at most. */
#define SP_TRACE_MAX 64

enum sp_proto { SP_PUB = 0x20, SP_SUB, SP_REQ = 0x30, SP_REP };
/* Who a protocol talks to: each pair differs in its last bit. */
static inline enum sp_proto sp_proto_peer(enum sp_proto ours)
{
	return ours ^ 1;
}
enum sp_transport { SP_IPC, SP_TCP };

void sp_hello_write(enum sp_proto ours, uint8_t out[SP_HELLO_BYTES]);
/* ERR_BAD_PEER unless the other end speaks `theirs`. */
MUST_CHECK int sp_hello_check(
    const uint8_t in[SP_HELLO_BYTES], enum sp_proto theirs, struct err *err);

/* Bytes before each body: 9 or 8. */
size_t sp_head_bytes(enum sp_transport transport);
/* Returns the bytes written, sp_head_bytes(transport). */
size_t sp_head_write(
    enum sp_transport transport, uint64_t body_bytes, uint8_t out[SP_HEAD_MAX]);

enum sp_cut { SP_CUT_MORE, SP_CUT_FRAME, SP_CUT_BAD };
/* Looks for a frame at the front of in. FRAME: *body_r borrows from in, and
 * *used_r bytes belong to the frame. MORE: *used_r bytes in all are needed
 * before anything can be said. BAD: fills err (ERR_BAD_PEER). */
enum sp_cut sp_frame_cut(enum sp_transport transport, struct str in,
    size_t max_body_bytes, struct str *body_r, size_t *used_r, struct err *err);

/* Splits a request body into its ids and the payload. -1 (ERR_BAD_PEER) when
 * no id ends them within SP_TRACE_MAX bytes. */
MUST_CHECK int sp_trace_cut(struct str body, struct str *trace_r,
    struct str *payload_r, struct err *err);

uint32_t sp_get32(const char *p);
void sp_put32(char *p, uint32_t v);

#endif
