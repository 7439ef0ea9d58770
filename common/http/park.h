/* park.h - a streamed answer between its events: a connection, no request.
 *
 * A stream that waits needs no head, no arena and no task. The last step of
 * the request that began it parks it: the request ends as others do (its done
 * and release hooks run), while the connection stays open and is known by its
 * handle, until the owner ends it or the client leaves. Writing wakes nobody.
 * For work that takes steps (reading a log, waiting for a slow reader) a
 * request is begun on it again, which ends the stream or parks it once more.
 *
 * config.left(owner) is called exactly once for a stream that was parked, when
 * it is over: ended by http_park_end(), by an awake request that did not park
 * it again, by the client, or by the server's closing. The handle is dead
 * then. It must not wake, end or write to any stream.
 */
#ifndef HTTP_PARK_H
#define HTTP_PARK_H

#include "common/http/request.h"

/* From the last step of a request that streams. owner not NULL; the same as
 * before for a request that was woken. */
struct http_conn *http_park(struct http_request *r, void *owner);
/* Of the stream that this request was woken for. */
void *http_park_owner(const struct http_request *r);

/* The rest is for parked streams, and not from inside of left(). */

/* Sends, or queues what the socket doesn't take. Never blocks, frees nothing.
 * A peer that is gone is noticed later in this turn or the next. */
void http_park_write(struct http_conn *c, struct str bytes);
/* The server is being drained: no new streams begin here. */
bool http_park_draining(const struct http_conn *c);
/* Bytes queued: bound them. */
size_t http_park_queued(const struct http_conn *c);
/* Begins steps on it; they run at once, and c may be gone afterwards. The
 * request has no head: no headers, no query, no body. */
void http_park_wake(
    struct http_conn *c, task_step *const *steps, int64_t timeout_ms);
/* The end of the answer; left() runs inside. */
void http_park_end(struct http_conn *c);

/* To another process a parked stream passes as its connection does, by
 * http_passing.pack_parked of its route: handoff.h. */

#endif
