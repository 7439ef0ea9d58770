/* test_parse.c - the head of a request: what is taken and what is refused. */
#include "tests/unit/unit.h"
#include "common/http/parse.h"

#include <stdio.h>

#define HOST "Host: a.example\r\n"
#define GET "GET / HTTP/1.1\r\n" HOST

static struct http_head head;

/* Finds and parses; returns 0 or the status of the refusal. */
static int parse(struct str in)
{
	struct http_refusal why = {0, NULL};
	size_t scanned = 0;
	ptrdiff_t n = http_head_find(in, 16384, &scanned, &why);

	if (n < 0)
		return why.status;
	assert_int_equal(n, in.n);
	return http_head_parse(in, &head, &why) < 0 ? why.status : 0;
}

static void assert_str(struct str s, const char *expected)
{
	if (!str_eqs(s, expected))
		fail_msg("\"%.*s\" is not \"%s\"", (int)s.n, s.p, expected);
}

/* ---- what is refused ---- */

static const struct {
	const char *what;
	struct str head;
	int status;
} refused[] = {
    {"differing lengths",
	STR(GET "Content-Length: 5\r\n"
		"Content-Length: 6\r\n\r\n"),
	400},
    {"length and coding",
	STR(GET "Content-Length: 5\r\n"
		"Transfer-Encoding: chunked\r\n\r\n"),
	400},
    {"coding and length",
	STR(GET "Transfer-Encoding: chunked\r\n"
		"Content-Length: 5\r\n\r\n"),
	400},
    {"length list", STR(GET "Content-Length: 5, 5\r\n\r\n"), 400},
    {"signed length", STR(GET "Content-Length: +5\r\n\r\n"), 400},
    {"negative length", STR(GET "Content-Length: -1\r\n\r\n"), 400},
    {"hex length", STR(GET "Content-Length: 0x5\r\n\r\n"), 400},
    {"empty length", STR(GET "Content-Length:\r\n\r\n"), 400},
    {"length past 63 bits",
	STR(GET "Content-Length: 9999999999999999999\r\n\r\n"), 400},
    {"coding xchunked", STR(GET "Transfer-Encoding: xchunked\r\n\r\n"), 501},
    {"coding gzip, chunked",
	STR(GET "Transfer-Encoding: gzip, chunked\r\n\r\n"), 501},
    {"coding identity", STR(GET "Transfer-Encoding: identity\r\n\r\n"), 501},
    {"empty coding", STR(GET "Transfer-Encoding: \r\n\r\n"), 501},
    {"repeated coding",
	STR(GET "Transfer-Encoding: chunked\r\n"
		"Transfer-Encoding: chunked\r\n\r\n"),
	400},
    {"coding in 1.0",
	STR("POST / HTTP/1.0\r\n"
	    "Transfer-Encoding: chunked\r\n\r\n"),
	400},
    {"bare LF after a header",
	STR("GET / HTTP/1.1\r\n"
	    "Host: a\n\r\n"),
	400},
    {"bare LF after the request line",
	STR("GET / HTTP/1.1\nHost: a"
	    "\r\n\r\n"),
	400},
    {"bare LF at the end", STR("GET / HTTP/1.1\r\nHost: a\r\n\n"), 400},
    {"CR inside a value", STR(GET "X: a\rb\r\n\r\n"), 400},
    {"folding by space", STR(GET "X: a\r\n b\r\n\r\n"), 400},
    {"folding by tab", STR(GET "X: a\r\n\tb\r\n\r\n"), 400},
    {"folding of the first header",
	STR("GET / HTTP/1.1\r\n Host: a"
	    "\r\n\r\n"),
	400},
    {"NUL in a value", STR(GET "X: a\0b\r\n\r\n"), 400},
    {"NUL in a name", STR(GET "X\0: a\r\n\r\n"), 400},
    {"NUL in the target", STR("GET /\0 HTTP/1.1\r\n" HOST "\r\n"), 400},
    {"escape byte in a value", STR(GET "X: \x1b[1m\r\n\r\n"), 400},
    {"DEL in a value", STR(GET "X: \x7f\r\n\r\n"), 400},
    {"control byte in the target", STR("GET /\x01 HTTP/1.1\r\n" HOST "\r\n"),
	400},
    {"raw UTF-8 in the target", STR("GET /\xc3\xa4 HTTP/1.1\r\n" HOST "\r\n"),
	400},
    {"fragment in the target", STR("GET /#a HTTP/1.1\r\n" HOST "\r\n"), 400},
    {"no Host", STR("GET / HTTP/1.1\r\n\r\n"), 400},
    {"empty Host", STR("GET / HTTP/1.1\r\nHost:\r\n\r\n"), 400},
    {"repeated Host", STR(GET HOST "\r\n"), 400},
    {"repeated Host in 1.0", STR("GET / HTTP/1.0\r\n" HOST HOST "\r\n"), 400},
    {"Host with a path", STR("GET / HTTP/1.1\r\nHost: a/b\r\n\r\n"), 400},
    {"Host with userinfo", STR("GET / HTTP/1.1\r\nHost: u@a\r\n\r\n"), 400},
    {"Host with a space", STR("GET / HTTP/1.1\r\nHost: a b\r\n\r\n"), 400},
    {"space before the colon", STR(GET "X : a\r\n\r\n"), 400},
    {"tab before the colon", STR(GET "X\t: a\r\n\r\n"), 400},
    {"space before Host's colon",
	STR("GET / HTTP/1.1\r\nHost : a\r\n"
	    "\r\n"),
	400},
    {"header without colon", STR(GET "X\r\n\r\n"), 400},
    {"header without name", STR(GET ": a\r\n\r\n"), 400},
    {"name with a slash", STR(GET "X/Y: a\r\n\r\n"), 400},
    {"name in UTF-8", STR(GET "\xc3\xa4: a\r\n\r\n"), 400},
    {"version 1.2", STR("GET / HTTP/1.2\r\n" HOST "\r\n"), 505},
    {"version 2.0", STR("GET / HTTP/2.0\r\n" HOST "\r\n"), 505},
    {"version 0.9", STR("GET / HTTP/0.9\r\n" HOST "\r\n"), 505},
    {"version 1.10", STR("GET / HTTP/1.10\r\n" HOST "\r\n"), 400},
    {"version without minor", STR("GET / HTTP/1\r\n" HOST "\r\n"), 400},
    {"lower-case version", STR("GET / http/1.1\r\n" HOST "\r\n"), 400},
    {"no version", STR("GET /\r\n" HOST "\r\n"), 400},
    {"space after the version", STR("GET / HTTP/1.1 \r\n" HOST "\r\n"), 400},
    {"two spaces", STR("GET  / HTTP/1.1\r\n" HOST "\r\n"), 400},
    {"two spaces before the version", STR("GET /  HTTP/1.1\r\n" HOST "\r\n"),
	400},
    {"tab for space", STR("GET\t/ HTTP/1.1\r\n" HOST "\r\n"), 400},
    {"space in the target", STR("GET /a b HTTP/1.1\r\n" HOST "\r\n"), 400},
    {"empty target", STR("GET  HTTP/1.1\r\n" HOST "\r\n"), 400},
    {"relative target", STR("GET a HTTP/1.1\r\n" HOST "\r\n"), 400},
    {"query without path", STR("GET ?a HTTP/1.1\r\n" HOST "\r\n"), 400},
    {"star with GET", STR("GET * HTTP/1.1\r\n" HOST "\r\n"), 400},
    {"star with more", STR("OPTIONS *a HTTP/1.1\r\n" HOST "\r\n"), 400},
    {"authority form", STR("CONNECT a:80 HTTP/1.1\r\n" HOST "\r\n"), 501},
    {"other scheme", STR("GET ftp://a/ HTTP/1.1\r\n" HOST "\r\n"), 400},
    {"absolute form without host",
	STR("GET http:///x HTTP/1.1\r\n" HOST "\r\n"), 400},
    {"absolute form with userinfo",
	STR("GET http://u@a.example/ "
	    "HTTP/1.1\r\n" HOST "\r\n"),
	400},
    {"absolute form of another host",
	STR("GET http://b.example/ "
	    "HTTP/1.1\r\n" HOST "\r\n"),
	400},
    {"unknown method", STR("BREW / HTTP/1.1\r\n" HOST "\r\n"), 501},
    {"lower-case method", STR("get / HTTP/1.1\r\n" HOST "\r\n"), 501},
    {"longer method", STR("GETS / HTTP/1.1\r\n" HOST "\r\n"), 501},
    {"method with a slash", STR("GE/T / HTTP/1.1\r\n" HOST "\r\n"), 400},
    {"only empty lines", STR("\r\n\r\n"), 400},
    {"TLS", STR("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\r\n\r\n"), 400},
    {"other expectation", STR(GET "Expect: magic\r\n\r\n"), 417},
};

static void refuses_what_is_not_valid(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(refused); i++) {
		int status = parse(refused[i].head);

		if (status != refused[i].status)
			fail_msg("%s: %d instead of %d", refused[i].what,
			    status, refused[i].status);
	}
}

/* A fault in a line is told when that line has ended, not at the end. */
static void refuses_a_bare_lf_before_the_end(void **state)
{
	struct http_refusal why;
	size_t scanned = 0;

	(void)state;
	assert_int_equal(
	    http_head_find(STR("GET / HTTP/1.1\nHo"), 16384, &scanned, &why),
	    -1);
	assert_int_equal(why.status, 400);
}

static void refuses_more_than_100_headers(void **state)
{
	char text[4096];
	int n = snprintf(text, sizeof text, GET);

	(void)state;
	for (int i = 1; i < HTTP_MAX_HEADERS; i++)
		n +=
		    snprintf(text + n, sizeof text - (size_t)n, "X: %d\r\n", i);
	memcpy(text + n, "\r\n", 3);
	assert_int_equal(parse(str_of(text)), 0);
	assert_int_equal(head.n_headers, HTTP_MAX_HEADERS);
	memcpy(text + n, "Y: 1\r\n\r\n", 9);
	assert_int_equal(parse(str_of(text)), 431);
}

static int find(const char *text, size_t n, size_t max)
{
	struct http_refusal why = {0, NULL};
	size_t scanned = 0;
	ptrdiff_t r =
	    http_head_find((struct str){text, n}, max, &scanned, &why);

	return r < 0 ? why.status : (int)r;
}

static void refuses_heads_over_the_bound(void **state)
{
	char text[2000];
	int n = snprintf(text, sizeof text, GET "X: ");

	(void)state;
	memset(text + n, 'x', sizeof text - (size_t)n);
	assert_int_equal(find(text, 1000, 1000), 0);
	assert_int_equal(find(text, 1001, 1000), 431);
	memcpy(text + 996, "\r\n\r\n", 4);
	assert_int_equal(find(text, 1000, 1000), 1000);
	assert_int_equal(find(text, 1200, 1000), 1000);
	assert_int_equal(find(text, 1000, 999), 431);
}

static void refuses_targets_over_8_kb(void **state)
{
	static char text[10000];
	int n;

	(void)state;
	memset(text, 'x', sizeof text);
	memcpy(text, "GET /", 5);
	assert_int_equal(find(text, 9000, 16384), 414);
	n = snprintf(text + 5 + 8191, 100, " HTTP/1.1\r\n" HOST "\r\n");
	assert_int_equal(parse((struct str){text, (size_t)n + 8196}), 0);
	assert_int_equal(head.path.n, 8192);
	memset(text + 8196, 'x', 10);
	n = snprintf(text + 5 + 8192, 100, " HTTP/1.1\r\n" HOST "\r\n");
	assert_int_equal(parse((struct str){text, (size_t)n + 8197}), 414);
}

/* ---- what is taken ---- */

static void takes_a_head_apart(void **state)
{
	(void)state;
	assert_int_equal(parse(STR("POST /a%20b?x=1&y=?2 HTTP/1.1\r\n"
				   "Host: a.example:8080\r\n"
				   "content-LENGTH: 12\r\n"
				   "X-One:\t two words \t\r\n"
				   "Empty:\r\n"
				   "High: \xc3\xa4\r\n\r\n")),
	    0);
	assert_int_equal(head.method, HTTP_POST);
	assert_int_equal(head.minor, 1);
	assert_str(head.path, "/a%20b");
	assert_str(head.query, "x=1&y=?2");
	assert_int_equal(head.content_length, 12);
	assert_false(head.chunked);
	assert_true(head.keep_alive);
	assert_int_equal(head.n_headers, 5);
	assert_str(head.headers[2].name, "X-One");
	assert_str(head.headers[2].value, "two words");
	assert_str(head.headers[3].value, "");
	assert_str(head.headers[4].value, "\xc3\xa4");
}

static void takes_every_method(void **state)
{
	static const enum http_method all[] = {HTTP_GET, HTTP_HEAD, HTTP_POST,
	    HTTP_PUT, HTTP_DELETE, HTTP_OPTIONS, HTTP_PATCH};
	char text[100];

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(all); i++) {
		snprintf(text, sizeof text, "%s / HTTP/1.1\r\n" HOST "\r\n",
		    http_method_name(all[i]));
		assert_int_equal(parse(str_of(text)), 0);
		assert_int_equal(head.method, all[i]);
	}
}

static void takes_chunked_in_any_case(void **state)
{
	(void)state;
	assert_int_equal(
	    parse(STR(GET "transfer-encoding: Chunked\r\n\r\n")), 0);
	assert_true(head.chunked);
	assert_int_equal(head.content_length, -1);
}

static void takes_one_empty_line_before_a_request(void **state)
{
	(void)state;
	assert_int_equal(parse(STR("\r\n" GET "\r\n")), 0);
	assert_int_equal(parse(STR("\r\n\r\n")), 400);
}

static void takes_the_absolute_form_of_its_host(void **state)
{
	(void)state;
	assert_int_equal(
	    parse(STR("GET http://A.example/x?y HTTP/1.1\r\n" HOST "\r\n")), 0);
	assert_str(head.path, "/x");
	assert_str(head.query, "y");
	assert_int_equal(
	    parse(STR("GET http://a.example HTTP/1.1\r\n" HOST "\r\n")), 0);
	assert_str(head.path, "/");
	assert_int_equal(
	    parse(STR("GET https://a.example?q HTTP/1.1\r\n" HOST "\r\n")), 0);
	assert_str(head.path, "/");
	assert_str(head.query, "q");
}

static void takes_star_with_options(void **state)
{
	(void)state;
	assert_int_equal(parse(STR("OPTIONS * HTTP/1.1\r\n" HOST "\r\n")), 0);
	assert_str(head.path, "*");
}

static void takes_expectations_of_1_1_only(void **state)
{
	(void)state;
	assert_int_equal(parse(STR(GET "Expect: 100-Continue\r\n\r\n")), 0);
	assert_true(head.expects_continue);
	assert_int_equal(parse(STR("GET / HTTP/1.0\r\n"
				   "Expect: 100-continue\r\n\r\n")),
	    0);
	assert_false(head.expects_continue);
}

static const struct {
	struct str head;
	bool keep_alive;
} lives[] = {
    {STR(GET "\r\n"), true},
    {STR(GET "Connection: close\r\n\r\n"), false},
    {STR(GET "Connection: Keep-Alive, CLOSE\r\n\r\n"), false},
    {STR(GET "Connection: close\r\nConnection: keep-alive\r\n\r\n"), false},
    {STR(GET "Connection: upgrade\r\n\r\n"), true},
    {STR("GET / HTTP/1.0\r\n\r\n"), false},
    {STR("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"), true},
};

static void knows_how_long_the_connection_lives(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(lives); i++) {
		assert_int_equal(parse(lives[i].head), 0);
		assert_int_equal(head.keep_alive, lives[i].keep_alive);
	}
}

/* Whatever the pieces, the end is found where it is. */
static void finds_the_end_byte_by_byte(void **state)
{
	struct str whole = STR("\r\n" GET "X: y\r\n\r\nGET /next");
	size_t end = whole.n - strlen("GET /next"), scanned = 0;
	struct http_refusal why;

	(void)state;
	for (size_t n = 0; n < end; n++)
		assert_int_equal(http_head_find((struct str){whole.p, n}, 16384,
				     &scanned, &why),
		    0);
	assert_int_equal(http_head_find(whole, 16384, &scanned, &why), end);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(refuses_what_is_not_valid),
	    cmocka_unit_test(refuses_a_bare_lf_before_the_end),
	    cmocka_unit_test(refuses_more_than_100_headers),
	    cmocka_unit_test(refuses_heads_over_the_bound),
	    cmocka_unit_test(refuses_targets_over_8_kb),
	    cmocka_unit_test(takes_a_head_apart),
	    cmocka_unit_test(takes_every_method),
	    cmocka_unit_test(takes_chunked_in_any_case),
	    cmocka_unit_test(takes_one_empty_line_before_a_request),
	    cmocka_unit_test(takes_the_absolute_form_of_its_host),
	    cmocka_unit_test(takes_star_with_options),
	    cmocka_unit_test(takes_expectations_of_1_1_only),
	    cmocka_unit_test(knows_how_long_the_connection_lives),
	    cmocka_unit_test(finds_the_end_byte_by_byte),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
