/* bus_error.c - errors across the bus. See bus_error.h. */
#include "common/bus/bus_error.h"

#include "common/base/jsonw.h"
#include "proto/json.h"

void bus_error_write(struct buf *out, const struct err *err)
{
	struct jsonw w;

	jsonw_init(&w, out);
	jsonw_obj(&w);
	jsonw_ks(&w, "code", err_name(err->code));
	jsonw_ks(&w, "field", err->field);
	jsonw_ks(&w, "text", err->text);
	jsonw_end(&w);
}

void bus_error_read(
    struct arena *a, enum err_code code, struct str json, struct err *err_r)
{
	const struct json *body;
	const char *text, *field;

	err_clear(err_r);
	err_set(err_r, code, "%s", err_title(code));
	if (json.n > BUS_ERROR_BYTES || json_parse(a, json, &body, NULL) < 0 ||
	    json_type(body) != JSON_OBJECT)
		return;
	text = json_str(json_get(body, "text"), "");
	field = json_str(json_get(body, "field"), "");
	if (text[0] != '\0')
		str_copy(err_r->text, sizeof err_r->text, str_of(text));
	str_copy(err_r->field, sizeof err_r->field, str_of(field));
}
