/* sets.h - which messages have a label: a set of numbers each, kept in chunks
 * of SETS_CHUNK numbers, as a sorted list while that is short, else as bits.
 */
#ifndef SEARCH_INDEX_SETS_H
#define SEARCH_INDEX_SETS_H

#include "services/search/index/part.h"

#define SETS_CHUNK 4096

/* Puts a number in, or takes it out. 0 or -1. */
MUST_CHECK int set_change(
    struct index_db *db, const char *label, uint32_t num, bool in);
/* The numbers from lo (a multiple of SETS_CHUNK) on, n bits of them, n a
 * multiple too. 0 or -1. */
MUST_CHECK int set_read(struct index_db *db, const char *label, uint32_t lo,
    uint32_t n, uint64_t *bits);

#endif
