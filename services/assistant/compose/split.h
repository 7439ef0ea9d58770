/* split.h - text into sentences, as ranges of its bytes. Pure, bounded.
 *
 * A sentence ends at . ! ? and their like before a space, at a blank line, at
 * a list item, at a line that was not wrapped, and at any character that may
 * not be shown. Points of abbreviations, initials, ordinals and numbers in
 * English, German, French and Spanish do not end one. */
#ifndef ASSISTANT_SPLIT_H
#define ASSISTANT_SPLIT_H

#include "services/assistant/question/words.h"

#define SPLIT_MAX 400          /* sentences of one text */
#define SENTENCE_MAX_BYTES 480 /* longer ones are cut between words */
#define SENTENCE_MAX_WORDS 90

struct sentence {
	size_t from, to;
	bool cut; /* it went on */
};

/* Returns how many, in order. Every range is valid UTF-8 without hidden
 * characters, not empty, and without white space at its ends. */
size_t split_sentences(struct str text, struct sentence v[SPLIT_MAX]);

#endif
