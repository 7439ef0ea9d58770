/* handoff.h - the open connections of one server pass to another process's.
 *
 * Over a pair of fdpass.h goes one packet a connection: its descriptor, the
 * bytes that were read ahead or not yet sent, and, for a parked stream, what is
 * needed to go on with it. A connection between two requests always passes:
 * what its client has sent and nobody read stays in the kernel and passes with
 * it, so no request is lost. One whose request is being answered passes after
 * that.
 */
#ifndef HTTP_HANDOFF_H
#define HTTP_HANDOFF_H

#include "common/http/server.h"

#define HANDOFF_STATE_MAX ((size_t)4096)
#define HANDOFF_BYTES_MAX ((size_t)131072) /* read ahead and not yet sent */

/* How the parked streams of a route pass (park.h). */
struct http_passing {
	/* Writes what `steps` need, at most HANDOFF_STATE_MAX bytes. false: not
	 * now. */
	bool (*pack)(void *owner, struct buf *state);
	/* Run in the other process, as a request that is no new one: the state
	 * is its body, its head was sent. The last one parks it again, or ends
	 * it. */
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
