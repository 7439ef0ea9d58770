/* safetensors.h - reading a file of tensors.
 *
 * Format: https://huggingface.co/docs/safetensors - 8 bytes little-endian, the
 * length of a JSON object of name to {dtype, shape, data_offsets}, then the
 * data. Everything is checked when it is opened. */
#ifndef EMBED_CONVERT_SAFETENSORS_H
#define EMBED_CONVERT_SAFETENSORS_H

#include "common/base/arena.h"
#include "common/base/err.h"
#include "common/base/str.h"

#define SAFETENSORS_HEAD_MAX (1u << 20)
#define SAFETENSORS_COUNT_MAX 1000
#define SAFETENSORS_DIMS_MAX 4

struct json;

struct safetensors {
	const struct json *head;
	struct str data; /* of the caller's file */
};

/* file is borrowed and outlives *s_r. ERR_INVALID says what is wrong: cut,
 * more than the bounds, overlapping nothing that is there, sizes that do not
 * fit their shapes. */
MUST_CHECK int safetensors_open(
    struct arena *a, struct str file, struct safetensors *s_r, struct err *err);

/* The halves (F16) of a tensor of n numbers, unaligned; ERR_INVALID when there
 * is none of that name, type and size. */
MUST_CHECK int safetensors_halves(const struct safetensors *s, const char *name,
    size_t n, const uint8_t **p_r, struct err *err);

/* An IEEE half, little-endian. */
float half_at(const uint8_t *p);

#endif
