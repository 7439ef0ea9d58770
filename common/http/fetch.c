/* fetch.c - one call: its options, its answer, what went wrong with it. */
#include "common/http/client_private.h"

#include "common/base/die.h"
#include "common/http/public_addr.h"
#include "version.h"

#include <stdlib.h>
#include <sys/socket.h>

#define ANSWER_BYTES ((size_t)8 << 20)
#define CONNECT_MS 2000

static void call_release(struct call *k)
{
	struct http_client *c = k->client;

	if (k->refused != 0)
		loop_defer_cancel(c->loop, k->refused);
	k->refused = 0;
	if (k->easy != NULL) {
		curl_multi_remove_handle(c->multi, k->easy);
		curl_easy_reset(k->easy);
		if (c->n_spare < MAX_SPARE)
			c->spare[c->n_spare++] = k->easy;
		else
			curl_easy_cleanup(k->easy);
		k->easy = NULL;
	}
	curl_slist_free_all(k->headers);
	k->headers = NULL;
	buf_deinit(&k->body);
	c->n_calls--;
}

static void call_cancel(struct op *op)
{
	call_release(CONTAINER_OF(op, struct call, op));
}

static size_t on_bytes(char *p, size_t size, size_t n, void *arg)
{
	struct call *k = arg;

	buf_add(&k->body, p, size * n);
	return buf_failed(&k->body) ? 0 : size * n;
}

/* In place of curl's own socket(): the last moment before a connection, when
 * the name has been resolved. */
static curl_socket_t open_public(
    void *arg, curlsocktype purpose, struct curl_sockaddr *a)
{
	struct call *k = arg;

	(void)purpose;
	if (!http_addr_is_public(&a->addr)) {
		k->not_public = true;
		return CURL_SOCKET_BAD;
	}
	return socket(a->family, a->socktype | SOCK_CLOEXEC, a->protocol);
}

/* "https://host:port" of the URL: the rest may hold secrets. */
static const char *origin_of(struct arena *a, const char *url)
{
	const char *origin = "the peer";
	char *scheme = NULL, *host = NULL, *port = NULL;
	CURLU *u = curl_url();

	if (u != NULL && curl_url_set(u, CURLUPART_URL, url, 0) == CURLUE_OK &&
	    curl_url_get(u, CURLUPART_SCHEME, &scheme, 0) == CURLUE_OK &&
	    curl_url_get(u, CURLUPART_HOST, &host, 0) == CURLUE_OK &&
	    curl_url_get(u, CURLUPART_PORT, &port, CURLU_DEFAULT_PORT) ==
		CURLUE_OK)
		origin = arena_printf(a, "%s://%s:%s", scheme, host, port);
	curl_free(scheme);
	curl_free(host);
	curl_free(port);
	curl_url_cleanup(u);
	return origin;
}

static enum err_code code_of(CURLcode result)
{
	switch ((int)result) {
	case CURLE_OPERATION_TIMEDOUT:
		return ERR_DEADLINE;
	case CURLE_WRITE_ERROR: /* ours: the answer is too large */
	case CURLE_FILESIZE_EXCEEDED:
	case CURLE_WEIRD_SERVER_REPLY:
	case CURLE_BAD_CONTENT_ENCODING:
	case CURLE_PARTIAL_FILE:
	case CURLE_HTTP2:
	case CURLE_HTTP2_STREAM:
	case CURLE_UNSUPPORTED_PROTOCOL:
		return ERR_BAD_PEER;
	default:
		return ERR_UNAVAILABLE;
	}
}

static void describe(struct call *k, CURLcode result)
{
	const char *what = curl_easy_strerror(result);
	enum err_code code = code_of(result);
	long status = 0;

	/* It was there and began to answer. */
	curl_easy_getinfo(k->easy, CURLINFO_RESPONSE_CODE, &status);
	if (code == ERR_UNAVAILABLE && status != 0)
		code = ERR_BAD_PEER;
	if (k->not_public) {
		code = ERR_FORBIDDEN;
		what = "the name leads to an address that is not public";
	}
	if (result == CURLE_WRITE_ERROR)
		what = "the answer is larger than allowed";
	err_set(&k->err, code, "%s %s: %s", k->method,
	    origin_of(k->op.task->arena, k->url), what);
}

/* A large body changes hands instead of being copied; it has a bound of its
 * own, so it does not count against the arena's. */
static struct str take_body(struct call *k)
{
	struct arena *a = k->op.task->arena;
	struct str body = {buf_str(&k->body), k->body.len};

	if (body.n < 16384) {
		body.p = arena_strndup(a, body.p, body.n);
	} else {
		arena_defer(a, free, k->body.data);
		buf_init(&k->body, 0);
	}
	return body;
}

static void fill_reply(struct call *k)
{
	struct arena *a = k->op.task->arena;
	struct http_reply *r = k->reply;
	struct curl_header *h;
	curl_off_t us = 0;
	long status = 0;
	char *type = NULL;

	curl_easy_getinfo(k->easy, CURLINFO_RESPONSE_CODE, &status);
	curl_easy_getinfo(k->easy, CURLINFO_CONTENT_TYPE, &type);
	curl_easy_getinfo(k->easy, CURLINFO_TOTAL_TIME_T, &us);
	r->status = (int)status;
	r->body = take_body(k);
	r->content_type = type == NULL ? "" : arena_strdup(a, type);
	r->retry_after = "";
	if (curl_easy_header(k->easy, "Retry-After", 0, CURLH_HEADER, -1, &h) ==
	    CURLHE_OK)
		r->retry_after = arena_strdup(a, h->value);
	r->total_us = us;
}

void call_finished(struct call *k, CURLcode result)
{
	if (result == CURLE_OK)
		fill_reply(k);
	else
		describe(k, result);
	call_release(k);
	op_done(&k->op, result == CURLE_OK ? NULL : &k->err);
}

static void on_refused(void *arg)
{
	struct call *k = arg;

	k->refused = 0;
	call_release(k);
	op_done(&k->op, &k->err);
}

static void set_method(CURL *easy, const struct http_call *call)
{
	bool carries = call->body.n > 0 || streq(call->method, "POST") ||
		       streq(call->method, "PUT") ||
		       streq(call->method, "PATCH");

	if (carries) {
		curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE,
		    (curl_off_t)call->body.n);
		curl_easy_setopt(easy, CURLOPT_POSTFIELDS,
		    call->body.n > 0 ? call->body.p : "");
	} else if (streq(call->method, "HEAD")) {
		curl_easy_setopt(easy, CURLOPT_NOBODY, 1L);
		return;
	}
	curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, call->method);
}

static bool set_headers(struct call *k, const struct http_call *call)
{
	/* curl would ask "Expect: 100-continue" and wait a second for it. */
	k->headers = curl_slist_append(NULL, "Expect:");
	MUST(k->headers != NULL);
	for (size_t i = 0; call->headers != NULL && call->headers[i] != NULL;
	     i++) {
		struct curl_slist *more;

		if (strpbrk(call->headers[i], "\r\n") != NULL)
			return false;
		more = curl_slist_append(k->headers, call->headers[i]);
		MUST(more != NULL);
		k->headers = more;
	}
	curl_easy_setopt(k->easy, CURLOPT_HTTPHEADER, k->headers);
	return true;
}

static void set_options(struct call *k, const struct http_call *call)
{
	CURL *e = k->easy;
	int64_t left_ms = task_left_ms(k->op.task);
	int64_t ms =
	    call->timeout_ms > 0 ? MIN(call->timeout_ms, left_ms) : left_ms;
	int64_t connect_ms = call->connect_timeout_ms > 0
				 ? call->connect_timeout_ms
				 : CONNECT_MS;

	curl_easy_setopt(e, CURLOPT_PRIVATE, k);
	curl_easy_setopt(e, CURLOPT_WRITEFUNCTION, on_bytes);
	curl_easy_setopt(e, CURLOPT_WRITEDATA, k);
	curl_easy_setopt(e, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(e, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(e, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(e, CURLOPT_ACCEPT_ENCODING, "");
	curl_easy_setopt(e, CURLOPT_USERAGENT, "applylens/" APPLYLENS_VERSION);
	/* 0 would mean for ever. */
	curl_easy_setopt(e, CURLOPT_TIMEOUT_MS, (long)MAX(ms, 1));
	curl_easy_setopt(e, CURLOPT_CONNECTTIMEOUT_MS, (long)connect_ms);
}

static void set_public_only(struct call *k)
{
	curl_easy_setopt(k->easy, CURLOPT_OPENSOCKETFUNCTION, open_public);
	curl_easy_setopt(k->easy, CURLOPT_OPENSOCKETDATA, k);
	curl_easy_setopt(k->easy, CURLOPT_PROXY, "");
	/* A kept connection was not looked at by this call. */
	curl_easy_setopt(k->easy, CURLOPT_FRESH_CONNECT, 1L);
	curl_easy_setopt(k->easy, CURLOPT_FORBID_REUSE, 1L);
}

static bool start(struct call *k, const struct http_call *call)
{
	struct http_client *c = k->client;

	if (curl_easy_setopt(k->easy, CURLOPT_URL, call->url) != CURLE_OK) {
		err_set(&k->err, ERR_INTERNAL, "the URL can't be used");
		return false;
	}
	set_options(k, call);
	if (call->public_only)
		set_public_only(k);
	set_method(k->easy, call);
	if (!set_headers(k, call)) {
		err_set(&k->err, ERR_INTERNAL, "a header holds a line end");
		return false;
	}
	if (curl_multi_add_handle(c->multi, k->easy) != CURLM_OK) {
		err_set(&k->err, ERR_INTERNAL, "the call can't be started");
		return false;
	}
	return true;
}

void http_fetch(struct task *t, struct http_client *c,
    const struct http_call *call, struct http_reply *reply_r)
{
	struct call *k = ARENA_NEW(t->arena, struct call);

	*reply_r = (struct http_reply){.content_type = "", .retry_after = ""};
	k->client = c;
	k->reply = reply_r;
	k->method = arena_strdup(t->arena, call->method);
	k->url = arena_strdup(t->arena, call->url);
	buf_init(&k->body,
	    call->max_answer_bytes > 0 ? call->max_answer_bytes : ANSWER_BYTES);
	k->easy = c->n_spare > 0 ? c->spare[--c->n_spare] : curl_easy_init();
	MUST(k->easy != NULL);
	c->n_calls++;
	op_begin(&k->op, t, call_cancel);
	if (!start(k, call))
		k->refused = loop_defer(c->loop, on_refused, k);
}
