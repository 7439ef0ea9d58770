/* lexicon.def.h - the grammar's words in English, German, French and Spanish.
 *
 *   I(intent, weight, "phrase|phrase")   points towards an intent
 *   C("category ...", "phrase|...")      names triage's categories
 *   A(asked, "phrase|...")               what kind of fact is asked for
 *   M(mark, "phrase|...")                see lexicon.h
 *   T(about, "phrase|...")               asks an agent beside search
 *   P(place, "phrase|...")               which mail of the answer before
 *   S("word|...")                        says nothing that could be searched
 *
 * Phrases are compared word by word, by stem and without accents or case; the
 * longest at a place wins, and one phrase may stand on several lines.
 */
#include "services/assistant/question/lexicon_facts.def.h"
#include "services/assistant/question/lexicon_intents.def.h"
#include "services/assistant/question/lexicon_stop.def.h"

#define LEXICON(I, C, A, M, T, P, S)                                           \
	LEXICON_INTENTS(I) LEXICON_CATEGORIES(C) LEXICON_ASKED(A)              \
	LEXICON_MARKS(M) LEXICON_ABOUT(T) LEXICON_PLACES(P) LEXICON_STOP(S)
