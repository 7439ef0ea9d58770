/* file.c - see file.h. The file:
 *
 *	head        one page: magic, version, model, rows, dead, checksum
 *	block...    256 rows each: entries, sign bits, vectors
 *
 * Space is allocated before it is mapped, so a full disk is an error and no
 * signal. Rows are on the disk before the head counts them.
 */
#include "services/search/vector/walk.h"

#include "common/base/die.h"
#include "common/base/str.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static_assert(sizeof(struct vector_block) % 4096 == 0, "blocks are pages");
static_assert(sizeof(struct vector_head) <= FILE_HEAD_BYTES, "one page");

/* FNV-1a (Fowler, Noll, Vo). */
static uint32_t checksum(uint32_t sum, const void *data, size_t n)
{
	const unsigned char *p = data;

	for (size_t i = 0; i < n; i++)
		sum = (sum ^ p[i]) * 16777619u;
	return sum;
}

static uint32_t head_sum(const struct vector_head *h)
{
	return checksum(2166136261u, h, offsetof(struct vector_head, sum));
}

static uint32_t row_sum(uint64_t id, const int8_t *row)
{
	return checksum(checksum(2166136261u, &id, sizeof id), row, VECTOR_DIM);
}

static size_t bytes_for(uint64_t rows)
{
	size_t blocks = (size_t)((rows + BLOCK_ROWS - 1) / BLOCK_ROWS);

	return FILE_HEAD_BYTES + blocks * sizeof(struct vector_block);
}

char *vector_file_path(const char *dir, uint64_t user_id)
{
	return xprintf("%s/%" PRIu64 ".vec", dir, user_id);
}

bool vector_file_is_current(const char *dir, const struct vector_file *f)
{
	char *path = vector_file_path(dir, f->user_id);
	struct stat st;
	bool same =
	    stat(path, &st) == 0 && st.st_dev == f->dev && st.st_ino == f->ino;

	free(path);
	return same;
}

/* ---- mapping ---- */

static int map_all(struct vector_file *f, struct err *err)
{
	struct stat st;
	void *at;

	if (fstat(f->fd, &st) != 0)
		return err_set(
		    err, ERR_UNAVAILABLE, "vectors: %s", strerror(errno));
	if (f->map != NULL && (size_t)st.st_size == f->map_bytes)
		return 0;
	if (f->map != NULL)
		munmap(f->map, f->map_bytes);
	f->map = NULL;
	f->map_bytes = 0;
	if (st.st_size < FILE_HEAD_BYTES)
		return err_set(err, ERR_CONFLICT, "vectors: too short");
	at = mmap(NULL, (size_t)st.st_size, PROT_READ | PROT_WRITE, MAP_SHARED,
	    f->fd, 0);
	if (at == MAP_FAILED)
		return err_set(
		    err, ERR_UNAVAILABLE, "vectors: %s", strerror(errno));
	f->map = at;
	f->map_bytes = (size_t)st.st_size;
	return 0;
}

/* The head must be whole and the file long enough for its rows; the last rows
 * are compared with their checksums. */
static bool is_sound(const struct vector_file *f)
{
	const struct vector_head *h = f->map;
	size_t first;

	if (memcmp(h->magic, FILE_MAGIC, sizeof h->magic) != 0 ||
	    h->version != FILE_VERSION || h->dim != VECTOR_DIM ||
	    h->sum != head_sum(h) || h->dead > h->rows ||
	    h->rows > SIZE_MAX / sizeof(struct vector_block) ||
	    bytes_for(h->rows) > f->map_bytes ||
	    h->model[VECTOR_MODEL_MAX] != '\0')
		return false;
	first = (size_t)h->rows - (size_t)MIN(h->rows, BLOCK_ROWS);
	for (size_t i = first; i < h->rows; i++) {
		const struct vector_block *b = vector_file_block(f, i);
		const struct vector_entry *e = &b->entry[i % BLOCK_ROWS];

		if (e->id != 0 &&
		    e->sum != row_sum(e->id, b->row[i % BLOCK_ROWS]))
			return false;
	}
	return true;
}

int vector_file_refresh(struct vector_file *f, struct err *err)
{
	if (f->map != NULL && bytes_for(f->map->rows) <= f->map_bytes)
		return 0;
	return map_all(f, err);
}

static void write_head(struct vector_head *h, uint64_t rows, uint64_t dead)
{
	h->rows = rows;
	h->dead = dead;
	h->sum = head_sum(h);
}

/* A file under another name first: nobody sees half a head. */
static int make_file(const char *path, const char *model, struct err *err)
{
	char *fresh = xprintf("%s.new.%ld", path, (long)getpid());
	char page[FILE_HEAD_BYTES] = {0};
	struct vector_head h = {.version = FILE_VERSION, .dim = VECTOR_DIM};
	int fd = open(fresh, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	int rc = -1;

	memcpy(h.magic, FILE_MAGIC, sizeof h.magic);
	memcpy(h.model, model, MIN(strlen(model), VECTOR_MODEL_MAX));
	write_head(&h, 0, 0);
	memcpy(page, &h, sizeof h);
	if (fd >= 0 && write(fd, page, sizeof page) == (ssize_t)sizeof page &&
	    rename(fresh, path) == 0)
		rc = 0;
	else
		err_set(err, ERR_UNAVAILABLE, "vectors: %s", strerror(errno));
	if (fd >= 0)
		close(fd);
	if (rc != 0)
		unlink(fresh);
	free(fresh);
	return rc;
}

static struct vector_file *open_path(
    const char *path, uint64_t user_id, struct err *err)
{
	struct vector_file *f = xcalloc(1, sizeof *f);
	struct stat st;

	list_init(&f->node);
	f->user_id = user_id;
	f->fd = open(path, O_RDWR | O_CLOEXEC);
	if (f->fd < 0 || fstat(f->fd, &st) != 0) {
		if (errno != ENOENT)
			err_set(err, ERR_UNAVAILABLE, "vectors: %s",
			    strerror(errno));
		vector_file_close(&f);
		return NULL;
	}
	f->dev = st.st_dev;
	f->ino = st.st_ino;
	if (map_all(f, err) == 0 && is_sound(f))
		return f;
	if (err->code == ERR_OK || err->code == ERR_CONFLICT) {
		err_clear(err); /* damaged: derived, so begun anew */
		unlink(path);
	}
	vector_file_close(&f);
	return NULL;
}

struct vector_file *vector_file_open(
    const char *dir, uint64_t user_id, const char *model, struct err *err)
{
	char *path = vector_file_path(dir, user_id);
	struct vector_file *f;

	err_clear(err);
	f = open_path(path, user_id, err);
	if (f != NULL && model != NULL && !streq(f->map->model, model)) {
		vector_file_close(&f);
		unlink(path);
	}
	if (f == NULL && err->code == ERR_OK && model != NULL &&
	    make_file(path, model, err) == 0)
		f = open_path(path, user_id, err);
	free(path);
	return f;
}

void vector_file_close(struct vector_file **fp)
{
	struct vector_file *f = *fp;

	*fp = NULL;
	if (f == NULL)
		return;
	list_remove(&f->node);
	if (f->map != NULL)
		munmap(f->map, f->map_bytes);
	if (f->fd >= 0)
		close(f->fd);
	free(f->extent);
	free(f);
}

/* ---- writing ---- */

int vector_file_lock(struct vector_file *f, struct err *err)
{
	if (flock(f->fd, LOCK_EX | LOCK_NB) == 0)
		return vector_file_refresh(f, err);
	return err_set(err, ERR_UNAVAILABLE, "vectors: %s",
	    errno == EWOULDBLOCK ? "another process writes them"
				 : strerror(errno));
}

void vector_file_unlock(struct vector_file *f)
{
	flock(f->fd, LOCK_UN);
}

static float inverse_length(const int8_t *row)
{
	int32_t sum = 0;

	for (size_t i = 0; i < VECTOR_DIM; i++)
		sum += row[i] * row[i];
	return sum > 0 ? (float)(1 / sqrt((double)sum)) : 0;
}

static void put_row(
    struct vector_file *f, size_t at, uint64_t id, const int8_t *row)
{
	struct vector_block *b = vector_file_block(f, at);
	size_t i = at % BLOCK_ROWS;

	memcpy(b->row[i], row, VECTOR_DIM);
	vector_bits_put(row, b->bits[i / VECTOR_LANES], i % VECTOR_LANES);
	b->entry[i] =
	    (struct vector_entry){id, inverse_length(row), row_sum(id, row)};
}

int vector_file_append(struct vector_file *f, const uint64_t *ids,
    const int8_t *rows, size_t n, struct err *err)
{
	size_t at = vector_file_rows(f), need = bytes_for(at + n);
	int rc;

	if (need > f->map_bytes) {
		rc = posix_fallocate(
		    f->fd, (off_t)f->map_bytes, (off_t)(need - f->map_bytes));
		if (rc != 0)
			return err_set(
			    err, ERR_UNAVAILABLE, "vectors: %s", strerror(rc));
		if (map_all(f, err) != 0)
			return -1;
	}
	for (size_t i = 0; i < n; i++)
		put_row(f, at + i, ids[i], rows + i * VECTOR_DIM);
	if (fdatasync(f->fd) != 0)
		return err_set(
		    err, ERR_UNAVAILABLE, "vectors: %s", strerror(errno));
	write_head(f->map, at + n, f->map->dead);
	return 0;
}

struct vector_filter *vector_filter_new(const uint64_t *ids, size_t n)
{
	struct vector_filter *f = xcalloc(1, sizeof *f);

	for (size_t i = 0; i < n; i++) {
		uint32_t at = vector_filter_at(ids[i]);

		f->bit[at / 64] |= UINT64_C(1) << at % 64;
	}
	return f;
}

void vector_file_kill(
    struct vector_file *f, const uint64_t *ids, size_t n, size_t below)
{
	uint64_t dead = f->map->dead;
	struct vector_walk w;
	size_t row, at;

	vector_walk_begin(&w, f, below, ids, n);
	for (; vector_walk_next(&w, &row, &at); dead++)
		vector_file_entry(f, row)->id = 0;
	vector_walk_end(&w);
	write_head(f->map, f->map->rows, dead);
}

/* ---- rewriting ---- */

static int copy_alive(
    const struct vector_file *f, struct vector_file *to, struct err *err)
{
	for (size_t i = 0; i < vector_file_rows(f); i++) {
		const struct vector_block *b = vector_file_block(f, i);
		const struct vector_entry *e = &b->entry[i % BLOCK_ROWS];
		size_t at = vector_file_rows(to);

		if (e->id == 0)
			continue;
		if (bytes_for(at + 1) > to->map_bytes)
			return err_set(err, ERR_INTERNAL,
			    "vectors: more alive than counted");
		put_row(to, at, e->id, b->row[i % BLOCK_ROWS]);
		to->map->rows = at + 1;
	}
	write_head(to->map, to->map->rows, 0);
	return fdatasync(to->fd) == 0 ? 0
				      : err_set(err, ERR_UNAVAILABLE,
					    "vectors: %s", strerror(errno));
}

int vector_file_rewrite(
    const char *dir, const struct vector_file *f, struct err *err)
{
	char *path = vector_file_path(dir, f->user_id);
	char *fresh = xprintf("%s.rewritten", path);
	size_t need = bytes_for(f->map->rows - f->map->dead);
	struct vector_file *to = NULL;
	int rc = make_file(fresh, f->map->model, err);

	if (rc == 0)
		rc = (to = open_path(fresh, f->user_id, err)) != NULL ? 0 : -1;
	if (rc == 0 && need > to->map_bytes) {
		int full = posix_fallocate(to->fd, 0, (off_t)need);

		rc = full == 0 ? map_all(to, err)
			       : err_set(err, ERR_UNAVAILABLE, "vectors: %s",
				     strerror(full));
	}
	if (rc == 0)
		rc = copy_alive(f, to, err);
	if (rc == 0 && rename(fresh, path) != 0)
		rc = err_set(
		    err, ERR_UNAVAILABLE, "vectors: %s", strerror(errno));
	if (rc != 0)
		unlink(fresh);
	vector_file_close(&to);
	free(fresh);
	free(path);
	return rc;
}
