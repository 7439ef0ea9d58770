/* handoff.h - the open connections of one server pass to another process's.
 *
 * Over a pair of fdpass.h goes one packet a connection: its descriptor, the
 * bytes that were read ahead or not yet sent, and, when a request is being
 * answered whose route can be passed on, what its steps need to go on with. A
 * connection between two requests always passes: what its client has sent and
 * nobody read stays in the kernel and passes with it, so no request is lost.
 * One whose request cannot pass does so after its answer.
 */
#ifndef HTTP_HANDOFF_H
#define HTTP_HANDOFF_H

#include "common/http/server.h"

#define HANDOFF_STATE_MAX ((size_t)4096)
#define HANDOFF_BYTES_MAX ((size_t)131072) /* read ahead and not yet sent */

/* How a route's requests pass, once they are streaming. */
struct http_passing {
	/* Writes what `steps` need, at most HANDOFF_STATE_MAX bytes; nothing
	 * of the request may be running or half written. false: not now. */
	bool (*pack)(struct http_request *r, struct buf *state);
	/* The same for a stream that is parked: park.h. */
	bool (*pack_parked)(void *owner, struct buf *state);
	/* Run in the other process: state is the request's body, method, path
	 * and params are as they were, the head is sent. The last one ends the
	 * stream, as it does in the route's own steps. */
	task_step *const *steps;
};

/* Stops accepting and passes all that can pass over fd, which is owned from
 * then on; a second call replaces the first's. Goes on by itself. */
void http_server_give(struct http_server *s, int fd);
/* Nothing is left to give. */
bool http_server_given(const struct http_server *s);

/* Takes what comes over fd, owned from then on, until its end. */
void http_server_take(struct http_server *s, int fd);
/* Somebody may still give. */
bool http_server_taking(const struct http_server *s);

/* Ends, whole, the streams that could have been passed, for want of somebody
 * to pass them to: their readers come back for the rest. */
void http_server_end_streams(struct http_server *s);

#endif
