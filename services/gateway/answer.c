/* answer.c - the last step: a daemon's JSON, our own, or what went wrong. */
#include "services/gateway/gateway.h"

#include "services/gateway/once/once.h"

#define JSON_TYPE "application/json; charset=utf-8"

enum step_result gateway_answer(struct gateway_request *r, int status,
    const char *content_type, struct str body)
{
	if (r->once != NULL)
		return once_answer(r, status, content_type, body);
	http_answer(&r->http, status, content_type, body);
	return STEP_NEXT;
}

static enum step_result answer_problem(
    struct gateway_request *r, const struct err *err)
{
	struct buf b;
	enum step_result next;
	int status;

	buf_init(&b, 8192);
	status = http_problem(&r->http, err, &b);
	next = gateway_answer(
	    r, status, HTTP_PROBLEM_TYPE, (struct str){buf_str(&b), b.len});
	buf_deinit(&b);
	return next;
}

enum step_result gateway_problem(struct gateway_request *r)
{
	struct err err;

	if (once_replay(r))
		return STEP_NEXT;
	err = r->http.task.err;
	gateway_tame(&err);
	/* limit.c said when, exactly. */
	if (err_is_retryable(err.code) && err.code != ERR_RATE_LIMITED)
		http_add_header(&r->http, "Retry-After", "1");
	return answer_problem(r, &err);
}

enum step_result gateway_json(
    struct gateway_request *r, int status, struct buf *b)
{
	enum step_result next;

	if (buf_failed(b)) {
		err_set(&r->http.task.err, ERR_TOO_LARGE,
		    "the answer is larger than %zu bytes; ask for less",
		    b->max);
		buf_deinit(b);
		return gateway_problem(r);
	}
	next = gateway_answer(
	    r, status, JSON_TYPE, (struct str){buf_str(b), b->len});
	buf_deinit(b);
	return next;
}

enum step_result gateway_answer_reply(struct task *t)
{
	struct gateway_request *r = gateway_request(t);

	if (t->err.code != ERR_OK)
		return gateway_problem(r);
	return gateway_answer(r, 200, JSON_TYPE, r->reply.json);
}

enum step_result gateway_answer_rows(struct task *t)
{
	struct gateway_request *r = gateway_request(t);

	if (t->err.code == ERR_OK && pg_rows(r->rows) == 0)
		err_set(&t->err, ERR_NOT_FOUND, "there is no such thing here");
	if (t->err.code != ERR_OK)
		return gateway_problem(r);
	return gateway_answer(r, 200, JSON_TYPE, pg_str(r->rows, 0, "json"));
}
