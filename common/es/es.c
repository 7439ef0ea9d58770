/* es.c - see es.h. */
#include "common/es/es.h"

#include "common/base/die.h"

#include <stdlib.h>

struct es {
	struct http_client *http;
	char *url; /* without / at the end */
};

int es_open(struct loop *l, const char *url, struct es **es_r, struct err *err)
{
	struct es *es = xcalloc(1, sizeof *es);
	struct str s = str_of(url);

	while (str_ends(s, "/"))
		s.n--;
	es->url = xcalloc(1, s.n + 1);
	memcpy(es->url, s.p, s.n);
	if (http_client_open(l, ES_MAX_CONNECTIONS, &es->http, err) != 0) {
		free(es->url);
		free(es);
		return -1;
	}
	*es_r = es;
	return 0;
}

void es_close(struct es **es)
{
	if (*es == NULL)
		return;
	http_client_close(&(*es)->http);
	free((*es)->url);
	free(*es);
	*es = NULL;
}

void es_send(struct task *t, struct es *es, const struct es_request *r,
    struct http_reply *reply_r)
{
	static const char *const json[] = {
	    "Content-Type: application/json", "Accept: application/json", NULL};
	static const char *const lines[] = {
	    "Content-Type: application/x-ndjson", "Accept: application/json",
	    NULL};
	const struct http_call call = {.method = r->method,
	    .url = arena_printf(t->arena, "%s%s", es->url, r->path),
	    .headers = r->is_lines ? lines : json,
	    .body = r->body,
	    .timeout_ms = MIN(ES_TIMEOUT_MS, task_left_ms(t)),
	    .max_answer_bytes = ES_MAX_ANSWER_BYTES};

	http_fetch(t, es->http, &call, reply_r);
}

/* "elasticsearch answers 400: parsing_exception" */
static int refuse(int status, const struct json *j, struct err *err)
{
	const struct json *error = json_get(j, "error");
	const char *type = json_str(json_get(error, "type"), "");
	enum err_code code = ERR_INTERNAL;

	if (status == 404)
		code = ERR_NOT_FOUND;
	else if (status == 429 || status >= 500 || status == 401 ||
		 status == 403)
		code = ERR_UNAVAILABLE;
	return err_set(err, code, "elasticsearch answers %d%s%.60s", status,
	    *type ? ": " : "", type);
}

/* A search whose shards partly failed is an answer that leaves mail out. */
static int check_whole(const struct json *j, struct err *err)
{
	int64_t failed =
	    json_i64(json_get(json_get(j, "_shards"), "failed"), 0);

	if (json_bool(json_get(j, "timed_out"), false))
		return err_set(
		    err, ERR_UNAVAILABLE, "elasticsearch ran out of time");
	if (failed > 0)
		return err_set(err, ERR_UNAVAILABLE,
		    "elasticsearch: %lld shards did not answer",
		    (long long)failed);
	return 0;
}

static int parse(struct arena *a, const struct http_reply *reply,
    const struct json **j_r, struct err *err)
{
	const struct json *j = NULL;
	struct err parse = {0};
	bool is_object = json_parse(a, reply->body, &j, &parse) == 0 &&
			 json_type(j) == JSON_OBJECT;

	if (reply->status < 200 || reply->status > 299)
		return refuse(reply->status, is_object ? j : NULL, err);
	if (!is_object)
		return err_set(err, ERR_BAD_PEER,
		    "elasticsearch answers what is no JSON object");
	*j_r = j;
	return 0;
}

int es_read(struct arena *a, const struct http_reply *reply,
    const struct json **j_r, struct err *err)
{
	return parse(a, reply, j_r, err) != 0 ? -1 : check_whole(*j_r, err);
}

int es_check_partial(struct arena *a, const struct json *j,
    const char **partial_r, struct err *err)
{
	const struct json *shards = json_get(j, "_shards");
	int64_t failed = json_i64(json_get(shards, "failed"), 0);
	int64_t done = json_i64(json_get(shards, "successful"), 0);

	*partial_r = NULL;
	if (json_get(j, "error") != NULL)
		return refuse(
		    (int)json_i64(json_get(j, "status"), 500), j, err);
	if (failed > 0 && done <= 0)
		return check_whole(j, err);
	if (failed > 0)
		*partial_r = arena_printf(a,
		    "%lld of %lld parts of the index did not answer",
		    (long long)failed, (long long)(failed + done));
	else if (json_bool(json_get(j, "timed_out"), false))
		*partial_r = "the index ran out of time";
	return 0;
}

int es_read_partial(struct arena *a, const struct http_reply *reply,
    const struct json **j_r, const char **partial_r, struct err *err)
{
	return parse(a, reply, j_r, err) != 0
		   ? -1
		   : es_check_partial(a, *j_r, partial_r, err);
}

bool es_may_retry(const struct err *err)
{
	return err->code == ERR_UNAVAILABLE || err->code == ERR_BAD_PEER;
}
