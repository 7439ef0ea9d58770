/* rows.c - rows of postings that the query at hand has read.
 *
 * A query goes through its lists window by window, and through each window to
 * match, to bound and to score; a row holds several windows. Sets of two, the
 * one used longer ago makes room.
 */
#include "services/search/index/seg.h"
#include "services/search/index/store.h"

#include "common/base/die.h"

#include <stdlib.h>

#define SETS 64
#define WAYS 2

struct row {
	int64_t id; /* 0: empty */
	uint64_t used;
	struct bytes data;
};

struct index_rows {
	struct row row[SETS][WAYS];
	uint64_t clock;
	const struct index_db *db; /* that reads; NULL: none */
};

struct index_rows *index_rows_new(void)
{
	return xcalloc(1, sizeof(struct index_rows));
}

void index_rows_free(struct index_rows **r_p)
{
	struct index_rows *r = *r_p;

	for (size_t i = 0; r != NULL && i < SETS * WAYS; i++)
		bytes_free(&r->row[i / WAYS][i % WAYS].data);
	free(r);
	*r_p = NULL;
}

void index_rows_begin(struct index_rows *r, const struct index_db *db)
{
	r->db = db;
	for (size_t i = 0; i < SETS * WAYS; i++)
		r->row[i / WAYS][i % WAYS].id = 0;
}

int index_rows_get(
    struct index_db *db, int64_t id, const uint8_t **p_r, size_t *n_r)
{
	struct index_rows *r = db->ix->rows;
	struct row *set =
	    r->row[(uint64_t)id * UINT64_C(0x9E3779B97F4A7C15) >> 58];
	struct row *row = &set[set[0].used > set[1].used];

	if (r->db != db)
		return seg_row(db, id, p_r, n_r);
	for (size_t i = 0; i < WAYS; i++) {
		if (set[i].id == id)
			row = &set[i];
	}
	row->used = ++r->clock;
	if (row->id != id) {
		row->id = 0;
		if (seg_row(db, id, p_r, n_r) != 0)
			return -1;
		row->data.n = 0;
		bytes_add(&row->data, *p_r, *n_r);
		row->id = id;
	}
	*p_r = row->data.n > 0 ? row->data.p : (const uint8_t *)"";
	*n_r = row->data.n;
	return 0;
}
