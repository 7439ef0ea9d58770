/* bring.h - what a request brings, as the JSON object of a message; pure. */
#ifndef GATEWAY_BRING_H
#define GATEWAY_BRING_H

#include "proto/proto.h"

/* A raw query string as JSON by the message's field kinds: numbers and
 * booleans where they read so, else strings, so that the message's table can
 * say what they should have been. ERR_INVALID names an unknown parameter or one
 * that is badly encoded; a repeated one is left to the table. */
MUST_CHECK int bring_query(struct arena *a, struct str query,
    const struct record_desc *d, struct buf *out, struct err *err);

/* "name": "value" put in front of a body's own members; an empty body is {}.
 * The body is not parsed: what is wrong with it is found by the decoder. */
MUST_CHECK int bring_field(struct arena *a, struct str body, const char *name,
    const char *value, struct str *json_r, struct err *err);

#endif
