/* describe.h - the message table for people: its fields as Markdown, and a
 * valid sample of each record. */
#ifndef PROTO_DESCRIBE_H
#define PROTO_DESCRIBE_H

#include "proto/proto.h"

/* The fields as a Markdown table; records link to their heading, which is
 * their name, in `page` ("" for the same page). Nothing for no fields. */
void proto_describe_fields(
    struct buf *out, const struct record_desc *d, const char *page);

/* JSON with every field, accepted by proto_decode; lists have one item. */
void proto_sample(struct buf *out, const struct record_desc *d);

#endif
