/* file.h - one user's file of vectors: layout, mapping, growth. */
#ifndef SEARCH_VECTOR_FILE_H
#define SEARCH_VECTOR_FILE_H

#include "common/base/list.h"
#include "services/search/vector/vector.h"

#include <sys/types.h>

#define FILE_MAGIC "ALVECTOR"
#define FILE_VERSION 1
#define FILE_HEAD_BYTES 4096
#define BLOCK_ROWS 256
#define GROUP_WORDS (VECTOR_WORDS * VECTOR_LANES)

struct vector_head {
	char magic[8];
	uint32_t version, dim;
	char model[VECTOR_MODEL_MAX + 1];
	uint64_t rows, dead;
	uint32_t sum, unused; /* of what is before it */
};

struct vector_entry {
	uint64_t id;   /* 0: dead */
	float inverse; /* 1 / length of the vector */
	uint32_t sum;  /* of id and vector as they were written */
};

/* 112 KB, whole pages. */
struct vector_block {
	struct vector_entry entry[BLOCK_ROWS];
	uint64_t bits[BLOCK_ROWS / VECTOR_LANES][GROUP_WORDS];
	int8_t row[BLOCK_ROWS][VECTOR_DIM];
};

struct vector_extent {
	uint64_t least, most; /* ids of a block */
};

struct vector_file {
	uint64_t user_id;
	struct list node; /* most recently used first */
	int fd;
	dev_t dev;
	ino_t ino;
	struct vector_head *map; /* the whole file */
	size_t map_bytes;
	struct vector_extent *extent; /* walk.c: of the first `noted` rows */
	size_t noted;
};

/* Opens, or with `model` not NULL makes, the file. NULL after an error, and
 * without one (err->code ERR_OK) when there is none. Damaged files are
 * unlinked. */
struct vector_file *vector_file_open(
    const char *dir, uint64_t user_id, const char *model, struct err *err);
void vector_file_close(struct vector_file **f);
/* The file under its name is still this one. */
bool vector_file_is_current(const char *dir, const struct vector_file *f);
/* Maps what another process appended. 0 or -1. */
MUST_CHECK int vector_file_refresh(struct vector_file *f, struct err *err);
char *vector_file_path(const char *dir, uint64_t user_id);

static inline size_t vector_file_rows(const struct vector_file *f)
{
	return (size_t)f->map->rows;
}
static inline struct vector_block *vector_file_block(
    const struct vector_file *f, size_t row)
{
	char *base = (char *)f->map + FILE_HEAD_BYTES;

	return (struct vector_block *)(void *)base + row / BLOCK_ROWS;
}
static inline struct vector_entry *vector_file_entry(
    const struct vector_file *f, size_t row)
{
	return &vector_file_block(f, row)->entry[row % BLOCK_ROWS];
}

/* A set of ids that may say yes to others: cheap beside a map, for walks over
 * all rows. For free(). */
#define FILTER_BITS 65536
struct vector_filter {
	uint64_t bit[FILTER_BITS / 64];
};
struct vector_filter *vector_filter_new(const uint64_t *ids, size_t n);
static inline uint32_t vector_filter_at(uint64_t id)
{
	return (uint32_t)((id * UINT64_C(0x9E3779B97F4A7C15)) >> 48);
}
static inline bool vector_filter_may_have(
    const struct vector_filter *f, uint64_t id)
{
	uint32_t at = vector_filter_at(id);

	return (f->bit[at / 64] >> at % 64 & 1) != 0;
}

/* With the lock held (ERR_UNAVAILABLE: another process has it). */
MUST_CHECK int vector_file_lock(struct vector_file *f, struct err *err);
void vector_file_unlock(struct vector_file *f);
MUST_CHECK int vector_file_append(struct vector_file *f, const uint64_t *ids,
    const int8_t *rows, size_t n, struct err *err);
/* Marks all rows below `below` of these ids dead. */
void vector_file_kill(
    struct vector_file *f, const uint64_t *ids, size_t n, size_t below);
/* A new file of what is alive takes its place. */
MUST_CHECK int vector_file_rewrite(
    const char *dir, const struct vector_file *f, struct err *err);

#endif
