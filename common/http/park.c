/* park.c - streams between their events: see park.h. */
#include "common/http/park.h"

#include "common/base/die.h"
#include "common/http/internal.h"

#include <stdio.h>

#define AT_ONCE_BYTES ((size_t)8192) /* framed on the stack, sent whole */
#define FRAME_BYTES ((size_t)24)     /* of a chunk, around its bytes */

struct http_conn *http_park(struct http_request *r, void *owner)
{
	struct http_conn *c = r->conn;

	MUST(r->streaming && owner != NULL);
	MUST(c->owner == NULL || c->owner == owner);
	if (c->owner == NULL)
		c->server->n_parked++;
	c->owner = owner;
	c->stream_route = r->route;
	c->parking = true;
	return c;
}

void *http_park_owner(const struct http_request *r)
{
	return r->conn->owner;
}

void park_over(struct http_conn *c)
{
	void *owner = c->owner;

	if (owner == NULL)
		return;
	c->owner = NULL;
	c->server->n_parked--;
	c->server->config.left(owner);
}

/* ---- writing ---- */

/* One piece with its frame, so that it goes out in one packet. */
static struct str frame(struct http_conn *c, struct str bytes, char *out)
{
	int n = snprintf(out, FRAME_BYTES, "%zx\r\n", bytes.n);
	size_t at = (size_t)n;

	if (c->http10)
		return bytes;
	memcpy(out + at, bytes.p, bytes.n);
	at += bytes.n;
	memcpy(out + at, "\r\n", 2);
	return (struct str){out, at + 2};
}

void http_park_write(struct http_conn *c, struct str bytes)
{
	char out[AT_ONCE_BYTES + FRAME_BYTES];

	MUST(c->state == CONN_PARKED && bytes.n > 0);
	if (c->broken)
		return;
	if (conn_queued(c) == 0 && bytes.n <= AT_ONCE_BYTES) {
		conn_send(c, frame(c, bytes, out), (struct str){"", 0});
	} else {
		stream_queue(c, bytes);
		conn_flush(c);
	}
	/* The rest of it, or the end, is for conn_advance(). */
	if (c->broken || conn_queued(c) > 0)
		conn_kick(c);
}

size_t http_park_queued(const struct http_conn *c)
{
	return conn_queued(c);
}

bool http_park_draining(const struct http_conn *c)
{
	return c->server->draining;
}

/* ---- going on ---- */

void http_park_wake(
    struct http_conn *c, task_step *const *steps, int64_t timeout_ms)
{
	MUST(c->state == CONN_PARKED && !c->freeing);
	(void)request_woken(c);
	request_start(c, steps, timeout_ms);
}

void http_park_end(struct http_conn *c)
{
	MUST(c->state == CONN_PARKED && !c->freeing);
	stream_end(c);
	park_over(c);
	request_after(c);
	conn_kick(c);
}
