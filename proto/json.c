/* json.c - JSON text to a tree, strictly, with cJSON doing the parsing. */
#include "proto/json.h"

#include "proto/json_check.h"

#include <cjson/cJSON.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static void delete_tree(void *tree)
{
	cJSON_Delete(tree);
}

int json_parse(struct arena *a, struct str text, const struct json **json_r,
    struct err *err)
{
	cJSON *tree;

	if (json_check(text, err) < 0)
		return -1;
	text = str_trim(text);
	tree = cJSON_ParseWithLength(text.p, text.n);
	if (tree == NULL)
		return err_set(err, ERR_INVALID, "not JSON");
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
