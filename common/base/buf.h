/* buf.h - a growing byte buffer, born with its largest size.
 *
 * A write beyond the cap fails stickily: nothing more is written and
 * buf_failed() is true. Write everything, check once at the end. The bytes
 * are always followed by a NUL that does not count.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "common/base/base.h"
#include <stdarg.h>

struct buf {
	char *data; /* NULL until the first write */
	size_t len;
	size_t alloc;
	size_t max;
	bool failed;
};

void buf_init(struct buf *b, size_t max_bytes);
void buf_deinit(struct buf *b);
void buf_release(void *b);     /* the same, for arena_defer */
void buf_clear(struct buf *b); /* empty again, failure forgotten */

void buf_add(struct buf *b, const void *p, size_t n);
void buf_adds(struct buf *b, const char *s);
void buf_addc(struct buf *b, char c);
void buf_addf(struct buf *b, const char *fmt, ...) PRINTF_LIKE(2, 3);
void buf_vaddf(struct buf *b, const char *fmt, va_list ap) PRINTF_LIKE(2, 0);
void buf_add_u64(struct buf *b, uint64_t v); /* decimal, fast */
void buf_add_i64(struct buf *b, int64_t v);
/* Room for n more bytes to be written in place, or NULL (then failed);
 * follow with buf_wrote(). */
char *buf_room(struct buf *b, size_t n);
void buf_wrote(struct buf *b, size_t n);
/* What will be kept as it is takes no more than it needs. */
void buf_fit(struct buf *b);
/* Drops n bytes from the front. */
void buf_consume(struct buf *b, size_t n);

bool buf_failed(const struct buf *b);
/* The content as a C string; "" when nothing was written. */
const char *buf_str(const struct buf *b);

#endif
