/* buf.c - a growing byte buffer with a largest size. */
#include "common/base/buf.h"
#include "common/base/die.h"
#include "common/base/str.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FIRST_BYTES ((size_t)128)

void buf_init(struct buf *b, size_t max_bytes)
{
	MUST(max_bytes < SIZE_MAX / 4);
	*b = (struct buf){.max = max_bytes};
}

void buf_deinit(struct buf *b)
{
	free(b->data);
	*b = (struct buf){.max = b->max};
}

void buf_release(void *b)
{
	buf_deinit(b);
}

void buf_clear(struct buf *b)
{
	b->len = 0;
	b->failed = false;
	if (b->data != NULL)
		b->data[0] = '\0';
}

static bool grow(struct buf *b, size_t n)
{
	size_t alloc;

	if (b->failed || n > b->max - b->len) {
		b->failed = true;
		return false;
	}
	alloc = MAX(FIRST_BYTES, b->alloc);
	while (alloc < b->len + n + 1)
		alloc *= 2;
	alloc = MIN(alloc, b->max + 1);
	b->data = xrealloc(b->data, alloc);
	b->data[b->len] = '\0';
	b->alloc = alloc;
	return true;
}

/* True when n more bytes and the NUL fit. */
static inline bool reserve(struct buf *b, size_t n)
{
	if (!b->failed && n < b->alloc - b->len)
		return true;
	return grow(b, n);
}

void buf_add(struct buf *b, const void *p, size_t n)
{
	if (n == 0 || !reserve(b, n))
		return;
	memcpy(b->data + b->len, p, n);
	b->len += n;
	b->data[b->len] = '\0';
}

void buf_adds(struct buf *b, const char *s)
{
	buf_add(b, s, strlen(s));
}

void buf_addc(struct buf *b, char c)
{
	buf_add(b, &c, 1);
}

void buf_addf(struct buf *b, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	buf_vaddf(b, fmt, ap);
	va_end(ap);
}

void buf_vaddf(struct buf *b, const char *fmt, va_list ap)
{
	char small[256];
	va_list again;
	int n;

	va_copy(again, ap);
	n = vsnprintf(small, sizeof small, fmt, ap);
	MUST(n >= 0);
	if ((size_t)n < sizeof small) {
		buf_add(b, small, (size_t)n);
	} else if (reserve(b, (size_t)n)) {
		vsnprintf(b->data + b->len, (size_t)n + 1, fmt, again);
		b->len += (size_t)n;
	}
	va_end(again);
}

void buf_add_u64(struct buf *b, uint64_t v)
{
	char digits[U64_CHARS];

	buf_add(b, digits, str_put_u64(digits, v));
}

void buf_add_i64(struct buf *b, int64_t v)
{
	char digits[1 + U64_CHARS];

	buf_add(b, digits, str_put_i64(digits, v));
}

char *buf_room(struct buf *b, size_t n)
{
	return reserve(b, n) ? b->data + b->len : NULL;
}

void buf_wrote(struct buf *b, size_t n)
{
	MUST(n == 0 || n < b->alloc - b->len);
	b->len += n;
	if (b->data != NULL)
		b->data[b->len] = '\0';
}

void buf_fit(struct buf *b)
{
	if (b->data == NULL || b->alloc == b->len + 1)
		return;
	b->alloc = b->len + 1;
	b->data = xrealloc(b->data, b->alloc);
}

void buf_consume(struct buf *b, size_t n)
{
	MUST(n <= b->len);
	if (n == 0)
		return;
	b->len -= n;
	memmove(b->data, b->data + n, b->len);
	b->data[b->len] = '\0';
}

bool buf_failed(const struct buf *b)
{
	return b->failed;
}

const char *buf_str(const struct buf *b)
{
	return b->data == NULL ? "" : b->data;
}
