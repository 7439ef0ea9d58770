/* fetch.c - one call whose answer is taken whole. */
#include "common/http/client_private.h"

#include <stdlib.h>

#define ANSWER_BYTES ((size_t)8 << 20)

/* In the task's arena. */
struct fetch {
	struct transfer transfer;
	struct op op;
	struct http_reply *reply;
	struct buf body;
	uint64_t refused; /* deferred failure, or 0 */
	struct err err;
};

static void fetch_release(struct fetch *f)
{
	if (f->refused != 0)
		loop_defer_cancel(f->transfer.client->loop, f->refused);
	f->refused = 0;
	transfer_end(&f->transfer);
	buf_deinit(&f->body);
}

static void fetch_cancel(struct op *op)
{
	fetch_release(CONTAINER_OF(op, struct fetch, op));
}

static size_t on_bytes(char *p, size_t size, size_t n, void *arg)
{
	struct fetch *f = arg;

	buf_add(&f->body, p, size * n);
	return buf_failed(&f->body) ? 0 : size * n;
}

/* A large body changes hands instead of being copied; it has a bound of its
 * own, so it does not count against the arena's. */
static struct str take_body(struct fetch *f)
{
	struct arena *a = f->op.task->arena;
	struct str body = {buf_str(&f->body), f->body.len};

	if (body.n < 16384) {
		body.p = arena_strndup(a, body.p, body.n);
	} else {
		arena_defer(a, free, f->body.data);
		buf_init(&f->body, 0);
	}
	return body;
}

static void fetch_finished(struct transfer *t, CURLcode result)
{
	struct fetch *f = CONTAINER_OF(t, struct fetch, transfer);

	if (result == CURLE_OK) {
		transfer_head(t, f->op.task->arena, f->reply);
		f->reply->body = take_body(f);
	} else {
		transfer_error(t, result, &f->err);
		f->reply->certificate_ends_ms = transfer_certificate_ends_ms(t);
	}
	fetch_release(f);
	op_done(&f->op, result == CURLE_OK ? NULL : &f->err);
}

static void on_refused(void *arg)
{
	struct fetch *f = arg;

	f->refused = 0;
	fetch_release(f);
	op_done(&f->op, &f->err);
}

void http_fetch(struct task *t, struct http_client *c,
    const struct http_call *call, struct http_reply *reply_r)
{
	struct fetch *f = ARENA_NEW(t->arena, struct fetch);
	int64_t ms = task_left_ms(t);

	if (call->timeout_ms > 0)
		ms = MIN(call->timeout_ms, ms);
	*reply_r = (struct http_reply){.content_type = "", .retry_after = ""};
	f->reply = reply_r;
	f->transfer.finished = fetch_finished;
	transfer_init(&f->transfer, c, t->arena, call);
	buf_init(&f->body,
	    call->max_answer_bytes > 0 ? call->max_answer_bytes : ANSWER_BYTES);
	op_begin(&f->op, t, fetch_cancel);
	if (transfer_start(&f->transfer, call, ms, on_bytes, f, &f->err) < 0)
		f->refused = loop_defer(c->loop, on_refused, f);
}
