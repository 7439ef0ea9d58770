/* letters.h - words of names in Latin letters without accents; pure.
 *
 * So that "Сергей", "Νίκος", "Phạm" and "Größl" are met by what an address or
 * another mail makes of them: sergei, nikos, pham, grossl. Cyrillic as in
 * passports (ICAO 9303) where that is one letter after the other, Greek as
 * ELOT 743. Other scripts stay as they are. Tables of our own, since facts
 * must fold to the same bytes after every upgrade.
 */
#ifndef KNOWLEDGE_LETTERS_H
#define KNOWLEDGE_LETTERS_H

#include "common/base/str.h"

#define NAME_WORD_BYTES 40 /* what is longer is cut */

/* Letters and digits of w in lower case. "ue" is how "ü" is written where
 * there is none: the e of ae, oe, ue is left out. */
void name_fold(struct str w, char out[NAME_WORD_BYTES]);

#endif
