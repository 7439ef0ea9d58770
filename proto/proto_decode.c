/* proto_decode.c - JSON to a message struct; names the first bad field. */
#include "proto/json.h"
#include "proto/proto.h"

#include <math.h>
#include <stdio.h>

#define STRS_ITEM_MAX 4096
#define I64_SAFE 9007199254740992.0 /* 2^53: beyond, doubles skip integers */

/* Where we are, for error messages: "messages[2].role". */
struct path {
	char text[128];
};

struct decoder {
	struct arena *arena;
	struct err *err;
};

static int decode_record(struct decoder *d, const struct record_desc *rec,
    const struct json *obj, struct path at, void *out);

static struct path path_add(struct path at, const char *name)
{
	struct path p;

	snprintf(p.text, sizeof p.text, "%.40s%s%.40s", at.text,
	    at.text[0] ? "." : "", name);
	return p;
}

static struct path path_item(struct path at, size_t i)
{
	struct path p;

	snprintf(p.text, sizeof p.text, "%.90s[%zu]", at.text, i);
	return p;
}

#define BAD(d, at, ...) err_field((d)->err, (at).text, __VA_ARGS__)

/* ---- one field by kind ---- */

static int decode_str(struct decoder *d, const struct field_desc *f,
    const struct json *v, struct path at, const char **out)
{
	const char *s = json_str(v, NULL);
	size_t n;

	if (s == NULL)
		return BAD(d, at, "must be a string");
	n = strlen(s);
	if ((double)n < f->min)
		return n == 0 ? BAD(d, at, "must not be empty")
			      : BAD(d, at, "must have at least %.0f bytes",
				    f->min);
	if ((double)n > f->max)
		return BAD(
		    d, at, "must have at most %.0f bytes, has %zu", f->max, n);
	*out = arena_strndup(d->arena, s, n);
	return 0;
}

static int decode_number(struct decoder *d, const struct field_desc *f,
    const struct json *v, struct path at, double *out)
{
	double x = json_num(v, NAN);

	if (json_type(v) != JSON_NUMBER || !isfinite(x))
		return BAD(d, at, "must be a number");
	if (x < f->min || x > f->max)
		return BAD(
		    d, at, "must be between %.15g and %.15g", f->min, f->max);
	*out = x;
	return 0;
}

static int decode_i64(struct decoder *d, const struct field_desc *f,
    const struct json *v, struct path at, int64_t *out)
{
	double x;

	if (decode_number(d, f, v, at, &x) < 0)
		return -1;
	if (x != floor(x) || fabs(x) > I64_SAFE)
		return BAD(d, at, "must be a whole number");
	*out = (int64_t)x;
	return 0;
}

static int decode_id(
    struct decoder *d, const struct json *v, struct path at, uint64_t *out)
{
	const char *s = json_str(v, NULL);

	if (s == NULL || str_to_u64(str_of(s), out) < 0)
		return BAD(d, at, "must be an id: a string of digits");
	return 0;
}

static int decode_enum(struct decoder *d, const struct field_desc *f,
    const struct json *v, struct path at, const char **out)
{
	struct str rest = str_of(f->words), word;
	const char *s = json_str(v, NULL);

	if (s == NULL)
		return BAD(d, at, "must be a string: one of %s", f->words);
	while (str_split(&rest, '|', &word)) {
		if (str_eqs(word, s)) {
			*out = arena_strdup(d->arena, s);
			return 0;
		}
	}
	return BAD(d, at, "must be one of %s", f->words);
}

static int check_list(struct decoder *d, const struct field_desc *f,
    const struct json *v, struct path at, size_t *n_r)
{
	if (json_type(v) != JSON_ARRAY)
		return BAD(d, at, "must be a list");
	*n_r = json_len(v);
	if ((double)*n_r > f->max)
		return BAD(d, at, "must have at most %.0f items, has %zu",
		    f->max, *n_r);
	return 0;
}

static int decode_strs(struct decoder *d, const struct field_desc *f,
    const struct json *v, struct path at, struct strs *out)
{
	static const struct field_desc item = {.max = STRS_ITEM_MAX};
	size_t n, i = 0;

	if (check_list(d, f, v, at, &n) < 0)
		return -1;
	out->v = ARENA_ARRAY(d->arena, const char *, n);
	for (const struct json *j = json_first(v); j; j = json_next(j), i++)
		if (decode_str(d, &item, j, path_item(at, i), &out->v[i]) < 0)
			return -1;
	out->n = n;
	return 0;
}

static int decode_ids(struct decoder *d, const struct field_desc *f,
    const struct json *v, struct path at, struct ids *out)
{
	size_t n, i = 0;
	uint64_t *ids;

	if (check_list(d, f, v, at, &n) < 0)
		return -1;
	ids = ARENA_ARRAY(d->arena, uint64_t, n);
	for (const struct json *j = json_first(v); j; j = json_next(j), i++)
		if (decode_id(d, j, path_item(at, i), &ids[i]) < 0)
			return -1;
	*out = (struct ids){ids, n};
	return 0;
}

/* Every list of records has this shape, whatever the record. */
struct records {
	void *v;
	size_t n;
};

static int decode_recs(struct decoder *d, const struct field_desc *f,
    const struct json *v, struct path at, struct records *out)
{
	size_t n, i = 0;
	char *items;

	if (check_list(d, f, v, at, &n) < 0)
		return -1;
	if (f->required && n == 0)
		return BAD(d, at, "must not be empty");
	items = arena_array(d->arena, f->rec->bytes, n);
	for (const struct json *j = json_first(v); j; j = json_next(j), i++)
		if (decode_record(d, f->rec, j, path_item(at, i),
			items + i * f->rec->bytes) < 0)
			return -1;
	*out = (struct records){items, n};
	return 0;
}

static int decode_json(struct decoder *d, const struct field_desc *f,
    const struct json *v, struct path at, struct str *out)
{
	struct buf *b = ARENA_NEW(d->arena, struct buf);
	struct jsonw w;

	buf_init(b, (size_t)f->max + 1);
	arena_defer(d->arena, buf_release, b);
	jsonw_init(&w, b);
	json_write(&w, v);
	if (buf_failed(b) || (double)b->len > f->max)
		return BAD(d, at, "must have at most %.0f bytes", f->max);
	*out = (struct str){b->data, b->len};
	return 0;
}

static int decode_field(struct decoder *d, const struct field_desc *f,
    const struct json *v, struct path at, void *out)
{
	switch (f->kind) {
	case KIND_STR:
		return decode_str(d, f, v, at, out);
	case KIND_I64:
		return decode_i64(d, f, v, at, out);
	case KIND_ID:
		return decode_id(d, v, at, out);
	case KIND_F64:
		return decode_number(d, f, v, at, out);
	case KIND_BOOL:
		if (json_type(v) != JSON_BOOL)
			return BAD(d, at, "must be true or false");
		*(bool *)out = json_bool(v, false);
		return 0;
	case KIND_STRS:
		return decode_strs(d, f, v, at, out);
	case KIND_IDS:
		return decode_ids(d, f, v, at, out);
	case KIND_OBJECT:
		if (json_type(v) != JSON_OBJECT)
			return BAD(d, at, "must be an object");
		return decode_json(d, f, v, at, out);
	case KIND_LIST:
		if (json_type(v) != JSON_ARRAY)
			return BAD(d, at, "must be a list");
		return decode_json(d, f, v, at, out);
	case KIND_JSON:
		return decode_json(d, f, v, at, out);
	case KIND_ENUM:
		return decode_enum(d, f, v, at, out);
	case KIND_RECS:
		return decode_recs(d, f, v, at, out);
	}
	return BAD(d, at, "is of an unknown kind");
}

/* ---- a record ---- */

static const struct field_desc *find_field(
    const struct record_desc *rec, const char *name)
{
	for (size_t i = 0; i < rec->n_fields; i++)
		if (streq(rec->fields[i].name, name))
			return &rec->fields[i];
	return NULL;
}

static void set_default(const struct field_desc *f, void *out)
{
	if (f->kind == KIND_I64)
		*(int64_t *)out = (int64_t)f->dflt;
	else if (f->kind == KIND_F64)
		*(double *)out = f->dflt;
	else if (f->kind == KIND_BOOL)
		*(bool *)out = f->dflt != 0;
}

static int check_present(struct decoder *d, const struct record_desc *rec,
    uint64_t seen, struct path at)
{
	for (size_t i = 0; i < rec->n_fields; i++)
		if (rec->fields[i].required && !(seen & (uint64_t)1 << i))
			return BAD(
			    d, path_add(at, rec->fields[i].name), "is missing");
	return 0;
}

static int decode_record(struct decoder *d, const struct record_desc *rec,
    const struct json *obj, struct path at, void *out)
{
	uint64_t seen = 0;

	if (json_type(obj) != JSON_OBJECT)
		return BAD(d, at, "must be an object");
	for (size_t i = 0; i < rec->n_fields; i++)
		set_default(
		    &rec->fields[i], (char *)out + rec->fields[i].offset);
	for (const struct json *j = json_first(obj); j; j = json_next(j)) {
		const struct field_desc *f = find_field(rec, json_key(j));
		struct path here = path_add(at, json_key(j));
		uint64_t bit;

		if (f == NULL)
			return BAD(d, here, "is not a field of %s", rec->name);
		bit = (uint64_t)1 << (f - rec->fields);
		if (seen & bit)
			return BAD(d, here, "is given twice");
		if (json_type(j) == JSON_NULL && !f->required)
			continue; /* null is absent */
		seen |= bit;
		if (decode_field(d, f, j, here, (char *)out + f->offset) < 0)
			return -1;
	}
	return check_present(d, rec, seen, at);
}

int proto_decode(struct arena *a, const struct record_desc *rec,
    struct str json, void *out, struct err *err)
{
	struct decoder d = {.arena = a, .err = err};
	const struct json *root;

	if (str_trim(json).n == 0)
		json = STR("{}"); /* no body: all defaults */
	if (json_parse(a, json, &root, err) < 0)
		return -1;
	return decode_record(&d, rec, root, (struct path){""}, out);
}
