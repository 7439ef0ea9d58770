/* event_wire.c - an event's bytes. Pure; see event_wire.h. */
#include "common/bus/event_wire.h"

#include "common/bus/sp_frame.h"

#define SEQ_BYTES 8

size_t event_wire_bytes(struct str topic, struct str body)
{
	return topic.n + 1 + SEQ_BYTES + body.n;
}

void event_wire_write(
    char *out, struct str topic, uint64_t seq, struct str body)
{
	memcpy(out, topic.p, topic.n);
	out += topic.n;
	*out++ = '\0';
	sp_put32(out, (uint32_t)(seq >> 32));
	sp_put32(out + 4, (uint32_t)seq);
	if (body.n > 0)
		memcpy(out + SEQ_BYTES, body.p, body.n);
}

int event_wire_read(
    struct str in, struct str *topic_r, uint64_t *seq_r, struct str *body_r)
{
	const char *nul = in.n == 0 ? NULL : memchr(in.p, '\0', in.n);
	size_t topic_bytes, rest;

	if (nul == NULL || in.n > EVENT_WIRE_MAX)
		return -1;
	topic_bytes = (size_t)(nul - in.p);
	rest = in.n - topic_bytes - 1;
	if (topic_bytes == 0 || topic_bytes > EVENT_TOPIC_MAX ||
	    rest < SEQ_BYTES || rest - SEQ_BYTES > EVENT_BODY_MAX)
		return -1;
	*topic_r = (struct str){in.p, topic_bytes};
	*seq_r = (uint64_t)sp_get32(nul + 1) << 32 | sp_get32(nul + 5);
	*body_r = (struct str){nul + 1 + SEQ_BYTES, rest - SEQ_BYTES};
	/* 0 means "none came" to readers, so no event has it. */
	return *seq_r == 0 ? -1 : 0;
}
