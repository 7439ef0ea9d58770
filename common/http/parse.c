/* parse.c - takes the head of a request apart, strictly. See parse.h. */
#include "common/http/parse.h"
#include "common/http/single.h"

#include <strings.h>

/* What a byte may be part of. */
enum {
	IN_TOKEN = 1,  /* header names, methods */
	IN_VALUE = 2,  /* header values: all but control bytes */
	IN_TARGET = 4, /* request targets: visible ASCII, no fragment */
	IN_HOST = 8,   /* an authority without userinfo */
};
#define ALL (IN_TOKEN | IN_VALUE | IN_TARGET | IN_HOST)
#define NO_TOKEN (IN_VALUE | IN_TARGET | IN_HOST)
#define NO_HOST (IN_TOKEN | IN_VALUE | IN_TARGET)
#define PLAIN (IN_VALUE | IN_TARGET)

static const uint8_t byte_class[256] = {
    ['\t'] = IN_VALUE,
    [' '] = IN_VALUE,
    ['!'] = ALL,
    ['"'] = PLAIN,
    ['#'] = IN_TOKEN | IN_VALUE,
    ['$' ... '\''] = ALL,
    ['('] = NO_TOKEN,
    [')'] = NO_TOKEN,
    ['*'] = ALL,
    ['+'] = ALL,
    [','] = NO_TOKEN,
    ['-'] = ALL,
    ['.'] = ALL,
    ['/'] = PLAIN,
    ['0' ... '9'] = ALL,
    [':'] = NO_TOKEN,
    [';'] = NO_TOKEN,
    ['<'] = PLAIN,
    ['='] = NO_TOKEN,
    ['>'] = PLAIN,
    ['?'] = PLAIN,
    ['@'] = PLAIN,
    ['A' ... 'Z'] = ALL,
    ['['] = NO_TOKEN,
    ['\\'] = PLAIN,
    [']'] = NO_TOKEN,
    ['^'] = NO_HOST,
    ['_'] = ALL,
    ['`'] = NO_HOST,
    ['a' ... 'z'] = ALL,
    ['{'] = PLAIN,
    ['|'] = NO_HOST,
    ['}'] = PLAIN,
    ['~'] = ALL,
    [0x80 ... 0xff] = IN_VALUE,
};

static const struct {
	const char *name;
	enum http_method method;
} methods[] = {
    {"GET", HTTP_GET},
    {"HEAD", HTTP_HEAD},
    {"POST", HTTP_POST},
    {"PUT", HTTP_PUT},
    {"DELETE", HTTP_DELETE},
    {"PATCH", HTTP_PATCH},
    {"OPTIONS", HTTP_OPTIONS},
};

/* The bytes still to be read. */
struct cursor {
	const char *p, *end;
};

/* What only the whole head can tell. */
struct seen {
	struct str host;
	bool has_host;
	uint32_t singles;
	bool connection_close, connection_keep_alive;
};

static int parse_request_line(
    struct cursor *c, struct http_head *h, struct http_refusal *why);
static int parse_header(
    struct cursor *c, struct http_header *f, struct http_refusal *why);
static int note_header(const struct http_header *f, struct http_head *h,
    struct seen *seen, struct http_refusal *why);
static int check_whole(
    struct http_head *h, const struct seen *seen, struct http_refusal *why);

static bool is(char byte, unsigned what)
{
	return (byte_class[(unsigned char)byte] & what) != 0;
}

static bool all_are(struct str s, unsigned what)
{
	for (size_t i = 0; i < s.n; i++)
		if (!is(s.p[i], what))
			return false;
	return true;
}

const char *http_method_name(enum http_method m)
{
	for (size_t i = 0; i < ARRAY_LEN(methods); i++)
		if (methods[i].method == m)
			return methods[i].name;
	return "-";
}

int http_head_parse(
    struct str head, struct http_head *h, struct http_refusal *why)
{
	struct cursor c = {head.p, head.p + head.n};
	struct seen seen = {.has_host = false};

	h->method = 0;
	h->minor = 1;
	h->path = h->query = h->authority = (struct str){"", 0};
	h->content_length = -1;
	h->chunked = h->keep_alive = h->expects_continue = false;
	h->n_headers = 0;
	/* One empty line before a request is forgiven (RFC 9112, 2.2). */
	if (head.n >= 2 && memcmp(c.p, "\r\n", 2) == 0)
		c.p += 2;
	if (parse_request_line(&c, h, why) < 0)
		return -1;
	while (c.end - c.p > 2) {
		struct http_header *f = &h->headers[h->n_headers];

		if (h->n_headers == HTTP_MAX_HEADERS)
			return http_refuse(why, 431, "too many headers");
		if (parse_header(&c, f, why) < 0)
			return -1;
		h->n_headers++;
		if (single_note(f->name, &seen.singles, why) < 0 ||
		    note_header(f, h, &seen, why) < 0)
			return -1;
	}
	if (c.end - c.p != 2 || memcmp(c.p, "\r\n", 2) != 0)
		return http_refuse(why, 400, "the head does not end");
	return check_whole(h, &seen, why);
}

static bool starts(const struct cursor *c, const char *prefix, size_t n)
{
	return (size_t)(c->end - c->p) >= n && memcmp(c->p, prefix, n) == 0;
}

static struct str take_while(struct cursor *c, unsigned what)
{
	struct str s = {c->p, 0};

	while (c->p < c->end && is(*c->p, what))
		c->p++;
	s.n = (size_t)(c->p - s.p);
	return s;
}

static int parse_version(
    struct cursor *c, struct http_head *h, struct http_refusal *why)
{
	if (starts(c, "HTTP/1.1\r\n", 10)) {
		h->minor = 1;
	} else if (starts(c, "HTTP/1.0\r\n", 10)) {
		h->minor = 0;
	} else if (starts(c, "HTTP/", 5) && c->end - c->p >= 10 &&
		   c->p[5] >= '0' && c->p[5] <= '9' && c->p[6] == '.' &&
		   c->p[7] >= '0' && c->p[7] <= '9' && c->p[8] == '\r') {
		return http_refuse(why, 505, "only HTTP/1.1 is spoken here");
	} else {
		return http_refuse(why, 400, "the request line is malformed");
	}
	c->p += 10;
	return 0;
}

/* Origin form, absolute form, or "*". */
static int split_target(
    struct str target, struct http_head *h, struct http_refusal *why)
{
	const char *q;
	size_t scheme = str_istarts(target, "http://")    ? 7
			: str_istarts(target, "https://") ? 8
							  : 0;

	if (scheme > 0) {
		struct str rest = {target.p + scheme, target.n - scheme};
		size_t n = 0;

		while (n < rest.n && rest.p[n] != '/' && rest.p[n] != '?')
			n++;
		h->authority = (struct str){rest.p, n};
		target = (struct str){rest.p + n, rest.n - n};
		if (n == 0 || !all_are(h->authority, IN_HOST))
			return http_refuse(
			    why, 400, "the target's authority is malformed");
	}
	q = target.n > 0 ? memchr(target.p, '?', target.n) : NULL;
	if (q != NULL) {
		h->query.p = q + 1;
		h->query.n = (size_t)(target.p + target.n - h->query.p);
		target.n = (size_t)(q - target.p);
	}
	if (scheme > 0 && target.n == 0)
		target = STR("/");
	if (target.n == 0 || (target.p[0] != '/' && !str_eqs(target, "*")))
		return http_refuse(why, 400, "the target is malformed");
	if (target.p[0] == '*' && h->method != HTTP_OPTIONS)
		return http_refuse(why, 400, "\"*\" is for OPTIONS only");
	h->path = target;
	return 0;
}

static int parse_request_line(
    struct cursor *c, struct http_head *h, struct http_refusal *why)
{
	struct str method = take_while(c, IN_TOKEN);
	struct str target;

	if (method.n == 0 || method.n > 32 || !starts(c, " ", 1))
		return http_refuse(why, 400, "the request line is malformed");
	c->p++;
	target = take_while(c, IN_TARGET);
	if (target.n > HTTP_MAX_TARGET_BYTES)
		return http_refuse(why, 414, "the target is over 8 KB");
	if (target.n == 0 || !starts(c, " ", 1))
		return http_refuse(why, 400, "the request line is malformed");
	c->p++;
	if (parse_version(c, h, why) < 0)
		return -1;
	for (size_t i = 0; i < ARRAY_LEN(methods); i++)
		if (str_eqs(method, methods[i].name)) {
			h->method = methods[i].method;
			break;
		}
	if (h->method == 0)
		return http_refuse(why, 501, "the method is not known");
	return split_target(target, h, why);
}

static int parse_header(
    struct cursor *c, struct http_header *f, struct http_refusal *why)
{
	if (*c->p == ' ' || *c->p == '\t')
		return http_refuse(why, 400, "a header is folded");
	f->name = take_while(c, IN_TOKEN);
	if (f->name.n == 0 || !starts(c, ":", 1))
		return http_refuse(why, 400, "a header name is malformed");
	c->p++;
	while (c->p < c->end && (*c->p == ' ' || *c->p == '\t'))
		c->p++;
	f->value = take_while(c, IN_VALUE);
	if (!starts(c, "\r\n", 2))
		return http_refuse(why, 400, "a header holds a control byte");
	c->p += 2;
	while (f->value.n > 0 && (f->value.p[f->value.n - 1] == ' ' ||
				     f->value.p[f->value.n - 1] == '\t'))
		f->value.n--;
	return 0;
}

/* ---- the headers that decide about framing ---- */

static int note_length(
    struct str value, struct http_head *h, struct http_refusal *why)
{
	int64_t n = 0;

	if (value.n == 0 || value.n > 18)
		return http_refuse(why, 400, "Content-Length is malformed");
	for (size_t i = 0; i < value.n; i++) {
		if (value.p[i] < '0' || value.p[i] > '9')
			return http_refuse(
			    why, 400, "Content-Length is malformed");
		n = n * 10 + (value.p[i] - '0');
	}
	h->content_length = n;
	return 0;
}

static void note_connection(struct str value, struct seen *seen)
{
	struct str option;

	while (str_split(&value, ',', &option)) {
		option = str_trim(option);
		if (str_ieqs(option, "close"))
			seen->connection_close = true;
		else if (str_ieqs(option, "keep-alive"))
			seen->connection_keep_alive = true;
	}
}

static int note_host(
    struct str value, struct seen *seen, struct http_refusal *why)
{
	if (value.n == 0 || !all_are(value, IN_HOST))
		return http_refuse(why, 400, "Host is malformed");
	seen->has_host = true;
	seen->host = value;
	return 0;
}

static int note_coding(
    struct str value, struct http_head *h, struct http_refusal *why)
{
	if (!str_ieqs(value, "chunked"))
		return http_refuse(
		    why, 501, "no transfer coding but chunked is known");
	h->chunked = true;
	return 0;
}

/* A tab around a value that frames: two of three others refuse it. */
static bool has_odd_space(struct str value)
{
	for (const char *p = value.p - 1; *p != ':'; p--)
		if (*p == '\t')
			return true;
	for (const char *p = value.p + value.n; *p != '\r'; p++)
		if (*p == '\t')
			return true;
	return false;
}

static bool named(const struct http_header *f, const char *lower, size_t n)
{
	return f->name.n == n && strncasecmp(f->name.p, lower, n) == 0;
}

static int note_header(const struct http_header *f, struct http_head *h,
    struct seen *seen, struct http_refusal *why)
{
	switch (f->name.n) {
	case 4:
		if (named(f, "host", 4))
			return note_host(f->value, seen, why);
		break;
	case 6:
		if (!named(f, "expect", 6) || h->minor == 0)
			break;
		if (!str_ieqs(f->value, "100-continue"))
			return http_refuse(why, 417,
			    "no expectation but 100-continue is known");
		h->expects_continue = true;
		break;
	case 10:
		if (named(f, "connection", 10))
			note_connection(f->value, seen);
		break;
	case 14:
		if (named(f, "content-length", 14))
			return has_odd_space(f->value)
				   ? http_refuse(why, 400,
					 "Content-Length is malformed")
				   : note_length(f->value, h, why);
		break;
	case 17:
		if (named(f, "transfer-encoding", 17))
			return has_odd_space(f->value)
				   ? http_refuse(why, 400,
					 "Transfer-Encoding is malformed")
				   : note_coding(f->value, h, why);
		break;
	default:
		break;
	}
	return 0;
}

static int check_whole(
    struct http_head *h, const struct seen *seen, struct http_refusal *why)
{
	if (h->chunked && h->content_length >= 0)
		return http_refuse(
		    why, 400, "Content-Length together with Transfer-Encoding");
	if (h->chunked && h->minor == 0)
		return http_refuse(why, 400, "Transfer-Encoding in HTTP/1.0");
	if (!seen->has_host && h->minor == 1)
		return http_refuse(why, 400, "Host is missing");
	if (h->authority.n > 0 && seen->has_host &&
	    !str_ieq(h->authority, seen->host))
		return http_refuse(why, 400, "Host and target differ");
	h->keep_alive = !seen->connection_close &&
			(h->minor == 1 || seen->connection_keep_alive);
	return 0;
}
