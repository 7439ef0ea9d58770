/* transfer.c - one request as curl is told it, and what went wrong with it. */
#include "common/http/client_private.h"

#include "common/base/die.h"
#include "common/http/public_addr.h"
#include "version.h"

#include <stdlib.h>
#include <sys/socket.h>

#define CONNECT_MS 2000
#define HEAD_MAX ((size_t)65536) /* of all heads and trailers of an answer */

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

void transfer_init(struct transfer *t, struct http_client *c, struct arena *a,
    const struct http_call *call)
{
	t->client = c;
	t->method = arena_strdup(a, call->method);
	t->origin = origin_of(a, call->url);
	t->easy = c->n_spare > 0 ? c->spare[--c->n_spare] : curl_easy_init();
	MUST(t->easy != NULL);
	c->n_calls++;
}

void transfer_end(struct transfer *t)
{
	struct http_client *c = t->client;

	if (t->easy == NULL)
		return;
	curl_multi_remove_handle(c->multi, t->easy);
	curl_easy_reset(t->easy);
	if (c->n_spare < MAX_SPARE)
		c->spare[c->n_spare++] = t->easy;
	else
		curl_easy_cleanup(t->easy);
	t->easy = NULL;
	curl_slist_free_all(t->headers);
	t->headers = NULL;
	c->n_calls--;
}

/* ---- beginning ---- */

/* In place of curl's own socket(): the last moment before a connection, when
 * the name has been resolved. */
static curl_socket_t open_public(
    void *arg, curlsocktype purpose, struct curl_sockaddr *a)
{
	struct transfer *t = arg;

	(void)purpose;
	if (!http_addr_is_public(&a->addr)) {
		t->not_public = true;
		return CURL_SOCKET_BAD;
	}
	return socket(a->family, a->socktype | SOCK_CLOEXEC, a->protocol);
}

/* Nobody needs a head of this size; curl takes more. */
static size_t on_head(char *p, size_t size, size_t n, void *arg)
{
	struct transfer *t = arg;

	(void)p;
	t->head_bytes += size * n;
	return t->head_bytes > HEAD_MAX ? 0 : size * n;
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

static bool set_headers(struct transfer *t, const struct http_call *call)
{
	/* curl would ask "Expect: 100-continue" and wait a second for it. */
	t->headers = curl_slist_append(NULL, "Expect:");
	MUST(t->headers != NULL);
	for (size_t i = 0; call->headers != NULL && call->headers[i] != NULL;
	     i++) {
		struct curl_slist *more;

		if (strpbrk(call->headers[i], "\r\n") != NULL)
			return false;
		more = curl_slist_append(t->headers, call->headers[i]);
		MUST(more != NULL);
		t->headers = more;
	}
	curl_easy_setopt(t->easy, CURLOPT_HTTPHEADER, t->headers);
	return true;
}

static void set_options(struct transfer *t, const struct http_call *call,
    int64_t timeout_ms, curl_write_callback on_bytes, void *arg)
{
	CURL *e = t->easy;
	int64_t connect_ms = call->connect_timeout_ms > 0
				 ? call->connect_timeout_ms
				 : CONNECT_MS;

	curl_easy_setopt(e, CURLOPT_PRIVATE, t);
	curl_easy_setopt(e, CURLOPT_WRITEFUNCTION, on_bytes);
	curl_easy_setopt(e, CURLOPT_WRITEDATA, arg);
	curl_easy_setopt(e, CURLOPT_HEADERFUNCTION, on_head);
	curl_easy_setopt(e, CURLOPT_HEADERDATA, t);
	curl_easy_setopt(e, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(e, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(e, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(e, CURLOPT_ACCEPT_ENCODING, "");
	curl_easy_setopt(e, CURLOPT_USERAGENT, "applylens/" APPLYLENS_VERSION);
	/* 0 would mean for ever. */
	curl_easy_setopt(e, CURLOPT_TIMEOUT_MS, (long)MAX(timeout_ms, 1));
	curl_easy_setopt(e, CURLOPT_CONNECTTIMEOUT_MS, (long)connect_ms);
}

static void set_public_only(struct transfer *t)
{
	curl_easy_setopt(t->easy, CURLOPT_OPENSOCKETFUNCTION, open_public);
	curl_easy_setopt(t->easy, CURLOPT_OPENSOCKETDATA, t);
	curl_easy_setopt(t->easy, CURLOPT_PROXY, "");
	/* A kept connection was not looked at by this call. */
	curl_easy_setopt(t->easy, CURLOPT_FRESH_CONNECT, 1L);
	curl_easy_setopt(t->easy, CURLOPT_FORBID_REUSE, 1L);
}

static void set_certificate(struct transfer *t)
{
	curl_easy_setopt(t->easy, CURLOPT_CERTINFO, 1L);
	curl_easy_setopt(t->easy, CURLOPT_SSL_VERIFYPEER, 0L);
	curl_easy_setopt(t->easy, CURLOPT_SSL_VERIFYHOST, 0L);
	/* A kept connection has no handshake. */
	curl_easy_setopt(t->easy, CURLOPT_FRESH_CONNECT, 1L);
	curl_easy_setopt(t->easy, CURLOPT_FORBID_REUSE, 1L);
}

int transfer_start(struct transfer *t, const struct http_call *call,
    int64_t timeout_ms, curl_write_callback on_bytes, void *arg,
    struct err *err)
{
	if (curl_easy_setopt(t->easy, CURLOPT_URL, call->url) != CURLE_OK)
		return err_set(err, ERR_INTERNAL, "the URL can't be used");
	set_options(t, call, timeout_ms, on_bytes, arg);
	if (call->public_only)
		set_public_only(t);
	if (call->certificate)
		set_certificate(t);
	set_method(t->easy, call);
	if (!set_headers(t, call))
		return err_set(err, ERR_INTERNAL, "a header holds a line end");
	if (curl_multi_add_handle(t->client->multi, t->easy) != CURLM_OK)
		return err_set(err, ERR_INTERNAL, "the call can't be started");
	return 0;
}

/* ---- the answer ---- */

/* "Expire date:Nov 22 16:58:39 2026 GMT" of each certificate of the chain. */
int64_t transfer_certificate_ends_ms(const struct transfer *t)
{
	static const char label[] = "Expire date:";
	struct curl_certinfo *info = NULL;
	int64_t first_ms = 0;

	if (curl_easy_getinfo(t->easy, CURLINFO_CERTINFO, &info) != CURLE_OK ||
	    info == NULL)
		return 0;
	for (int i = 0; i < info->num_of_certs; i++)
		for (struct curl_slist *s = info->certinfo[i]; s != NULL;
		     s = s->next) {
			time_t at;

			if (!str_starts(str_of(s->data), label))
				continue;
			at = curl_getdate(s->data + strlen(label), NULL);
			if (at > 0 &&
			    (first_ms == 0 || (int64_t)at * 1000 < first_ms))
				first_ms = (int64_t)at * 1000;
		}
	return first_ms;
}

void transfer_head(
    const struct transfer *t, struct arena *a, struct http_reply *r)
{
	struct curl_header *h;
	curl_off_t us = 0;
	long status = 0;
	char *type = NULL;

	curl_easy_getinfo(t->easy, CURLINFO_RESPONSE_CODE, &status);
	curl_easy_getinfo(t->easy, CURLINFO_CONTENT_TYPE, &type);
	curl_easy_getinfo(t->easy, CURLINFO_TOTAL_TIME_T, &us);
	r->status = (int)status;
	r->content_type = type == NULL ? "" : arena_strdup(a, type);
	r->retry_after = "";
	if (curl_easy_header(t->easy, "Retry-After", 0, CURLH_HEADER, -1, &h) ==
	    CURLHE_OK)
		r->retry_after = arena_strdup(a, h->value);
	r->total_us = us;
	r->certificate_ends_ms = transfer_certificate_ends_ms(t);
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

void transfer_error(const struct transfer *t, CURLcode result, struct err *err)
{
	const char *what = curl_easy_strerror(result);
	enum err_code code = code_of(result);
	long status = 0;

	/* It was there and began to answer. */
	curl_easy_getinfo(t->easy, CURLINFO_RESPONSE_CODE, &status);
	if (code == ERR_UNAVAILABLE && status != 0)
		code = ERR_BAD_PEER;
	if (t->not_public) {
		code = ERR_FORBIDDEN;
		what = "the name leads to an address that is not public";
	}
	if (t->head_bytes > HEAD_MAX)
		what = "the head of the answer is larger than allowed";
	else if (result == CURLE_WRITE_ERROR)
		what = "the answer is larger than allowed";
	err_set(err, code, "%s %s: %s", t->method, t->origin, what);
}
