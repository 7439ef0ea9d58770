/* reindex.h - where a comparison of index and mailbox stands, as text, and
 * what it needs to know of filling. */
#ifndef SEARCH_REINDEX_H
#define SEARCH_REINDEX_H

#include "services/search/search.h"

#define REINDEX_CURSOR_BYTES 400

enum reindex_step { /* values of search_reindexed.step, in their order */
	REINDEX_EMAILS,
	REINDEX_POSTINGS,
	REINDEX_WORDS,
	REINDEX_VECTORS,
	REINDEX_STEPS
};

struct reindex_place { /* all zero to begin */
	enum reindex_step step;
	uint64_t after; /* of emails and vectors: the last id that is done */
	struct index_walk walk;
};

/* 0, or -1 with ERR_INVALID of field cursor; "" is the beginning. */
MUST_CHECK int reindex_cursor_read(
    const char *text, struct reindex_place *p_r, struct err *err);
void reindex_cursor_write(
    const struct reindex_place *p, char text[REINDEX_CURSOR_BYTES]);

/* refill.c: why the user's index is being filled, one of the texts that
 * index.h and agents give; NULL: it is not. */
const char *search_refilling(const struct search *d, uint64_t user_id);

#endif
