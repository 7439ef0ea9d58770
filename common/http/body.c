/* body.c - the request's body: decoding, pieces for steps, discarding. */
#include "common/http/internal.h"

#include "common/base/die.h"

uint64_t http_received(const struct http_request *r)
{
	return r->conn->body_bytes;
}

void body_begin(struct http_conn *c, const struct http_head *h)
{
	c->body_chunked = h->chunked;
	c->chunked = (struct chunked){.state = CHUNK_SIZE};
	c->body_left = (uint64_t)MAX(h->content_length, 0);
	c->body_bytes = 0;
	c->window_bytes = 0;
	c->expects_continue = h->expects_continue;
}

bool body_over(const struct http_conn *c)
{
	if (c->body_chunked)
		return c->chunked.state == CHUNK_DONE;
	return c->body_left == 0;
}

bool body_skippable(const struct http_conn *c)
{
	return !c->body_chunked && !c->expects_continue &&
	       c->body_left <= HTTP_DISCARD_BYTES;
}

void body_say_continue(struct http_conn *c)
{
	struct str go_on = STR("HTTP/1.1 100 Continue\r\n\r\n");

	if (c->expects_continue && !body_over(c))
		conn_send(c, go_on, (struct str){"", 0});
	c->expects_continue = false;
}

static int take_run(struct http_conn *c, size_t max, struct str *run_r,
    struct http_refusal *why)
{
	struct str in = {c->rx.p, MIN(c->rx.n, max)};
	size_t offered = in.n;

	if (c->body_chunked) {
		if (chunked_next(&c->chunked, &in, run_r, why) < 0)
			return -1;
	} else {
		*run_r = (struct str){
		    in.p, (size_t)MIN(c->body_left, (uint64_t)in.n)};
		c->body_left -= run_r->n;
		in.n -= run_r->n;
	}
	conn_use(c, offered - in.n);
	return 0;
}

int body_take(struct http_conn *c, size_t max, struct http_refusal *why)
{
	c->expects_continue = false;
	while (c->rx.n > 0 && !body_over(c) && c->body.len < max) {
		struct str run;

		if (take_run(c, max - c->body.len, &run, why) < 0)
			return -1;
		c->body_bytes += run.n;
		c->window_bytes += run.n;
		if (c->body_bytes > c->req->route->max_body_bytes)
			return http_refuse(why, 413,
			    "the request body is larger than this path takes");
		buf_add(&c->body, run.p, run.n);
		MUST(!buf_failed(&c->body));
	}
	return 0;
}

bool body_discard(struct http_conn *c)
{
	size_t n = (size_t)MIN(c->body_left, (uint64_t)c->rx.n);

	conn_use(c, n);
	c->body_left -= n;
	c->window_bytes += n;
	return c->body_left == 0;
}

/* ---- pieces for a step ---- */

static void body_cancel(struct op *op)
{
	CONTAINER_OF(op, struct http_conn, body_op)->body_wanted = false;
}

void http_body_next(struct http_request *r, struct str *piece_r)
{
	struct http_conn *c = r->conn;

	MUST(r->route->streams_body && !c->body_wanted);
	if (c->body.max == 0)
		buf_init(&c->body, HTTP_PIECE_BYTES);
	buf_clear(&c->body);
	*piece_r = (struct str){"", 0};
	c->piece_r = piece_r;
	c->body_wanted = true;
	op_begin(&c->body_op, &r->task, body_cancel);
	if (c->rx.n == 0)
		body_say_continue(c);
	if (!c->advancing)
		conn_kick(c);
}

static void finish_body_op(struct http_conn *c, const struct err *err)
{
	c->body_wanted = false;
	op_done(&c->body_op, err);
}

/* True when the operation was completed: the request may be gone. */
static bool give_piece(struct http_conn *c)
{
	struct http_refusal why;
	struct err err = {.code = ERR_OK};

	if (body_take(c, HTTP_PIECE_BYTES, &why) < 0) {
		c->body_status = why.status;
		c->keep_alive = false;
		err_set(&err, why.status == 413 ? ERR_TOO_LARGE : ERR_INVALID,
		    "%s", why.detail);
		finish_body_op(c, &err);
		return true;
	}
	if (c->body.len == 0 && !body_over(c))
		return false;
	*c->piece_r = (struct str){buf_str(&c->body), c->body.len};
	finish_body_op(c, NULL);
	return true;
}

/* One completion at a time; a kick for the next, so that one fast peer
 * can't keep the loop to itself. */
bool body_advance(struct http_conn *c)
{
	bool done = false;

	conn_flush(c);
	if (c->drain_wanted && conn_queued(c) < c->low_water) {
		c->drain_wanted = false;
		op_done(&c->drain_op, NULL);
		done = true;
	} else if (c->body_wanted && (c->rx.n > 0 || body_over(c))) {
		done = give_piece(c);
	}
	if (c->state != CONN_BUSY)
		return true;
	if (done && (c->drain_wanted || c->body_wanted))
		conn_kick(c);
	return false;
}

void body_expired(struct http_conn *c)
{
	struct err err;

	c->body_status = 408;
	c->keep_alive = false;
	err_set(&err, ERR_DEADLINE, "the request body arrives too slowly");
	/* The task ends inside; nothing frees c meanwhile. */
	c->advancing = true;
	finish_body_op(c, &err);
	c->advancing = false;
}
