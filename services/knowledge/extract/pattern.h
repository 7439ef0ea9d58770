/* pattern.h - phrases of mail, written as patterns over its tokens.
 *
 *   "invite* you to .. interview*"
 *
 * Elements are separated by a space and follow each other in one sentence:
 *   a|b    one of these words; a* also longer words that begin so
 *   ?a|b   may be absent
 *   ..     up to 3 words of any kind; ... up to 8
 *   #      a number
 * A colon, semicolon or dash in the text is not crossed, commas are. At most
 * 14 elements. The first and the last are words that must be there.
 */
#ifndef KNOWLEDGE_PATTERN_H
#define KNOWLEDGE_PATTERN_H

#include "services/knowledge/extract/tokens.h"

#define PATTERN_ELEMENTS 14

struct pattern; /* one phrase, read */

/* Reads a phrase into the arena; one that is not written as above is our bug:
 * dies. */
const struct pattern *pattern_new(struct arena *a, const char *phrase);

/* Whether the phrase begins at token i. Returns the token behind it, or 0. */
size_t pattern_match(const struct pattern *p, const struct tokens *t, size_t i);

/* The same for a phrase that is used once. */
size_t phrase_match(
    struct arena *a, const char *phrase, const struct tokens *t, size_t i);

#endif
