/* batch.h - the words of some messages, collected and sorted. */
#ifndef SEARCH_INDEX_BATCH_H
#define SEARCH_INDEX_BATCH_H

#include "services/search/index/block.h"
#include "services/search/index/store.h"
#include "services/search/index/texts.h"

#define BATCH_MAX_EVENTS (2u << 20) /* occurrences of a segment, about */
#define INDEX_MAX_PLACES 4096 /* of one word in one column of one message */

struct batch_event {
	uint32_t word;
	uint16_t doc, column;
	uint32_t place;
};

struct batch_word {
	uint64_t head; /* the first eight bytes: sorts most words */
	uint32_t at;   /* in the pool */
	uint32_t hash;
	uint32_t events, from;
	uint8_t n;
};

struct batch {
	struct index_db *db;
	struct bytes pool;
	struct batch_word *word;
	struct batch_event *event; /* after batch_sort: by word */
	uint32_t *slot;            /* hash table: word + 1 */
	size_t n_words, n_events, n_slots, alloc_words, alloc_events;
	uint16_t doc, column; /* being read */
	uint32_t place;
};

void batch_init(struct batch *b, struct index_db *db);
void batch_deinit(struct batch *b);
/* The words of message number `doc` of the batch. */
void batch_add(struct batch *b, uint16_t doc, const struct texts *t);
/* Orders events by word; returns the words in order of their bytes, to be
 * freed. */
uint32_t *batch_sort(struct batch *b);
/* Appends frequency and places of one word in one message, whose events begin
 * at e[0]; returns how many of the n are its. */
size_t batch_encode(const struct batch_event *e, size_t n, struct bytes *freqs,
    struct bytes *pos, struct block_freq *f_r);

/* rank.c: the impact of a frequency in a message. */
struct block_pair index_impact(
    struct index_db *db, uint32_t num, const struct block_freq *f);

#endif
