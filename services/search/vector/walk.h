/* walk.h - the rows of some ids, without looking at all rows.
 *
 * Ids come mostly in ascending order, so most blocks of a file can't have a
 * given one: the least and the greatest id of each block are remembered.
 */
#ifndef SEARCH_VECTOR_WALK_H
#define SEARCH_VECTOR_WALK_H

#include "services/search/vector/file.h"

struct vector_walk {
	struct vector_file *f;
	struct vector_filter *filter;
	struct walk_id {
		uint64_t id;
		size_t at; /* in the caller's list */
	} * ids;           /* ascending */
	size_t n, row, rows;
};

/* Goes through the first `rows` rows; ids are copied. */
void vector_walk_begin(struct vector_walk *w, struct vector_file *f,
    size_t rows, const uint64_t *ids, size_t n);
/* The next row that has one of the ids, and which. false: no more. */
bool vector_walk_next(struct vector_walk *w, size_t *row_r, size_t *at_r);
void vector_walk_end(struct vector_walk *w);

#endif
