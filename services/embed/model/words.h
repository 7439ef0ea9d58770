/* words.h - text to tokens: BERT's normaliser, its words, their pieces.
 *
 * As Hugging Face's tokenizers do it for this model (BertNormalizer with
 * clean_text, handle_chinese_chars, strip_accents, lowercase; BertPreTokenizer;
 * WordPiece of at most 100 characters a word), after Devlin et al. 2019. Their
 * tables are Unicode 8.0's: what is newer is a letter like any other. */
#ifndef EMBED_MODEL_WORDS_H
#define EMBED_MODEL_WORDS_H

#include "common/base/str.h"
#include "services/embed/model/layout.h"

#define WORD_CHARS_MAX 100 /* a longer word is unknown as a whole */

/* What a code point becomes: nothing, or up to CODES_MAX code points; a space
 * ends a word. */
#define CODES_MAX 32
size_t normal_codes(uint32_t c, uint32_t codes_r[CODES_MAX]);
/* A word of its own: punctuation, ASCII symbols. */
bool normal_is_punctuation(uint32_t c);

/* Adds a word to a zeroed vocabulary. -1: no room, empty, over 255 bytes, or
 * there already. */
MUST_CHECK int vocab_add(struct vocab *v, struct str word, uint16_t id);
/* Its token, or -1. */
int vocab_find(const struct vocab *v, struct str word);
/* Every slot points into the pool and at a token that exists. */
bool vocab_is_sound(const struct vocab *v);

/* Pieces of one normalised word: as many as fit in max; the count. */
size_t word_pieces(
    const struct vocab *v, struct str word, uint16_t *ids_r, size_t max);

/* As model_tokens. */
size_t text_tokens(
    const struct vocab *v, struct str text, size_t max_tokens, uint16_t *ids_r);

#endif
