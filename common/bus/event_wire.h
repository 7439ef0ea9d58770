/* event_wire.h - an event's bytes: topic, NUL, seq as u64 big-endian, body.
 *
 * The topic comes first because nng subscribes by prefix of the bytes. */
#ifndef BUS_EVENT_WIRE_H
#define BUS_EVENT_WIRE_H

#include "common/base/base.h"
#include "common/base/str.h"

#define EVENT_TOPIC_MAX 80
#define EVENT_BODY_MAX (64u * 1024)
#define EVENT_WIRE_MAX (EVENT_TOPIC_MAX + 1 + 8 + EVENT_BODY_MAX)

size_t event_wire_bytes(struct str topic, struct str body);
/* Fills exactly that many bytes. */
void event_wire_write(
    char *out, struct str topic, uint64_t seq, struct str body);
/* topic and body borrow from in. -1: not an event. */
MUST_CHECK int event_wire_read(
    struct str in, struct str *topic_r, uint64_t *seq_r, struct str *body_r);

#endif
