/* json.h - reading JSON that no message table describes. cJSON inside.
 *
 * Trees live in the arena's shadow: they are freed with it. */
#ifndef PROTO_JSON_H
#define PROTO_JSON_H

#include "common/base/arena.h"
#include "common/base/err.h"
#include "common/base/jsonw.h"
#include "common/base/str.h"

#define JSON_MAX_DEPTH 32

struct json; /* a node */

/* The whole text must be one value. ERR_INVALID says at which byte. */
MUST_CHECK int json_parse(struct arena *a, struct str text,
    const struct json **json_r, struct err *err);

enum json_type {
	JSON_NULL,
	JSON_BOOL,
	JSON_NUMBER,
	JSON_STRING,
	JSON_ARRAY,
	JSON_OBJECT
};
enum json_type json_type(const struct json *j); /* NULL reads as JSON_NULL */
const struct json *json_get(const struct json *obj, const char *key);
const struct json *json_at(const struct json *arr, size_t i);
const struct json *json_first(const struct json *container);
const struct json *json_next(const struct json *item);
const char *json_key(const struct json *item);
size_t json_len(const struct json *container);
/* The value, or the default when absent or of another type. */
const char *json_str(const struct json *j, const char *dflt);
double json_num(const struct json *j, double dflt);
int64_t json_i64(const struct json *j, int64_t dflt);
bool json_bool(const struct json *j, bool dflt);

/* Writes the value back, without spaces. NULL writes null. */
void json_write(struct jsonw *w, const struct json *j);

#endif
