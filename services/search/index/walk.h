/* walk.h - what the two halves of a walk (verify.h) share. */
#ifndef SEARCH_INDEX_WALK_H
#define SEARCH_INDEX_WALK_H

#include "services/search/index/seg.h"
#include "services/search/index/verify.h"

/* verify.c: begins a walk, or begins it again because messages that it counted
 * are gone; true when it did. After INDEX_WALK_TRIES it goes on all the same:
 * what it says of messages holds, its counts don't. Inside a transaction. */
bool index_walk_begun(struct index_db *db, struct index_walk *w);

/* check.c: decodes a list; everything is in range, of messages that are
 * there, and the count is right. Adds its postings below `top`. 0 or -1. */
MUST_CHECK int index_check_list(
    struct index_db *db, const struct plist *l, uint32_t top, uint64_t *n);

#endif
