/* http.c - calls to the gateway with curl. */
#include "services/cli/http.h"

#include "common/base/die.h"

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>

#define ANSWER_MAX (64u * 1024 * 1024)
#define CONNECT_MS 5000L

struct http {
	CURL *easy;
	CURLM *multi;
	struct curl_slist *headers; /* of parallel posts, made once */
};

struct http *http_new(void)
{
	struct http *h = xcalloc(1, sizeof *h);

	h->easy = curl_easy_init();
	h->multi = curl_multi_init();
	return h;
}

void http_free(struct http **hp)
{
	if (*hp == NULL)
		return;
	curl_slist_free_all((*hp)->headers);
	curl_multi_cleanup((*hp)->multi);
	curl_easy_cleanup((*hp)->easy);
	free(*hp);
	*hp = NULL;
}

/* ---- one request's settings ---- */

static struct curl_slist *add_headers(struct cli *c, const char *type)
{
	struct curl_slist *list = NULL;

	if (c->session != NULL) {
		list = curl_slist_append(
		    list, arena_printf(c->arena,
			      "Cookie: session_id=%s; csrf_token=%s",
			      c->session, c->csrf));
		list = curl_slist_append(
		    list, arena_printf(c->arena, "X-CSRF-Token: %s", c->csrf));
	} else if (c->token[0] != '\0')
		list = curl_slist_append(
		    list, arena_printf(
			      c->arena, "Authorization: Bearer %s", c->token));
	list = curl_slist_append(
	    list, arena_printf(c->arena, "Content-Type: %s",
		      type != NULL ? type : "application/json"));
	/* No round trip for permission to send. */
	return curl_slist_append(list, "Expect:");
}

static void set_up(CURL *easy, const char *url, struct curl_slist *headers)
{
	curl_easy_setopt(easy, CURLOPT_URL, url);
	curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
	curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, CONNECT_MS);
	curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(easy, CURLOPT_USERAGENT, "applylens-cli");
}

struct taking {
	struct buf *into;
	void (*take)(void *arg, struct str piece);
	void *arg;
	CURL *easy;
};

static size_t on_bytes(char *p, size_t size, size_t n, void *arg)
{
	struct taking *t = arg;
	long status = 0;

	curl_easy_getinfo(t->easy, CURLINFO_RESPONSE_CODE, &status);
	if (t->take != NULL && status == 200)
		t->take(t->arg, (struct str){p, size * n});
	else
		buf_add(t->into, p, size * n);
	return buf_failed(t->into) ? 0 : size * n;
}

static size_t on_header(char *p, size_t size, size_t n, void *arg)
{
	struct answer *a = arg;
	struct str line = {p, size * n};

	if (str_istarts(line, "x-chat-streaming-disabled:"))
		a->streaming_disabled = true;
	if (str_istarts(line, "set-cookie: session_id=")) {
		struct str rest = {p + 23, line.n - 23}, value;

		if (str_split(&rest, ';', &value))
			str_copy(a->session, sizeof a->session, value);
	}
	if (str_istarts(line, "retry-after:"))
		if (str_to_i64(str_trim((struct str){p + 12, line.n - 12}), 0,
			3600, &a->retry_after_s) < 0)
			a->retry_after_s = 1;
	return size * n;
}

/* ---- one call ---- */

/* The server's own words when it has some. */
static const char *explain(struct cli *c, const struct answer *a)
{
	const struct json *problem;
	struct err err;
	const char *field, *detail;

	if (json_parse(c->arena, a->body, &problem, &err) < 0)
		return arena_printf(
		    c->arena, "the server answered %d", a->status);
	field = json_str(json_get(problem, "field"), NULL);
	detail = json_str(json_get(problem, "detail"), "no detail");
	if (field != NULL)
		return arena_printf(c->arena, "%s %s", field, detail);
	return detail;
}

static struct answer perform(struct cli *c, const char *method,
    const char *path, const char *type, const struct str *body,
    struct taking *taking)
{
	CURL *easy = c->http->easy;
	struct curl_slist *headers = add_headers(c, type);
	struct answer a = {0};
	struct buf b;
	CURLcode code;
	long status = 0;

	buf_init(&b, ANSWER_MAX);
	taking->into = &b;
	taking->easy = easy;
	curl_easy_reset(easy);
	set_up(easy, arena_printf(c->arena, "%s%s", c->url, path), headers);
	curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, method);
	if (body != NULL) {
		curl_easy_setopt(easy, CURLOPT_POSTFIELDS, body->p);
		curl_easy_setopt(
		    easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)body->n);
	}
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_bytes);
	curl_easy_setopt(easy, CURLOPT_WRITEDATA, taking);
	curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header);
	curl_easy_setopt(easy, CURLOPT_HEADERDATA, &a);
	code = curl_easy_perform(easy);
	curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
	a.body.p = arena_strndup(c->arena, buf_str(&b), b.len);
	a.body.n = b.len;
	a.status = code == CURLE_OK ? (int)status : 0;
	if (code != CURLE_OK)
		a.why = arena_printf(
		    c->arena, "%s: %s", c->url, curl_easy_strerror(code));
	else if (status >= 300)
		a.why = explain(c, &a);
	buf_deinit(&b);
	curl_slist_free_all(headers);
	return a;
}

struct answer cli_call(struct cli *c, const char *method, const char *path,
    const char *type, const struct str *body)
{
	struct taking taking = {0};

	return perform(c, method, path, type, body, &taking);
}

struct answer cli_stream(struct cli *c, const char *method, const char *path,
    const struct str *body, void (*take)(void *arg, struct str piece),
    void *arg)
{
	struct taking taking = {.take = take, .arg = arg};

	return perform(c, method, path, NULL, body, &taking);
}

const char *cli_escape(struct cli *c, const char *text)
{
	char *escaped = curl_easy_escape(c->http->easy, text, 0);
	const char *copy = arena_strdup(c->arena, escaped);

	curl_free(escaped);
	return copy;
}

void cli_complain(const char *text)
{
	fputs("applylens: ", stderr);
	cli_put_text(stderr, text);
	fputc('\n', stderr);
}

int cli_fail(const struct answer *a)
{
	cli_complain(a->why == NULL ? "failed" : a->why);
	if (a->status == 0) {
		fprintf(stderr, "Is it running? Start it with: make up\n");
		return EX_UNAVAILABLE;
	}
	if (a->status == 401)
		fprintf(stderr, "Sign in: applylens login EMAIL; or set "
				"APPLYLENS_TOKEN, make up prints one.\n");
	if (a->status == 401 || a->status == 403)
		return EX_NOPERM;
	return a->status >= 500 || a->status == 429 ? EX_TEMPFAIL : EX_DATAERR;
}

const char *cli_str(const struct json *obj, const char *key)
{
	return json_str(json_get(obj, key), "");
}

/* ---- posts beside each other ---- */

static size_t on_post_bytes(char *p, size_t size, size_t n, void *arg)
{
	struct post *post = arg;

	buf_add(&post->answer, p, size * n);
	return buf_failed(&post->answer) ? 0 : size * n;
}

void http_post_start(
    struct cli *c, struct post *p, const char *path, const char *type)
{
	CURL *easy = curl_easy_init();

	if (c->http->headers == NULL)
		c->http->headers = add_headers(c, type);
	buf_init(&p->answer, ANSWER_MAX);
	p->handle = easy;
	p->status = 0;
	p->url = xprintf("%s%s", c->url, path);
	set_up(easy, p->url, c->http->headers);
	curl_easy_setopt(easy, CURLOPT_POSTFIELDS, p->body.p);
	curl_easy_setopt(
	    easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)p->body.n);
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_post_bytes);
	curl_easy_setopt(easy, CURLOPT_WRITEDATA, p);
	curl_easy_setopt(easy, CURLOPT_PRIVATE, p);
	curl_multi_add_handle(c->http->multi, easy);
}

static void note_end(struct post *p, CURLcode code)
{
	long status = 0;
	curl_off_t after = 0;

	curl_easy_getinfo(p->handle, CURLINFO_RESPONSE_CODE, &status);
	curl_easy_getinfo(p->handle, CURLINFO_RETRY_AFTER, &after);
	p->retry_after_s = after;
	p->status = code == CURLE_OK ? (int)status : 0;
	snprintf(p->why, sizeof p->why, "%s",
	    code == CURLE_OK ? "" : curl_easy_strerror(code));
}

struct post *http_wait(struct cli *c, int max_ms)
{
	struct post *p = NULL;
	CURLMsg *msg;
	int running, left;

	curl_multi_perform(c->http->multi, &running);
	msg = curl_multi_info_read(c->http->multi, &left);
	if (msg == NULL) {
		curl_multi_poll(c->http->multi, NULL, 0, max_ms, NULL);
		curl_multi_perform(c->http->multi, &running);
		msg = curl_multi_info_read(c->http->multi, &left);
	}
	if (msg == NULL || msg->msg != CURLMSG_DONE)
		return NULL;
	curl_easy_getinfo(msg->easy_handle, CURLINFO_PRIVATE, &p);
	note_end(p, msg->data.result);
	return p;
}

void http_post_end(struct cli *c, struct post *p)
{
	curl_multi_remove_handle(c->http->multi, p->handle);
	curl_easy_cleanup(p->handle);
	buf_deinit(&p->answer);
	free(p->url);
	p->handle = NULL;
	p->url = NULL;
}
