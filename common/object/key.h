/* key.h - what an object may be called. */
#ifndef OBJECT_KEY_H
#define OBJECT_KEY_H

#include "common/base/err.h"

#define OBJECT_KEY_MAX 200

/* Segments of [A-Za-z0-9_-.] that don't begin with a dot, joined by '/'.
 * Returns 0, or -1 with ERR_INVALID. */
MUST_CHECK int object_key_check(const char *key, struct err *err);

#endif
