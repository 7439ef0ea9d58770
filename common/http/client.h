/* client.h - calls to outside HTTP APIs: curl's multi interface on the loop. */
#ifndef HTTP_CLIENT_H
#define HTTP_CLIENT_H

#include "common/base/str.h"
#include "common/loop/task.h"

struct http_client;

MUST_CHECK int http_client_open(struct loop *l, size_t max_connections,
    struct http_client **c_r, struct err *err);
void http_client_close(struct http_client **c);

struct http_call {
	const char *method; /* "GET", "POST", ... */
	const char *url;    /* http or https only; redirects are not followed */
	const char *const
	    *headers;    /* "Name: value", NULL-terminated; or NULL */
	struct str body; /* borrowed until the operation is over */
	int64_t connect_timeout_ms; /* 0 means 2000 */
	int64_t timeout_ms;         /* 0: what the task has left */
	size_t max_answer_bytes;    /* 0 means 8 MB; beyond: ERR_BAD_PEER */
	/* The URL is a stranger's: only public addresses are connected to,
	 * whatever its name resolves to, and through no proxy. Otherwise
	 * ERR_FORBIDDEN. */
	bool public_only;
	/* Whose certificate is asked for, not what it answers: by a connection
	 * of its own, whoever signed it, over or not. Send no secret. */
	bool certificate;
};

struct http_reply {
	int status;
	/* Lives as long as the task; a large one doesn't count against the
	 * arena's cap, having its own bound. NUL-terminated. */
	struct str body;
	const char *content_type; /* or "" */
	const char *retry_after;  /* or "" */
	int64_t total_us;
	/* http_call.certificate: when the first of its chain ends, whatever was
	 * answered behind the handshake; else 0. */
	int64_t certificate_ends_ms;
};

/* A step's operation. Any HTTP status is success here; no connection, no
 * TLS, no answer in time are ERR_UNAVAILABLE or ERR_DEADLINE. The URL's
 * userinfo and query never reach the error text. */
void http_fetch(struct task *t, struct http_client *c,
    const struct http_call *call, struct http_reply *reply_r);

#endif
