/* fuzz_http_files.c - requests for files from memory. The input's lines are
 * path, Accept-Encoding, If-None-Match, If-Modified-Since, Origin, and what
 * APPLYLENS_CORS_ORIGINS says. What is answered must be what was asked for:
 * a file of that path, in a coding that was named, to an origin listed. */
#include "common/http/cors.h"
#include "common/http/static_table.h"
#include "common/http/uri.h"

#include <stdlib.h>

#define MUST_HOLD(cond) ((cond) ? (void)0 : abort())

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

enum { PATH, ACCEPT, MATCH, SINCE, ORIGIN, ORIGINS, LINES };

/* The request, and what the stand-ins below saw of its answer. */
struct asked {
	struct http_request r; /* first */
	struct http_header headers[4];
	int status;
	struct str body;
	char coding[20], tag[60], origin[300];
};

/* ---- stand-ins for answer.c ---- */

struct str http_header(const struct http_request *r, const char *name)
{
	for (size_t i = 0; i < r->n_headers; i++)
		if (str_ieqs(r->headers[i].name, name))
			return r->headers[i].value;
	return (struct str){"", 0};
}

void http_add_header(
    struct http_request *r, const char *name, const char *value)
{
	struct asked *a = CONTAINER_OF(r, struct asked, r);

	MUST_HOLD(strpbrk(value, "\r\n") == NULL);
	if (streq(name, "Content-Encoding"))
		str_copy(a->coding, sizeof a->coding, str_of(value));
	else if (streq(name, "ETag"))
		str_copy(a->tag, sizeof a->tag, str_of(value));
	else if (streq(name, "Access-Control-Allow-Origin"))
		str_copy(a->origin, sizeof a->origin, str_of(value));
}

void http_answer(struct http_request *r, int status, const char *content_type,
    struct str body)
{
	struct asked *a = CONTAINER_OF(r, struct asked, r);

	MUST_HOLD(a->status == 0);
	MUST_HOLD(status == 304 || (status == 200 && content_type != NULL));
	a->status = status;
	a->body = body;
}

/* ---- a table of two files ---- */

static void add_file(struct http_file *file, const char *path, const char *text)
{
	char *copy = malloc(strlen(path) + 1);
	struct str in = str_of(text);

	memcpy(copy, path, strlen(path) + 1);
	*file = (struct http_file){
	    .path = copy, .type = "text/plain", .modified_s = 784111777};
	str_copy(file->modified, sizeof file->modified,
	    STR("Sun, 06 Nov 1994 08:49:37 GMT"));
	for (enum coding c = CODING_NONE; c < CODINGS; c++) {
		buf_init(&file->as[c].bytes, 4096);
		if (c == CODING_NONE)
			buf_add(&file->as[c].bytes, in.p, in.n);
		else
			(void)coding_encode(c, in, &file->as[c].bytes);
		str_copy(file->as[c].etag, sizeof file->as[c].etag,
		    str_of(c == CODING_NONE   ? "\"t\""
			   : c == CODING_GZIP ? "\"t-gz\""
					      : "\"t-br\""));
	}
}

static void check_files(
    struct asked *a, const struct http_files *files, const struct str *lines)
{
	struct http_refusal why;
	char *path = malloc(lines[PATH].n + 1);
	const struct http_file *file;

	if (lines[PATH].n > 0 && uri_path(lines[PATH], path, &why) == 0 &&
	    (file = http_files_find(files, path)) != NULL) {
		MUST_HOLD(
		    streq(file->path, path) || str_ends(str_of(path), "/"));
		http_file_answer(&a->r, file);
		MUST_HOLD(a->tag[0] == '"');
		MUST_HOLD(a->status == 304 || a->body.n > 0);
		MUST_HOLD(a->coding[0] == '\0' ||
			  str_ifind(lines[ACCEPT], a->coding) >= 0 ||
			  str_ifind(lines[ACCEPT], "*") >= 0);
		MUST_HOLD(a->status == 200 ||
			  str_find(lines[MATCH], a->tag) >= 0 ||
			  str_find(lines[MATCH], "*") >= 0 ||
			  (lines[MATCH].n == 0 && lines[SINCE].n > 0));
	}
	free(path);
}

static void check_cors(struct asked *a, const struct str *lines)
{
	char origins[2000];
	struct cors *cors;
	struct err err;

	str_copy(origins, sizeof origins, lines[ORIGINS]);
	if (cors_new(origins, "X", "Y", &cors, &err) < 0)
		return;
	cors_begin(cors, &a->r);
	if (a->origin[0] != '\0') {
		MUST_HOLD(str_eqs(lines[ORIGIN], a->origin));
		MUST_HOLD(strstr(origins, a->origin) != NULL);
		MUST_HOLD(str_starts(lines[ORIGIN], "http"));
	}
	cors_free(&cors);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const char *const names[] = {[ACCEPT - 1] = "accept-encoding",
	    [MATCH - 1] = "if-none-match",
	    [SINCE - 1] = "if-modified-since",
	    [ORIGIN - 1] = "origin"};
	struct str rest = {(const char *)data, n}, lines[LINES] = {{"", 0}};
	static struct http_file v[2]; /* made once: compressing is slow */
	struct http_files files = {.v = v, .n = 2};
	struct asked a = {.status = 0};

	if (n == 0)
		return 0;
	for (size_t i = 0; i < LINES; i++)
		if (!str_split(&rest, '\n', &lines[i]))
			lines[i] = (struct str){"", 0};
	if (v[0].path == NULL) {
		add_file(&v[0], "/a b/c.js",
		    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
		    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
		    "a");
		add_file(&v[1], "/index.html", "<p>");
	}
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		a.headers[i].name = str_of(names[i]);
		a.headers[i].value = str_trim(lines[i + 1]);
	}
	a.r.headers = a.headers;
	a.r.n_headers = ARRAY_LEN(names);
	a.r.task.arena = arena_new(1 << 20);
	check_files(&a, &files, lines);
	check_cors(&a, lines);
	arena_free(&a.r.task.arena);
	return 0;
}
