/* distance.h - how many typing mistakes lie between two words. */
#ifndef SEARCH_DISTANCE_H
#define SEARCH_DISTANCE_H

#include "common/base/str.h"

#define DISTANCE_MAX_BYTES 40

/* Insertions, deletions, substitutions and swaps of neighbours (restricted
 * Damerau-Levenshtein) over bytes, ASCII case ignored. Anything above max is
 * max + 1, and so is a word longer than DISTANCE_MAX_BYTES. */
unsigned distance_typos(struct str a, struct str b, unsigned max);

/* The most mistakes that a word of so many bytes may have before "did you
 * mean" becomes a guess. */
unsigned distance_allowed(size_t bytes);

#endif
