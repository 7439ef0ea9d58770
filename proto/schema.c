/* schema.c - a message table as a JSON Schema (2020-12) object. */
#include "common/base/jsonw.h"
#include "proto/describe.h"

#include <stdio.h>

#define STRS_ITEM_MAX 4096

/* Lengths are counted in bytes here, in characters there: no character is
 * shorter than a byte, and "x-max-bytes" says the rest. */
static void put_text(struct jsonw *w, const struct field_desc *f)
{
	if (f->min == f->max) {
		jsonw_ki(w, "minLength", (int64_t)f->min);
		jsonw_ki(w, "maxLength", (int64_t)f->max);
		return;
	}
	if (f->min > 0)
		jsonw_ki(w, "minLength", (int64_t)f->min);
	jsonw_ki(w, "maxLength", (int64_t)f->max);
	jsonw_ki(w, "x-max-bytes", (int64_t)f->max);
}

static void put_number(struct jsonw *w, const struct field_desc *f)
{
	int decimals = f->kind == KIND_F64 ? 6 : 0;

	jsonw_kf(w, "minimum", f->min, decimals);
	jsonw_kf(w, "maximum", f->max, decimals);
	if (!f->required)
		jsonw_kf(w, "default", f->dflt, decimals);
}

static void put_words(struct jsonw *w, const char *words, bool or_null)
{
	struct str rest = str_of(words), word;

	jsonw_karr(w, "enum");
	while (str_split(&rest, '|', &word))
		jsonw_strn(w, word.p, word.n);
	if (or_null)
		jsonw_null(w);
	jsonw_end(w);
}

static void put_list(struct jsonw *w, const struct field_desc *f)
{
	char ref[128];

	jsonw_ki(w, "maxItems", (int64_t)f->max);
	if (f->kind == KIND_RECS && f->required)
		jsonw_ki(w, "minItems", 1);
	jsonw_kobj(w, "items");
	if (f->kind == KIND_RECS) {
		snprintf(
		    ref, sizeof ref, "#/components/schemas/%s", f->rec->name);
		jsonw_ks(w, "$ref", ref);
	} else {
		jsonw_ks(w, "type", "string");
		if (f->kind == KIND_IDS)
			jsonw_ks(w, "pattern", PROTO_ID_PATTERN);
		else
			jsonw_ki(w, "maxLength", STRS_ITEM_MAX);
	}
	jsonw_end(w);
}

static const char *type_of(enum field_kind kind)
{
	switch (kind) {
	case KIND_STR:
	case KIND_ID:
	case KIND_ENUM:
		return "string";
	case KIND_I64:
		return "integer";
	case KIND_F64:
		return "number";
	case KIND_BOOL:
		return "boolean";
	case KIND_STRS:
	case KIND_IDS:
	case KIND_RECS:
	case KIND_LIST:
		return "array";
	case KIND_OBJECT:
		return "object";
	case KIND_JSON:
		break;
	}
	return NULL;
}

static void put_type(struct jsonw *w, const char *type, bool or_null)
{
	if (type == NULL)
		return;
	if (!or_null) {
		jsonw_ks(w, "type", type);
		return;
	}
	jsonw_karr(w, "type");
	jsonw_str(w, type);
	jsonw_str(w, "null");
	jsonw_end(w);
}

void proto_schema_field(
    struct jsonw *w, const struct field_desc *f, bool or_null)
{
	or_null = or_null && !f->required;
	jsonw_obj(w);
	put_type(w, type_of(f->kind), or_null);
	switch (f->kind) {
	case KIND_STR:
		put_text(w, f);
		break;
	case KIND_I64:
	case KIND_F64:
		put_number(w, f);
		break;
	case KIND_ID:
		jsonw_ks(w, "pattern", PROTO_ID_PATTERN);
		break;
	case KIND_BOOL:
		if (!f->required)
			jsonw_kb(w, "default", f->dflt > 0);
		break;
	case KIND_STRS:
	case KIND_IDS:
	case KIND_RECS:
		put_list(w, f);
		break;
	case KIND_ENUM:
		put_words(w, f->words, or_null);
		break;
	case KIND_JSON:
	case KIND_OBJECT:
	case KIND_LIST:
		jsonw_ki(w, "x-max-bytes", (int64_t)f->max);
		break;
	}
	jsonw_ks(w, "description", f->doc);
	jsonw_end(w);
}

static bool is_in_path(const char *path, const char *name)
{
	struct str rest = str_of(path), part;

	while (str_split(&rest, '/', &part))
		if (part.n > 2 && part.p[0] == '{' &&
		    str_eqs((struct str){part.p + 1, part.n - 2}, name))
			return true;
	return false;
}

static void put_required(
    struct jsonw *w, const struct record_desc *d, const char *path)
{
	bool begun = false;

	for (size_t i = 0; i < d->n_fields; i++) {
		const struct field_desc *f = &d->fields[i];

		if (!f->required || is_in_path(path, f->name))
			continue;
		if (!begun)
			jsonw_karr(w, "required");
		begun = true;
		jsonw_str(w, f->name);
	}
	if (begun)
		jsonw_end(w);
}

void proto_schema(struct jsonw *w, const struct record_desc *d,
    const char *but_path, bool closed)
{
	jsonw_obj(w);
	jsonw_ks(w, "type", "object");
	jsonw_ks(w, "description", d->doc);
	jsonw_kobj(w, "properties");
	for (size_t i = 0; i < d->n_fields; i++) {
		if (is_in_path(but_path, d->fields[i].name))
			continue;
		jsonw_key(w, d->fields[i].name);
		proto_schema_field(w, &d->fields[i], true);
	}
	jsonw_end(w);
	put_required(w, d, but_path);
	if (closed)
		jsonw_kb(w, "additionalProperties", false);
	jsonw_end(w);
}
