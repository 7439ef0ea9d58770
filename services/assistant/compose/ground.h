/* ground.h - the last look at an answer, whoever wrote it: every sentence
 * rests on mail that it cites. Pure.
 *
 * A line is cut behind its citations, "[1] [2]". A piece is supported when
 *   - each citation is there, and its quote stands in that mail at its bytes;
 *   - what it has between quotation marks is the quote of one of them;
 *   - no GROUND_RUN words in a row outside of these are words of the body of a
 *     cited mail, unless they are its subject, too;
 *   - where a model wrote it, what it states stands in those mails (facts.h).
 *     Our own templates state what our code counted and read of them.
 * A piece without a citation passes when it is one of our own sentences
 * (ground.def.h) and we wrote it, or a model's short lead-in: "I found:".
 * What does not pass gets GROUND_MARK.
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

enum ground_by {
	GROUND_OURS, /* templates */
	GROUND_MODEL,
};

/* Of what is looked at. The mails are those that citations may name. */
struct ground_world {
	struct arena *a;
	const struct chat_citation *v;
	size_t n;
	const struct mail *mails;
	size_t n_mails;
	enum ground_by by;
	int32_t utc_offset_s; /* the person's */
};

/* Writes the answer into out, which is empty, with its marks. */
struct ground ground_check(
    const struct ground_world *w, struct str answer, struct buf *out);

/* Whether every piece of it passes. */
bool ground_stands(const struct ground_world *w, struct str sentence);

/* A pattern of ground.def.h: * is any text, also none. */
bool ground_like(struct str text, const char *pattern);

#endif
