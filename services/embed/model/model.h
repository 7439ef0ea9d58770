/* model.h - text to vector: the weights, the tokens, the sum.
 *
 * One thread a model: it has its working memory in it. */
#ifndef EMBED_MODEL_MODEL_H
#define EMBED_MODEL_MODEL_H

#include "common/base/err.h"
#include "common/base/str.h"
#include "services/embed/model/layout.h"

#define MODEL_TOKENS_MIN 2 /* the begin and the end */

struct model;

/* Maps a file that embed_convert made. ERR_UNAVAILABLE, "no weights: ...":
 * it is away, cut, damaged (checksum), of another format or another model.
 * Nothing may write to the file while it is mapped; a new one is renamed to
 * its place. */
MUST_CHECK int model_open(
    const char *path, struct model **m_r, struct err *err);
void model_close(struct model **m);

/* The fastest kernel that this processor has is chosen by model_open: vnni,
 * avx2 or plain. model_use takes another, for tests and benches; false: this
 * processor, or nobody, has it. */
const char *model_kernel(const struct model *m);
bool model_use(struct model *m, const char *kernel);

/* Tokens of any bytes: begin, at most max_tokens - 2 pieces, end. What follows
 * them in the text is not read. max_tokens is between MODEL_TOKENS_MIN and
 * MODEL_TOKENS_MAX. Returns how many there are. */
size_t model_tokens(const struct model *m, struct str text, size_t max_tokens,
    uint16_t ids_r[MODEL_TOKENS_MAX]);

/* The vector, of length 1: the mean over the tokens. Returns their number. */
size_t model_embed(struct model *m, struct str text, size_t max_tokens,
    float vector_r[MODEL_DIM]);

/* The vector scaled so that its largest component is 127 or -127. */
void model_pack(const float vector[MODEL_DIM], int8_t packed_r[MODEL_DIM]);

#endif
