/* batch.c - see batch.h. */
#include "services/ingest/batch.h"

#include "common/base/die.h"
#include "common/base/ids.h"
#include "common/base/map.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#define PACK_MAX (256u << 20) /* the largest message and a batch fit */

struct batch *batch_new(size_t max, size_t max_bytes)
{
	struct batch *b = xcalloc(1, sizeof *b);

	b->a = arena_new(SIZE_MAX);
	b->v = ARENA_ARRAY(b->a, struct record, max);
	b->max = max;
	b->max_bytes = max_bytes;
	b->keys = smap_new();
	buf_init(&b->pack, PACK_MAX);
	return b;
}

void batch_free(struct batch **bp)
{
	struct batch *b = *bp;

	if (b == NULL)
		return;
	buf_deinit(&b->pack);
	smap_free(&b->keys);
	arena_free(&b->a);
	free(b);
	*bp = NULL;
}

bool batch_full(const struct batch *b)
{
	return b->n == b->max || b->raw_bytes >= b->max_bytes;
}

void batch_add(struct batch *b, const struct record_owner *owner,
    struct str raw, struct str envelope, uint64_t offset, int64_t now_ms)
{
	struct record *r = &b->v[b->n++];

	MUST(b->n <= b->max);
	raw.p = arena_memdup(b->a, raw.p, raw.n);
	b->raw_bytes += raw.n;
	r->offset = offset;
	record_build(b->a, owner, raw, envelope, now_ms, r);
	if (smap_get(b->keys, r->key) != NULL)
		r->fate = FATE_DUPLICATE;
	else
		smap_put(b->keys, r->key, r);
}

void batch_known(struct batch *b, const char *key, uint64_t email_id,
    bool same_import, uint64_t import_offset)
{
	struct record *r = smap_get(b->keys, key);

	if (r == NULL)
		return;
	r->email_id = email_id;
	r->fate = same_import && import_offset == r->offset ? FATE_AGAIN
							    : FATE_DUPLICATE;
}

size_t batch_pack(struct batch *b, uint64_t user_id)
{
	char id[UUID_CHARS + 1];
	size_t open = 0;

	for (size_t i = 0; i < b->n; i++) {
		struct record *r = &b->v[i];

		if (r->fate != FATE_OPEN)
			continue;
		r->raw_offset = b->pack.len;
		buf_add(&b->pack, r->raw.p, r->raw.n);
		open++;
	}
	MUST(!buf_failed(&b->pack));
	ids_uuid7(id);
	snprintf(b->raw_key, sizeof b->raw_key, "raw/%" PRIu64 "/%s.pack",
	    user_id, id);
	return open;
}

size_t batch_window(const struct batch *b, struct record **v)
{
	size_t n = 0;

	for (size_t i = b->at; i < b->n; i++) {
		if (b->v[i].fate != FATE_OPEN)
			continue;
		v[n++] = &b->v[i];
		if (b->one_by_one)
			break;
	}
	return n;
}
