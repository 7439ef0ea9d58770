/* bring.c - query strings to JSON, and a path's fields into bodies. */
#include "services/gateway/bring.h"

#include "common/base/jsonw.h"
#include "common/http/uri.h"

#include <math.h>

int bring_field(struct arena *a, struct str body, const char *name,
    const char *value, struct str *json_r, struct err *err)
{
	struct str trimmed = str_trim(body), inside;
	struct buf b;
	struct jsonw w;

	if (trimmed.n == 0)
		trimmed = STR("{}");
	if (trimmed.p[0] != '{')
		return err_set(err, ERR_INVALID, "the body must be an object");
	inside = str_trim((struct str){trimmed.p + 1, trimmed.n - 1});
	buf_init(&b, body.n + 6 * strlen(value) + 256);
	jsonw_init(&w, &b);
	jsonw_obj(&w);
	jsonw_ks(&w, name, value);
	if (inside.n > 0 && inside.p[0] != '}')
		buf_addc(&b, ',');
	buf_add(&b, inside.p, inside.n);
	/* The closing brace is the body's. */
	*json_r = (struct str){arena_memdup(a, buf_str(&b), b.len), b.len};
	buf_deinit(&b);
	return 0;
}

/* ---- query string to JSON ---- */

static const struct field_desc *find_field(
    const struct record_desc *d, struct str name)
{
	for (size_t i = 0; i < d->n_fields; i++)
		if (str_eqs(name, d->fields[i].name))
			return &d->fields[i];
	return NULL;
}

static void write_value(
    struct jsonw *w, const struct field_desc *f, const char *value)
{
	double number;
	bool yes;

	if ((f->kind == KIND_I64 || f->kind == KIND_F64) &&
	    str_to_double(str_of(value), &number) == 0)
		jsonw_f64(w, number, number == floor(number) ? 0 : 17);
	else if (f->kind == KIND_BOOL && str_to_bool(str_of(value), &yes) == 0)
		jsonw_bool(w, yes);
	else
		jsonw_str(w, value);
}

/* One "name=value". */
static int bring_pair(struct arena *a, struct str pair,
    const struct record_desc *d, struct jsonw *w, struct err *err)
{
	struct str value = pair, name;
	const struct field_desc *f;
	char text[64], *decoded;

	(void)!!str_split(&value, '=', &name);
	f = find_field(d, name);
	if (f == NULL) {
		str_copy(text, sizeof text, name);
		return err_field(err, text, "is not a parameter of this path");
	}
	decoded = arena_alloc(a, value.n + 1);
	if (uri_component(value, decoded) < 0)
		return err_field(
		    err, f->name, "not valid percent-encoded UTF-8");
	jsonw_key(w, f->name);
	write_value(w, f, decoded);
	return 0;
}

int bring_query(struct arena *a, struct str query, const struct record_desc *d,
    struct buf *out, struct err *err)
{
	struct str pair;
	struct jsonw w;

	jsonw_init(&w, out);
	jsonw_obj(&w);
	while (str_split(&query, '&', &pair))
		if (pair.n > 0 && bring_pair(a, pair, d, &w, err) < 0)
			return -1;
	jsonw_end(&w);
	return buf_failed(out)
		   ? err_set(err, ERR_TOO_LARGE, "the query is too long")
		   : 0;
}
