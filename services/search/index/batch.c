/* batch.c - the words of a batch, turned into lists and written as a segment.
 *
 * Every occurrence becomes an event; a counting sort by word keeps the order
 * of messages, columns and places in each word's events.
 */
#include "services/search/index/batch.h"

#include "common/base/die.h"
#include "services/search/index/cols.h"
#include "services/search/index/segw.h"

#include <stdlib.h>

#define FIRST_SLOTS (1u << 15)

void batch_init(struct batch *b, struct index_db *db)
{
	*b = (struct batch){.db = db, .n_slots = FIRST_SLOTS};
	b->slot = xcalloc(b->n_slots, sizeof *b->slot);
}

void batch_deinit(struct batch *b)
{
	free(b->slot);
	free(b->word);
	free(b->event);
	bytes_free(&b->pool);
}

static void clear(struct batch *b)
{
	memset(b->slot, 0, b->n_slots * sizeof *b->slot);
	b->n_words = b->n_events = 0;
	b->pool.n = 0;
}

/* ---- words ---- */

static void rehash(struct batch *b)
{
	free(b->slot);
	b->n_slots *= 2;
	b->slot = xcalloc(b->n_slots, sizeof *b->slot);
	for (size_t i = 0; i < b->n_words; i++) {
		size_t at = b->word[i].hash & (b->n_slots - 1);

		while (b->slot[at] != 0)
			at = (at + 1) & (b->n_slots - 1);
		b->slot[at] = (uint32_t)i + 1;
	}
}

static uint32_t hash_of(const char *word, size_t n)
{
	uint64_t h = n * UINT64_C(0x9E3779B97F4A7C15), v = 0;

	for (; n >= 8; n -= 8, word += 8) {
		memcpy(&v, word, 8);
		h = (h ^ v) * UINT64_C(0xff51afd7ed558ccd);
		h ^= h >> 32;
	}
	v = 0;
	memcpy(&v, word, n);
	h = (h ^ v) * UINT64_C(0xff51afd7ed558ccd);
	return (uint32_t)(h ^ h >> 32);
}

static uint32_t add_word(
    struct batch *b, const char *word, size_t n, uint32_t hash, size_t slot)
{
	struct batch_word *w;

	if (b->n_words == b->alloc_words) {
		b->alloc_words = MAX(b->alloc_words * 2, 4096);
		b->word = xrealloc(b->word, b->alloc_words * sizeof *b->word);
	}
	w = &b->word[b->n_words];
	*w = (struct batch_word){
	    .at = (uint32_t)b->pool.n, .n = (uint8_t)n, .hash = hash};
	for (size_t i = 0; i < sizeof w->head; i++)
		w->head = w->head << 8 | (i < n ? (uint8_t)word[i] : 0);
	bytes_add(&b->pool, word, n);
	b->slot[slot] = (uint32_t)++b->n_words;
	if (b->n_words * 2 > b->n_slots)
		rehash(b);
	return (uint32_t)b->n_words - 1;
}

static uint32_t word_of(struct batch *b, const char *word, size_t n)
{
	uint32_t hash = hash_of(word, n);
	size_t at = hash & (b->n_slots - 1);

	for (; b->slot[at] != 0; at = (at + 1) & (b->n_slots - 1)) {
		const struct batch_word *w = &b->word[b->slot[at] - 1];

		if (w->hash == hash && w->n == n &&
		    memcmp(b->pool.p + w->at, word, n) == 0)
			return b->slot[at] - 1;
	}
	return add_word(b, word, n, hash, at);
}

static int on_token(
    void *ctx, int flags, const char *token, int n, int start, int end)
{
	struct batch *b = ctx;
	uint32_t word = word_of(b, token, (size_t)n);

	(void)start, (void)end;
	if ((flags & FTS5_TOKEN_COLOCATED) == 0)
		b->place++;
	if (b->n_events == b->alloc_events) {
		b->alloc_events = MAX(b->alloc_events * 2, 1u << 16);
		b->event =
		    xrealloc(b->event, b->alloc_events * sizeof *b->event);
	}
	b->event[b->n_events++] =
	    (struct batch_event){word, b->doc, b->column, b->place};
	b->word[word].events++;
	return SQLITE_OK;
}

void batch_add(struct batch *b, uint16_t doc, const struct texts *t)
{
	b->doc = doc;
	for (size_t c = 0; c < INDEX_N_COLUMNS; c++) {
		b->column = (uint16_t)c;
		b->place = UINT32_MAX;
		index_tokenize(b->db, FTS5_TOKENIZE_DOCUMENT, t->column[c].p,
		    (int)t->column[c].n, b, on_token);
	}
}

/* ---- order ---- */

struct order {
	uint64_t head;
	const uint8_t *p;
	uint32_t n, word;
};

static int by_bytes(const void *a, const void *b)
{
	const struct order *x = a, *y = b;

	if (x->head != y->head)
		return x->head < y->head ? -1 : 1;
	return seg_compare(x->p, x->n, y->p, y->n);
}

uint32_t *batch_sort(struct batch *b)
{
	struct order *o = xcalloc(b->n_words, sizeof *o);
	struct batch_event *sorted = xcalloc(b->n_events, sizeof *sorted);
	uint32_t *order = xcalloc(b->n_words, sizeof *order), at = 0;

	for (size_t i = 0; i < b->n_words; i++)
		o[i] = (struct order){b->word[i].head,
		    b->pool.p + b->word[i].at, b->word[i].n, (uint32_t)i};
	qsort(o, b->n_words, sizeof *o, by_bytes);
	for (size_t i = 0; i < b->n_words; i++) {
		order[i] = o[i].word;
		b->word[order[i]].from = at;
		at += b->word[order[i]].events;
		b->word[order[i]].events = 0;
	}
	for (size_t i = 0; i < b->n_events; i++) {
		struct batch_word *w = &b->word[b->event[i].word];

		sorted[w->from + w->events++] = b->event[i];
	}
	free(b->event);
	b->event = sorted;
	b->alloc_events = b->n_events;
	free(o);
	return order;
}

/* ---- lists ---- */

size_t batch_encode(const struct batch_event *e, size_t n, struct bytes *freqs,
    struct bytes *pos, struct block_freq *f_r)
{
	struct block_freq f = {.mask = 0, .total = 0};
	uint32_t before = 0;
	size_t i = 0;

	for (; i < n && e[i].doc == e[0].doc; i++) {
		uint32_t bit = 1u << e[i].column;

		if ((f.mask & bit) == 0) {
			f.mask |= bit;
			f.count[e[i].column] = 0;
			before = 0;
		}
		if (f.count[e[i].column] == INDEX_MAX_PLACES)
			continue;
		f.count[e[i].column]++;
		f.total++;
		bytes_varint(pos, e[i].place - before);
		before = e[i].place;
	}
	block_put_freq(freqs, INDEX_COLUMN_BODY, &f);
	*f_r = f;
	return i;
}

/* The events of one message from e[0] on; returns how many. */
static size_t post_one(
    struct segw *w, const struct batch_event *e, size_t n, uint32_t lo)
{
	struct block_freq f;
	size_t i = batch_encode(e, n, &w->maker.freqs, &w->maker.pos, &f);

	segw_posting(w, lo + e[0].doc, index_impact(w->db, lo + e[0].doc, &f));
	return i;
}

static int write_segment(struct batch *b, uint32_t lo, uint32_t hi)
{
	struct seg s = {.id = 1, .lo = lo, .hi = hi, .docs = hi - lo + 1};
	uint32_t *order = batch_sort(b);
	struct segw w;
	int rc;

	for (size_t i = 0; i < b->db->n_segs; i++)
		s.id = MAX(s.id, b->db->segs[i].id + 1);
	segw_begin(&w, b->db, &s);
	for (size_t i = 0; i < b->n_words; i++) {
		const struct batch_word *word = &b->word[order[i]];

		segw_term(&w, b->pool.p + word->at, word->n);
		for (size_t k = 0; k < word->events;)
			k += post_one(&w, b->event + word->from + k,
			    word->events - k, lo);
	}
	rc = segw_end(&w) == 0 && seg_save(b->db, &s) == 0 &&
		     seg_load(b->db) == 0
		 ? 0
		 : -1;
	segw_free(&w);
	free(order);
	clear(b);
	return rc;
}

int index_post(
    struct index_db *db, const struct texts *t, size_t n, uint32_t lo)
{
	size_t from = 0;
	struct batch b;
	int rc = 0;

	batch_init(&b, db);
	for (size_t i = 0; i < n && rc == 0; i++) {
		batch_add(&b, (uint16_t)(i - from), &t[i]);
		if (i + 1 < n && b.n_events < BATCH_MAX_EVENTS)
			continue;
		rc = write_segment(&b, lo + (uint32_t)from, lo + (uint32_t)i);
		from = i + 1;
	}
	batch_deinit(&b);
	return rc;
}
