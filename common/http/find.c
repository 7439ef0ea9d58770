/* find.c - finds the end of a head while its bytes arrive. See parse.h. */
#include "common/http/parse.h"

int http_refuse(struct http_refusal *why, int status, const char *detail)
{
	why->status = status;
	why->detail = detail;
	return -1;
}

static bool is_visible(char byte)
{
	return byte > ' ' && byte < 0x7f;
}

ptrdiff_t http_head_find(struct str in, size_t max_head_bytes, size_t *scanned,
    struct http_refusal *why)
{
	size_t first_line_max = HTTP_MAX_TARGET_BYTES + 32;

	/* Another protocol, TLS most likely: don't wait for its line end. */
	if (in.n > 0 && !is_visible(in.p[0]) && in.p[0] != '\r')
		return http_refuse(why, 400, "this is not HTTP");
	while (*scanned < in.n) {
		const char *lf = memchr(in.p + *scanned, '\n', in.n - *scanned);
		size_t at;

		if (lf == NULL) {
			if (*scanned == 0 && in.n > first_line_max)
				return http_refuse(
				    why, 414, "the request line is too long");
			break;
		}
		at = (size_t)(lf - in.p);
		if (at == 0 || in.p[at - 1] != '\r')
			return http_refuse(
			    why, 400, "a line ends in LF without CR");
		*scanned = at + 1;
		if (at >= 3 && in.p[at - 2] == '\n') {
			if (*scanned > max_head_bytes)
				break;
			return (ptrdiff_t)*scanned;
		}
	}
	if (in.n > max_head_bytes || *scanned > max_head_bytes)
		return http_refuse(why, 431, "the request head is too large");
	return 0;
}
