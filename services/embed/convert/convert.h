/* convert.h - published weights to the file that the model is mapped from. */
#ifndef EMBED_CONVERT_CONVERT_H
#define EMBED_CONVERT_CONVERT_H

#include "common/base/err.h"
#include "common/base/str.h"
#include "services/embed/model/layout.h"

/* From the bytes of model.fp16.safetensors and tokenizer.json, into zeroed
 * memory, head and checksum included. ERR_INVALID names what is missing or
 * has another size or type than this model has. */
MUST_CHECK int convert_model(struct str weights, struct str tokenizer,
    struct model_file *file_r, struct err *err);

/* Parts of it, each with its own test. */
MUST_CHECK int convert_vocab(
    struct str tokenizer, struct vocab *vocab_r, struct err *err);
/* w_r is laid out as layout.h says; rows[o] is output o's ins weights. */
struct matrix_places {
	int8_t *w;
	float *scale, *bias;
	int32_t *sum;
};
void convert_outputs(const struct matrix_places *m, size_t first, size_t outs,
    size_t ins, const uint8_t *halves, const uint8_t *bias_halves);

/* Sets the head: magic, sizes, name, checksum of what is there. */
void convert_seal(struct model_file *file);

#endif
