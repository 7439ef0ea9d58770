/* remove.c - documents out of the index. */
#include "services/search/index/store.h"

int index_add_totals(struct index_db *db, int64_t docs, int64_t len)
{
	sqlite3_stmt *s =
	    index_stmt(db, "UPDATE totals SET docs = docs + ?1, len = len + ?2 "
			   "WHERE id = 1");

	if (s == NULL)
		return -1;
	sqlite3_bind_int64(s, 1, docs);
	sqlite3_bind_int64(s, 2, len);
	return index_run(s);
}

/* The labels column lists them, so no index by key is needed. */
int index_remove_labels(struct index_db *db, int64_t key)
{
	sqlite3_stmt *find =
	    index_stmt(db, "SELECT labels FROM docs WHERE key = ?1");
	sqlite3_stmt *s =
	    index_stmt(db, "DELETE FROM labels WHERE label = ?1 AND key = ?2");
	struct str rest, label;
	char name[512], label_key[256];

	if (find == NULL || s == NULL)
		return -1;
	sqlite3_bind_int64(find, 1, key);
	if (sqlite3_step(find) != SQLITE_ROW)
		return -1;
	rest = str_of(index_column(find, 0));
	while (rest.n > 0 && str_split(&rest, '\n', &label)) {
		str_copy(name, sizeof name, label);
		index_label_key(name, label_key, sizeof label_key);
		sqlite3_bind_text(s, 1, label_key, -1, SQLITE_TRANSIENT);
		sqlite3_bind_int64(s, 2, key);
		if (index_run(s) != 0)
			return -1;
	}
	sqlite3_reset(find);
	return 0;
}

static int run_by_key(struct index_db *db, const char *sql, int64_t key)
{
	sqlite3_stmt *s = index_stmt(db, sql);

	if (s == NULL)
		return -1;
	sqlite3_bind_int64(s, 1, key);
	return index_run(s);
}

static int forget_sender(struct index_db *db, int64_t key, int64_t *len_r)
{
	sqlite3_stmt *s =
	    index_stmt(db, "SELECT sender_id, len FROM docs WHERE key = ?1");
	int64_t sender;

	if (s == NULL)
		return -1;
	sqlite3_bind_int64(s, 1, key);
	if (sqlite3_step(s) != SQLITE_ROW)
		return -1;
	sender = sqlite3_column_int64(s, 0);
	*len_r = sqlite3_column_int64(s, 1);
	sqlite3_reset(s);
	if (run_by_key(
		db, "UPDATE senders SET n = n - 1 WHERE id = ?1", sender) != 0)
		return -1;
	return run_by_key(
	    db, "DELETE FROM senders WHERE id = ?1 AND n <= 0", sender);
}

/* FTS5 reads the old words from texts, so that row goes after it. */
int index_remove_doc(struct index_db *db, int64_t key)
{
	int64_t len;

	if (index_remove_labels(db, key) != 0 ||
	    forget_sender(db, key, &len) != 0 ||
	    run_by_key(db, "DELETE FROM fts WHERE rowid = ?1", key) != 0 ||
	    run_by_key(db, "DELETE FROM texts WHERE key = ?1", key) != 0 ||
	    run_by_key(db, "DELETE FROM docs WHERE key = ?1", key) != 0)
		return -1;
	return index_add_totals(db, -1, -len);
}

static int delete_all(
    struct index_db *db, const uint64_t *ids, size_t n, size_t *deleted_r)
{
	if (index_exec(db, "BEGIN IMMEDIATE") != 0)
		return -1;
	for (size_t i = 0; i < n; i++) {
		sqlite3_stmt *s =
		    index_stmt(db, "SELECT key FROM docs WHERE id = ?1");
		int64_t key;
		int rc;

		if (s == NULL)
			return -1;
		sqlite3_bind_int64(s, 1, (int64_t)ids[i]);
		rc = sqlite3_step(s);
		key = rc == SQLITE_ROW ? sqlite3_column_int64(s, 0) : 0;
		sqlite3_reset(s);
		if (rc == SQLITE_DONE)
			continue;
		if (rc != SQLITE_ROW || index_remove_doc(db, key) != 0)
			return -1;
		++*deleted_r;
	}
	return index_exec(db, "COMMIT");
}

int index_delete(struct index *ix, uint64_t user_id, const uint64_t *ids,
    size_t n, size_t *deleted_r, struct err *err)
{
	struct index_db *db;

	*deleted_r = 0;
	if (!index_exists(ix, user_id))
		return 0;
	db = index_acquire(ix, user_id, err);
	if (db == NULL)
		return -1;
	if (delete_all(db, ids, n, deleted_r) == 0)
		return 0;
	*deleted_r = 0;
	return index_failed(db, "delete from the index", err);
}
