/* answer.c - the last step: a daemon's JSON, our own, or what went wrong. */
#include "services/gateway/gateway.h"

#include <stdio.h>

#define JSON_TYPE "application/json; charset=utf-8"

struct gateway_request *gateway_request(struct task *t)
{
	return CONTAINER_OF(t, struct gateway_request, http.task);
}

struct gateway *gateway_of(const struct gateway_request *r)
{
	return r->http.daemon;
}

const struct gateway_route *gateway_route(const struct gateway_request *r)
{
	return r->http.route->data;
}

/* What a person at the other end can act on; our own troubles are in the log
 * under the request's id, not in the answer. */
void gateway_tame(struct err *err)
{
	if (err->code == ERR_INTERNAL)
		snprintf(err->text, sizeof err->text,
		    "something went wrong on our side; the log has it under "
		    "this request_id");
}

enum step_result gateway_problem(struct gateway_request *r)
{
	struct err err = r->http.task.err;

	gateway_tame(&err);
	/* limit.c said when, exactly. */
	if (err_is_retryable(err.code) && err.code != ERR_RATE_LIMITED)
		http_add_header(&r->http, "Retry-After", "1");
	http_answer_problem(&r->http, &err, r->http.request_id);
	return STEP_NEXT;
}

enum step_result gateway_json(
    struct gateway_request *r, int status, struct buf *b)
{
	if (buf_failed(b)) {
		err_set(&r->http.task.err, ERR_TOO_LARGE,
		    "the answer is larger than %zu bytes; ask for less",
		    b->max);
		buf_deinit(b);
		return gateway_problem(r);
	}
	http_answer(
	    &r->http, status, JSON_TYPE, (struct str){buf_str(b), b->len});
	buf_deinit(b);
	return STEP_NEXT;
}

enum step_result gateway_answer_reply(struct task *t)
{
	struct gateway_request *r = gateway_request(t);

	if (t->err.code != ERR_OK)
		return gateway_problem(r);
	http_answer(&r->http, 200, JSON_TYPE, r->reply.json);
	return STEP_NEXT;
}

enum step_result gateway_answer_rows(struct task *t)
{
	struct gateway_request *r = gateway_request(t);

	if (t->err.code == ERR_OK && pg_rows(r->rows) == 0)
		err_set(&t->err, ERR_NOT_FOUND, "there is no such thing here");
	if (t->err.code != ERR_OK)
		return gateway_problem(r);
	http_answer(&r->http, 200, JSON_TYPE, pg_str(r->rows, 0, "json"));
	return STEP_NEXT;
}

int gateway_path_id(
    struct gateway_request *r, size_t param, uint64_t *id_r, struct err *err)
{
	if (str_to_u64(str_of(r->http.params[param]), id_r) < 0 ||
	    *id_r > INT64_MAX)
		return err_set(err, ERR_NOT_FOUND, "no such id: %.40s",
		    r->http.params[param]);
	return 0;
}
