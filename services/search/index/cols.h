/* cols.h - what filters, ranks and counts, a column each, in memory.
 *
 * A message is a number from 0 in order of arrival; a deleted one leaves a
 * gap. 31 bytes a message, kept in the file as slices of COLS_CHUNK messages
 * (table cols) and read when the index is first used, or when another process
 * has written it. The same machine writes and reads: byte order is its own.
 */
#ifndef SEARCH_INDEX_COLS_H
#define SEARCH_INDEX_COLS_H

#include "services/search/index/part.h"

#define COLS_CHUNK 512
#define COLS_TOP 128 /* messages whose dates and best boost are bounded */
#define COLS_DEAD (1u << 31) /* of flags: deleted */
#define COLS_MAX (1u << 28)  /* messages of one user */

/* X(type, name) */
#define COLS(X)                                                                \
	X(int64_t, date_ms)                                                    \
	X(uint32_t, flags)                                                     \
	X(uint32_t, size)                                                      \
	X(uint32_t, sender)                                                    \
	X(uint16_t, len) /* words */                                           \
	X(uint16_t, category)                                                  \
	X(uint16_t, band)                                                      \
	X(uint16_t, level)                                                     \
	X(uint8_t, boost)                                                      \
	X(uint8_t, priority)                                                   \
	X(uint8_t, risk)

struct cols {
	uint32_t n, alloc; /* numbers in use, room */
#define X_COLUMN(type, name) type *name;
	COLS(X_COLUMN)
#undef X_COLUMN
	uint64_t *alive;    /* a bit each */
	uint64_t *flag[31]; /* of each flag a bit each; NULL: none has it */
	int64_t *top_date;  /* of COLS_TOP messages, never too small */
	int64_t *low_date;  /* the same, never too large */
	double *top_boost;  /* the same */
	uint8_t *dirty;     /* a chunk to be written */
	const char **name;  /* categories, bands, levels by their number */
	struct smap *names; /* the other way: index + 1 */
	size_t n_names;
};

struct cols_row {
#define X_COLUMN(type, name) type name;
	COLS(X_COLUMN)
#undef X_COLUMN
};

/* Reads all. 0 or -1. */
MUST_CHECK int cols_load(struct index_db *db);
void cols_free(struct cols **c);
/* Sets one row; it is written by cols_flush. */
void cols_put(struct cols *c, uint32_t num, const struct cols_row *row);
void cols_kill(struct cols *c, uint32_t num);
/* Who has one of these flags, from lo (a multiple of 64) on, n words of bits.
 */
void cols_flagged(const struct cols *c, uint32_t flags, uint32_t lo,
    uint64_t *bits, size_t n);
MUST_CHECK int cols_flush(struct index_db *db);
/* A number for a category, band or level; 0 for "". -1 on error. */
MUST_CHECK int cols_intern(
    struct index_db *db, const char *name, uint16_t *id_r);
/* The number it has; -1: none. */
int cols_known(const struct cols *c, const char *name);
const char *cols_name(const struct cols *c, uint16_t id);

/* Brings segments and columns up to date with the file; inside a transaction.
 * 0 or -1. */
MUST_CHECK int index_sync(struct index_db *db);

#endif
