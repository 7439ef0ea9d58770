/* messages.h - the structs and numbers of all messages, from their tables. */
#ifndef PROTO_MESSAGES_H
#define PROTO_MESSAGES_H

#include "common/base/str.h"
#include "proto/messages.def.h"

struct strs {
	const char **v;
	size_t n;
};
struct ids {
	const uint64_t *v;
	size_t n;
};

#define CTYPE_STR const char *
#define CTYPE_I64 int64_t
#define CTYPE_ID uint64_t
#define CTYPE_F64 double
#define CTYPE_BOOL bool
#define CTYPE_STRS struct strs
#define CTYPE_IDS struct ids
#define CTYPE_JSON struct str
#define CTYPE_OBJECT struct str
#define CTYPE_LIST struct str

#define X_F(M, kind, name, min, max, need, doc) CTYPE_##kind name;
#define X_E(M, name, words, need, doc) const char *name;
#define X_R(M, rec, name, max, need, doc)                                      \
	struct {                                                               \
		struct rec *v;                                                 \
		size_t n;                                                      \
	} name;
#define X_RECORD(rec, FIELDS, doc)                                             \
	struct rec {                                                           \
		FIELDS(rec, X_F, X_E, X_R)                                     \
		char end_; /* a message may have no field at all */            \
	};
#define X_MESSAGE(msg, FIELDS, number, safe, from, to, doc)                    \
	X_RECORD(msg, FIELDS, doc)
RECORDS(X_RECORD)
MESSAGES(X_MESSAGE)
#undef X_MESSAGE
#undef X_RECORD
#undef X_R
#undef X_E
#undef X_F

#define X_TYPE(msg, FIELDS, number, safe, from, to, doc) MSG_##msg = number,
enum msg_type { MSG_none = 0, MESSAGES(X_TYPE) };
#undef X_TYPE

#endif
