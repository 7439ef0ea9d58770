/* text.h - the server's text forms of times and arrays. Inside common/pg. */
#ifndef PG_TEXT_H
#define PG_TEXT_H

#include "common/base/arena.h"
#include "common/base/str.h"

/* "2026-11-21 19:04:05.123456+00", also a plain date, other offsets, " BC",
 * "infinity" (INT64_MAX) and "-infinity". Unix ms, rounded down. 0 or -1. */
MUST_CHECK int text_time(struct str s, int64_t *unix_ms_r);

/* {a,"b \"c\"",NULL} of one dimension; NULL elements are NULL pointers, ""
 * is the empty array. Copies into the arena. 0 or -1. */
MUST_CHECK int text_array(
    struct arena *a, struct str s, const char ***v_r, size_t *n_r);

#endif
