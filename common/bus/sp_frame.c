/* sp_frame.c - nng's wire form. Pure; see sp_frame.h. */
#include "common/bus/sp_frame.h"

#include <endian.h>

#define IPC_MARK 1 /* the one message type that nng's ipc transport has */

void sp_hello_write(enum sp_proto ours, uint8_t out[SP_HELLO_BYTES])
{
	const uint8_t hello[SP_HELLO_BYTES] = {
	    0, 'S', 'P', 0, 0, (uint8_t)ours, 0, 0};

	memcpy(out, hello, SP_HELLO_BYTES);
}

int sp_hello_check(
    const uint8_t in[SP_HELLO_BYTES], enum sp_proto theirs, struct err *err)
{
	if (in[0] != 0 || in[1] != 'S' || in[2] != 'P' || in[3] != 0)
		return err_set(err, ERR_BAD_PEER, "not an SP peer");
	if (in[4] != 0 || in[5] != (uint8_t)theirs)
		return err_set(err, ERR_BAD_PEER,
		    "peer speaks SP protocol 0x%02x%02x", in[4], in[5]);
	return 0;
}

size_t sp_head_bytes(enum sp_transport transport)
{
	return transport == SP_IPC ? 9 : 8;
}

size_t sp_head_write(
    enum sp_transport transport, uint64_t body_bytes, uint8_t out[SP_HEAD_MAX])
{
	size_t head = sp_head_bytes(transport);
	uint64_t n = htobe64(body_bytes);

	out[0] = IPC_MARK;
	memcpy(out + head - sizeof n, &n, sizeof n);
	return head;
}

static uint64_t get64(const char *p)
{
	uint64_t v;

	memcpy(&v, p, sizeof v);
	return be64toh(v);
}

enum sp_cut sp_frame_cut(enum sp_transport transport, struct str in,
    size_t max_body_bytes, struct str *body_r, size_t *used_r, struct err *err)
{
	size_t head = sp_head_bytes(transport);
	uint64_t n;

	if (transport == SP_IPC && in.n > 0 && in.p[0] != IPC_MARK) {
		err_set(err, ERR_BAD_PEER, "unknown ipc message type %u",
		    (unsigned)(unsigned char)in.p[0]);
		return SP_CUT_BAD;
	}
	*used_r = head;
	if (in.n < head)
		return SP_CUT_MORE;
	n = get64(in.p + head - 8);
	if (n > max_body_bytes) {
		err_set(err, ERR_BAD_PEER,
		    "frame of %llu bytes; at most %zu are taken",
		    (unsigned long long)n, max_body_bytes);
		return SP_CUT_BAD;
	}
	*used_r = head + (size_t)n;
	if (in.n < *used_r)
		return SP_CUT_MORE;
	*body_r = (struct str){in.p + head, (size_t)n};
	return SP_CUT_FRAME;
}

int sp_trace_cut(struct str body, struct str *trace_r, struct str *payload_r,
    struct err *err)
{
	for (size_t at = 0; at + 4 <= body.n && at < SP_TRACE_MAX; at += 4) {
		if ((sp_get32(body.p + at) & SP_ID_BIT) == 0)
			continue;
		at += 4;
		*trace_r = (struct str){body.p, at};
		*payload_r = (struct str){body.p + at, body.n - at};
		return 0;
	}
	return err_set(err, ERR_BAD_PEER, "request without a request id");
}

uint32_t sp_get32(const char *p)
{
	uint32_t v;

	memcpy(&v, p, sizeof v);
	return be32toh(v);
}

void sp_put32(char *p, uint32_t v)
{
	v = htobe32(v);
	memcpy(p, &v, sizeof v);
}
