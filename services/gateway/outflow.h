/* outflow.h - large answers, piece by piece and no faster than their reader.
 *
 *	{..., fetch, outflow_write, outflow_drained, outflow_end, NULL}
 *
 * fetch, a step of the route's own, begins with outflow_next(), waits for a
 * piece and says by `last` whether another follows: if so it runs again when
 * the reader has taken most of this one. A piece that does not come in time,
 * or that is not taken in time, ends the connection in the middle, so that
 * the reader can tell that it is not whole. What comes in one piece has a
 * Content-Length.
 */
#ifndef GATEWAY_OUTFLOW_H
#define GATEWAY_OUTFLOW_H

#include "services/gateway/gateway.h"

#define OUTFLOW_PIECE ((size_t)256 * 1024)
#define OUTFLOWS_PER_USER 16 /* each holds a piece or two while it waits */

struct outflow {
	task_step *fetch;
	const char *content_type;
	const char *disposition; /* of the head; NULL: none */
	struct str piece;
	bool last;
	struct arena_mark mark; /* what a piece costs ends with it */
};

/* In the request's arena, as r->own's first member or all of it. */
void outflow_init(struct gateway_request *r, struct outflow *o,
    task_step *fetch, const char *content_type);
/* Frees the last piece, and gives the next one its time. */
void outflow_next(struct gateway_request *r, struct outflow *o);

/* The request ends; http_server_config.release. */
void outflow_release(struct gateway_request *r);

task_step outflow_write, outflow_drained, outflow_end;

#endif
