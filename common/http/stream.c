/* stream.c - answers that are written while they are made. */
#include "common/http/internal.h"

#include "common/base/die.h"

#include <stdio.h>

static bool has_body(const struct http_request *r)
{
	return r->method != HTTP_HEAD && r->status != 204 && r->status != 304;
}

void http_stream_begin(
    struct http_request *r, int status, const char *content_type)
{
	struct http_conn *c = r->conn;
	struct buf *b = &c->server->answer;

	/* Without chunks, only the end of the connection ends the body. */
	if (c->http10)
		c->keep_alive = false;
	answer_begin(r, status, content_type);
	r->streaming = true;
	if (has_body(r) && !c->http10)
		buf_adds(b, "Transfer-Encoding: chunked\r\n");
	buf_adds(b, "\r\n");
	MUST(!buf_failed(b));
	r->sent_bytes += b->len;
	conn_send(c, (struct str){b->data, b->len}, (struct str){"", 0});
}

void stream_queue(struct http_conn *c, struct str bytes)
{
	char size[20];
	int n;

	if (c->http10) {
		conn_queue(c, bytes);
		return;
	}
	n = snprintf(size, sizeof size, "%zx\r\n", bytes.n);
	conn_queue(c, (struct str){size, (size_t)n});
	conn_queue(c, bytes);
	conn_queue(c, STR("\r\n"));
}

void http_stream_write(struct http_request *r, struct str bytes)
{
	struct http_conn *c = r->conn;

	MUST(r->streaming);
	if (bytes.n == 0 || !has_body(r))
		return;
	r->sent_bytes += bytes.n;
	stream_queue(c, bytes);
	/* What is written in one turn goes out in one write. */
	conn_kick(c);
}

void http_stream_cut(struct http_request *r)
{
	MUST(r->streaming);
	r->conn->stream_cut = true;
}

void stream_end(struct http_conn *c)
{
	if (c->stream_cut)
		c->keep_alive = false;
	else if (!c->http10 && (c->req == NULL || has_body(c->req)))
		conn_queue(c, STR("0\r\n\r\n"));
}

size_t http_stream_queued(const struct http_request *r)
{
	return conn_queued(r->conn);
}

static void drain_cancel(struct op *op)
{
	CONTAINER_OF(op, struct http_conn, drain_op)->drain_wanted = false;
}

void http_stream_drain(struct http_request *r, size_t low_water)
{
	struct http_conn *c = r->conn;

	MUST(!c->drain_wanted);
	c->low_water = MAX(low_water, 1);
	c->drain_wanted = true;
	op_begin(&c->drain_op, &r->task, drain_cancel);
	if (!c->advancing)
		conn_kick(c);
}
