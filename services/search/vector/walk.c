/* walk.c - see walk.h. */
#include "services/search/vector/walk.h"

#include "common/base/die.h"

#include <stdlib.h>

static int by_id(const void *a, const void *b)
{
	const struct walk_id *x = a, *y = b;

	return x->id < y->id ? -1 : x->id > y->id;
}

/* Rows are only added, and an id only becomes 0: an extent stays right. */
static void note_extents(struct vector_file *f, size_t rows)
{
	size_t had = (f->noted + BLOCK_ROWS - 1) / BLOCK_ROWS;
	size_t blocks = (rows + BLOCK_ROWS - 1) / BLOCK_ROWS;

	if (rows <= f->noted)
		return;
	f->extent = xrealloc(f->extent, blocks * sizeof *f->extent);
	for (size_t k = had; k < blocks; k++)
		f->extent[k] = (struct vector_extent){UINT64_MAX, 0};
	for (; f->noted < rows; f->noted++) {
		uint64_t id = vector_file_entry(f, f->noted)->id;
		struct vector_extent *e = &f->extent[f->noted / BLOCK_ROWS];

		if (id == 0)
			continue;
		e->least = MIN(e->least, id);
		e->most = MAX(e->most, id);
	}
}

void vector_walk_begin(struct vector_walk *w, struct vector_file *f,
    size_t rows, const uint64_t *ids, size_t n)
{
	*w = (struct vector_walk){.f = f, .n = n, .rows = rows};
	w->ids = xcalloc(n + 1, sizeof *w->ids);
	for (size_t i = 0; i < n; i++)
		w->ids[i] = (struct walk_id){ids[i], i};
	qsort(w->ids, n, sizeof *w->ids, by_id);
	w->filter = vector_filter_new(ids, n);
	note_extents(f, rows);
}

void vector_walk_end(struct vector_walk *w)
{
	free(w->ids);
	free(w->filter);
}

/* The first id that is not less. */
static size_t first_from(const struct vector_walk *w, uint64_t id)
{
	size_t from = 0, to = w->n;

	while (from < to) {
		size_t mid = from + (to - from) / 2;

		if (w->ids[mid].id < id)
			from = mid + 1;
		else
			to = mid;
	}
	return from;
}

static bool block_may_have(const struct vector_walk *w, size_t block)
{
	const struct vector_extent *e = &w->f->extent[block];
	size_t at = first_from(w, e->least);

	return at < w->n && w->ids[at].id <= e->most;
}

bool vector_walk_next(struct vector_walk *w, size_t *row_r, size_t *at_r)
{
	while (w->row < w->rows) {
		size_t row = w->row, at;
		uint64_t id;

		if (row % BLOCK_ROWS == 0 &&
		    !block_may_have(w, row / BLOCK_ROWS)) {
			w->row += BLOCK_ROWS;
			continue;
		}
		w->row++;
		id = vector_file_entry(w->f, row)->id;
		if (id == 0 || !vector_filter_may_have(w->filter, id))
			continue;
		at = first_from(w, id);
		if (at == w->n || w->ids[at].id != id)
			continue;
		*row_r = row;
		*at_r = w->ids[at].at;
		return true;
	}
	return false;
}
