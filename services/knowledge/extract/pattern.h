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

#include "common/mail/tokens.h"

#define PATTERN_ELEMENTS 14

struct pattern; /* one phrase, read */

/* Reads a phrase into the arena; one that is not written as above is our bug:
 * dies. */
const struct pattern *pattern_new(struct arena *a, const char *phrase);

/* Whether the phrase begins at token i. Returns the token behind it, or 0. */
size_t pattern_match(const struct pattern *p, const struct tokens *t, size_t i);

/* Many phrases, found by the first letter of their first word. */
struct phrase_book;
/* texts: n phrases in the order of their numbers; NULL ones are left out. */
const struct phrase_book *phrase_book_new(
    struct arena *a, const char *const *texts, size_t n);
/* The numbers of those that may begin with this token, ascending. */
const uint16_t *phrase_book_at(
    const struct phrase_book *b, const struct token *t, size_t *n_r);
size_t phrase_book_match(const struct phrase_book *b, size_t number,
    const struct tokens *t, size_t i);

#endif
