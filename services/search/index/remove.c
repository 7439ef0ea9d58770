/* remove.c - documents out of the index. */
#include "common/base/die.h"
#include "services/search/index/cols.h"
#include "services/search/index/sets.h"
#include "services/search/index/store.h"
#include "services/search/index/texts.h"

#include <stdlib.h>

#define PIECE 50 /* messages whose texts are held at once */

int index_totals(struct index_db *db, int64_t *docs_r, int64_t *len_r)
{
	sqlite3_stmt *s =
	    index_stmt(db, "SELECT docs, len FROM totals WHERE id = 1");

	if (s == NULL || sqlite3_step(s) != SQLITE_ROW)
		return -1;
	*docs_r = sqlite3_column_int64(s, 0);
	*len_r = sqlite3_column_int64(s, 1);
	sqlite3_reset(s);
	return 0;
}

int index_add_totals(struct index_db *db, int64_t docs, int64_t len)
{
	sqlite3_stmt *s =
	    index_stmt(db, "UPDATE totals SET docs = docs + ?1, len = len + "
			   "?2, next = ?3 WHERE id = 1");

	if (s == NULL)
		return -1;
	sqlite3_bind_int64(s, 1, docs);
	sqlite3_bind_int64(s, 2, len);
	sqlite3_bind_int64(s, 3, db->next);
	return index_run(s);
}

/* The labels column lists them, so no index by number is needed. */
int index_remove_labels(struct index_db *db, uint32_t num)
{
	sqlite3_stmt *find =
	    index_stmt(db, "SELECT labels FROM docs WHERE num = ?1");
	struct str rest, label;
	char name[512], label_key[256];

	if (find == NULL)
		return -1;
	sqlite3_bind_int64(find, 1, num);
	if (sqlite3_step(find) != SQLITE_ROW)
		return -1;
	rest = str_of(index_column(find, 0));
	while (rest.n > 0 && str_split(&rest, '\n', &label)) {
		str_copy(name, sizeof name, label);
		index_label_key(name, label_key, sizeof label_key);
		if (set_change(db, label_key, num, false) != 0)
			return -1;
	}
	sqlite3_reset(find);
	return 0;
}

static int run_by(struct index_db *db, const char *sql, int64_t key)
{
	sqlite3_stmt *s = index_stmt(db, sql);

	if (s == NULL)
		return -1;
	sqlite3_bind_int64(s, 1, key);
	return index_run(s);
}

static int remove_row(struct index_db *db, uint32_t num)
{
	struct cols *c = db->cols;
	int64_t len = c->len[num];

	if (index_remove_labels(db, num) != 0 ||
	    run_by(db, "UPDATE senders SET n = n - 1 WHERE id = ?1",
		c->sender[num]) != 0 ||
	    run_by(db, "DELETE FROM senders WHERE id = ?1 AND n <= 0",
		c->sender[num]) != 0 ||
	    run_by(db, "DELETE FROM texts WHERE num = ?1", num) != 0 ||
	    run_by(db, "DELETE FROM docs WHERE num = ?1", num) != 0)
		return -1;
	cols_kill(c, num);
	return index_add_totals(db, -1, -len);
}

int index_remove_docs(struct index_db *db, const uint32_t *nums, size_t n)
{
	for (size_t from = 0, k; from < n; from += k) {
		struct arena *a = arena_new(64u << 20);
		struct texts *t =
		    ARENA_ARRAY(a, struct texts, k = MIN(n - from, PIECE));
		int rc = 0;

		for (size_t i = 0; rc == 0 && i < k; i++)
			rc = texts_get(db, a, nums[from + i], &t[i]);
		if (rc == 0)
			rc = index_unpost(db, nums + from, t, k);
		for (size_t i = 0; rc == 0 && i < k; i++)
			rc = remove_row(db, nums[from + i]);
		arena_free(&a);
		if (rc != 0)
			return -1;
	}
	return 0;
}

static int by_number(const void *a, const void *b)
{
	const uint32_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

/* The numbers that the ids have, once each, ascending. */
static int find_all(struct index_db *db, const uint64_t *ids, size_t n,
    uint32_t *nums, size_t *found_r)
{
	size_t found = 0, kept = 0;

	for (size_t i = 0; i < n; i++) {
		sqlite3_stmt *s =
		    index_stmt(db, "SELECT num FROM docs WHERE id = ?1");
		int rc;

		if (s == NULL)
			return -1;
		sqlite3_bind_int64(s, 1, (int64_t)ids[i]);
		rc = sqlite3_step(s);
		if (rc == SQLITE_ROW)
			nums[found++] = (uint32_t)sqlite3_column_int64(s, 0);
		else if (rc != SQLITE_DONE)
			return -1;
		sqlite3_reset(s);
	}
	qsort(nums, found, sizeof *nums, by_number);
	for (size_t i = 0; i < found; i++) {
		if (i == 0 || nums[i] != nums[i - 1])
			nums[kept++] = nums[i];
	}
	*found_r = kept;
	return 0;
}

static int delete_all(
    struct index_db *db, const uint64_t *ids, size_t n, size_t *deleted_r)
{
	uint32_t *nums;
	int rc;

	if (index_begin_write(db) != 0)
		return -1;
	nums = xcalloc(n, sizeof *nums);
	rc = find_all(db, ids, n, nums, deleted_r) == 0 &&
		     index_remove_docs(db, nums, *deleted_r) == 0 &&
		     index_touch(db, ids, n) == 0
		 ? index_end_write(db)
		 : -1;
	free(nums);
	return rc;
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
