/* features.c - what of a mail's text the model weighs. */
#include "services/triage/model/model.h"
#include <math.h>

static const uint32_t salts[TRIAGE_BLOCKS] = {
    [BLOCK_SUBJECT] = 0x5B1E7C3Du,
    [BLOCK_BODY] = 0,
    [BLOCK_SENDER] = 0x2C9277B5u,
};
static const double gains[TRIAGE_BLOCKS] = {
    [BLOCK_SUBJECT] = 1.0,
    [BLOCK_BODY] = 1.0,
    [BLOCK_SENDER] = 0.5,
};

#define SEEN_BITS 18 /* of the hash tell features apart */
#define STEM_SALT 0x3C6EF372u

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
static void finish(struct collector *c, struct triage_features *f,
    enum triage_block b, size_t least)
{
	for (size_t i = 0; i < c->n; i++)
		c->seen[c->v[i].hash >> (32 - SEEN_BITS) >> 6] = 0;
	f->v[b] = c->v;
	f->n[b] = c->n;
	f->value[b] = gains[b] / sqrt((double)MAX(c->n, least));
}

static void read_words(struct arena *a, uint64_t *seen,
    const struct triage_text *t, struct triage_features *f, enum triage_block b)
{
	struct collector c = {.seen = seen,
	    .v = ARENA_ARRAY(a, struct triage_feature, t->n_words * 3 + 1)};

	for (size_t i = 0; i < t->n_words; i++) {
		uint32_t h = triage_hash_join(salts[b], t->words[i].hash);

		collect(&c, h, i, 1);
		if (t->words[i].stem != 0)
			collect(&c,
			    triage_hash_join(
				salts[b] ^ STEM_SALT, t->words[i].stem),
			    i, 1);
		if (i + 1 < t->n_words)
			collect(&c, triage_hash_join(h, t->words[i + 1].hash),
			    i, 2);
	}
	/* A text of two words must not weigh like a whole mail. */
	finish(&c, f, b, b == BLOCK_BODY ? 24 : 6);
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
}
