/* sse.h - the text of server-sent events; pure. */
#ifndef GATEWAY_SSE_H
#define GATEWAY_SSE_H

#include "common/base/buf.h"
#include "common/base/ids.h"
#include "common/base/str.h"

/* Appends one event with the id "<answer id>.<seq>". Data of several lines
 * becomes several data fields, so nothing in it can end the event or begin
 * another. false, and nothing is written: the name is not of a-z and '_'. */
bool sse_event(struct buf *out, const char *answer_id, uint64_t seq,
    struct str name, struct str data);

/* Reads an id that sse_event() wrote: an answer's id is a UUID, nothing else
 * names one. Returns 0, or -1 with the results untouched. */
MUST_CHECK int sse_id_parse(
    struct str id, char answer_id_r[UUID_CHARS + 1], uint64_t *seq_r);

#endif
