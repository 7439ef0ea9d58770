/* spell.h - misspelt words of a question's grammar, mended. Pure.
 *
 * Damerau-Levenshtein distance (optimal string alignment: Damerau 1964,
 * Levenshtein 1966) to the words of spelling.def.h, which begin with the same
 * letter; 1, or 2 for words of at least 11 letters. Whatever is a word of its
 * own stays: what a person looks for must not be turned into a command. */
#ifndef ASSISTANT_SPELL_H
#define ASSISTANT_SPELL_H

#include "services/assistant/question/words.h"

#define SPELL_WORDS_MAX 40 /* of a question that are looked at closely */

/* The folded word that is meant; "" when this is none of them misspelt, or
 * when two are equally near and differ in their stem. */
struct str spell_mend(const struct word *w);

#endif
