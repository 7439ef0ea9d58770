/* client_private.h - the client's and its transfers' state. */
#ifndef HTTP_CLIENT_PRIVATE_H
#define HTTP_CLIENT_PRIVATE_H

#include "common/base/buf.h"
#include "common/http/client.h"

#include <curl/curl.h>

#define MAX_SPARE 32 /* idle curl handles kept */

struct http_client {
	struct loop *loop;
	CURLM *multi;
	struct timer *timer;
	size_t n_calls;
	CURL *spare[MAX_SPARE];
	size_t n_spare;
};

/* One request and its answer as curl sees them: transfer.c. What takes the
 * answer is fetch.c, whole, or feed.c, piece by piece. */
struct transfer {
	struct http_client *client;
	/* It is over, well or not. Not from inside a callback of curl's. */
	void (*finished)(struct transfer *t, CURLcode result);
	CURL *easy; /* NULL: given back */
	struct curl_slist *headers;
	const char *method, *origin; /* in the arena */
	bool not_public;             /* an address was refused */
	size_t head_bytes;
};

/* Takes a handle; method and origin go to the arena. Each has its end. */
void transfer_init(struct transfer *t, struct http_client *c, struct arena *a,
    const struct http_call *call);
/* Begins. -1: the call can't be made; `err` says why. */
MUST_CHECK int transfer_start(struct transfer *t, const struct http_call *call,
    int64_t timeout_ms, curl_write_callback on_bytes, void *arg,
    struct err *err);
/* Ends the connection's use if it goes on, and gives the handle back. */
void transfer_end(struct transfer *t);
/* What went wrong with it, before its end. */
void transfer_error(const struct transfer *t, CURLcode result, struct err *err);
/* What http_reply.certificate_ends_ms is: also of a call that failed behind its
 * handshake. */
int64_t transfer_certificate_ends_ms(const struct transfer *t);
/* Status, type and Retry-After of its head, copied to the arena. */
void transfer_head(
    const struct transfer *t, struct arena *a, struct http_reply *r);

#endif
