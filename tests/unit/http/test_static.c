/* test_static.c - files from memory: the table, and answers on the wire. */
#include "tests/unit/http/fixture.h"
#include "tests/unit/unit.h"
#include "common/http/http_static.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <utime.h>

#define MODIFIED_S 784111777 /* Sun, 06 Nov 1994 08:49:37 GMT */

static char root[] = "/tmp/http-static-XXXXXX";
static struct http_files *files;
static struct world *w;

static enum step_result serve(struct task *t)
{
	struct http_request *r = CONTAINER_OF(t, struct http_request, task);
	const struct http_file *file = http_files_find(files, r->path);

	http_file_answer(r, file != NULL ? file : http_files_find(files, "/"));
	return STEP_NEXT;
}

static task_step *const serve_steps[] = {serve, NULL};
static const struct http_route otherwise = {
    .method = HTTP_GET, .path = "/{path*}", .steps = serve_steps};

/* ---- a directory of its own ---- */

/* Runs in the directory. */
static void shell(const char *command)
{
	char text[300];

	snprintf(text, sizeof text, "cd %s && %s", root, command);
	assert_int_equal(system(text), 0);
}

static void put(const char *path, struct str bytes)
{
	const struct utimbuf then = {MODIFIED_S, MODIFIED_S};
	char full[300];
	FILE *f;

	snprintf(full, sizeof full, "%s%s", root, path);
	f = fopen(full, "w");
	assert_non_null(f);
	assert_int_equal(fwrite(bytes.p, 1, bytes.n, f), bytes.n);
	fclose(f);
	utime(full, &then);
}

static void puts_text(const char *path, size_t n)
{
	char *text = calloc(1, n + 1);

	for (size_t i = 0; i < n; i++)
		text[i] = "let a = 1;\n"[i % 11];
	put(path, (struct str){text, n});
	free(text);
}

static int set_up(void **state)
{
	struct err err = {.code = ERR_OK};

	(void)state;
	memcpy(root + sizeof root - 7, "XXXXXX", 6);
	assert_non_null(mkdtemp(root));
	shell("mkdir assets");
	put("/index.html", STR("<!doctype html><title>ApplyLens</title>"));
	puts_text("/assets/app.3f2a9c1b.js", 5000);
	puts_text("/assets/plain.js", 5000);
	put("/assets/dot.png", STR("\x89PNG..."));
	put("/.secret", STR("hidden"));
	if (http_files_load(root, &files, &err) < 0)
		fail_msg("%s", err.text);
	w = world_new();
	w->config.otherwise = &otherwise;
	world_serve(w);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	world_free(&w);
	http_files_free(&files);
	shell("rm -rf \"$PWD\"");
	return 0;
}

static const char *ask(const char *line, const char *headers)
{
	char text[1000];

	snprintf(text, sizeof text,
	    "%s HTTP/1.1\r\nHost: a\r\nConnection: close\r\n%s\r\n", line,
	    headers);
	return world_ask(w, str_of(text));
}

static void assert_has(const char *text, const char *part)
{
	if (strstr(text, part) == NULL)
		fail_msg("no \"%s\" in: %.600s", part, text);
}

static void assert_lacks(const char *text, const char *part)
{
	if (strstr(text, part) != NULL)
		fail_msg("\"%s\" in: %.600s", part, text);
}

/* ---- the table ---- */

static void reads_all_but_hidden_files(void **state)
{
	(void)state;
	assert_int_equal(http_files_count(files), 4);
	assert_null(http_files_find(files, "/.secret"));
	assert_null(http_files_find(files, "/assets"));
	assert_null(http_files_find(files, "/assets/"));
	assert_ptr_equal(
	    http_files_find(files, "/"), http_files_find(files, "/index.html"));
}

static void tells_hashed_names(void **state)
{
	static const char *const hashed[] = {"/a.12345678.js",
	    "/assets/app.3f2a9c1b.js.map", "/a.b.Ab3dEf6h.css",
	    "/part.RKKVGHSN.js"};
	static const char *const plain[] = {"/app.js", "/a.1234567.js",
	    "/a.component.js", "/a.12345678", "/a.1234_678.js",
	    "/b.12345678/c.js", "/12345678.js"};

	(void)state;
	shell("mkdir b.12345678");
	/* The hash stands before the last ending. */
	put(hashed[0], STR("x"));
	put(hashed[2], STR("x"));
	put(hashed[3], STR("x"));
	for (size_t i = 0; i < ARRAY_LEN(plain); i++)
		put(plain[i], STR("x"));
	http_files_free(&files);
	assert_int_equal(http_files_load(root, &files, NULL), 0);
	assert_true(http_files_find(files, hashed[0])->is_hashed);
	assert_true(http_files_find(files, hashed[2])->is_hashed);
	assert_true(http_files_find(files, hashed[3])->is_hashed);
	for (size_t i = 0; i < ARRAY_LEN(plain); i++)
		if (http_files_find(files, plain[i])->is_hashed)
			fail_msg("%s", plain[i]);
}

static void assert_load_fails(enum err_code code, const char *part)
{
	struct err err = {.code = ERR_OK};
	struct http_files *f = NULL;

	assert_int_equal(http_files_load(root, &f, &err), -1);
	assert_null(f);
	assert_int_equal(err.code, code);
	assert_has(err.text, part);
}

static void says_what_it_can_not_load(void **state)
{
	(void)state;
	shell("ln -s /etc/passwd link");
	assert_load_fails(ERR_INVALID, "/link: links are not followed");
	shell("rm link && mkfifo pipe");
	assert_load_fails(ERR_INVALID, "/pipe: not a file");
	shell("rm pipe && truncate -s 68M large");
	assert_load_fails(ERR_TOO_LARGE, "over 64 MB");
	shell("rm large index.html");
	assert_load_fails(ERR_INVALID, "has no index.html");
	shell("rm -r assets && mkdir -p 1/2/3/4/5/6/7/8/9/0/1/2/3/4/5/6/7");
	assert_load_fails(ERR_TOO_LARGE, "deeper than 16");
	shell("rm -r \"$PWD\"");
	assert_load_fails(ERR_UNAVAILABLE, "No such file");
	assert_int_equal(mkdir(root, 0700), 0);
}

/* ---- answers ---- */

static void answers_with_type_and_validators(void **state)
{
	const char *a = ask("GET /index.html", "");

	(void)state;
	assert_has(a, "HTTP/1.1 200 OK\r\n");
	assert_has(a, "\r\nContent-Type: text/html; charset=utf-8\r\n");
	assert_has(a, "\r\nLast-Modified: Sun, 06 Nov 1994 08:49:37 GMT\r\n");
	assert_has(a, "\r\nETag: \"");
	assert_has(a, "\r\nCache-Control: no-cache\r\n");
	assert_has(a, "<title>ApplyLens</title>");
	/* Too small to gain anything: there is one form only. */
	assert_lacks(a, "Vary");
	a = ask("GET /assets/dot.png", "Accept-Encoding: gzip, br\r\n");
	assert_has(a, "\r\nContent-Type: image/png\r\n");
	assert_lacks(a, "Content-Encoding");
}

static void lets_hashed_names_be_kept_for_ever(void **state)
{
	(void)state;
	assert_has(ask("GET /assets/app.3f2a9c1b.js", ""),
	    "\r\nCache-Control: public, max-age=31536000, immutable\r\n");
	assert_has(
	    ask("GET /assets/plain.js", ""), "\r\nCache-Control: no-cache\r\n");
}

static void answers_head_as_get_without_body(void **state)
{
	const char *a = ask("HEAD /assets/plain.js", "");

	(void)state;
	assert_has(a, "\r\nContent-Length: 5000\r\n");
	assert_string_equal(strstr(a, "\r\n\r\n"), "\r\n\r\n");
}

static void sends_the_coding_that_is_wanted(void **state)
{
	const char *a = ask("GET /assets/plain.js", "");

	(void)state;
	assert_has(a, "\r\nVary: Accept-Encoding\r\n");
	assert_has(a, "\r\nContent-Length: 5000\r\n");
	assert_lacks(a, "Content-Encoding");
	a = ask("GET /assets/plain.js", "Accept-Encoding: gzip\r\n");
	assert_has(a, "\r\nVary: Accept-Encoding\r\n");
	assert_has(a, "\r\nContent-Encoding: gzip\r\n");
	/* Over two lines. */
	a = ask("GET /assets/plain.js",
	    "Accept-Encoding: gzip\r\nAccept-Encoding: br\r\n");
	assert_has(a, "\r\nContent-Encoding: br\r\n");
}

/* The tag that an answer names, in a static buffer. */
static const char *tag_of(const char *headers)
{
	static char tag[60];
	const char *at =
	    strstr(ask("GET /assets/plain.js", headers), "\r\nETag: ");
	struct str rest = str_of(at + 8), line;

	(void)str_split(&rest, '\r', &line);
	str_copy(tag, sizeof tag, line);
	return tag;
}

static void tags_each_form_differently(void **state)
{
	char plain[60];

	(void)state;
	str_copy(plain, sizeof plain, str_of(tag_of("")));
	assert_int_equal(strlen(plain), 34);
	assert_string_not_equal(plain, tag_of("Accept-Encoding: gzip\r\n"));
	assert_string_not_equal(plain, tag_of("Accept-Encoding: br\r\n"));
	assert_string_equal(plain, tag_of(""));
}

/* Asks with If-None-Match: before, the tag cut to n bytes, after. */
static const char *ask_with_tag(
    const char *before, const char *tag, int n, const char *after)
{
	char line[300];

	snprintf(line, sizeof line, "If-None-Match: %s%.*s%s\r\n", before, n,
	    tag, after);
	return ask("GET /assets/plain.js", line);
}

static void answers_304_to_a_known_tag(void **state)
{
	static const char *const around[][2] = {{"", ""}, {"W/", ""},
	    {"\"a\", ", ""}, {"\"a\",W/", ",\"b\""},
	    {"\"a\"\r\nIf-None-Match: ", ""}};
	char tag[60];

	(void)state;
	str_copy(tag, sizeof tag, str_of(tag_of("")));
	for (size_t i = 0; i < ARRAY_LEN(around); i++) {
		const char *a =
		    ask_with_tag(around[i][0], tag, 60, around[i][1]);

		assert_has(a, " 304 Not Modified\r\n");
		assert_has(a, tag);
		assert_has(a, "\r\nCache-Control: no-cache\r\n");
		assert_has(a, "\r\nVary: Accept-Encoding\r\n");
		assert_string_equal(strstr(a, "\r\n\r\n"), "\r\n\r\n");
	}
	assert_has(ask_with_tag("*", "", 0, ""), " 304 ");
}

static void answers_200_to_other_tags(void **state)
{
	char tag[60];

	(void)state;
	str_copy(tag, sizeof tag, str_of(tag_of("")));
	assert_has(ask_with_tag("\"a\"", "", 0, ""), " 200 OK");
	assert_has(ask_with_tag("", tag, 20, ""), " 200 OK");
	assert_has(ask_with_tag("x", tag, 60, ""), " 200 OK");
	assert_has(ask_with_tag("W/", "", 0, ""), " 200 OK");
}

static void does_not_match_the_tag_of_another_form(void **state)
{
	char line[200];

	(void)state;
	snprintf(line, sizeof line,
	    "If-None-Match: %s\r\nAccept-Encoding: br\r\n", tag_of(""));
	assert_has(ask("GET /assets/plain.js", line), " 200 OK");
}

static void answers_304_by_date(void **state)
{
	static const char *const known[] = {"Sun, 06 Nov 1994 08:49:37 GMT",
	    "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
	    "Mon, 07 Nov 1994 08:49:37 GMT"};
	static const char *const others[] = {"Sun, 06 Nov 1994 08:49:36 GMT",
	    "yesterday", "Sun, 99 Nov 1994 08:49:37 GMT", ""};
	char line[200];

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(known); i++) {
		snprintf(
		    line, sizeof line, "If-Modified-Since: %s\r\n", known[i]);
		assert_has(ask("GET /index.html", line), " 304 ");
	}
	for (size_t i = 0; i < ARRAY_LEN(others); i++) {
		snprintf(
		    line, sizeof line, "If-Modified-Since: %s\r\n", others[i]);
		assert_has(ask("GET /index.html", line), " 200 OK");
	}
}

static void asks_the_tag_before_the_date(void **state)
{
	(void)state;
	assert_has(ask("GET /index.html",
		       "If-None-Match: \"a\"\r\n"
		       "If-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT\r\n"),
	    " 200 OK");
}

static void leaves_routes_and_other_methods_alone(void **state)
{
	(void)state;
	assert_has(ask("GET /hello", ""), "hello\n");
	assert_has(ask("DELETE /hello", ""), " 405 ");
	assert_has(ask("GET /echo", ""), " 405 ");
	assert_has(ask("POST /nowhere", ""), " 404 ");
	assert_has(ask("GET /nowhere", ""), "ApplyLens");
}

#define T(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    T(reads_all_but_hidden_files),
	    T(tells_hashed_names),
	    T(says_what_it_can_not_load),
	    T(answers_with_type_and_validators),
	    T(lets_hashed_names_be_kept_for_ever),
	    T(answers_head_as_get_without_body),
	    T(sends_the_coding_that_is_wanted),
	    T(tags_each_form_differently),
	    T(answers_304_to_a_known_tag),
	    T(answers_200_to_other_tags),
	    T(does_not_match_the_tag_of_another_form),
	    T(answers_304_by_date),
	    T(asks_the_tag_before_the_date),
	    T(leaves_routes_and_other_methods_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
