/* layout.h - the file that the model is mapped from: it is this struct.
 *
 * all-MiniLM-L6-v2 (sentence-transformers; a BERT of six layers, Devlin et al.
 * 2019, distilled by Wang et al. 2020): its dimensions are constants, so every
 * place in the file is too. Little-endian. Matrices are int8, one scale an
 * output, in blocks of 16 outputs by 4 inputs as the products read them:
 *
 *	w[((output / 16) * (in / 4) + input / 4) * 64 + output % 16 * 4 +
 *	    input % 4]
 *
 * sum[o] is the sum of o's weights, for inputs that have a zero point.
 */
#ifndef EMBED_MODEL_LAYOUT_H
#define EMBED_MODEL_LAYOUT_H

#include "common/base/base.h"

#define MODEL_DIM 384
#define MODEL_INNER 1536
#define MODEL_LAYERS 6
#define MODEL_HEADS 12
#define MODEL_HEAD_DIM 32
#define MODEL_WORDS 30522
#define MODEL_TOKENS_MAX 256

#define MODEL_FORMAT 1
#define MODEL_NAME "all-MiniLM-L6-v2/int8.1"

struct model_head {
	char magic[8]; /* "ALembed\n" */
	uint32_t format;
	uint32_t head_bytes;
	uint64_t file_bytes;
	char name[40];
	uint8_t sha256[32]; /* of all that follows the head */
	uint8_t rest[32];
};
#define MODEL_MAGIC "ALembed\n"

/* ---- the vocabulary: open addressing by FNV-1a of the bytes ---- */
#define VOCAB_SLOTS (1u << 16)
#define VOCAB_POOL (1u << 18)

struct vocab_slot {
	uint32_t at;   /* of the bytes in the pool */
	uint16_t id;   /* token */
	uint8_t bytes; /* 0: free */
	uint8_t rest;
};

struct vocab {
	struct vocab_slot slots[VOCAB_SLOTS];
	char pool[VOCAB_POOL];
	uint32_t pool_used, words;
	uint32_t longest;                        /* bytes of the longest word */
	uint32_t unknown, begin, end, pad, mask; /* tokens */
	uint32_t rest[8];
};

/* ---- the layers ---- */
#define MODEL_MATRIX(ins, outs)                                                \
	struct {                                                               \
		int8_t w[(size_t)(ins) * (outs)];                              \
		float scale[outs], bias[outs];                                 \
		int32_t sum[outs];                                             \
	}

struct model_norm {
	float gain[MODEL_DIM], bias[MODEL_DIM];
};

struct model_layer {
	MODEL_MATRIX(MODEL_DIM, 3 * MODEL_DIM) qkv; /* query, key, value */
	MODEL_MATRIX(MODEL_DIM, MODEL_DIM) mix;
	struct model_norm mix_norm;
	MODEL_MATRIX(MODEL_DIM, MODEL_INNER) widen;
	MODEL_MATRIX(MODEL_INNER, MODEL_DIM) narrow;
	struct model_norm narrow_norm;
};

struct model_file {
	struct model_head head;
	struct vocab vocab;
	uint16_t words[MODEL_WORDS][MODEL_DIM]; /* IEEE half */
	/* Position and token type 0 together. */
	float places[MODEL_TOKENS_MAX][MODEL_DIM];
	struct model_norm first_norm;
	struct model_layer layers[MODEL_LAYERS];
};

/* Blocks are read 64 bytes at a time. */
_Static_assert(sizeof(struct model_head) == 128, "head");
_Static_assert(offsetof(struct model_file, words) % 64 == 0, "words");
_Static_assert(offsetof(struct model_file, layers) % 64 == 0, "layers");
_Static_assert(sizeof(struct model_layer) % 64 == 0, "layer");
_Static_assert(offsetof(struct model_layer, mix) % 64 == 0, "mix");
_Static_assert(offsetof(struct model_layer, widen) % 64 == 0, "widen");
_Static_assert(offsetof(struct model_layer, narrow) % 64 == 0, "narrow");

#endif
