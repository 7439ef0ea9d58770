/* answer.c - writes the answer's head and hands head and body to the
 * connection; problem details; what steps ask of a request. */
#include "common/http/internal.h"

#include "common/base/die.h"
#include "common/base/jsonw.h"
#include "common/base/log.h"
#include "common/http/uri.h"

#include <time.h>

static const struct {
	int status;
	const char *reason;
} statuses[] = {
    {200, "OK"},
    {201, "Created"},
    {202, "Accepted"},
    {204, "No Content"},
    {206, "Partial Content"},
    {301, "Moved Permanently"},
    {302, "Found"},
    {303, "See Other"},
    {304, "Not Modified"},
    {307, "Temporary Redirect"},
    {308, "Permanent Redirect"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {406, "Not Acceptable"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {410, "Gone"},
    {412, "Precondition Failed"},
    {413, "Content Too Large"},
    {414, "URI Too Long"},
    {415, "Unsupported Media Type"},
    {416, "Range Not Satisfiable"},
    {417, "Expectation Failed"},
    {422, "Unprocessable Content"},
    {428, "Precondition Required"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {499, "Client Closed Request"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {502, "Bad Gateway"},
    {503, "Service Unavailable"},
    {504, "Gateway Timeout"},
    {505, "HTTP Version Not Supported"},
};

/* ---- heads ---- */

static void add(struct buf *b, struct str s)
{
	buf_add(b, s.p, s.n);
}

static const char *reason_of(int status)
{
	for (size_t i = 0; i < ARRAY_LEN(statuses); i++)
		if (statuses[i].status == status)
			return statuses[i].reason;
	return "Other";
}

static void add_status_line(struct buf *b, int status)
{
	/* What most answers are needs no search. */
	if (status == 200) {
		add(b, STR("HTTP/1.1 200 OK\r\n"));
		return;
	}
	MUST(status >= 200 && status <= 599);
	add(b, STR("HTTP/1.1 "));
	buf_add_u64(b, (uint64_t)status);
	buf_addc(b, ' ');
	buf_adds(b, reason_of(status));
	add(b, STR("\r\n"));
}

/* "Date: Sun, 06 Nov 1994 08:49:37 GMT", made once a second. */
static void add_date(struct http_server *s, struct buf *b)
{
	static const char days[] = "SunMonTueWedThuFriSat";
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	int64_t now_s = loop_unix_ms(s->loop) / 1000;

	if (now_s != s->date_s) {
		time_t t = (time_t)now_s;
		struct buf date;
		struct tm tm;

		gmtime_r(&t, &tm);
		buf_init(&date, sizeof s->date - 1);
		buf_addf(&date,
		    "Date: %.3s, %02d %.3s %04d %02d:%02d:%02d GMT\r\n",
		    days + 3 * tm.tm_wday, tm.tm_mday, months + 3 * tm.tm_mon,
		    tm.tm_year + 1900, tm.tm_hour, tm.tm_min, tm.tm_sec);
		MUST(!buf_failed(&date));
		memcpy(s->date, date.data, date.len);
		s->date_bytes = date.len;
		s->date_s = now_s;
		buf_deinit(&date);
	}
	buf_add(b, s->date, s->date_bytes);
}

static bool is_header_text(const char *s)
{
	for (; *s != '\0'; s++)
		if ((unsigned char)*s < ' ' || *s == 0x7f)
			return false;
	return true;
}

void answer_begin(struct http_request *r, int status, const char *content_type)
{
	struct http_conn *c = r->conn;
	struct http_server *s = c->server;
	struct buf *b = &s->answer;

	MUST(r->status == 0);
	r->status = status;
	if (s->draining || (!body_over(c) && !body_skippable(c)))
		c->keep_alive = false;
	buf_clear(b);
	add_status_line(b, status);
	add_date(s, b);
	if (content_type != NULL) {
		/* Some come from mail: a broken one must not split us. */
		if (!is_header_text(content_type))
			content_type = "application/octet-stream";
		add(b, STR("Content-Type: "));
		buf_adds(b, content_type);
		add(b, STR("\r\n"));
	}
	if (!c->keep_alive)
		add(b, STR("Connection: close\r\n"));
	else if (c->http10)
		add(b, STR("Connection: keep-alive\r\n"));
	add(b, r->standing_headers);
	if (buf_failed(&r->extra_headers))
		log_error("answer headers over 32 KB dropped",
		    LOG_S("path", r->route != NULL ? r->route->path : ""));
	else
		buf_add(b, r->extra_headers.data, r->extra_headers.len);
}

void http_add_header(
    struct http_request *r, const char *name, const char *value)
{
	MUST(is_header_text(name) && is_header_text(value));
	buf_adds(&r->extra_headers, name);
	add(&r->extra_headers, STR(": "));
	buf_adds(&r->extra_headers, value);
	add(&r->extra_headers, STR("\r\n"));
}

void http_answer(struct http_request *r, int status, const char *content_type,
    struct str body)
{
	struct http_conn *c = r->conn;
	struct buf *b = &c->server->answer;

	answer_begin(r, status, content_type);
	if (status != 204 && status != 304) {
		add(b, STR("Content-Length: "));
		buf_add_u64(b, body.n);
		add(b, STR("\r\n"));
	}
	add(b, STR("\r\n"));
	MUST(!buf_failed(b));
	if (r->method == HTTP_HEAD || status == 204 || status == 304)
		body.n = 0;
	r->sent_bytes = b->len + body.n;
	if (body.n > 0 && body.n <= 4096) { /* a copy beats a second iovec */
		add(b, body);
		body.n = 0;
	}
	conn_send(c, (struct str){b->data, b->len}, body);
}

/* ---- problems (RFC 9457) ---- */

static void write_problem(struct buf *out, int status, const char *title,
    const struct err *err, const char *request_id)
{
	struct jsonw w;

	jsonw_init(&w, out);
	jsonw_obj(&w);
	jsonw_ks(&w, "type", "about:blank");
	jsonw_ks(&w, "title", title);
	jsonw_ki(&w, "status", status);
	jsonw_ks(&w, "detail", err->text);
	if (err->field[0] != '\0')
		jsonw_ks(&w, "field", err->field);
	if (request_id != NULL)
		jsonw_ks(&w, "request_id", request_id);
	jsonw_end(&w);
}

static void send_problem(struct http_request *r, int status, struct buf *body)
{
	MUST(!buf_failed(body));
	http_answer(
	    r, status, HTTP_PROBLEM_TYPE, (struct str){body->data, body->len});
	buf_deinit(body);
}

int http_problem(struct http_request *r, const struct err *err, struct buf *b)
{
	int status = err_http_status(err->code);
	const char *title = err_title(err->code);

	/* A body that failed to arrive has its own status. */
	if (r->conn->body_status != 0) {
		status = r->conn->body_status;
		title = reason_of(status);
	}
	write_problem(b, status, title, err, r->request_id);
	return status;
}

void http_answer_problem(
    struct http_request *r, const struct err *err, const char *request_id)
{
	struct buf body;
	int status;

	if (request_id != NULL)
		r->request_id = request_id;
	buf_init(&body, 8192);
	status = http_problem(r, err, &body);
	send_problem(r, status, &body);
}

void answer_refusal(struct http_request *r, int status, const char *detail)
{
	struct err err = {.code = ERR_INVALID};
	struct buf body;

	str_copy(err.text, sizeof err.text, str_of(detail));
	buf_init(&body, 8192);
	write_problem(&body, status, reason_of(status), &err, r->request_id);
	send_problem(r, status, &body);
}

/* ---- what steps ask ---- */

struct str http_header(const struct http_request *r, const char *name)
{
	struct str wanted = str_of(name);

	for (size_t i = 0; i < r->n_headers; i++)
		if (str_ieq(r->headers[i].name, wanted))
			return r->headers[i].value;
	return (struct str){"", 0};
}

int http_query(struct http_request *r, const char *name, const char **value_r,
    struct err *err)
{
	struct str raw;
	char *value;

	*value_r = NULL;
	if (!uri_query_find(r->query, name, &raw))
		return 0;
	value = arena_alloc(r->task.arena, raw.n + 1);
	if (uri_component(raw, value) < 0)
		return err_field(err, name, "not valid percent-encoded UTF-8");
	*value_r = value;
	return 0;
}

const char *http_cookie(struct http_request *r, const char *name)
{
	struct str value;

	for (size_t i = 0; i < r->n_headers; i++)
		if (str_ieqs(r->headers[i].name, "cookie") &&
		    uri_cookie_find(r->headers[i].value, name, &value))
			return arena_strndup(r->task.arena, value.p, value.n);
	return NULL;
}
