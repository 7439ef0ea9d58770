/* json.c - JSON text to a tree, strictly, with cJSON doing the parsing. */
#include "proto/json.h"

#include <cjson/cJSON.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* cJSON is content with too much: check what it does not. Depth is counted
 * outside strings; control bytes and bad UTF-8 are refused. */
static int check_text(struct str text, struct err *err)
{
	unsigned depth = 0;
	bool in_string = false;

	for (size_t i = 0; i < text.n; i++) {
		unsigned char c = (unsigned char)text.p[i];

		if (in_string && c == '\\') {
			i++;
		} else if (c == '"') {
			in_string = !in_string;
		} else if (in_string && c < 0x20) {
			return err_set(err, ERR_INVALID,
			    "not JSON: control byte in a string at byte %zu",
			    i + 1);
		} else if (!in_string && (c == '{' || c == '[')) {
			if (++depth > JSON_MAX_DEPTH)
				return err_set(err, ERR_INVALID,
				    "JSON nested deeper than %d at byte %zu",
				    JSON_MAX_DEPTH, i + 1);
		} else if (!in_string && (c == '}' || c == ']')) {
			if (depth > 0)
				depth--;
		}
	}
	if (!utf8_valid(text))
		return err_set(err, ERR_INVALID, "not valid UTF-8");
	return 0;
}

static void delete_tree(void *tree)
{
	cJSON_Delete(tree);
}

/* An escaped NUL would cut every C string that comes of it. */
static bool has_escaped_nul(struct str text)
{
	return str_ifind(text, "\\u0000") >= 0;
}

int json_parse(struct arena *a, struct str text, const struct json **json_r,
    struct err *err)
{
	const char *end = NULL;
	cJSON *tree;

	text = str_trim(text);
	if (text.n == 0)
		return err_set(err, ERR_INVALID, "not JSON: empty");
	if (check_text(text, err) < 0)
		return -1;
	if (has_escaped_nul(text))
		return err_set(err, ERR_INVALID, "\\u0000 is not accepted");
	tree = cJSON_ParseWithLengthOpts(text.p, text.n, &end, false);
	if (tree == NULL)
		return err_set(err, ERR_INVALID, "not JSON: wrong at byte %zu",
		    end == NULL ? (size_t)1 : (size_t)(end - text.p) + 1);
	if (end != text.p + text.n) {
		cJSON_Delete(tree);
		return err_set(err, ERR_INVALID,
		    "not JSON: something follows at byte %zu",
		    (size_t)(end - text.p) + 1);
	}
	arena_defer(a, delete_tree, tree);
	*json_r = (const struct json *)tree;
	return 0;
}

static const cJSON *node(const struct json *j)
{
	return (const cJSON *)j;
}

enum json_type json_type(const struct json *j)
{
	const cJSON *n = node(j);

	if (cJSON_IsBool(n))
		return JSON_BOOL;
	if (cJSON_IsNumber(n))
		return JSON_NUMBER;
	if (cJSON_IsString(n))
		return JSON_STRING;
	if (cJSON_IsArray(n))
		return JSON_ARRAY;
	if (cJSON_IsObject(n))
		return JSON_OBJECT;
	return JSON_NULL;
}

const struct json *json_get(const struct json *obj, const char *key)
{
	if (obj == NULL)
		return NULL;
	return (const struct json *)cJSON_GetObjectItemCaseSensitive(
	    node(obj), key);
}

const struct json *json_at(const struct json *arr, size_t i)
{
	const struct json *item = json_first(arr);

	while (item != NULL && i-- > 0)
		item = json_next(item);
	return item;
}

const struct json *json_first(const struct json *container)
{
	return container == NULL ? NULL
				 : (const struct json *)node(container)->child;
}

const struct json *json_next(const struct json *item)
{
	return item == NULL ? NULL : (const struct json *)node(item)->next;
}

const char *json_key(const struct json *item)
{
	return item == NULL ? NULL : node(item)->string;
}

size_t json_len(const struct json *container)
{
	size_t n = 0;

	for (const struct json *i = json_first(container); i != NULL;
	     i = json_next(i))
		n++;
	return n;
}

const char *json_str(const struct json *j, const char *dflt)
{
	return cJSON_IsString(node(j)) ? node(j)->valuestring : dflt;
}

double json_num(const struct json *j, double dflt)
{
	return cJSON_IsNumber(node(j)) ? node(j)->valuedouble : dflt;
}

int64_t json_i64(const struct json *j, int64_t dflt)
{
	double v = json_num(j, (double)dflt);

	if (!(v >= -9007199254740992.0 && v <= 9007199254740992.0))
		return dflt;
	return (int64_t)v;
}

bool json_bool(const struct json *j, bool dflt)
{
	return cJSON_IsBool(node(j)) ? cJSON_IsTrue(node(j)) != 0 : dflt;
}

static void write_members(struct jsonw *w, const cJSON *n);

/* The shortest of two forms that reads back as the same double. */
static void write_number(struct jsonw *w, double v)
{
	char text[32];
	int n = snprintf(text, sizeof text, "%.15g", v);

	if (strtod(text, NULL) != v)
		n = snprintf(text, sizeof text, "%.17g", v);
	if (isfinite(v))
		jsonw_raw(w, text, (size_t)n);
	else
		jsonw_null(w);
}

static void write_value(struct jsonw *w, const cJSON *n)
{
	if (cJSON_IsString(n)) {
		jsonw_str(w, n->valuestring);
	} else if (cJSON_IsNumber(n)) {
		write_number(w, n->valuedouble);
	} else if (cJSON_IsBool(n)) {
		jsonw_bool(w, cJSON_IsTrue(n) != 0);
	} else if (cJSON_IsArray(n) || cJSON_IsObject(n)) {
		write_members(w, n);
	} else {
		jsonw_null(w);
	}
}

/* Recursion is bounded: json_parse refused deeper trees. */
static void write_members(struct jsonw *w, const cJSON *n)
{
	if (cJSON_IsObject(n))
		jsonw_obj(w);
	else
		jsonw_arr(w);
	for (const cJSON *i = n->child; i != NULL; i = i->next) {
		if (cJSON_IsObject(n))
			jsonw_key(w, i->string);
		write_value(w, i);
	}
	jsonw_end(w);
}

void json_write(struct jsonw *w, const struct json *j)
{
	if (j == NULL)
		jsonw_null(w);
	else
		write_value(w, node(j));
}
