/* known.c - documents by their ids: are they there, and as they should be? */
#include "services/search/index/store.h"
#include "services/search/index/verify.h"

static int look_up(struct index_db *db, struct index_known *k)
{
	sqlite3_stmt *s = index_stmt(
	    db, "SELECT text_hash, meta_hash FROM docs WHERE id = ?1");
	int rc;

	if (s == NULL)
		return -1;
	sqlite3_bind_int64(s, 1, (int64_t)k->id);
	rc = sqlite3_step(s);
	k->there = rc == SQLITE_ROW;
	if (k->there) {
		k->text_hash = sqlite3_column_int64(s, 0);
		k->meta_hash = sqlite3_column_int64(s, 1);
	}
	if (rc != SQLITE_ROW && rc != SQLITE_DONE)
		return -1;
	sqlite3_reset(s);
	return 0;
}

int index_known(struct index *ix, uint64_t user_id, const uint64_t *ids,
    size_t n, struct index_known *v, struct err *err)
{
	struct index_db *db = index_acquire(ix, user_id, err);

	if (db == NULL)
		return -1;
	for (size_t i = 0; i < n; i++) {
		v[i] = (struct index_known){.id = ids[i]};
		if (look_up(db, &v[i]) != 0)
			return index_failed(db, "look documents up", err);
	}
	return 0;
}

int index_known_after(struct index *ix, uint64_t user_id, uint64_t after,
    uint64_t upto, struct index_known *v, size_t max, size_t *n_r,
    struct err *err)
{
	struct index_db *db = index_acquire(ix, user_id, err);
	sqlite3_stmt *s;
	int rc;

	*n_r = 0;
	if (db == NULL)
		return -1;
	s = index_stmt(db, "SELECT id, text_hash, meta_hash FROM docs "
			   "WHERE id > ?1 AND id <= ?2 ORDER BY id LIMIT ?3");
	if (s == NULL)
		return index_failed(db, "list documents", err);
	sqlite3_bind_int64(s, 1, (int64_t)after);
	sqlite3_bind_int64(s, 2, (int64_t)MIN(upto, INT64_MAX));
	sqlite3_bind_int64(s, 3, (int64_t)max);
	while ((rc = sqlite3_step(s)) == SQLITE_ROW)
		v[(*n_r)++] = (struct index_known){
		    .id = (uint64_t)sqlite3_column_int64(s, 0),
		    .there = true,
		    .text_hash = sqlite3_column_int64(s, 1),
		    .meta_hash = sqlite3_column_int64(s, 2)};
	if (rc != SQLITE_DONE)
		return index_failed(db, "list documents", err);
	sqlite3_reset(s);
	return 0;
}

bool index_known_says(const struct index_known *k, const struct search_doc *d)
{
	int64_t text, meta;

	index_hash_doc(d, &text, &meta);
	return k->there && k->text_hash == text;
}

bool index_known_is(const struct index_known *k, const struct search_doc *d)
{
	int64_t text, meta;

	if (!k->there || k->id != d->id)
		return false;
	index_hash_doc(d, &text, &meta);
	return k->text_hash == text && k->meta_hash == meta;
}
