/* ground.h - the last look at an answer, whoever wrote it: every sentence
 * rests on mail that it cites, or is one of ours (ground.def.h). Pure.
 *
 * A line is cut behind its citations, "[1] [2]". A piece is supported when
 *   - each citation is there, and its quote stands in that mail at its bytes;
 *   - what it has between quotation marks is the quote of one of them;
 *   - no GROUND_RUN words in a row outside of these are words of the body of a
 *     cited mail, unless they are its subject or its sender, too.
 * What is not gets GROUND_MARK behind it.
 */
#ifndef ASSISTANT_GROUND_H
#define ASSISTANT_GROUND_H

#include "services/assistant/compose/draft.h"

#define GROUND_MARK " (unsupported)"
#define GROUND_RUN 8
#define GROUND_PIECES 400 /* of one answer; what is behind is cut off */

struct ground {
	size_t pieces, cited, ours, unsupported;
};

/* Writes the answer into out, which is empty, with its marks. The mails are
 * those that the citations may name. */
struct ground ground_check(struct arena *a, struct str answer,
    const struct chat_citation *v, size_t n, const struct mail *mails,
    size_t n_mails, struct buf *out);

/* A pattern of ground.def.h: * is any text, also none. */
bool ground_like(struct str text, const char *pattern);

#endif
