/* sets.c - sets of messages in chunks. */
#include "services/search/index/sets.h"

#include "services/search/index/seg.h"
#include "services/search/index/store.h"

#define WORDS (SETS_CHUNK / 64)
#define BITS_BYTES (SETS_CHUNK / 8)
#define LIST_MAX 128 /* numbers; more are bits */

/* 0, or -1: no list and no bits. */
static int unpack(const uint8_t *p, size_t n, uint64_t bits[WORDS])
{
	memset(bits, 0, BITS_BYTES);
	if (n == BITS_BYTES) {
		memcpy(bits, p, n);
		return 0;
	}
	if (n % 2 != 0 || n > 2 * LIST_MAX)
		return -1;
	for (size_t i = 0; i < n; i += 2) {
		unsigned at = p[i] | (unsigned)p[i + 1] << 8;

		if (at >= SETS_CHUNK)
			return -1;
		bits[at / 64] |= UINT64_C(1) << at % 64;
	}
	return 0;
}

static size_t pack(const uint64_t bits[WORDS], uint8_t out[BITS_BYTES])
{
	size_t n = 0;

	for (size_t i = 0; i < WORDS; i++) {
		for (uint64_t left = bits[i]; left != 0; left &= left - 1) {
			unsigned at = (unsigned)(i * 64) +
				      (unsigned)__builtin_ctzll(left);

			if (n == 2 * LIST_MAX) {
				memcpy(out, bits, BITS_BYTES);
				return BITS_BYTES;
			}
			out[n++] = (uint8_t)at;
			out[n++] = (uint8_t)(at >> 8);
		}
	}
	return n;
}

static int read_chunk(struct index_db *db, const char *label, uint32_t chunk,
    uint64_t bits[WORDS])
{
	sqlite3_stmt *q =
	    index_stmt(db, "SELECT data FROM labels WHERE label = ?1 "
			   "AND chunk = ?2");
	int rc;

	memset(bits, 0, BITS_BYTES);
	if (q == NULL)
		return -1;
	index_bind_text(q, 1, label);
	sqlite3_bind_int64(q, 2, chunk);
	rc = sqlite3_step(q);
	if (rc == SQLITE_ROW && sqlite3_column_bytes(q, 0) > 0 &&
	    unpack(sqlite3_column_blob(q, 0),
		(size_t)sqlite3_column_bytes(q, 0), bits) != 0)
		rc = seg_damaged(db);
	sqlite3_reset(q);
	return rc == SQLITE_ROW || rc == SQLITE_DONE ? 0 : -1;
}

int set_change(struct index_db *db, const char *label, uint32_t num, bool in)
{
	uint64_t bits[WORDS], bit = UINT64_C(1) << num % 64;
	uint32_t chunk = num / SETS_CHUNK, at = num % SETS_CHUNK / 64;
	uint8_t raw[BITS_BYTES];
	sqlite3_stmt *q;
	size_t n;

	if (read_chunk(db, label, chunk, bits) != 0)
		return -1;
	bits[at] = in ? bits[at] | bit : bits[at] & ~bit;
	n = pack(bits, raw);
	q = n > 0 ? index_stmt(
			db, "INSERT OR REPLACE INTO labels VALUES (?1, ?2, ?3)")
		  : index_stmt(db,
			"DELETE FROM labels WHERE label = ?1 AND chunk = ?2");
	if (q == NULL)
		return -1;
	index_bind_text(q, 1, label);
	sqlite3_bind_int64(q, 2, chunk);
	if (n > 0)
		sqlite3_bind_blob(q, 3, raw, (int)n, SQLITE_STATIC);
	return index_run(q);
}

int set_read(struct index_db *db, const char *label, uint32_t lo, uint32_t n,
    uint64_t *bits)
{
	for (uint32_t i = 0; i < n; i += SETS_CHUNK) {
		if (read_chunk(
			db, label, (lo + i) / SETS_CHUNK, bits + i / 64) != 0)
			return -1;
	}
	return 0;
}
