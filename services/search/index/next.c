/* next.c - the next generation of one user's index: begun, kept even with the
 * present one, put in its place. See life.h. */
#include "services/search/index/life.h"

#include "common/base/die.h"
#include "services/search/index/files.h"
#include "services/search/index/store.h"
#include "services/search/index/verify.h"

#include <errno.h>
#include <stdlib.h>

#define COMPARE_PAGE 500

struct index_next {
	uint64_t user_id;
	uint64_t dev, ino; /* of the file that it is for */
	int64_t generation;
	struct index *made; /* of the folder next */
};

/* ---- what is written meanwhile ---- */

int index_touch(struct index_db *db, const uint64_t *ids, size_t n)
{
	sqlite3_stmt *s =
	    index_stmt(db, "SELECT building FROM life WHERE id = 1");
	bool building;

	if (s == NULL || sqlite3_step(s) != SQLITE_ROW)
		return -1;
	building = sqlite3_column_int(s, 0) != 0;
	sqlite3_reset(s);
	for (size_t i = 0; building && i < n; i++) {
		s = index_stmt(db, "INSERT INTO touched(id) VALUES (?1)");
		if (s == NULL)
			return -1;
		sqlite3_bind_int64(s, 1, (int64_t)ids[i]);
		if (index_run(s) != 0)
			return -1;
	}
	return 0;
}

int index_next_touched(struct index *ix, const struct index_next *n,
    uint64_t *ids, size_t max, size_t *n_r, int64_t *upto_r, struct err *err)
{
	struct index_db *db = index_acquire(ix, n->user_id, err);
	sqlite3_stmt *s;
	int rc;

	*n_r = 0;
	*upto_r = 0;
	if (db == NULL)
		return -1;
	s = index_stmt(db, "SELECT seq, id FROM touched ORDER BY seq LIMIT ?1");
	if (s == NULL)
		return index_failed(db, "read what was touched", err);
	sqlite3_bind_int64(s, 1, (int64_t)max);
	while ((rc = sqlite3_step(s)) == SQLITE_ROW) {
		*upto_r = sqlite3_column_int64(s, 0);
		ids[(*n_r)++] = (uint64_t)sqlite3_column_int64(s, 1);
	}
	if (rc != SQLITE_DONE)
		return index_failed(db, "read what was touched", err);
	sqlite3_reset(s);
	return 0;
}

int index_next_settled(
    struct index *ix, const struct index_next *n, int64_t upto, struct err *err)
{
	struct index_db *db = index_acquire(ix, n->user_id, err);
	sqlite3_stmt *s;

	if (db == NULL)
		return -1;
	s = index_stmt(db, "DELETE FROM touched WHERE seq <= ?1");
	if (s != NULL)
		sqlite3_bind_int64(s, 1, upto);
	return s != NULL && index_run(s) == 0
		   ? 0
		   : index_failed(db, "settle what was touched", err);
}

/* ---- its beginning and end ---- */

static int mark(struct index_db *db)
{
	if (index_begin_write(db) != 0 ||
	    index_exec(db, "DELETE FROM touched") != 0 ||
	    index_exec(db, "UPDATE life SET building = 1") != 0)
		return -1;
	return index_end_write(db);
}

static int generation_of(
    struct index *ix, uint64_t user_id, int64_t *v_r, struct err *err)
{
	struct index_life life;

	if (index_life(ix, user_id, 0, &life, err) != 0)
		return -1;
	*v_r = life.generation;
	return 0;
}

int index_next_begin(struct index *ix, uint64_t user_id,
    struct index_next **n_r, struct err *err)
{
	char *dir = xprintf("%s/" FILES_NEXT, ix->dir);
	const struct index_config c = {.dir = dir, .max_open = 1};
	struct index_next *n = xcalloc(1, sizeof *n);
	struct index_db *db;

	n->user_id = user_id;
	if (files_unlink_next(ix, user_id) != 0) {
		err_set(
		    err, ERR_UNAVAILABLE, "clear %s: %s", dir, strerror(errno));
		goto fail;
	}
	if (generation_of(ix, user_id, &n->generation, err) != 0 ||
	    index_open(&c, &n->made, err) != 0)
		goto fail;
	db = index_acquire(ix, user_id, err);
	if (db == NULL)
		goto fail;
	n->dev = db->dev;
	n->ino = db->ino;
	if (mark(db) != 0) {
		index_failed(db, "begin a generation", err);
		goto fail;
	}
	free(dir);
	*n_r = n;
	return 0;
fail:
	index_close(&n->made);
	free(n);
	free(dir);
	return -1;
}

/* A new file may have the old one's inode, but nothing is made for it. */
static bool is_for(struct index_db *db, const struct index_next *n)
{
	sqlite3_stmt *s =
	    index_stmt(db, "SELECT building FROM life WHERE id = 1");
	bool building = s != NULL && sqlite3_step(s) == SQLITE_ROW &&
			sqlite3_column_int(s, 0) != 0;

	if (s != NULL)
		sqlite3_reset(s);
	return building && db->dev == n->dev && db->ino == n->ino;
}

bool index_next_is_wanted(struct index *ix, const struct index_next *n)
{
	struct err err = {0};
	struct index_db *db;

	if (!index_exists(ix, n->user_id))
		return false;
	db = index_acquire(ix, n->user_id, &err);
	return db != NULL && is_for(db, n);
}

struct index *index_next_index(const struct index_next *n)
{
	return n->made;
}

void index_next_end(struct index *ix, struct index_next **n_p)
{
	struct index_next *n = *n_p;
	struct err err = {0};

	if (n == NULL)
		return;
	index_close(&n->made);
	/* What can't be done here the next look at the user does. */
	if (files_unlink_next(ix, n->user_id) == 0 &&
	    index_exists(ix, n->user_id) &&
	    index_life_rest(ix, n->user_id, &err) != 0)
		err_clear(&err);
	free(n);
	*n_p = NULL;
}

/* ---- comparing ---- */

static int touch_now(struct index *ix, const struct index_next *n,
    const uint64_t *ids, size_t count, struct err *err)
{
	struct index_db *db;

	if (count == 0)
		return 0;
	db = index_acquire(ix, n->user_id, err);
	if (db == NULL)
		return -1;
	if (index_begin_write(db) != 0 || index_touch(db, ids, count) != 0 ||
	    index_end_write(db) != 0)
		return index_failed(db, "note what differs", err);
	return 0;
}

static bool is_same(const struct index_known *a, const struct index_known *b)
{
	return a->id == b->id && a->text_hash == b->text_hash &&
	       a->meta_hash == b->meta_hash;
}

/* Ids up to `upto` that only one has, or both with other content. */
static size_t differing(const struct index_known *a, size_t n_a,
    const struct index_known *b, size_t n_b, uint64_t upto, uint64_t *ids)
{
	size_t i = 0, k = 0, n = 0;

	while (i < n_a || k < n_b) {
		uint64_t x = i < n_a ? a[i].id : UINT64_MAX,
			 y = k < n_b ? b[k].id : UINT64_MAX;

		if (MIN(x, y) > upto)
			break;
		if (x != y || !is_same(&a[i], &b[k]))
			ids[n++] = MIN(x, y);
		i += x <= y;
		k += y <= x;
	}
	return n;
}

int index_next_compare(struct index *ix, const struct index_next *n,
    uint64_t *after_r, struct err *err)
{
	struct index_known *old = xcalloc(2 * COMPARE_PAGE, sizeof *old);
	struct index_known *made = old + COMPARE_PAGE;
	uint64_t *ids = xcalloc(2 * COMPARE_PAGE, sizeof *ids);
	uint64_t upto = INT64_MAX;
	size_t n_old, n_made;
	int rc = -1;

	if (index_known_after(ix, n->user_id, *after_r, INT64_MAX, old,
		COMPARE_PAGE, &n_old, err) != 0 ||
	    index_known_after(n->made, n->user_id, *after_r, INT64_MAX, made,
		COMPARE_PAGE, &n_made, err) != 0)
		goto out;
	if (n_old == COMPARE_PAGE)
		upto = MIN(upto, old[n_old - 1].id);
	if (n_made == COMPARE_PAGE)
		upto = MIN(upto, made[n_made - 1].id);
	rc = touch_now(
	    ix, n, ids, differing(old, n_old, made, n_made, upto, ids), err);
	*after_r = upto == INT64_MAX ? UINT64_MAX : upto;
out:
	free(old);
	free(ids);
	return rc;
}

/* ---- taking the place ---- */

/* The new file is whole, and all of it is in the file itself. */
static int complete(const struct index_next *n, int64_t now_ms, struct err *err)
{
	struct index_db *db = index_acquire(n->made, n->user_id, err);
	sqlite3_stmt *s;
	char *wal;
	int64_t left;

	if (db == NULL)
		return -1;
	s = index_stmt(
	    db, "UPDATE life SET generation = ?1, born_ms = ?2 WHERE id = 1");
	if (s == NULL)
		return index_failed(db, "complete the generation", err);
	sqlite3_bind_int64(s, 1, n->generation + 1);
	sqlite3_bind_int64(s, 2, now_ms);
	if (index_run(s) != 0 ||
	    index_exec(db, "UPDATE totals SET filled = 1 WHERE id = 1") != 0)
		return index_failed(db, "complete the generation", err);
	index_db_close(db); /* SQLite checkpoints, syncs, removes the log */
	wal = files_path(n->made, n->user_id, "-wal");
	left = files_bytes(wal);
	free(wal);
	return left == 0 ? 0
			 : err_set(err, ERR_UNAVAILABLE,
			       "complete the generation: its log stays");
}

static bool log_is_empty(struct index_db *db)
{
	char *wal = files_path(db->ix, db->user_id, "-wal");
	bool empty = files_bytes(wal) == 0;

	free(wal);
	return empty;
}

static bool nothing_touched(struct index_db *db)
{
	sqlite3_stmt *s = index_stmt(db, "SELECT 1 FROM touched LIMIT 1");
	bool none = s != NULL && sqlite3_step(s) == SQLITE_DONE;

	if (s != NULL)
		sqlite3_reset(s);
	return none;
}

/* Nobody writes and nobody opens; closes db. */
static int replace(
    struct index_db *db, const struct index_next *n, bool *done_r)
{
	struct index *ix = db->ix;
	int rc = 0;
	bool alone;

	if (files_enter_alone(ix, false, &alone) != 0)
		return -1;
	if (alone && files_is_current(db)) {
		rc = files_replace(ix, n->user_id);
		*done_r = rc == 0;
	}
	if (alone)
		files_leave(ix);
	return rc;
}

int index_next_swap(struct index *ix, const struct index_next *n,
    int64_t now_ms, bool *done_r, struct err *err)
{
	struct index_db *db;
	int rc = 0;

	*done_r = false;
	if (complete(n, now_ms, err) != 0)
		return -1;
	db = index_acquire(ix, n->user_id, err);
	if (db == NULL)
		return -1;
	/* Busy: somebody reads; then the log is not empty below. */
	if (index_exec(db, "PRAGMA wal_checkpoint(TRUNCATE)") != 0 ||
	    index_begin_write(db) != 0)
		return index_failed(db, "end a generation", err);
	if (is_for(db, n) && nothing_touched(db) && log_is_empty(db))
		rc = replace(db, n, done_r);
	if (rc != 0)
		err_set(err, ERR_UNAVAILABLE, "end a generation: %s",
		    strerror(errno));
	if (index_exec(db, "ROLLBACK") != 0 && rc == 0 && !*done_r)
		return index_failed(db, "end a generation", err);
	if (*done_r)
		index_db_close(db);
	return rc;
}
