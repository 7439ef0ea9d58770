/* model.h - the trained weights, and the features that they weigh.
 *
 * A linear model over hashed words and pairs of words, one column a category.
 * The weights are part of the program (model/triage.model) and are checked
 * once when opened.
 */
#ifndef TRIAGE_MODEL_H
#define TRIAGE_MODEL_H

#include "common/base/err.h"
#include "services/triage/mail.h"
#include "services/triage/signals/text.h"

#define TRIAGE_MODEL_MAGIC "ALTRIAG3"
#define TRIAGE_WORD_BITS 18 /* buckets of the category columns */

enum triage_block {
	BLOCK_SUBJECT, /* words and pairs of words */
	BLOCK_BODY,
	BLOCK_SENDER,        /* display name, local part, domain */
	BLOCK_SUBJECT_PARTS, /* beginnings and ends of words */
	BLOCK_BODY_PARTS,
	BLOCK_SENDER_PARTS,
	TRIAGE_BLOCKS
};

struct triage_feature {
	uint32_t hash;
	uint16_t word;  /* which word of the block begins it */
	uint16_t words; /* 1 or 2 */
};

struct triage_features {
	const struct triage_feature *v[TRIAGE_BLOCKS];
	size_t n[TRIAGE_BLOCKS];
	double value[TRIAGE_BLOCKS]; /* of each feature: gain / sqrt(n) */
};

/* Different features only, in order of first appearance. */
void triage_features_read(struct arena *a, const struct triage_text *subject,
    const struct triage_text *body, const struct triage_text *sender,
    struct triage_features *f_r);

static inline uint32_t triage_word_bucket(uint32_t hash)
{
	return hash & ((1u << TRIAGE_WORD_BITS) - 1);
}

/* As in the file, little-endian. */
struct triage_model_head {
	char magic[8];
	uint32_t categories, word_bits;
	uint32_t sharpness;               /* inverse temperature, 1024ths */
	float scale[TRIAGE_CATEGORIES_N]; /* of one unit of a column */
	int32_t bias_milli[TRIAGE_CATEGORIES_N]; /* before sharpening */
	uint64_t checksum; /* FNV-1a of everything behind the head */
};

struct triage_model {
	const struct triage_model_head *head;
	const int8_t (*words)[TRIAGE_CATEGORIES_N];
};

/* The weights in the program, or bytes that outlive the model. ERR_INTERNAL:
 * not a model of this program, or damaged. */
MUST_CHECK int triage_model_open(struct triage_model *m_r, struct err *err);
MUST_CHECK int triage_model_read(
    struct str file, struct triage_model *m_r, struct err *err);

/* A block's part in every category, thousandths of log-odds, sharpened. */
void triage_model_block(const struct triage_model *m,
    const struct triage_features *f, enum triage_block b,
    int32_t milli_r[TRIAGE_CATEGORIES_N]);
/* One feature's part in the difference between two categories. */
int32_t triage_model_feature(const struct triage_model *m,
    const struct triage_features *f, enum triage_block b, size_t i,
    enum triage_category win, enum triage_category lose);
/* Thousandths of log-odds, sharpened as the model's own are. */
int32_t triage_model_sharpen(const struct triage_model *m, int32_t milli);

uint64_t triage_model_checksum(const void *p, size_t n);
size_t triage_model_bytes(void);

#endif
