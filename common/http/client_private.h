/* client_private.h - the client's and its calls' state. */
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

/* In the task's arena. */
struct call {
	struct op op;
	struct http_client *client;
	CURL *easy;
	struct curl_slist *headers;
	struct http_reply *reply;
	struct buf body;
	uint64_t refused; /* deferred failure, or 0 */
	struct err err;
	const char *method;
	const char *url;
	bool not_public; /* an address was refused */
};

/* Its transfer is over: fills the reply and completes the operation. */
void call_finished(struct call *k, CURLcode result);

#endif
