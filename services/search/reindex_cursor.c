/* reindex_cursor.c - a place in a comparison as numbers between dots, and the
 * word that was counted last in hex. */
#include "services/search/reindex.h"

#include "common/base/str.h"

#include <inttypes.h>
#include <stdio.h>

static int read_number(struct str *rest, uint64_t max, uint64_t *v_r)
{
	struct str part;

	return str_split(rest, '.', &part) && str_to_u64(part, v_r) == 0 &&
		       *v_r <= max
		   ? 0
		   : -1;
}

static int read_place(struct str rest, struct reindex_place *p)
{
	uint64_t v[8];
	const uint64_t max[8] = {REINDEX_STEPS - 1, INT64_MAX, UINT32_MAX,
	    UINT32_MAX, UINT32_MAX, INDEX_WALK_TRIES + 1, INT64_MAX, INT64_MAX};

	for (size_t i = 0; i < ARRAY_LEN(v); i++) {
		if (read_number(&rest, max[i], &v[i]) != 0)
			return -1;
	}
	if (rest.n % 2 != 0 || rest.n > 2 * sizeof p->walk.term ||
	    hex_decode(rest, p->walk.term, rest.n / 2) != 0)
		return -1;
	p->step = (enum reindex_step)v[0];
	p->after = v[1];
	p->walk.place = (uint32_t)v[2];
	p->walk.top = (uint32_t)v[3];
	p->walk.alive = (uint32_t)v[4];
	p->walk.tries = (uint32_t)v[5];
	p->walk.expected = v[6];
	p->walk.found = v[7];
	p->walk.term_n = rest.n / 2;
	return 0;
}

int reindex_cursor_read(
    const char *text, struct reindex_place *p_r, struct err *err)
{
	*p_r = (struct reindex_place){.step = REINDEX_EMAILS};
	if (*text == '\0' || read_place(str_of(text), p_r) == 0)
		return 0;
	return err_field(err, "cursor", "not a cursor of ours");
}

void reindex_cursor_write(
    const struct reindex_place *p, char text[REINDEX_CURSOR_BYTES])
{
	const struct index_walk *w = &p->walk;
	char term[2 * INDEX_WALK_TERM + 1];

	hex_encode(w->term, w->term_n, term);
	snprintf(text, REINDEX_CURSOR_BYTES,
	    "%u.%" PRIu64 ".%" PRIu32 ".%" PRIu32 ".%" PRIu32 ".%" PRIu32
	    ".%" PRIu64 ".%" PRIu64 ".%s",
	    (unsigned)p->step, p->after, w->place, w->top, w->alive, w->tries,
	    w->expected, w->found, term);
}
