/* http_static.c - answers with files from memory. See http_static.h; the table
 * is made in static_load.c. */
#include "common/http/static_table.h"

#include <curl/curl.h>
#include <stdlib.h>

size_t http_files_count(const struct http_files *f)
{
	return f->n;
}

static int by_path(const void *key, const void *file)
{
	return strcmp(key, ((const struct http_file *)file)->path);
}

const struct http_file *http_files_find(
    const struct http_files *f, const char *path)
{
	size_t n = strlen(path);
	char index[1024];

	if (n > 0 && path[n - 1] == '/') {
		if (n + sizeof "index.html" > sizeof index)
			return NULL;
		memcpy(index, path, n);
		memcpy(index + n, "index.html", sizeof "index.html");
		path = index;
	}
	return bsearch(path, f->v, f->n, sizeof f->v[0], by_path);
}

/* ---- what the client has, and what it can read ---- */

bool http_etag_matches(struct str list, const char *etag)
{
	struct str item;

	if (str_eqs(str_trim(list), "*"))
		return true;
	/* Ours hold no comma, so cutting at commas finds them. */
	while (str_split(&list, ',', &item)) {
		item = str_trim(item);
		if (str_starts(item, "W/"))
			item = (struct str){item.p + 2, item.n - 2};
		if (str_eqs(item, etag))
			return true;
	}
	return false;
}

/* All lines of one header as one list; "" when there is none. */
static struct str whole_list(struct http_request *r, const char *name)
{
	struct str all = {"", 0};

	for (size_t i = 0; i < r->n_headers; i++) {
		struct str more = r->headers[i].value;

		if (!str_ieqs(r->headers[i].name, name))
			continue;
		if (all.n > 0)
			more = str_of(arena_printf(r->task.arena, "%.*s,%.*s",
			    (int)all.n, all.p, (int)more.n, more.p));
		all = more;
	}
	return all;
}

static bool is_unchanged(
    struct http_request *r, const struct http_file *file, const char *etag)
{
	struct str tags = whole_list(r, "if-none-match");
	struct str since = http_header(r, "if-modified-since");
	time_t then;

	if (tags.n > 0)
		return http_etag_matches(tags, etag);
	if (since.n == 0)
		return false;
	then =
	    curl_getdate(arena_strndup(r->task.arena, since.p, since.n), NULL);
	return then >= 0 && file->modified_s <= then;
}

static enum coding pick(struct http_request *r, const struct http_file *file)
{
	unsigned there = 0;

	for (enum coding c = CODING_GZIP; c < CODINGS; c++)
		there |= file->as[c].bytes.len > 0 ? 1u << c : 0;
	if (there == 0)
		return CODING_NONE;
	http_add_header(r, "Vary", "Accept-Encoding");
	return coding_choose(whole_list(r, "accept-encoding"), there);
}

void http_file_answer(struct http_request *r, const struct http_file *file)
{
	enum coding c = pick(r, file);
	const struct buf *bytes = &file->as[c].bytes;

	http_add_header(r, "ETag", file->as[c].etag);
	http_add_header(r, "Cache-Control",
	    file->is_hashed ? "public, max-age=31536000, immutable"
			    : "no-cache");
	if (is_unchanged(r, file, file->as[c].etag)) {
		http_answer(r, 304, NULL, (struct str){"", 0});
		return;
	}
	http_add_header(r, "Last-Modified", file->modified);
	if (c != CODING_NONE)
		http_add_header(r, "Content-Encoding", coding_name(c));
	http_answer(
	    r, 200, file->type, (struct str){buf_str(bytes), bytes->len});
}
