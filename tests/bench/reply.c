/* reply.c - heads, lengths and chunks. */
#include "tests/bench/reply.h"

#include "common/base/str.h"

#include <stdio.h>
#include <stdlib.h>

#define ANSWER_MAX (64u << 20)

void reply_init(struct reply *r)
{
	*r = (struct reply){0};
	buf_init(&r->bytes, ANSWER_MAX);
}

void reply_deinit(struct reply *r)
{
	buf_deinit(&r->bytes);
}

void reply_clear(struct reply *r)
{
	struct buf kept = r->bytes;

	buf_clear(&kept);
	*r = (struct reply){.bytes = kept};
}

static struct str field(struct str head, const char *name)
{
	ptrdiff_t at = str_ifind(head, name);
	struct str rest, line;

	if (at < 0)
		return (struct str){"", 0};
	rest = (struct str){head.p + at, head.n - (size_t)at};
	rest.p += strlen(name);
	rest.n -= strlen(name);
	(void)!!str_split(&rest, '\n', &line);
	return str_trim(line);
}

static int read_head(struct reply *r)
{
	struct str all = {buf_str(&r->bytes), r->bytes.len};
	ptrdiff_t end = str_find(all, "\r\n\r\n");
	struct str head, length;
	uint64_t n = 0;

	if (end < 0)
		return 0;
	head = (struct str){all.p, (size_t)end + 2};
	if (!str_starts(head, "HTTP/1.1 "))
		return -1;
	r->head_bytes = (size_t)end + 4;
	r->status = (int)strtol(head.p + 9, NULL, 10);
	r->keeps = !str_ieqs(field(head, "\nconnection:"), "close");
	r->events = str_ifind(head, "\ncontent-type: text/event-stream") >= 0;
	r->chunked = str_ifind(head, "\ntransfer-encoding: chunked") >= 0;
	r->chunk_at = r->head_bytes;
	length = field(head, "\ncontent-length:");
	if (!r->chunked && length.n == 0) {
		r->until_close = r->status != 204;
		r->keeps = !r->until_close;
	} else if (!r->chunked && str_to_u64(length, &n) < 0) {
		return -1;
	}
	r->body_end = r->head_bytes + (size_t)n;
	return 0;
}

/* As far as whole chunks go. */
static int read_chunks(struct reply *r)
{
	const char *p = buf_str(&r->bytes);

	while (!r->whole) {
		const char *line = p + r->chunk_at;
		const char *end =
		    memchr(line, '\n', r->bytes.len - r->chunk_at);
		char *after;
		unsigned long n;
		size_t next;

		if (end == NULL)
			return 0;
		n = strtoul(line, &after, 16);
		if (after == line || n > ANSWER_MAX)
			return -1;
		next = (size_t)(end + 1 - p) + n + 2;
		if (next > r->bytes.len)
			return 0;
		r->chunk_at = next;
		r->whole = n == 0;
	}
	return 0;
}

static bool has_begun(const struct reply *r)
{
	struct str body = {
	    buf_str(&r->bytes) + r->head_bytes, r->bytes.len - r->head_bytes};

	return r->events ? str_find(body, "data:") >= 0 : body.n > 0;
}

int reply_came(struct reply *r, size_t n)
{
	if (n == 0) {
		r->whole = r->head_bytes > 0 && r->until_close;
		return r->whole ? 0 : -1;
	}
	if (r->head_bytes == 0 && read_head(r) < 0)
		return -1;
	if (r->head_bytes == 0)
		return 0;
	r->begun = r->begun || has_begun(r);
	if (r->chunked)
		return read_chunks(r);
	r->whole = !r->until_close && r->bytes.len >= r->body_end;
	return 0;
}
