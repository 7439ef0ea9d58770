/* leaf.c - a page of the dictionary, read: words in order with their lists.
 *
 *	entry: shared suffix_bytes suffix df (bytes << 1 | 0) list
 *	                                 or (parts << 1 | 1) serial
 *	                                    (first-gap span) of each part
 *	at the end: u16 offsets of entries with shared = 0, u16 how many
 */
#include "services/search/index/seg.h"

int seg_compare(const uint8_t *a, size_t n, const uint8_t *b, size_t m)
{
	int order = memcmp(a, b, MIN(n, m));

	return order != 0 ? order : n < m ? -1 : n > m;
}

int leaf_open(struct leaf *l, const uint8_t *p, size_t n)
{
	*l = (struct leaf){.p = p, .data = p};
	if (n < 2)
		return -1;
	l->restarts = (size_t)p[n - 2] | (size_t)p[n - 1] << 8;
	if (l->restarts == 0 || n < 2 + 2 * l->restarts)
		return -1;
	l->end = p + n - 2 - 2 * l->restarts;
	return 0;
}

/* The directory is read as far as its end is concerned. */
static int skip_parts(const uint8_t **p, const uint8_t *end, size_t n)
{
	uint64_t v;

	if (bytes_read(p, end, UINT32_MAX, &v) != 0)
		return -1;
	for (size_t i = 0; i < 2 * n; i++) {
		if (bytes_read(p, end, UINT32_MAX, &v) != 0)
			return -1;
	}
	return 0;
}

int leaf_next(struct leaf *l)
{
	uint64_t shared, n, df, x;

	if (l->p >= l->end)
		return 0;
	if (bytes_read(&l->p, l->end, l->term_n, &shared) != 0 ||
	    bytes_read(&l->p, l->end, SEG_TERM - shared, &n) != 0 ||
	    (size_t)(l->end - l->p) < n)
		return -1;
	memcpy(l->term + shared, l->p, n);
	l->term_n = shared + n;
	l->p += n;
	if (bytes_read(&l->p, l->end, UINT32_MAX, &df) != 0 ||
	    bytes_read(&l->p, l->end, UINT32_MAX, &x) != 0)
		return -1;
	l->df = (uint32_t)df;
	l->load = l->p;
	l->n_parts = (x & 1) != 0 ? (size_t)(x >> 1) : 0;
	if ((x & 1) == 0) {
		if ((size_t)(l->end - l->p) < x >> 1)
			return -1;
		l->p += x >> 1;
	} else if (l->n_parts == 0 || l->n_parts > SEG_MAX_PARTS ||
		   skip_parts(&l->p, l->end, l->n_parts) != 0) {
		return -1;
	}
	l->load_n = (size_t)(l->p - l->load);
	return 1;
}

static int go_to(struct leaf *l, size_t restart)
{
	const uint8_t *at = l->end + 2 * restart;
	size_t offset = (size_t)at[0] | (size_t)at[1] << 8;

	if (offset >= (size_t)(l->end - l->data))
		return -1;
	l->p = l->data + offset;
	l->term_n = 0;
	return 0;
}

int leaf_seek(struct leaf *l, const uint8_t *term, size_t n)
{
	size_t from = 0, to = l->restarts;
	int rc;

	/* The last restart whose word is before or at the term. */
	while (from + 1 < to) {
		size_t mid = from + (to - from) / 2;

		if (go_to(l, mid) != 0 || leaf_next(l) != 1)
			return -1;
		if (seg_compare(l->term, l->term_n, term, n) <= 0)
			from = mid;
		else
			to = mid;
	}
	if (go_to(l, from) != 0)
		return -1;
	while ((rc = leaf_next(l)) == 1) {
		if (seg_compare(l->term, l->term_n, term, n) >= 0)
			return 1;
	}
	return rc;
}

int list_of_leaf(struct arena *a, const struct seg *s, const struct leaf *leaf,
    struct plist *l)
{
	const uint8_t *p = leaf->load, *end = p + leaf->load_n;
	uint64_t serial, gap, span, at = 0;

	*l = (struct plist){.lo = s->lo, .hi = s->hi, .df = leaf->df};
	if (leaf->n_parts == 0) {
		l->p = arena_memdup(a, leaf->load, leaf->load_n);
		l->n = leaf->load_n;
		return 0;
	}
	if (bytes_read(&p, end, UINT32_MAX, &serial) != 0)
		return -1;
	l->n_parts = leaf->n_parts;
	l->parts = ARENA_ARRAY(a, struct list_part, l->n_parts);
	for (size_t i = 0; i < l->n_parts; i++) {
		if (bytes_read(&p, end, UINT32_MAX, &gap) != 0 ||
		    bytes_read(&p, end, UINT32_MAX, &span) != 0 ||
		    at + gap + span > UINT32_MAX)
			return -1;
		l->parts[i] = (struct list_part){(uint32_t)(at + gap),
		    (uint32_t)(at + gap + span),
		    s->id << 32 | (int64_t)(serial + i)};
		at += gap + span;
	}
	return 0;
}
