/* texts.h - the words of a message as they were written, compressed (zstd):
 * for snippets, and to take a message out of the postings again. */
#ifndef SEARCH_INDEX_TEXTS_H
#define SEARCH_INDEX_TEXTS_H

#include "services/search/index/part.h"

#define TEXTS_MAX (16u << 20) /* of one message, uncompressed */

struct texts_codec; /* one for all users */
struct texts_codec *texts_codec_new(void);
void texts_codec_free(struct texts_codec **c);

struct texts {
	struct str column[INDEX_N_COLUMNS]; /* each followed by a NUL */
	const char *snippet;
};
/* The columns of a document, borrowed. */
void texts_of_doc(const struct search_doc *d, struct texts *t_r);
MUST_CHECK int texts_put(
    struct index_db *db, uint32_t num, const struct texts *t);
/* In a. 0, or -1. */
MUST_CHECK int texts_get(
    struct index_db *db, struct arena *a, uint32_t num, struct texts *t_r);

#endif
