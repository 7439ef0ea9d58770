/* fuzz_http_request.c - heads and chunked bodies, whole and in pieces.
 *
 * The first byte is the size of the pieces. However the bytes arrive, the
 * outcome must be the same, and everything that was parsed lies within them. */
#include "common/http/chunked.h"

#include <stdlib.h>

#define MUST_HOLD(cond) ((cond) ? (void)0 : abort())

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void check_within(struct str whole, struct str part)
{
	if (part.n == 0)
		return;
	MUST_HOLD(part.p >= whole.p);
	MUST_HOLD(part.p + part.n <= whole.p + whole.n);
}

static void check_head(struct str in, const struct http_head *h)
{
	MUST_HOLD(http_method_name(h->method)[0] != '-');
	MUST_HOLD(!h->chunked || h->content_length < 0);
	MUST_HOLD(h->path.n > 0 && h->path.n <= HTTP_MAX_TARGET_BYTES);
	MUST_HOLD(h->path.p[0] == '/' || h->method == HTTP_OPTIONS);
	check_within(in, h->query);
	for (size_t i = 0; i < h->n_headers; i++) {
		MUST_HOLD(h->headers[i].name.n > 0);
		check_within(in, h->headers[i].name);
		check_within(in, h->headers[i].value);
		for (size_t k = 0; k < h->headers[i].value.n; k++) {
			char byte = h->headers[i].value.p[k];

			MUST_HOLD(byte != '\r' && byte != '\n' && byte != 0);
		}
	}
}

/* The length of the payload, or -1; *sum_r tells it from others. */
static long decode(struct str in, size_t step, uint32_t *sum_r)
{
	struct chunked c = {.state = CHUNK_SIZE};
	struct http_refusal why;
	long total = 0;

	*sum_r = 0;
	while (in.n > 0 && c.state != CHUNK_DONE) {
		struct str piece = {in.p, MIN(step, in.n)};
		size_t offered = piece.n;

		while (piece.n > 0 && c.state != CHUNK_DONE) {
			struct str run;

			if (chunked_next(&c, &piece, &run, &why) < 0)
				return -1;
			check_within(in, run);
			total += (long)run.n;
			for (size_t i = 0; i < run.n; i++)
				*sum_r = *sum_r * 31 + (uint8_t)run.p[i];
		}
		in.p += offered - piece.n;
		in.n -= offered - piece.n;
	}
	return total;
}

static void check_chunked(struct str body, size_t step)
{
	uint32_t whole_sum, parts_sum;
	long whole = decode(body, SIZE_MAX, &whole_sum);
	long parts = decode(body, step, &parts_sum);

	MUST_HOLD(whole == parts);
	MUST_HOLD(whole < 0 || whole_sum == parts_sum);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	size_t step = n > 0 ? (size_t)data[0] % 16 + 1 : 1;
	size_t whole_scan = 0, parts_scan = 0, at = 0, max = 4096;
	struct http_refusal why = {0, NULL};
	struct http_head *h;
	struct str in;
	ptrdiff_t whole, parts = 0;

	if (n < 1)
		return 0;
	in = (struct str){(const char *)data + 1, n - 1};
	whole = http_head_find(in, max, &whole_scan, &why);
	while (at < in.n && parts == 0) {
		at += MIN(step, in.n - at);
		parts = http_head_find(
		    (struct str){in.p, at}, max, &parts_scan, &why);
	}
	/* Too much may be told earlier in pieces, but never differently. */
	MUST_HOLD(whole == parts || (whole < 0) == (parts < 0));
	if (whole <= 0)
		return 0;
	h = calloc(1, sizeof *h);
	if (http_head_parse((struct str){in.p, (size_t)whole}, h, &why) == 0) {
		check_head(in, h);
		if (h->chunked)
			check_chunked(
			    (struct str){in.p + whole, in.n - (size_t)whole},
			    step);
	} else {
		MUST_HOLD(why.status >= 400 && why.status <= 505);
	}
	free(h);
	return 0;
}
