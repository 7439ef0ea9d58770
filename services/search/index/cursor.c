/* cursor.c - the place where a page ended, as text.
 *
 * It holds what a score depends on (the moment, the weights of the words), so
 * that the next page continues the same order however much mail has come in
 * since; and the newest number of the first page, so that new mail does not
 * push hits around. Big-endian fields in hex.
 */
#include "services/search/index/find.h"

#include "common/base/ids.h"

#include <math.h>

#define CURSOR_VERSION 2
#define CURSOR_FIXED 46
#define IDF_STEPS 12.0 /* a weight is kept in steps of 1/12 */

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
	char *all;
	uint32_t h;
	struct buf b;

	buf_init(&b, QUERY_MAX_BYTES + 64);
	buf_add(&b, ask->text.p, ask->text.n);
	buf_addc(&b, (char)('0' + ask->sort));
	buf_addc(&b, ask->any_word ? '1' : '0');
	all = b.data;
	ids_sha256(all, b.len, sum);
	buf_deinit(&b);
	memcpy(&h, sum, sizeof h);
	return h;
}

const char *index_cursor_write(struct arena *a, const struct find_cursor *c)
{
	uint8_t raw[CURSOR_FIXED + CURSOR_MAX_IDF], *p = raw;
	uint64_t score;
	char *out;

	memcpy(&score, &c->score, sizeof score);
	put(&p, CURSOR_VERSION, 1);
	put(&p, (uint64_t)c->sort << 1 | c->capped, 1);
	put(&p, c->query_hash, 4);
	put(&p, c->total, 4);
	put(&p, c->mean_len, 2);
	put(&p, (uint64_t)c->now_ms, 8);
	put(&p, c->top_num, 4);
	put(&p, c->num, 4);
	put(&p, (uint64_t)c->date_ms, 8);
	put(&p, score, 8);
	put(&p, c->n_idf, 1);
	put(&p, 0, 1);
	memcpy(p, c->idf, c->n_idf);
	p += c->n_idf;
	out = arena_alloc(a, (size_t)(p - raw) * 2 + 1);
	hex_encode(raw, (size_t)(p - raw), out);
	return out;
}

int index_cursor_read(
    const struct index_ask *ask, struct find_cursor *c_r, struct err *err)
{
	uint8_t raw[CURSOR_FIXED + CURSOR_MAX_IDF];
	const uint8_t *p = raw;
	struct str hex = str_of(ask->cursor);
	uint64_t score, kind;

	*c_r = (struct find_cursor){.query_hash = hash_query(ask),
	    .now_ms = ask->now_ms,
	    .top_num = UINT32_MAX,
	    .num = UINT32_MAX,
	    .date_ms = INT64_MAX,
	    .score = HUGE_VAL,
	    .sort = ask->sort};
	if (hex.n == 0)
		return 0;
	if (hex.n % 2 != 0 || hex.n < 2 * CURSOR_FIXED ||
	    hex.n > 2 * sizeof raw || hex_decode(hex, raw, hex.n / 2) != 0 ||
	    get(&p, 1) != CURSOR_VERSION)
		return err_field(err, "cursor", "not a cursor of ours");
	kind = get(&p, 1);
	if (get(&p, 4) != c_r->query_hash || kind >> 1 > INDEX_DATE_ASC)
		return err_field(
		    err, "cursor", "the cursor belongs to another query");
	c_r->given = true;
	c_r->sort = (enum index_sort)(kind >> 1);
	c_r->capped = (kind & 1) != 0;
	c_r->total = (uint32_t)get(&p, 4);
	c_r->mean_len = (uint16_t)get(&p, 2);
	c_r->now_ms = (int64_t)get(&p, 8);
	c_r->top_num = (uint32_t)get(&p, 4);
	c_r->num = (uint32_t)get(&p, 4);
	c_r->date_ms = (int64_t)get(&p, 8);
	score = get(&p, 8);
	memcpy(&c_r->score, &score, sizeof score);
	c_r->n_idf = (uint8_t)get(&p, 1);
	p++;
	if (c_r->n_idf != hex.n / 2 - CURSOR_FIXED || isnan(c_r->score))
		return err_field(err, "cursor", "not a cursor of ours");
	memcpy(c_r->idf, p, c_r->n_idf);
	return 0;
}

void index_cursor_weights(struct find_cursor *c, struct plan *p)
{
	size_t n = 0;

	for (size_t i = 0; i < p->n_phrases; i++) {
		struct plan_phrase *ph = &p->phrases[i];

		if (n == CURSOR_MAX_IDF)
			break;
		if (!c->given)
			c->idf[n] =
			    (uint8_t)MIN(ph->idf * IDF_STEPS + 0.5, 255);
		if (!c->given || n < c->n_idf)
			ph->idf = c->idf[n] / IDF_STEPS;
		n++;
	}
	if (!c->given)
		c->n_idf = (uint8_t)n;
}
