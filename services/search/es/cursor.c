/* cursor.c - where a page of Elasticsearch's ended, as text: what
 * search_after needs, and the query that it belongs to. */
#include "services/search/es/part.h"

#include "common/base/ids.h"

#include <math.h>

#define CURSOR_VERSION 2
#define CURSOR_BYTES 47

static void put(uint8_t **p, uint64_t v, int bytes)
{
	for (int i = bytes - 1; i >= 0; i--)
		*(*p)++ = (uint8_t)(v >> (i * 8));
}

static uint64_t get(const uint8_t **p, int bytes)
{
	uint64_t v = 0;

	for (int i = 0; i < bytes; i++)
		v = v << 8 | *(*p)++;
	return v;
}

static uint32_t hash_query(const struct index_ask *ask)
{
	uint8_t sum[32];
	struct buf b;
	uint32_t h;

	buf_init(&b, QUERY_MAX_BYTES + 64);
	buf_addf(&b, "%d %d ", (int)ask->sort, ask->any_word);
	buf_add(&b, ask->text.p, ask->text.n);
	ids_sha256(b.data, b.len, sum);
	buf_deinit(&b);
	memcpy(&h, sum, sizeof h);
	return h;
}

const char *es_cursor_write(
    struct arena *a, const struct index_ask *ask, const struct es_cursor *c)
{
	uint8_t raw[CURSOR_BYTES], *p = raw;
	char *out = arena_alloc(a, 2 * sizeof raw + 1);
	uint64_t score;

	memcpy(&score, &c->score, sizeof score);
	put(&p, CURSOR_VERSION, 1);
	put(&p, (uint64_t)c->kind << 1 | c->found, 1);
	put(&p, c->capped, 1);
	put(&p, hash_query(ask), 4);
	put(&p, (uint64_t)c->now_ms, 8);
	put(&p, score, 8);
	put(&p, (uint64_t)c->date_ms, 8);
	put(&p, c->id, 8);
	put(&p, (uint64_t)c->total, 8);
	hex_encode(raw, sizeof raw, out);
	return out;
}

int es_cursor_read(
    const struct index_ask *ask, struct es_cursor *c_r, struct err *err)
{
	struct str hex = str_of(ask->cursor);
	uint8_t raw[CURSOR_BYTES];
	const uint8_t *p = raw;
	uint64_t score, kind;

	*c_r = (struct es_cursor){.now_ms = ask->now_ms};
	if (hex.n == 0)
		return 0;
	if (hex.n != 2 * sizeof raw || hex_decode(hex, raw, sizeof raw) != 0 ||
	    get(&p, 1) != CURSOR_VERSION)
		return err_field(err, "cursor", "not a cursor of ours");
	c_r->given = true;
	kind = get(&p, 1);
	c_r->kind = (enum es_cursor_kind)(kind >> 1);
	c_r->found = (kind & 1) != 0;
	c_r->capped = get(&p, 1) != 0;
	if (get(&p, 4) != hash_query(ask))
		return err_field(
		    err, "cursor", "the cursor belongs to another query");
	c_r->now_ms = (int64_t)get(&p, 8);
	score = get(&p, 8);
	memcpy(&c_r->score, &score, sizeof score);
	c_r->date_ms = (int64_t)get(&p, 8);
	c_r->id = get(&p, 8);
	c_r->total = (int64_t)get(&p, 8);
	if (!isfinite(c_r->score) || c_r->total < 0 ||
	    kind >> 1 > ES_CURSOR_BEHIND)
		return err_field(err, "cursor", "not a cursor of ours");
	return 0;
}
