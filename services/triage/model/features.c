/* features.c - what of a mail's text the model weighs. */
#include "services/triage/model/model.h"
#include <math.h>

/* How a block is read: what tells its features from another's, its say, and
 * the least number of features that it is taken to have: a text of two words
 * must not weigh like a whole mail. */
static const struct {
	uint32_t salt;
	double gain;
	size_t least;
} kinds[TRIAGE_BLOCKS] = {
    [BLOCK_SUBJECT] = {0x5B1E7C3Du, 1.0, 6},
    [BLOCK_BODY] = {0, 1.0, 24},
    [BLOCK_SENDER] = {0x2C9277B5u, 0.5, 6},
    [BLOCK_SUBJECT_PARTS] = {0x3C6EF372u, 1.0, 12},
    [BLOCK_BODY_PARTS] = {0x7F4A7C15u, 1.0, 48},
    [BLOCK_SENDER_PARTS] = {0x1B873593u, 0.5, 12},
};

#define SEEN_BITS 18 /* of the hash tell features apart */

struct collector {
	uint64_t *seen;
	struct triage_feature *v;
	size_t n;
};

static void collect(
    struct collector *c, uint32_t hash, size_t word, unsigned words)
{
	uint32_t bucket = hash >> (32 - SEEN_BITS);
	uint64_t bit = UINT64_C(1) << (bucket & 63);

	if (c->seen[bucket >> 6] & bit)
		return;
	c->seen[bucket >> 6] |= bit;
	c->v[c->n++] = (struct triage_feature){
	    .hash = hash, .word = (uint16_t)word, .words = (uint16_t)words};
}

/* Leaves the bits as they were, so that one set serves all blocks. */
static void finish(
    struct collector *c, struct triage_features *f, enum triage_block b)
{
	for (size_t i = 0; i < c->n; i++)
		c->seen[c->v[i].hash >> (32 - SEEN_BITS) >> 6] = 0;
	f->v[b] = c->v;
	f->n[b] = c->n;
	f->value[b] = kinds[b].gain / sqrt((double)MAX(c->n, kinds[b].least));
}

static void read_words(struct arena *a, uint64_t *seen,
    const struct triage_text *t, struct triage_features *f, enum triage_block b)
{
	struct collector c = {.seen = seen,
	    .v = ARENA_ARRAY(a, struct triage_feature, t->n_words * 2 + 1)};

	for (size_t i = 0; i < t->n_words; i++) {
		uint32_t h = triage_hash_join(kinds[b].salt, t->words[i].hash);

		collect(&c, h, i, 1);
		if (i + 1 < t->n_words)
			collect(&c, triage_hash_join(h, t->words[i + 1].hash),
			    i, 2);
	}
	finish(&c, f, b);
}

static void read_parts(struct arena *a, uint64_t *seen,
    const struct triage_text *t, struct triage_features *f, enum triage_block b)
{
	struct collector c = {.seen = seen,
	    .v = ARENA_ARRAY(
		a, struct triage_feature, t->n_words * TRIAGE_WORD_PARTS + 1)};

	for (size_t i = 0; i < t->n_words; i++) {
		const struct triage_word *w = &t->words[i];

		for (size_t k = 0; k < w->n_parts; k++)
			collect(&c,
			    triage_hash_join(kinds[b].salt, w->parts[k]), i, 1);
	}
	finish(&c, f, b);
}

void triage_features_read(struct arena *a, const struct triage_text *subject,
    const struct triage_text *body, const struct triage_text *sender,
    struct triage_features *f_r)
{
	uint64_t *seen = ARENA_ARRAY(a, uint64_t, (1u << SEEN_BITS) / 64);

	memset(f_r, 0, sizeof *f_r);
	read_words(a, seen, subject, f_r, BLOCK_SUBJECT);
	read_words(a, seen, body, f_r, BLOCK_BODY);
	read_words(a, seen, sender, f_r, BLOCK_SENDER);
	read_parts(a, seen, subject, f_r, BLOCK_SUBJECT_PARTS);
	read_parts(a, seen, body, f_r, BLOCK_BODY_PARTS);
	read_parts(a, seen, sender, f_r, BLOCK_SENDER_PARTS);
}
