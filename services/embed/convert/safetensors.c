/* safetensors.c - see safetensors.h. */
#include "services/embed/convert/safetensors.h"

#include "proto/json.h"

#include <math.h>

static size_t type_bytes(const char *dtype)
{
	static const struct {
		const char *name;
		size_t bytes;
	} types[] = {
	    {"BOOL", 1},
	    {"U8", 1},
	    {"I8", 1},
	    {"I16", 2},
	    {"U16", 2},
	    {"F16", 2},
	    {"BF16", 2},
	    {"I32", 4},
	    {"U32", 4},
	    {"F32", 4},
	    {"I64", 8},
	    {"U64", 8},
	    {"F64", 8},
	};

	for (size_t i = 0; i < ARRAY_LEN(types); i++)
		if (streq(types[i].name, dtype))
			return types[i].bytes;
	return 0;
}

/* A whole number from 0 to max, or -1. */
static int64_t count_of(const struct json *j, size_t max)
{
	double v = json_num(j, -1);

	if (!(v >= 0) || v > (double)max || floor(v) != v)
		return -1;
	return (int64_t)v;
}

/* Where the tensor lies; -1 when its words do not fit together. */
static int place(
    const struct json *tensor, size_t data_bytes, size_t *at_r, size_t *bytes_r)
{
	const struct json *shape = json_get(tensor, "shape");
	const struct json *offsets = json_get(tensor, "data_offsets");
	size_t bytes = type_bytes(json_str(json_get(tensor, "dtype"), ""));
	int64_t from, to;

	if (bytes == 0 || json_type(shape) != JSON_ARRAY ||
	    json_len(shape) > SAFETENSORS_DIMS_MAX ||
	    json_type(offsets) != JSON_ARRAY || json_len(offsets) != 2)
		return -1;
	for (size_t i = 0; i < json_len(shape); i++) {
		int64_t n = count_of(json_at(shape, i), data_bytes);

		if (n < 0 || (n > 0 && bytes > data_bytes / (size_t)n))
			return -1;
		bytes *= (size_t)n;
	}
	from = count_of(json_at(offsets, 0), data_bytes);
	to = count_of(json_at(offsets, 1), data_bytes);
	if (from < 0 || to < from || (size_t)(to - from) != bytes)
		return -1;
	*at_r = (size_t)from;
	*bytes_r = bytes;
	return 0;
}

static int check_all(const struct safetensors *s, struct err *err)
{
	size_t at, bytes, n = 0;

	for (const struct json *j = json_first(s->head); j != NULL;
	     j = json_next(j)) {
		if (streq(json_key(j), "__metadata__"))
			continue;
		if (n++ == SAFETENSORS_COUNT_MAX)
			return err_set(err, ERR_INVALID, "more than %d tensors",
			    SAFETENSORS_COUNT_MAX);
		if (json_type(j) != JSON_OBJECT ||
		    place(j, s->data.n, &at, &bytes) < 0)
			return err_set(err, ERR_INVALID,
			    "tensor %.80s: dtype, shape and data_offsets do "
			    "not fit together, or the file is cut",
			    json_key(j));
	}
	return 0;
}

int safetensors_open(
    struct arena *a, struct str file, struct safetensors *s_r, struct err *err)
{
	uint64_t head = 0;

	if (file.n < 8)
		return err_set(err, ERR_INVALID, "cut: no length of the head");
	for (size_t i = 0; i < 8; i++)
		head |= (uint64_t)(uint8_t)file.p[i] << 8 * i;
	if (head > SAFETENSORS_HEAD_MAX || head > file.n - 8)
		return err_set(err, ERR_INVALID,
		    "the head has %llu bytes: cut, or no file of tensors",
		    (unsigned long long)head);
	s_r->data = (struct str){file.p + 8 + head, file.n - 8 - (size_t)head};
	if (json_parse(
		a, (struct str){file.p + 8, (size_t)head}, &s_r->head, err) < 0)
		return err_wrap(err, "head");
	if (json_type(s_r->head) != JSON_OBJECT)
		return err_set(err, ERR_INVALID, "head: not an object");
	return check_all(s_r, err);
}

int safetensors_halves(const struct safetensors *s, const char *name, size_t n,
    const uint8_t **p_r, struct err *err)
{
	const struct json *tensor = json_get(s->head, name);
	size_t at, bytes;

	if (json_type(tensor) != JSON_OBJECT ||
	    place(tensor, s->data.n, &at, &bytes) < 0)
		return err_set(err, ERR_INVALID, "no tensor %s", name);
	if (!streq(json_str(json_get(tensor, "dtype"), ""), "F16") ||
	    bytes != 2 * n)
		return err_set(err, ERR_INVALID,
		    "tensor %s: is not %zu numbers of type F16", name, n);
	*p_r = (const uint8_t *)s->data.p + at;
	return 0;
}

float half_at(const uint8_t *p)
{
	unsigned h = p[0] | (unsigned)p[1] << 8;
	int exponent = (int)(h >> 10 & 31);
	float part = (float)(h & 1023);
	float v = exponent == 31  ? (part > 0 ? NAN : INFINITY)
		  : exponent == 0 ? ldexpf(part, -24)
				  : ldexpf(part + 1024, exponent - 25);

	return h & 0x8000 ? -v : v;
}
