/* proto_encode.c - a message struct to JSON, by its table. */
#include "common/base/jsonw.h"
#include "proto/proto.h"

#include <inttypes.h>
#include <stdio.h>

static void encode_record(
    struct jsonw *w, const struct record_desc *rec, const void *in);

struct records {
	const void *v;
	size_t n;
};

static void encode_id(struct jsonw *w, uint64_t id)
{
	char text[24];
	int n = snprintf(text, sizeof text, "%" PRIu64, id);

	jsonw_strn(w, text, (size_t)n);
}

static void encode_list(
    struct jsonw *w, const struct field_desc *f, const void *in)
{
	const struct strs *strs = in;
	const struct ids *ids = in;
	const struct records *recs = in;
	size_t n = f->kind == KIND_STRS  ? strs->n
		   : f->kind == KIND_IDS ? ids->n
					 : recs->n;

	jsonw_arr(w);
	for (size_t i = 0; i < n; i++) {
		if (f->kind == KIND_STRS)
			jsonw_str(w, strs->v[i]);
		else if (f->kind == KIND_IDS)
			encode_id(w, ids->v[i]);
		else
			encode_record(w, f->rec,
			    (const char *)recs->v + i * f->rec->bytes);
	}
	jsonw_end(w);
}

/* Whether an optional field has nothing to say. Id 0 is nobody's. */
static bool is_absent(const struct field_desc *f, const void *in)
{
	if (f->kind == KIND_STR || f->kind == KIND_ENUM)
		return *(const char *const *)in == NULL;
	if (f->kind == KIND_JSON || f->kind == KIND_OBJECT ||
	    f->kind == KIND_LIST)
		return ((const struct str *)in)->n == 0;
	if (f->kind == KIND_ID)
		return !f->required && *(const uint64_t *)in == 0;
	return false;
}

static void encode_field(
    struct jsonw *w, const struct field_desc *f, const void *in)
{
	const struct str *json = in;

	switch (f->kind) {
	case KIND_STR:
	case KIND_ENUM:
		jsonw_str(w, *(const char *const *)in);
		return;
	case KIND_I64:
		jsonw_i64(w, *(const int64_t *)in);
		return;
	case KIND_ID:
		encode_id(w, *(const uint64_t *)in);
		return;
	case KIND_F64:
		jsonw_f64(w, *(const double *)in, 6);
		return;
	case KIND_BOOL:
		jsonw_bool(w, *(const bool *)in);
		return;
	case KIND_JSON:
	case KIND_OBJECT:
	case KIND_LIST:
		jsonw_raw(w, json->p, json->n);
		return;
	case KIND_STRS:
	case KIND_IDS:
	case KIND_RECS:
		encode_list(w, f, in);
		return;
	}
}

static void encode_record(
    struct jsonw *w, const struct record_desc *rec, const void *in)
{
	jsonw_obj(w);
	for (size_t i = 0; i < rec->n_fields; i++) {
		const struct field_desc *f = &rec->fields[i];
		const void *at = (const char *)in + f->offset;

		if (is_absent(f, at))
			continue;
		jsonw_key(w, f->name);
		encode_field(w, f, at);
	}
	jsonw_end(w);
}

void proto_encode(struct buf *out, const struct record_desc *d, const void *msg)
{
	struct jsonw w;

	jsonw_init(&w, out);
	encode_record(&w, d, msg);
}
