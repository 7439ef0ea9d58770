/* describe.h - the message table for people: its fields as Markdown, and a
 * valid sample of each record. */
#ifndef PROTO_DESCRIBE_H
#define PROTO_DESCRIBE_H

#include "common/base/jsonw.h"
#include "proto/proto.h"

/* The fields as a Markdown table; records link to their heading, which is
 * their name, in `page` ("" for the same page). Nothing for no fields. */
void proto_describe_fields(
    struct buf *out, const struct record_desc *d, const char *page);

/* JSON with every field, accepted by proto_decode; lists have one item. */
void proto_sample(struct buf *out, const struct record_desc *d);

/* An interface of TypeScript (typescript.c); what is optional may be null. */
void proto_typescript(struct buf *out, const struct record_desc *d);

/* ---- JSON Schema 2020-12 (schema.c) ---- */
#define PROTO_ID_PATTERN "^[0-9]{1,19}$"

/* One value: the record as a schema; records within are references to
 * #/components/schemas/NAME. Optional fields may be null, as they may when
 * decoded. Fields that but_path names in braces are left out ("" for none).
 * closed: nothing else is accepted, as of requests. */
void proto_schema(struct jsonw *w, const struct record_desc *d,
    const char *but_path, bool closed);
/* One field of it; in a query nothing is null. */
void proto_schema_field(
    struct jsonw *w, const struct field_desc *f, bool or_null);

#endif
