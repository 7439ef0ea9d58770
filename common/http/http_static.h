/* http_static.h - a directory of files, read once and served from memory.
 *
 * The table never changes: every answer of a process is of one build of the
 * app. Each file has a strong ETag (of its bytes), Last-Modified, and gzip and
 * brotli forms where they are smaller, chosen by Accept-Encoding.
 */
#ifndef HTTP_STATIC_H
#define HTTP_STATIC_H

#include "common/http/coding.h"
#include "common/http/request.h"

#define HTTP_FILES_MAX ((size_t)4096)
#define HTTP_FILES_MAX_BYTES ((size_t)64 << 20) /* of all, as they are */
#define HTTP_FILES_MAX_DEPTH 16

struct http_files;

struct http_file {
	char *path; /* "/assets/app.3f2a9c1b.js" */
	const char *type;
	bool is_page;   /* HTML */
	bool is_hashed; /* name.HASH.ext: what it holds never changes */
	int64_t modified_s;
	char modified[32]; /* of Last-Modified */
	struct {
		struct buf bytes; /* empty: not in this coding */
		char etag[48];    /* with its quotes */
	} as[CODINGS];
};

/* Reads everything below root but names that begin with a dot. -1:
 * ERR_UNAVAILABLE (root can't be read), ERR_INVALID (no index.html, a link or
 * device, a name that is no UTF-8), ERR_TOO_LARGE. */
MUST_CHECK int http_files_load(
    const char *root, struct http_files **f_r, struct err *err);
void http_files_free(struct http_files **f);
size_t http_files_count(const struct http_files *f);

/* A decoded path; one that ends in '/' means its index.html. NULL: none. */
const struct http_file *http_files_find(
    const struct http_files *f, const char *path);

/* Answers GET or HEAD with the file: 200, or 304 by If-None-Match, else by
 * If-Modified-Since. Hashed names may be kept for ever, others must be asked
 * for again. From the answer step. */
void http_file_answer(struct http_request *r, const struct http_file *file);

/* Whether an If-None-Match value matches; weak comparison (RFC 9110, 8.8.3). */
bool http_etag_matches(struct str list, const char *etag);

#endif
