/* arena.h - memory that lives as long as one request.
 *
 * Allocation never fails: past its cap an arena only becomes "overdrawn",
 * and the task runner fails the request with ERR_TOO_LARGE at the end of the
 * step. So steps need no NULL checks, and one request stays bounded by its
 * cap plus what a single step allocates from inputs that are bounded already.
 * All memory is zeroed. Not for threads.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "common/base/base.h"
#include <stdarg.h>

struct arena;

/* cap_bytes: where it becomes overdrawn. The first block is small (1 KB) and
 * later ones double up to 64 KB. */
struct arena *arena_new(size_t cap_bytes);
void arena_free(struct arena **a);
/* Forgets everything allocated but keeps the first block. */
void arena_reset(struct arena *a);

void *arena_alloc(struct arena *a, size_t bytes); /* aligned to 16 */
void *arena_memdup(struct arena *a, const void *p, size_t bytes);
char *arena_strdup(struct arena *a, const char *s); /* NULL gives NULL */
/* Ends at a NUL within the n bytes, yet takes room for all of them and one
 * more: who keeps n beside the copy reads zeros, not the neighbour. */
char *arena_strndup(struct arena *a, const char *s, size_t n);
char *arena_printf(struct arena *a, const char *fmt, ...) PRINTF_LIKE(2, 3);
char *arena_vprintf(struct arena *a, const char *fmt, va_list ap)
    PRINTF_LIKE(2, 0);

#define ARENA_NEW(a, type) ((type *)arena_alloc((a), sizeof(type)))
#define ARENA_ARRAY(a, type, n)                                                \
	((type *)arena_array((a), sizeof(type), (size_t)(n)))
void *arena_array(struct arena *a, size_t size, size_t n);

/* Calls undo(p) when the arena is freed or reset, last registered first:
 * for foreign objects that must live as long as the request. */
void arena_defer(struct arena *a, void (*undo)(void *p), void *p);

/* For loops that run as long as a stream: what is allocated and deferred after
 * a mark is given back by the rewind, undone and zeroed. Marks nest; a rewind
 * to an outer one ends the inner ones. */
struct arena_mark {
	void *newest, *older, *deferred;
	size_t block_used, used_bytes;
};
struct arena_mark arena_mark(const struct arena *a);
void arena_rewind(struct arena *a, const struct arena_mark *m);

/* Once, at the start of a program that fills an arena for each of many small
 * works: up to so many freed bytes stay with the process for the next one,
 * instead of going back to the kernel page by page. */
void arena_keep_freed(size_t bytes);

size_t arena_used(const struct arena *a);
bool arena_overdrawn(const struct arena *a);

#endif
