/* arena.c - request memory: a chain of zeroed blocks, freed at once. */
#include "common/base/arena.h"
#include "common/base/die.h"

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ALIGNMENT ((size_t)16)
#define FIRST_BLOCK_BYTES ((size_t)1024)
#define LAST_BLOCK_BYTES ((size_t)65536)

struct block {
	struct block *older;
	size_t bytes; /* of data */
	size_t used;
	_Alignas(16) char data[];
};

struct deferred {
	struct deferred *earlier;
	void (*undo)(void *p);
	void *p;
};

struct arena {
	struct block *first; /* kept by a reset */
	struct block *newest;
	struct deferred *deferred; /* last registered first */
	size_t cap_bytes;
	size_t used_bytes;
	size_t next_block_bytes;
};

static struct block *block_new(size_t bytes, struct block *older)
{
	struct block *b = xcalloc(1, sizeof *b + bytes);

	b->older = older;
	b->bytes = bytes;
	return b;
}

struct arena *arena_new(size_t cap_bytes)
{
	struct arena *a = xcalloc(1, sizeof *a);

	a->cap_bytes = cap_bytes;
	a->first = block_new(FIRST_BLOCK_BYTES - sizeof *a->first, NULL);
	a->newest = a->first;
	a->next_block_bytes = 2 * FIRST_BLOCK_BYTES;
	return a;
}

/* Those registered after `until`. */
static void run_deferred(struct arena *a, const struct deferred *until)
{
	while (a->deferred != until) {
		struct deferred *d = a->deferred;

		a->deferred = d->earlier;
		d->undo(d->p);
	}
}

void arena_free(struct arena **a)
{
	if (*a == NULL)
		return;
	arena_reset(*a);
	free((*a)->first);
	free(*a);
	*a = NULL;
}

void arena_reset(struct arena *a)
{
	run_deferred(a, NULL);
	for (struct block *b = a->newest, *older; b != NULL; b = older) {
		older = b->older;
		if (b != a->first)
			free(b);
	}
	memset(a->first->data, 0, a->first->used);
	a->first->used = 0;
	a->first->older = NULL;
	a->newest = a->first;
	a->used_bytes = 0;
	a->next_block_bytes = 2 * FIRST_BLOCK_BYTES;
}

struct arena_mark arena_mark(const struct arena *a)
{
	return (struct arena_mark){
	    .newest = a->newest,
	    .older = a->newest->older,
	    .deferred = a->deferred,
	    .block_used = a->newest->used,
	    .used_bytes = a->used_bytes,
	};
}

/* Blocks from b on, as far as `until`. */
static void free_blocks(struct block *b, const struct block *until)
{
	while (b != until) {
		struct block *older = b->older;

		free(b);
		b = older;
	}
}

/* Newer blocks stand before the marked one, large pieces right behind it. */
void arena_rewind(struct arena *a, const struct arena_mark *m)
{
	struct block *b = m->newest;

	run_deferred(a, m->deferred);
	free_blocks(a->newest, b);
	free_blocks(b->older, m->older);
	a->newest = b;
	b->older = m->older;
	memset(b->data + m->block_used, 0, b->used - m->block_used);
	b->used = m->block_used;
	a->used_bytes = m->used_bytes;
}

/* The block that takes `bytes` more: the newest, or a new one. A large piece
 * gets its own block behind the newest, so that the rest of that is not
 * lost. */
static struct block *block_for(struct arena *a, size_t bytes)
{
	struct block *b = a->newest;

	if (b->bytes - b->used >= bytes)
		return b;
	if (bytes > a->next_block_bytes / 2) {
		b->older = block_new(bytes, b->older);
		return b->older;
	}
	a->newest = block_new(a->next_block_bytes - sizeof *b, b);
	a->next_block_bytes = MIN(2 * a->next_block_bytes, LAST_BLOCK_BYTES);
	return a->newest;
}

void *arena_alloc(struct arena *a, size_t bytes)
{
	struct block *b;
	char *p;

	MUST(bytes < SIZE_MAX / 2);
	bytes = (MAX(bytes, 1) + ALIGNMENT - 1) & ~(ALIGNMENT - 1);
	b = block_for(a, bytes);
	p = b->data + b->used;
	b->used += bytes;
	a->used_bytes += bytes;
	return p;
}

void *arena_array(struct arena *a, size_t size, size_t n)
{
	size_t bytes;

	MUST(!__builtin_mul_overflow(size, n, &bytes));
	return arena_alloc(a, bytes);
}

void *arena_memdup(struct arena *a, const void *p, size_t bytes)
{
	void *copy = arena_alloc(a, bytes);

	if (bytes > 0)
		memcpy(copy, p, bytes);
	return copy;
}

char *arena_strdup(struct arena *a, const char *s)
{
	return s == NULL ? NULL : arena_strndup(a, s, strlen(s));
}

char *arena_strndup(struct arena *a, const char *s, size_t n)
{
	size_t len = s == NULL ? 0 : strnlen(s, n);
	char *copy = arena_alloc(a, n + 1);

	if (len > 0)
		memcpy(copy, s, len);
	return copy;
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list ap;
	char *text;

	va_start(ap, fmt);
	text = arena_vprintf(a, fmt, ap);
	va_end(ap);
	return text;
}

char *arena_vprintf(struct arena *a, const char *fmt, va_list ap)
{
	char small[256];
	va_list again;
	char *text;
	int n;

	va_copy(again, ap);
	n = vsnprintf(small, sizeof small, fmt, ap);
	MUST(n >= 0);
	text = arena_alloc(a, (size_t)n + 1);
	if ((size_t)n < sizeof small)
		memcpy(text, small, (size_t)n);
	else
		vsnprintf(text, (size_t)n + 1, fmt, again);
	va_end(again);
	return text;
}

void arena_defer(struct arena *a, void (*undo)(void *p), void *p)
{
	struct deferred *d = ARENA_NEW(a, struct deferred);

	d->undo = undo;
	d->p = p;
	d->earlier = a->deferred;
	a->deferred = d;
}

size_t arena_used(const struct arena *a)
{
	return a->used_bytes;
}

bool arena_overdrawn(const struct arena *a)
{
	return a->used_bytes > a->cap_bytes;
}

void arena_keep_freed(size_t bytes)
{
	(void)mallopt(M_TRIM_THRESHOLD, (int)MIN(bytes, (size_t)INT32_MAX));
	(void)mallopt(M_TOP_PAD, (int)MIN(bytes / 4, (size_t)INT32_MAX));
}
