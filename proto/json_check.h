/* json_check.h - is a text JSON as RFC 8259 has it, and nothing more? */
#ifndef PROTO_JSON_CHECK_H
#define PROTO_JSON_CHECK_H

#include "common/base/err.h"
#include "common/base/str.h"

/* One value, no deeper than JSON_MAX_DEPTH, of valid UTF-8, without \u0000 and
 * lone surrogates. ERR_INVALID says at which byte (from 1) it ends to be so. */
MUST_CHECK int json_check(struct str text, struct err *err);

#endif
