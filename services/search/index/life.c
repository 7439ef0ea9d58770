/* life.c - what one user's index is like, and what is noted about its life. */
#include "services/search/index/life.h"

#include "common/base/die.h"
#include "services/search/index/cols.h"
#include "services/search/index/files.h"
#include "services/search/index/store.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>

/* ---- reading ---- */

/* An index opened for a look does not drive out one that people use. */
static struct index_db *visit(
    struct index *ix, uint64_t user_id, bool *opened_r, struct err *err)
{
	struct index_db *db;

	*opened_r = map_get(ix->by_user, user_id) == NULL;
	if (!index_exists(ix, user_id)) {
		err_set(err, ERR_NOT_FOUND, "this user has no index");
		return NULL;
	}
	ix->max_open++;
	db = index_acquire(ix, user_id, err);
	ix->max_open--;
	return db;
}

static int pragma(struct index_db *db, const char *sql, int64_t *v_r)
{
	sqlite3_stmt *s = index_stmt(db, sql);

	if (s == NULL || sqlite3_step(s) != SQLITE_ROW)
		return -1;
	*v_r = sqlite3_column_int64(s, 0);
	sqlite3_reset(s);
	return 0;
}

static int read_notes(struct index_db *db, struct index_life *r)
{
	sqlite3_stmt *s = index_stmt(db,
	    "SELECT l.generation, l.born_ms, l.building, l.asked, l.retry_ms,"
	    " l.problem, t.docs, t.next, t.filled FROM life l, totals t");

	if (s == NULL || sqlite3_step(s) != SQLITE_ROW)
		return -1;
	r->generation = sqlite3_column_int64(s, 0);
	r->born_ms = sqlite3_column_int64(s, 1);
	r->building = sqlite3_column_int(s, 2) != 0;
	r->asked = sqlite3_column_int(s, 3) != 0;
	r->retry_ms = sqlite3_column_int64(s, 4);
	str_copy(r->problem, sizeof r->problem, str_of(index_column(s, 5)));
	r->documents = sqlite3_column_int64(s, 6);
	r->numbers = sqlite3_column_int64(s, 7);
	r->filled = sqlite3_column_int(s, 8) != 0;
	sqlite3_reset(s);
	return 0;
}

static bool is_alive(const struct cols *c, uint32_t num)
{
	return (c->flags[num] & COLS_DEAD) == 0;
}

static void read_dates(
    const struct cols *c, int64_t kept_from_ms, struct index_life *r)
{
	for (uint32_t i = 0; i < c->n; i++) {
		if (!is_alive(c, i))
			continue;
		r->expired += c->date_ms[i] < kept_from_ms;
		if (r->oldest_ms == 0 || c->date_ms[i] < r->oldest_ms)
			r->oldest_ms = c->date_ms[i];
	}
}

static int read_life(
    struct index_db *db, int64_t kept_from_ms, struct index_life *r)
{
	char *file = files_path(db->ix, db->user_id, "");
	char *wal = files_path(db->ix, db->user_id, "-wal");

	r->bytes = files_bytes(file) + files_bytes(wal);
	free(file);
	free(wal);
	if (index_begin_read(db) != 0 || read_notes(db, r) != 0 ||
	    pragma(db, "PRAGMA page_count", &r->pages) != 0 ||
	    pragma(db, "PRAGMA freelist_count", &r->free_pages) != 0)
		return -1;
	read_dates(db->cols, kept_from_ms, r);
	index_end_read(db);
	return 0;
}

int index_life(struct index *ix, uint64_t user_id, int64_t kept_from_ms,
    struct index_life *r_r, struct err *err)
{
	bool opened;
	struct index_db *db = visit(ix, user_id, &opened, err);

	*r_r = (struct index_life){.generation = 0};
	if (db == NULL)
		return -1;
	if (read_life(db, kept_from_ms, r_r) != 0)
		return index_failed(db, "look at the index", err);
	if (opened)
		index_db_close(db);
	return 0;
}

static int id_of(struct index_db *db, uint32_t num, uint64_t *id_r)
{
	sqlite3_stmt *s = index_stmt(db, "SELECT id FROM docs WHERE num = ?1");

	if (s == NULL)
		return -1;
	sqlite3_bind_int64(s, 1, num);
	if (sqlite3_step(s) != SQLITE_ROW)
		return -1;
	*id_r = (uint64_t)sqlite3_column_int64(s, 0);
	sqlite3_reset(s);
	return 0;
}

int index_expired(struct index *ix, uint64_t user_id, int64_t kept_from_ms,
    uint64_t *ids, size_t max, size_t *n_r, struct err *err)
{
	struct index_db *db = index_acquire(ix, user_id, err);

	*n_r = 0;
	if (db == NULL)
		return -1;
	if (index_begin_read(db) != 0)
		return index_failed(db, "look for old mail", err);
	for (uint32_t i = 0; i < db->cols->n && *n_r < max; i++) {
		if (!is_alive(db->cols, i) ||
		    db->cols->date_ms[i] >= kept_from_ms)
			continue;
		if (id_of(db, i, &ids[(*n_r)++]) != 0)
			return index_failed(db, "look for old mail", err);
	}
	index_end_read(db);
	return 0;
}

/* ---- notes ---- */

static int note(struct index *ix, uint64_t user_id, const char *sql,
    int64_t number, const char *text, struct err *err)
{
	bool opened;
	struct index_db *db = visit(ix, user_id, &opened, err);
	sqlite3_stmt *s;

	if (db == NULL)
		return -1;
	s = index_stmt(db, sql);
	if (s != NULL && sqlite3_bind_parameter_count(s) > 0)
		sqlite3_bind_int64(s, 1, number);
	if (s != NULL && sqlite3_bind_parameter_count(s) > 1)
		index_bind_text(s, 2, text);
	if (s == NULL || index_run(s) != 0)
		return index_failed(db, "note about the index", err);
	if (opened)
		index_db_close(db);
	return 0;
}

int index_life_born(
    struct index *ix, uint64_t user_id, int64_t now_ms, struct err *err)
{
	return note(ix, user_id,
	    "UPDATE life SET born_ms = ?1 WHERE born_ms = 0", now_ms, NULL,
	    err);
}

int index_life_ask(struct index *ix, uint64_t user_id, struct err *err)
{
	return note(ix, user_id,
	    "UPDATE life SET asked = 1, retry_ms = 0, problem = ''", 0, NULL,
	    err);
}

int index_life_fail(struct index *ix, uint64_t user_id, const char *problem,
    int64_t retry_ms, struct err *err)
{
	return note(ix, user_id, "UPDATE life SET retry_ms = ?1, problem = ?2",
	    retry_ms, problem, err);
}

int index_life_rest(struct index *ix, uint64_t user_id, struct err *err)
{
	static const char *const sql[] = {
	    "UPDATE life SET building = 0", "DELETE FROM touched"};

	for (size_t i = 0; i < ARRAY_LEN(sql); i++) {
		if (note(ix, user_id, sql[i], 0, NULL, err) != 0)
			return -1;
	}
	return 0;
}

/* ---- folders ---- */

static int by_id(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

/* Users with a file N.db in the folder, in order; for free(). */
static int list_users(
    const char *dir, uint64_t after, uint64_t **ids_r, size_t *n_r)
{
	DIR *d = opendir(dir);
	struct dirent *e;
	size_t alloc = 0;

	*ids_r = NULL;
	*n_r = 0;
	if (d == NULL)
		return errno == ENOENT ? 0 : -1;
	while ((e = readdir(d)) != NULL) { /* lint: one thread */
		struct str name = str_of(e->d_name), number;
		uint64_t id;

		if (!str_split(&name, '.', &number) ||
		    !str_eq(name, STR("db")) || str_to_u64(number, &id) != 0 ||
		    id <= after)
			continue;
		if (*n_r == alloc) {
			alloc = MAX(64, alloc * 2);
			*ids_r = xrealloc(*ids_r, alloc * sizeof **ids_r);
		}
		(*ids_r)[(*n_r)++] = id;
	}
	closedir(d);
	if (*n_r > 0)
		qsort(*ids_r, *n_r, sizeof **ids_r, by_id);
	return 0;
}

int index_users(const struct index *ix, uint64_t after, size_t max,
    uint64_t **ids_r, size_t *n_r, struct err *err)
{
	if (list_users(ix->dir, after, ids_r, n_r) != 0)
		return err_set(err, ERR_UNAVAILABLE, "read %s: %s", ix->dir,
		    strerror(errno));
	*n_r = MIN(*n_r, max);
	return 0;
}

int index_next_clear(struct index *ix, struct err *err)
{
	char *dir = xprintf("%s/" FILES_NEXT, ix->dir);
	uint64_t *ids;
	size_t n;
	int rc = list_users(dir, 0, &ids, &n);

	for (size_t i = 0; rc == 0 && i < n; i++)
		rc = files_unlink_next(ix, ids[i]);
	if (rc != 0)
		err_set(
		    err, ERR_UNAVAILABLE, "clear %s: %s", dir, strerror(errno));
	free(ids);
	free(dir);
	return rc;
}
