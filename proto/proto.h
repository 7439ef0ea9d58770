/* proto.h - messages from one table: structs, types, decoder, encoder, docs.
 *
 * messages.def.h lists the messages; each *.def.h beside it lists fields, one
 * line each. Schema macros are here, in messages.h and proto_table.c only;
 * everything else walks the descriptor tables.
 *
 * M is the record itself, handed through.
 *
 *   F(M, KIND, name, min, max, need, "meaning with unit")
 *     KIND  STR    bytes of UTF-8, length in [min,max]; NULL when absent
 *           I64    integer in [min,max]
 *           ID     64-bit id, travels as a decimal string; min, max unused
 *           F64    number in [min,max]
 *           BOOL   true or false
 *           STRS   list of strings: at most max, each at most 4096 bytes
 *           IDS    list of ids: at most max
 *           JSON   any JSON value, kept as text (struct str), at most max bytes
 *           OBJECT, LIST   the same, of that type
 *     need  REQ, or OPT(default number); strings default to NULL, lists empty
 *   E(M, name, "one|two", need, "meaning")   a word of that set; OPT(0): NULL
 *   R(M, record, name, max, need, "meaning") a list of records of that table
 */
#ifndef PROTO_PROTO_H
#define PROTO_PROTO_H

#include "common/base/arena.h"
#include "common/base/buf.h"
#include "common/base/err.h"
#include "common/base/str.h"
#include "proto/messages.h"

enum field_kind {
	KIND_STR,
	KIND_I64,
	KIND_ID,
	KIND_F64,
	KIND_BOOL,
	KIND_STRS,
	KIND_IDS,
	KIND_JSON,
	KIND_OBJECT,
	KIND_LIST,
	KIND_ENUM,
	KIND_RECS
};

struct record_desc;

struct field_desc {
	const char *name;
	enum field_kind kind;
	size_t offset;
	double min, max;
	bool required;
	double dflt;                   /* of numbers, when absent */
	const char *words;             /* KIND_ENUM */
	const struct record_desc *rec; /* KIND_RECS */
	const char *doc;
};

struct record_desc {
	const char *name;
	size_t bytes;
	const struct field_desc *fields;
	size_t n_fields;
	const char *doc;
};

struct msg_desc {
	struct record_desc rec;
	enum msg_type type;
	bool safe; /* may be repeated: reading, or idempotent */
	const char *from, *to;
};

/* NULL for an unknown number or name. */
const struct msg_desc *proto_message(enum msg_type type);
const struct msg_desc *proto_message_named(const char *name);
/* All messages and all records, for docs and tests; n_r gets the count. */
const struct msg_desc *proto_messages(size_t *n_r);
const struct record_desc *const *proto_records(size_t *n_r);

/* JSON text to a zeroed struct of d->bytes. Everything lands in a. Refuses
 * (ERR_INVALID, err->field names the place, e.g. "messages[2].role"): not
 * JSON, deeper than 32, unknown or repeated fields, missing, wrong type, out
 * of range, invalid UTF-8. */
MUST_CHECK int proto_decode(struct arena *a, const struct record_desc *d,
    struct str json, void *out_r, struct err *err);
/* Struct to JSON. Absent strings and JSON (NULL) are left out. */
void proto_encode(
    struct buf *out, const struct record_desc *d, const void *msg);

#endif
