/* open.c - open databases: the least recently used is closed, a damaged
 * one is begun anew. */
#include "services/search/index/cols.h"
#include "services/search/index/files.h"
#include "services/search/index/seg.h"
#include "services/search/index/store.h"
#include "services/search/index/texts.h"

#include "common/base/die.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define BUSY_MS 250 /* another lane's process is writing the same user */

static void begin_anew(struct index *ix, uint64_t user_id);
static void index_reset_all(struct index_db *db);

int index_open(
    const struct index_config *c, struct index **ix_r, struct err *err)
{
	struct index *ix;

	if (mkdir(c->dir, 0700) != 0 && errno != EEXIST)
		return err_set(err, ERR_UNAVAILABLE, "make %s: %s", c->dir,
		    strerror(errno));
	if (access(c->dir, R_OK | W_OK | X_OK) != 0)
		return err_set(err, ERR_UNAVAILABLE, "write in %s: %s", c->dir,
		    strerror(errno));
	ix = xcalloc(1, sizeof *ix);
	ix->dir = xstrdup(c->dir);
	if (files_open(ix) != 0) {
		err_set(err, ERR_UNAVAILABLE, "write in %s: %s", c->dir,
		    strerror(errno));
		free(ix->dir);
		free(ix);
		return -1;
	}
	ix->max_open = c->max_open != 0 ? c->max_open : 64;
	ix->by_user = map_new();
	list_init(&ix->used);
	ix->stems = index_stems_new();
	ix->texts = texts_codec_new();
	ix->rows = index_rows_new();
	ix->damaged = c->damaged;
	ix->arg = c->arg;
	*ix_r = ix;
	return 0;
}

void index_close(struct index **ix_p)
{
	struct index *ix = *ix_p;

	if (ix == NULL)
		return;
	LIST_EACH (node, &ix->used)
		index_db_close(LIST_ENTRY(node, struct index_db, node));
	index_stems_free(&ix->stems);
	texts_codec_free(&ix->texts);
	index_rows_free(&ix->rows);
	map_free(&ix->by_user);
	files_close(ix);
	free(ix->dir);
	free(ix);
	*ix_p = NULL;
}

size_t index_open_files(const struct index *ix)
{
	return map_len(ix->by_user);
}

/* ---- handles ---- */

void index_db_close(struct index_db *db)
{
	index_rows_begin(db->ix->rows, NULL);
	map_take(db->ix->by_user, db->user_id);
	list_remove(&db->node);
	for (size_t i = 0; i < db->n_stmts; i++)
		sqlite3_finalize(db->stmt[i]);
	index_token_deinit(db);
	index_words_free(&db->words);
	cols_free(&db->cols);
	free(db->segs);
	sqlite3_close(db->db);
	free(db);
}

static void close_oldest(struct index *ix)
{
	index_db_close(CONTAINER_OF(ix->used.prev, struct index_db, node));
}

/* Opens, or begins, the file. SQLITE_OK, or a code with db closed. */
static int db_open(struct index *ix, uint64_t user_id, struct index_db **db_r)
{
	struct index_db *db;
	char *path;
	int rc;

	if (files_enter(ix, user_id) != 0)
		return SQLITE_CANTOPEN;
	db = xcalloc(1, sizeof *db);
	path = files_path(ix, user_id, "");
	db->ix = ix;
	db->user_id = user_id;
	list_init(&db->node);
	db->words = index_words_new();
	db->version = -1;
	rc = sqlite3_open_v2(path, &db->db,
	    SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX |
		SQLITE_OPEN_PRIVATECACHE,
	    NULL);
	if (rc == SQLITE_OK)
		sqlite3_busy_timeout(db->db, BUSY_MS);
	if (rc == SQLITE_OK && index_token_init(db) != 0)
		rc = SQLITE_ERROR;
	if (rc == SQLITE_OK)
		rc = index_schema_prepare(db->db);
	free(path);
	if (rc == SQLITE_OK)
		files_note(db);
	files_leave(ix);
	if (rc != SQLITE_OK) {
		index_db_close(db);
		return rc;
	}
	map_put(ix->by_user, user_id, db);
	*db_r = db;
	return SQLITE_OK;
}

static bool means_damage(int rc)
{
	return (rc & 0xff) == SQLITE_CORRUPT || (rc & 0xff) == SQLITE_NOTADB;
}

static bool is_filled(struct index_db *db)
{
	sqlite3_stmt *s =
	    index_stmt(db, "SELECT filled FROM totals WHERE id = 1");
	bool filled = s != NULL && sqlite3_step(s) == SQLITE_ROW &&
		      sqlite3_column_int(s, 0) != 0;

	if (s != NULL)
		sqlite3_reset(s);
	return filled;
}

int index_filled(struct index *ix, uint64_t user_id, struct err *err)
{
	struct index_db *db = index_acquire(ix, user_id, err);

	if (db == NULL)
		return -1;
	if (index_exec(db, "UPDATE totals SET filled = 1 WHERE id = 1") != 0)
		return index_failed(db, "note that the index is filled", err);
	return 0;
}

struct index_db *index_acquire(
    struct index *ix, uint64_t user_id, struct err *err)
{
	struct index_db *db = map_get(ix->by_user, user_id);
	const char *why = INDEX_NOT_FILLED;
	int rc;

	if (db != NULL && !files_is_current(db)) {
		index_db_close(db);
		db = NULL;
	}
	if (db == NULL) {
		if (map_len(ix->by_user) >= ix->max_open)
			close_oldest(ix);
		if (!index_exists(ix, user_id))
			why = "missing";
		rc = db_open(ix, user_id, &db);
		if (means_damage(rc)) {
			why = "damaged";
			files_unlink(ix, user_id);
			rc = db_open(ix, user_id, &db);
		}
		if (rc != SQLITE_OK) {
			err_set(err, ERR_UNAVAILABLE, "open the index: %s",
			    sqlite3_errstr(rc));
			return NULL;
		}
		if (ix->damaged != NULL && !is_filled(db))
			ix->damaged(ix->arg, user_id, why);
	}
	list_remove(&db->node);
	list_insert_before(ix->used.next, &db->node);
	return db;
}

static void index_reset_all(struct index_db *db)
{
	for (size_t i = 0; i < db->n_stmts; i++)
		sqlite3_reset(db->stmt[i]);
}

void index_begin_anew(struct index_db *db)
{
	struct index *ix = db->ix;
	uint64_t user_id = db->user_id;

	index_db_close(db);
	begin_anew(ix, user_id);
}

static void begin_anew(struct index *ix, uint64_t user_id)
{
	files_unlink(ix, user_id);
	if (ix->damaged != NULL)
		ix->damaged(ix->arg, user_id, "damaged");
}

int index_failed(struct index_db *db, const char *what, struct err *err)
{
	int rc = sqlite3_extended_errcode(db->db);

	index_reset_all(db);
	index_rows_begin(db->ix->rows, NULL);
	db->version = -1;
	if (db->moved) {
		index_db_close(db);
		return err_set(err, ERR_UNAVAILABLE,
		    "%s: the index was replaced meanwhile; try again", what);
	}
	if (!means_damage(rc) && !db->damaged) {
		bool busy = (rc & 0xff) == SQLITE_BUSY ||
			    (rc & 0xff) == SQLITE_FULL ||
			    (rc & 0xff) == SQLITE_IOERR;

		err_set(err, busy ? ERR_UNAVAILABLE : ERR_INTERNAL, "%s: %s",
		    what, sqlite3_errmsg(db->db));
		if (!sqlite3_get_autocommit(db->db))
			sqlite3_exec(db->db, "ROLLBACK", NULL, NULL, NULL);
		return -1;
	}
	index_begin_anew(db);
	return err_set(err, ERR_UNAVAILABLE,
	    "%s: the index was damaged and is being rebuilt", what);
}

int index_erase(
    struct index *ix, uint64_t user_id, size_t *deleted_r, struct err *err)
{
	struct index_db *db;
	int64_t docs = 0, len;

	if (deleted_r != NULL)
		*deleted_r = 0;
	if (!index_exists(ix, user_id))
		return 0;
	db = index_acquire(ix, user_id, err);
	if (db != NULL && index_totals(db, &docs, &len) == 0 &&
	    deleted_r != NULL)
		*deleted_r = (size_t)docs;
	/* A file that can't be read is erased all the same. */
	if (db != NULL)
		index_db_close(db);
	err_clear(err);
	if (files_unlink(ix, user_id) != 0)
		return err_set(err, ERR_UNAVAILABLE, "erase the index: %s",
		    strerror(errno));
	return 0;
}

/* ---- statements ---- */

sqlite3_stmt *index_stmt(struct index_db *db, const char *sql)
{
	for (size_t i = 0; i < db->n_stmts; i++) {
		if (db->sql[i] == sql) {
			sqlite3_reset(db->stmt[i]);
			return db->stmt[i];
		}
	}
	MUST(db->n_stmts < INDEX_STMTS);
	if (sqlite3_prepare_v3(db->db, sql, -1, SQLITE_PREPARE_PERSISTENT,
		&db->stmt[db->n_stmts], NULL) != SQLITE_OK)
		return NULL;
	db->sql[db->n_stmts] = sql;
	return db->stmt[db->n_stmts++];
}

int index_exec(struct index_db *db, const char *sql)
{
	sqlite3_stmt *s = index_stmt(db, sql);
	int rc;

	if (s == NULL)
		return -1;
	do {
		rc = sqlite3_step(s);
	} while (rc == SQLITE_ROW);
	/* The error must survive: sqlite3_reset repeats it. */
	return sqlite3_reset(s) == SQLITE_OK && rc == SQLITE_DONE ? 0 : -1;
}

int index_run(sqlite3_stmt *s)
{
	int rc = sqlite3_step(s);

	/* Read on: INSERT ... RETURNING gives a row first. */
	while (rc == SQLITE_ROW)
		rc = sqlite3_step(s);
	sqlite3_reset(s);
	return rc == SQLITE_DONE ? 0 : -1;
}

void index_bind_text(sqlite3_stmt *s, int at, const char *text)
{
	sqlite3_bind_text(s, at, text != NULL ? text : "", -1, SQLITE_STATIC);
}

const char *index_column(sqlite3_stmt *s, int at)
{
	const unsigned char *text = sqlite3_column_text(s, at);

	return text != NULL ? (const char *)text : "";
}

/* ---- transactions ---- */

int index_begin_write(struct index_db *db)
{
	if (index_exec(db, "BEGIN IMMEDIATE") != 0)
		return -1;
	/* While it waited another process may have replaced the file. */
	db->moved = !files_is_current(db);
	return db->moved ? -1 : index_sync(db);
}

int index_end_write(struct index_db *db)
{
	if (cols_flush(db) != 0)
		return -1;
	index_reset_all(db);
	return index_exec(db, "COMMIT");
}

int index_begin_read(struct index_db *db)
{
	index_rows_begin(db->ix->rows, db);
	return index_exec(db, "BEGIN") == 0 ? index_sync(db) : -1;
}

void index_end_read(struct index_db *db)
{
	index_reset_all(db);
	index_rows_begin(db->ix->rows, NULL);
	sqlite3_exec(db->db, "COMMIT", NULL, NULL, NULL);
}
