/* vector.h - one file of vectors beside each user's index, and search in it.
 *
 * Derived from the user's mail like the index: a file that is missing,
 * damaged, or of another model is begun anew and filled again. Rows are
 * appended and become valid by one write of the header behind them; what a
 * crash left after that is cut. A document that goes marks its row dead; a
 * file that is half dead is rewritten. Erasing a user is unlinking the file.
 * Several processes may share the directory: who writes holds a lock on the
 * file, who reads sees rows as soon as the header counts them.
 *
 * A vector is VECTOR_DIM signed bytes; cosines need no scale.
 */
#ifndef SEARCH_VECTOR_VECTOR_H
#define SEARCH_VECTOR_VECTOR_H

#include "common/base/err.h"
#include "services/search/vector/kernel.h"

#define VECTOR_MODEL_MAX 63 /* bytes of a model's name */
#define VECTOR_MAX_TOP 1000

struct vectors;

/* ERR_UNAVAILABLE when the directory cannot be made. max_open: files kept
 * open; 0 means 64. */
MUST_CHECK int vectors_open(
    const char *dir, size_t max_open, struct vectors **v_r, struct err *err);
void vectors_close(struct vectors **v);

/* Adds n vectors; a row that such an id had before is dead then. A file of
 * another model is begun anew. ERR_UNAVAILABLE: busy with another process's
 * writing, or the disk is full. */
MUST_CHECK int vectors_add(struct vectors *v, uint64_t user_id,
    const char *model, const uint64_t *ids, const int8_t *rows, size_t n,
    struct err *err);
/* Unknown ids are skipped. */
MUST_CHECK int vectors_remove(struct vectors *v, uint64_t user_id,
    const uint64_t *ids, size_t n, struct err *err);
MUST_CHECK int vectors_erase(
    struct vectors *v, uint64_t user_id, struct err *err);

struct vector_counts {
	size_t live, rows, bytes;
	char model[VECTOR_MODEL_MAX + 1]; /* "": there is no file */
};
MUST_CHECK int vectors_counts(struct vectors *v, uint64_t user_id,
    struct vector_counts *r_r, struct err *err);

/* All ids that have a vector, for free(); unsorted. */
MUST_CHECK int vectors_ids(struct vectors *v, uint64_t user_id,
    uint64_t **ids_r, size_t *n_r, struct err *err);

struct vector_hit {
	uint64_t id;
	float cosine;
	uint32_t row;
};

struct vector_ask {
	const char *model; /* of q; another's file has no hits */
	const int8_t *q;
	size_t max;      /* VECTOR_MAX_TOP at most */
	size_t max_rows; /* only the first so many; 0: all (see cursors) */
	/* Files with more rows are first estimated by sign bits, and only the
	 * best `rescore` are computed; 0: VECTOR_EXACT_ROWS and
	 * VECTOR_RESCORE. */
	size_t exact_rows, rescore;
};
#define VECTOR_EXACT_ROWS 60000
#define VECTOR_RESCORE 4000

/* The nearest, nearest first; *rows_r (may be NULL) is how many rows there
 * were, for max_rows of a later page. */
MUST_CHECK int vectors_search(struct vectors *v, uint64_t user_id,
    const struct vector_ask *ask, struct vector_hit *hits, size_t *n_r,
    size_t *rows_r, struct err *err);
/* Where the vectors of these documents are: one hit an id, of cosine 0 and
 * row VECTOR_NO_ROW without one. */
#define VECTOR_NO_ROW UINT32_MAX
MUST_CHECK int vectors_locate(struct vectors *v, uint64_t user_id,
    size_t max_rows, const uint64_t *ids, size_t n, struct vector_hit *hits,
    struct err *err);
/* Fills the cosines of hits whose row is known. */
MUST_CHECK int vectors_compare(struct vectors *v, uint64_t user_id,
    const struct vector_ask *ask, struct vector_hit *hits, size_t n,
    struct err *err);
/* Adds the unit vector of a hit's row to sum, times weight. */
MUST_CHECK int vectors_add_to(struct vectors *v, uint64_t user_id,
    const struct vector_hit *hit, double weight, double *sum, struct err *err);

#endif
