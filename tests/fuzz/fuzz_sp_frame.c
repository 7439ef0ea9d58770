/* fuzz_sp_frame.c - a peer's bytes: hello, frames, request ids, and events.
 *
 * The first byte chooses the transport. The stream is cut twice, at once and
 * as if it came in two parts; both must give the same frames. */
#include "common/base/die.h"
#include "common/bus/event_wire.h"
#include "common/bus/sp_frame.h"

#include <stdlib.h>

#define MAX_BODY 4096

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Returns the bytes taken by whole frames and counts them; *bad_r when the
 * stream ended in nonsense. */
static size_t cut_all(
    enum sp_transport transport, struct str in, size_t *frames, bool *bad_r)
{
	size_t at = 0;

	*bad_r = false;
	for (;;) {
		struct str rest = {in.p + at, in.n - at};
		struct str body, trace, payload, topic, event;
		struct err err = {0};
		uint64_t seq;
		size_t used;
		enum sp_cut cut =
		    sp_frame_cut(transport, rest, MAX_BODY, &body, &used, &err);

		if (cut == SP_CUT_BAD) {
			MUST(err.code == ERR_BAD_PEER);
			*bad_r = true;
			return at;
		}
		MUST(used <= MAX_BODY + SP_HEAD_MAX);
		if (cut == SP_CUT_MORE) {
			MUST(used > rest.n);
			return at;
		}
		MUST(used <= rest.n && body.p + body.n == rest.p + used);
		if (sp_trace_cut(body, &trace, &payload, &err) == 0) {
			MUST(trace.n + payload.n == body.n);
			MUST(trace.n % 4 == 0 && trace.n <= SP_TRACE_MAX);
			MUST(sp_get32(trace.p + trace.n - 4) & SP_ID_BIT);
		}
		if (event_wire_read(body, &topic, &seq, &event) == 0) {
			char out[EVENT_WIRE_MAX];

			MUST(event_wire_bytes(topic, event) == body.n);
			event_wire_write(out, topic, seq, event);
			MUST(memcmp(out, body.p, body.n) == 0);
		}
		(*frames)++;
		at += used;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	enum sp_transport transport;
	size_t whole = 0, parts = 0, at;
	struct err err = {0};
	bool bad, bad_part;
	char *copy;

	if (size < 1 + SP_HELLO_BYTES)
		return 0;
	transport = (data[0] & 1) != 0 ? SP_IPC : SP_TCP;
	copy = malloc(size - 1);
	memcpy(copy, data + 1, size - 1);
	if (sp_hello_check((const uint8_t *)copy, SP_REP, &err) < 0)
		MUST(err.code == ERR_BAD_PEER);
	(void)cut_all(transport, (struct str){copy, size - 1}, &whole, &bad);
	at = cut_all(
	    transport, (struct str){copy, (size - 1) / 2}, &parts, &bad_part);
	if (!bad_part)
		(void)cut_all(transport, (struct str){copy + at, size - 1 - at},
		    &parts, &bad_part);
	MUST(whole == parts && bad == bad_part);
	free(copy);
	return 0;
}
