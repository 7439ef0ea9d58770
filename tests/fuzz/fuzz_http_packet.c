/* fuzz_http_packet.c - connections that come from another process. */
#include "common/http/packet.h"

#include <stdlib.h>

#define MUST_HOLD(cond) ((cond) ? (void)0 : abort())

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct str bytes = {(const char *)data, n};
	struct packet p;
	struct buf b;

	if (packet_read(bytes, &p) < 0)
		return 0;
	MUST_HOLD(p.in.n + p.out.n <= HANDOFF_BYTES_MAX);
	MUST_HOLD(p.state.n <= HANDOFF_STATE_MAX && p.peer.n < 48);
	MUST_HOLD(!p.is_stream || (p.path.n > 0 && p.path.p[0] == '/'));
	/* What is read is what would be written. */
	buf_init(&b, PACKET_MAX);
	packet_write(&b, &p);
	MUST_HOLD(!buf_failed(&b) && b.len == n);
	MUST_HOLD(memcmp(b.data, data, n) == 0);
	buf_deinit(&b);
	return 0;
}
