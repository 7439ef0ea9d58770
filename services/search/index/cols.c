/* cols.c - the columns: loaded, changed, written back by the chunk. */
#include "services/search/index/cols.h"

#include "common/base/die.h"
#include "services/search/index/find.h"
#include "services/search/index/seg.h"

#include <stdlib.h>

#define MAX_NAMES 60000 /* different categories, bands and levels */
#define X_BYTES(type, name) +sizeof(type)
enum { ROW_BYTES = 0 COLS(X_BYTES) };
#undef X_BYTES

static void grow(struct cols *c, uint32_t n)
{
	uint32_t had = c->alloc;

	if (n <= c->alloc)
		return;
	MUST(n <= COLS_MAX);
	c->alloc =
	    MAX(c->alloc * 2, (n + COLS_CHUNK - 1) / COLS_CHUNK * COLS_CHUNK);
#define X_GROW(type, name)                                                     \
	c->name = xrealloc(c->name, c->alloc * sizeof(type));                  \
	memset(c->name + had, 0, (c->alloc - had) * sizeof(type));
	COLS(X_GROW)
#undef X_GROW
	c->alive = xrealloc(c->alive, c->alloc / 8);
	memset(c->alive + had / 64, 0, (c->alloc - had) / 8);
	for (size_t k = 0; k < ARRAY_LEN(c->flag); k++) {
		if (c->flag[k] == NULL)
			continue;
		c->flag[k] = xrealloc(c->flag[k], c->alloc / 8);
		memset(c->flag[k] + had / 64, 0, (c->alloc - had) / 8);
	}
	c->top_date =
	    xrealloc(c->top_date, c->alloc / COLS_TOP * sizeof *c->top_date);
	c->top_boost =
	    xrealloc(c->top_boost, c->alloc / COLS_TOP * sizeof *c->top_boost);
	c->low_date =
	    xrealloc(c->low_date, c->alloc / COLS_TOP * sizeof *c->low_date);
	for (uint32_t i = had / COLS_TOP; i < c->alloc / COLS_TOP; i++) {
		c->top_date[i] = INT64_MIN;
		c->low_date[i] = INT64_MAX;
		c->top_boost[i] = 0;
	}
	c->dirty = xrealloc(c->dirty, c->alloc / COLS_CHUNK);
	memset(c->dirty + had / COLS_CHUNK, 0, (c->alloc - had) / COLS_CHUNK);
	for (uint32_t i = had; i < c->alloc; i++)
		c->flags[i] = COLS_DEAD;
}

static void note_flags(struct cols *c, uint32_t num)
{
	uint64_t bit = UINT64_C(1) << num % 64;

	for (size_t k = 0; k < ARRAY_LEN(c->flag); k++) {
		bool set = (c->flags[num] >> k & 1) != 0;

		if (set && c->flag[k] == NULL)
			c->flag[k] = xcalloc(c->alloc / 64, sizeof bit);
		if (set)
			c->flag[k][num / 64] |= bit;
		else if (c->flag[k] != NULL)
			c->flag[k][num / 64] &= ~bit;
	}
}

void cols_flagged(
    const struct cols *c, uint32_t flags, uint32_t lo, uint64_t *bits, size_t n)
{
	size_t from = lo / 64, there = c->alloc / 64;

	memset(bits, 0, n * sizeof *bits);
	for (size_t k = 0; k < ARRAY_LEN(c->flag); k++) {
		if ((flags >> k & 1) == 0 || c->flag[k] == NULL)
			continue;
		for (size_t i = 0; i < n && from + i < there; i++)
			bits[i] |= c->flag[k][from + i];
	}
}

static void note(struct cols *c, uint32_t num)
{
	uint64_t bit = UINT64_C(1) << num % 64;
	uint32_t top = num / COLS_TOP;

	c->n = MAX(c->n, num + 1);
	note_flags(c, num);
	if ((c->flags[num] & COLS_DEAD) != 0) {
		c->alive[num / 64] &= ~bit;
		return;
	}
	c->alive[num / 64] |= bit;
	c->top_date[top] = MAX(c->top_date[top], c->date_ms[num]);
	c->low_date[top] = MIN(c->low_date[top], c->date_ms[num]);
	c->top_boost[top] =
	    MAX(c->top_boost[top], index_boost_factor(c->boost[num]));
}

void cols_put(struct cols *c, uint32_t num, const struct cols_row *row)
{
	grow(c, num + 1);
#define X_PUT(type, name) c->name[num] = row->name;
	COLS(X_PUT)
#undef X_PUT
	c->dirty[num / COLS_CHUNK] = 1;
	note(c, num);
}

void cols_kill(struct cols *c, uint32_t num)
{
	const struct cols_row nothing = {.flags = COLS_DEAD};

	cols_put(c, num, &nothing);
}

void cols_free(struct cols **c_p)
{
	struct cols *c = *c_p;

	if (c == NULL)
		return;
#define X_FREE(type, name) free(c->name);
	COLS(X_FREE)
#undef X_FREE
	free(c->alive);
	for (size_t k = 0; k < ARRAY_LEN(c->flag); k++)
		free(c->flag[k]);
	free(c->top_date);
	free(c->low_date);
	free(c->top_boost);
	free(c->dirty);
	for (size_t i = 0; i < c->n_names; i++)
		free((char *)(uintptr_t)c->name[i]);
	free((void *)c->name);
	smap_free(&c->names);
	free(c);
	*c_p = NULL;
}

/* ---- names ---- */

static void add_name(struct cols *c, const char *name)
{
	c->name = xrealloc((void *)c->name, (c->n_names + 1) * sizeof *c->name);
	c->name[c->n_names++] = xstrdup(name);
	smap_put(c->names, name, (void *)(uintptr_t)c->n_names);
}

int cols_known(const struct cols *c, const char *name)
{
	return (int)(uintptr_t)smap_get(c->names, name) - 1;
}

const char *cols_name(const struct cols *c, uint16_t id)
{
	return id < c->n_names ? c->name[id] : "";
}

int cols_intern(struct index_db *db, const char *name, uint16_t *id_r)
{
	struct cols *c = db->cols;
	int known = cols_known(c, name);
	sqlite3_stmt *q;

	*id_r = (uint16_t)MAX(known, 0);
	if (known >= 0 || c->n_names >= MAX_NAMES)
		return 0;
	q = index_stmt(db, "INSERT INTO names VALUES (?1, ?2)");
	if (q == NULL)
		return -1;
	*id_r = (uint16_t)c->n_names;
	sqlite3_bind_int64(q, 1, (int64_t)c->n_names);
	index_bind_text(q, 2, name);
	add_name(c, name);
	return index_run(q);
}

static int load_names(struct index_db *db)
{
	sqlite3_stmt *q = index_stmt(db, "SELECT name FROM names ORDER BY id");
	int rc;

	if (q == NULL)
		return -1;
	while ((rc = sqlite3_step(q)) == SQLITE_ROW)
		add_name(db->cols, index_column(q, 0));
	sqlite3_reset(q);
	return rc == SQLITE_DONE ? 0 : -1;
}

/* ---- the file ---- */

static void unpack(struct cols *c, uint32_t chunk, const uint8_t *p)
{
	uint32_t from = chunk * COLS_CHUNK;

	grow(c, from + COLS_CHUNK);
#define X_UNPACK(type, name)                                                   \
	memcpy(c->name + from, p, COLS_CHUNK * sizeof(type));                  \
	p += COLS_CHUNK * sizeof(type);
	COLS(X_UNPACK)
#undef X_UNPACK
	for (uint32_t i = from; i < from + COLS_CHUNK; i++) {
		if ((c->flags[i] & COLS_DEAD) == 0)
			note(c, i);
	}
}

int cols_load(struct index_db *db)
{
	sqlite3_stmt *q =
	    index_stmt(db, "SELECT chunk, data FROM cols ORDER BY chunk");
	int rc;

	if (q == NULL)
		return -1;
	cols_free(&db->cols);
	db->cols = xcalloc(1, sizeof *db->cols);
	db->cols->names = smap_new();
	while ((rc = sqlite3_step(q)) == SQLITE_ROW) {
		int64_t chunk = sqlite3_column_int64(q, 0);

		if (chunk < 0 || chunk >= COLS_MAX / COLS_CHUNK ||
		    sqlite3_column_bytes(q, 1) != ROW_BYTES * COLS_CHUNK) {
			sqlite3_reset(q);
			return seg_damaged(db);
		}
		unpack(db->cols, (uint32_t)chunk, sqlite3_column_blob(q, 1));
	}
	sqlite3_reset(q);
	return rc == SQLITE_DONE ? load_names(db) : -1;
}

static int write_chunk(struct index_db *db, uint32_t chunk)
{
	struct cols *c = db->cols;
	uint8_t raw[ROW_BYTES * COLS_CHUNK], *p = raw;
	uint32_t from = chunk * COLS_CHUNK;
	sqlite3_stmt *q =
	    index_stmt(db, "INSERT OR REPLACE INTO cols VALUES (?1, ?2)");

	if (q == NULL)
		return -1;
#define X_PACK(type, name)                                                     \
	memcpy(p, c->name + from, COLS_CHUNK * sizeof(type));                  \
	p += COLS_CHUNK * sizeof(type);
	COLS(X_PACK)
#undef X_PACK
	sqlite3_bind_int64(q, 1, chunk);
	sqlite3_bind_blob(q, 2, raw, sizeof raw, SQLITE_STATIC);
	return index_run(q);
}

int cols_flush(struct index_db *db)
{
	struct cols *c = db->cols;

	for (uint32_t i = 0; i < c->alloc / COLS_CHUNK; i++) {
		if (c->dirty[i] == 0)
			continue;
		if (write_chunk(db, i) != 0)
			return -1;
		c->dirty[i] = 0;
	}
	return 0;
}

int index_sync(struct index_db *db)
{
	sqlite3_stmt *q = index_stmt(db, "SELECT next FROM totals");
	int64_t next, version;

	if (q == NULL || sqlite3_step(q) != SQLITE_ROW)
		return -1;
	next = sqlite3_column_int64(q, 0);
	sqlite3_reset(q);
	q = index_stmt(db, "PRAGMA data_version");
	if (q == NULL || sqlite3_step(q) != SQLITE_ROW)
		return -1;
	version = sqlite3_column_int64(q, 0);
	sqlite3_reset(q);
	if (next < 0 || next > COLS_MAX)
		return seg_damaged(db);
	db->next = (uint32_t)next;
	if (db->cols != NULL && version == db->version)
		return 0;
	db->version = -1;
	if (seg_load(db) != 0 || cols_load(db) != 0)
		return -1;
	grow(db->cols, db->next);
	db->cols->n = db->next;
	db->version = version;
	return 0;
}
