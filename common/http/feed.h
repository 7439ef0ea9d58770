/* feed.h - an answer of an outside API that comes in pieces (SSE): read as a
 * step's operations, one piece after the other.
 *
 *	http_feed_open(t, client, &call, &x->feed, &x->head); return STEP_WAIT;
 *	... http_feed_next(t, x->feed, 15000, &x->piece); return STEP_WAIT;
 *	... piece.n == 0: the answer came to its end.
 *
 * The peer is read no faster than its pieces are taken: past HTTP_FEED_BYTES
 * its connection waits. A feed ends with its task at the latest, and with it
 * the connection: a peer that still makes an answer can tell.
 */
#ifndef HTTP_FEED_H
#define HTTP_FEED_H

#include "common/http/client.h"

#define HTTP_FEED_BYTES ((size_t)65536) /* read ahead, and most in a piece */

struct http_feed;

/* An operation, over when the answer begins, with its head and its first byte,
 * or is empty: gives status, type, Retry-After, no body. call->timeout_ms is
 * the time for that; the whole answer has what the task has left. Errors as of
 * http_fetch(); a head of more than 64 KB is ERR_BAD_PEER. *feed_r is set at
 * once and lives as long as the task's arena. */
void http_feed_open(struct task *t, struct http_client *c,
    const struct http_call *call, struct http_feed **feed_r,
    struct http_reply *head_r);

/* An operation: what has come, borrowed until the next call; empty at a whole
 * answer's end. ERR_DEADLINE: not a byte within stall_ms. ERR_BAD_PEER: it
 * broke off, or is larger than call->max_answer_bytes; what came before that
 * is given first. */
void http_feed_next(
    struct task *t, struct http_feed *f, int64_t stall_ms, struct str *piece_r);

/* Ends the transfer; may be called again, and for one that has ended. Not
 * while an operation of it is outstanding. */
void http_feed_close(struct http_feed *f);

#endif
