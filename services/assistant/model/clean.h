/* clean.h - a model's words made harmless, and cut into sentences. Pure.
 *
 * Text that a model writes may be what a mail told it to write. Nothing of it
 * may become a link, an image or markup wherever it is shown: links of
 * Markdown (inline, by reference, automatic), of HTML, bare addresses of any
 * scheme, and hidden or controlling characters are taken away. Brackets stay
 * only around numbers ("[1]", a citation) and placeholders ("[email-1]"). */
#ifndef ASSISTANT_CLEAN_H
#define ASSISTANT_CLEAN_H

#include "common/base/buf.h"
#include "common/base/str.h"

/* Appends what is left of the text. */
void clean_text(struct str text, struct buf *out);

#define SPEECH_MAX ((size_t)4000) /* bytes of one sentence */

/* What a model says, until it is a sentence. */
struct speech {
	struct buf pending;
	size_t given; /* bytes of it that were given out */
};
void speech_init(struct speech *s);
void speech_deinit(struct speech *s);
void speech_add(struct speech *s, struct str text);
/* The next whole sentence with the citations and white space behind it;
 * borrowed until the next call. At the end (`over`) what is left is one. */
bool speech_next(struct speech *s, bool over, struct str *sentence_r);

#endif
