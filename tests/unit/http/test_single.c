/* test_single.c - headers that a request may bring once only. */
#include "tests/unit/unit.h"
#include "common/http/parse.h"

#include <stdio.h>

#define GET "GET / HTTP/1.1\r\nHost: a.example\r\n"

static struct http_head head;
static struct http_refusal refused;

/* 0, or the status of the refusal. */
static int parse(struct str in)
{
	return http_head_parse(in, &head, &refused) < 0 ? refused.status : 0;
}

/* Also when they agree: another reader may take the first, or the last. */
static void names_the_header_that_came_twice(void **state)
{
	static const char *const once[] = {"Content-Length: 5",
	    "Authorization: Bearer a", "Content-Type: text/plain",
	    "Idempotency-Key: 1", "Last-Event-ID: 1", "X-CSRF-Token: a",
	    "Transfer-Encoding: chunked", "Expect: 100-continue", "Host: a"};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(once); i++) {
		struct str name = str_of(once[i]), value = name;
		char text[200], want[40];

		(void)str_split(&value, ':', &name);
		snprintf(text, sizeof text, GET "%s\r\nX: y\r\n%s\r\n\r\n",
		    once[i], once[i]);
		snprintf(
		    want, sizeof want, "%.*s is repeated", (int)name.n, name.p);
		assert_int_equal(parse(str_of(text)), 400);
		assert_string_equal(refused.detail, want);
	}
}

static void refuses_tabs_around_what_frames(void **state)
{
	static const char *const bad[] = {"Content-Length:\t5",
	    "Content-Length: \t 5", "Content-Length: 5\t",
	    "Content-Length: 5 \t ", "Transfer-Encoding:\tchunked",
	    "Transfer-Encoding: chunked \t"};
	char text[200];

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		snprintf(text, sizeof text, GET "%s\r\n\r\n", bad[i]);
		assert_int_equal(parse(str_of(text)), 400);
	}
	assert_int_equal(parse(STR(GET "Content-Length:  5  \r\n\r\n")), 0);
	assert_int_equal(parse(STR(GET "X:\t5\t\r\n\r\n")), 0);
}

static void takes_lists_that_come_in_parts(void **state)
{
	(void)state;
	assert_int_equal(parse(STR(GET "Accept: a\r\nAccept: b\r\n"
				       "Cookie: a=b\r\nCookie: c=d\r\n\r\n")),
	    0);
	assert_int_equal(head.n_headers, 5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(names_the_header_that_came_twice),
	    cmocka_unit_test(refuses_tabs_around_what_frames),
	    cmocka_unit_test(takes_lists_that_come_in_parts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
