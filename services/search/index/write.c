/* write.c - documents in, documents out, one transaction a batch.
 *
 * A document whose words and date are the same keeps its postings: only its
 * row and labels are written. Postings go in by rising key, so FTS5 collects
 * a whole batch in memory before it writes.
 */
#include "services/search/index/store.h"

#include "common/base/die.h"
#include "common/base/ids.h"

#include <stdlib.h>

struct incoming {
	const struct search_doc *doc;
	int64_t key;
	int64_t text_hash, meta_hash;
};

static int write_all(struct index_db *db, struct incoming *in, size_t n,
    struct index_written *w);
static int write_doc(struct index_db *db, struct incoming *in,
    struct index_written *w, bool *is_new_r);
static int write_words(struct index_db *db, const struct incoming *in);

/* ---- a batch ---- */

static int by_id(const void *a, const void *b)
{
	const struct incoming *x = a, *y = b;

	if (x->doc->id != y->doc->id)
		return x->doc->id < y->doc->id ? -1 : 1;
	return x->doc < y->doc ? -1 : x->doc > y->doc;
}

static int by_key(const void *a, const void *b)
{
	const struct incoming *x = a, *y = b;

	return x->key < y->key ? -1 : x->key > y->key;
}

/* Of an id given twice only the last document stays. */
static size_t take_in(
    struct incoming *in, const struct search_doc *docs, size_t n)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++)
		in[i].doc = &docs[i];
	qsort(in, n, sizeof *in, by_id);
	for (size_t i = 0; i < n; i++) {
		if (i + 1 < n && in[i + 1].doc->id == in[i].doc->id)
			continue;
		in[kept] = in[i];
		index_hash_doc(
		    in[kept].doc, &in[kept].text_hash, &in[kept].meta_hash);
		kept++;
	}
	return kept;
}

int index_write(struct index *ix, uint64_t user_id,
    const struct search_doc *docs, size_t n, struct index_written *written_r,
    struct err *err)
{
	struct index_db *db;
	struct incoming *in;
	int rc;

	*written_r = (struct index_written){0, 0};
	if (n > INDEX_MAX_BATCH)
		return err_set(err, ERR_TOO_LARGE,
		    "%zu documents at once; at most %d", n, INDEX_MAX_BATCH);
	if (n == 0)
		return 0;
	db = index_acquire(ix, user_id, err);
	if (db == NULL)
		return -1;
	in = xcalloc(n, sizeof *in);
	n = take_in(in, docs, n);
	db->writing = true;
	rc = write_all(db, in, n, written_r);
	db->writing = false;
	free(in);
	if (rc == 0)
		return 0;
	index_words_forget(db);
	*written_r = (struct index_written){0, 0};
	return index_failed(db, "write the index", err);
}

static int write_all(
    struct index_db *db, struct incoming *in, size_t n, struct index_written *w)
{
	size_t fresh = 0;

	if (index_exec(db, "BEGIN IMMEDIATE") != 0 || index_words_load(db) != 0)
		return -1;
	for (size_t i = 0; i < n; i++) {
		bool is_new;

		if (write_doc(db, &in[i], w, &is_new) != 0)
			return -1;
		if (is_new)
			in[fresh++] = in[i];
	}
	qsort(in, fresh, sizeof *in, by_key);
	for (size_t i = 0; i < fresh; i++) {
		if (write_words(db, &in[i]) != 0)
			return -1;
	}
	if (index_words_flush(db) != 0)
		return -1;
	return index_exec(db, "COMMIT");
}

/* ---- one document ---- */

void index_label_key(const char *label, char *out, size_t out_bytes)
{
	size_t n = utf8_cut(str_of(label), out_bytes - 1);

	for (size_t i = 0; i < n; i++) {
		char c = label[i];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c + 32);
		out[i] =
		    c == ' ' || c == '/' || c == '&' || c == '(' || c == ')'
			? '-'
			: c;
	}
	out[n] = '\0';
}

static int write_labels(struct index_db *db, const struct incoming *in)
{
	sqlite3_stmt *s =
	    index_stmt(db, "INSERT OR IGNORE INTO labels VALUES (?1, ?2)");

	if (s == NULL)
		return -1;
	for (size_t i = 0; i < MIN(in->doc->n_labels, DOC_MAX_LABELS); i++) {
		char key[256];

		index_label_key(in->doc->labels[i], key, sizeof key);
		sqlite3_bind_text(s, 1, key, -1, SQLITE_TRANSIENT);
		sqlite3_bind_int64(s, 2, in->key);
		if (index_run(s) != 0)
			return -1;
	}
	return 0;
}

/* A free key at or after the date: in its second, else in its hour, else in
 * its day. */
static int free_key(struct index_db *db, int64_t date_ms, int64_t *key_r)
{
	static const int64_t spans_s[] = {1, 3600, INDEX_MAX_SPILL_S};
	int64_t at_s =
	    date_ms < 0 ? 0 : MIN(date_ms / 1000, INT64_C(0xffffffff));
	int64_t low = at_s << INDEX_KEY_SHIFT;
	sqlite3_stmt *s = index_stmt(
	    db, "SELECT max(key) FROM docs WHERE key >= ?1 AND key < ?2");

	if (s == NULL)
		return -1;
	for (size_t i = 0; i < ARRAY_LEN(spans_s); i++) {
		int64_t high = (at_s + spans_s[i]) << INDEX_KEY_SHIFT;
		int64_t key;

		sqlite3_bind_int64(s, 1, low);
		sqlite3_bind_int64(s, 2, high);
		if (sqlite3_step(s) != SQLITE_ROW)
			return -1;
		key = sqlite3_column_type(s, 0) == SQLITE_NULL
			  ? low
			  : sqlite3_column_int64(s, 0) + 1;
		sqlite3_reset(s);
		if (key < high) {
			*key_r = key;
			return 0;
		}
	}
	/* Half a million mails of one day end here only when the last slot of
	 * the day is taken: count on from the newest of all. */
	s = index_stmt(db, "SELECT max(key) + 1 FROM docs");
	if (s == NULL || sqlite3_step(s) != SQLITE_ROW)
		return -1;
	*key_r = sqlite3_column_int64(s, 0);
	sqlite3_reset(s);
	return 0;
}

static int64_t words_of(const struct search_doc *d)
{
	return (int64_t)((strlen(d->body) + strlen(d->subject)) / 6 + 1);
}

static enum index_boost boost_of(const struct search_doc *d)
{
#define X_BOOST(id, name, factor) name,
	static const char *const names[] = {INDEX_BOOSTS(X_BOOST)};
#undef X_BOOST

	for (size_t b = 1; b < INDEX_N_BOOSTS; b++) {
		if (strieq(d->category, names[b]))
			return (enum index_boost)b;
		for (size_t i = 0; i < d->n_labels; i++) {
			if (strieq(d->labels[i], names[b]))
				return (enum index_boost)b;
		}
	}
	return INDEX_BOOST_NONE;
}

static int sender_id(
    struct index_db *db, const struct search_doc *d, int64_t *id_r)
{
	sqlite3_stmt *s = index_stmt(db,
	    "INSERT INTO senders(addr, name, n, last_ms) "
	    "VALUES (?1, ?2, 1, ?3) ON CONFLICT(addr) DO UPDATE SET n = n + 1,"
	    " name = CASE WHEN excluded.name <> '' AND "
	    "  excluded.last_ms >= last_ms THEN excluded.name ELSE name END,"
	    " last_ms = max(last_ms, excluded.last_ms) RETURNING id");

	if (s == NULL)
		return -1;
	index_bind_text(s, 1, d->from_addr);
	index_bind_text(s, 2, d->from_name);
	sqlite3_bind_int64(s, 3, d->date_ms);
	if (sqlite3_step(s) != SQLITE_ROW)
		return -1;
	*id_r = sqlite3_column_int64(s, 0);
	return index_run(s);
}

static const char insert_doc[] =
    "INSERT INTO docs VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, "
    "?12, ?13, ?14, ?15, ?16, ?17, ?18)";
static const char update_doc[] =
    "UPDATE docs SET thread_id = ?3, flags = ?5, size = ?6, priority = ?7, "
    "risk = ?8, boost = ?10, category = ?12, band = ?13, level = ?14, "
    "meta_hash = ?17, labels = ?18 WHERE key = ?1";

static int put_row(struct index_db *db, const struct incoming *in,
    const char *sql, int64_t sender)
{
	const struct search_doc *d = in->doc;
	sqlite3_stmt *s = index_stmt(db, sql);
	struct buf labels;
	int rc;

	if (s == NULL)
		return -1;
	buf_init(&labels, 1 << 16);
	for (size_t i = 0; i < MIN(d->n_labels, DOC_MAX_LABELS); i++)
		buf_addf(&labels, "%s%s", i > 0 ? "\n" : "", d->labels[i]);
	sqlite3_bind_int64(s, 1, in->key);
	sqlite3_bind_int64(s, 2, (int64_t)d->id);
	sqlite3_bind_int64(s, 3, (int64_t)d->thread_id);
	sqlite3_bind_int64(s, 4, d->date_ms);
	sqlite3_bind_int64(s, 5, d->flags);
	sqlite3_bind_int64(s, 6, d->size_bytes);
	sqlite3_bind_int(s, 7, d->priority);
	sqlite3_bind_int(s, 8, d->risk);
	sqlite3_bind_int64(s, 9, words_of(d));
	sqlite3_bind_int(s, 10, (int)boost_of(d));
	sqlite3_bind_int64(s, 11, sender);
	index_bind_text(s, 12, d->category);
	index_bind_text(s, 13, d->priority_band);
	index_bind_text(s, 14, d->risk_level);
	sqlite3_bind_int64(s, 15, index_msgid_hash(d->message_id));
	sqlite3_bind_int64(s, 16, in->text_hash);
	sqlite3_bind_int64(s, 17, in->meta_hash);
	index_bind_text(s, 18, buf_str(&labels));
	rc = index_run(s);
	buf_deinit(&labels);
	return rc;
}

static int write_doc(struct index_db *db, struct incoming *in,
    struct index_written *w, bool *is_new_r)
{
	sqlite3_stmt *s = index_stmt(
	    db, "SELECT key, text_hash, meta_hash FROM docs WHERE id = ?1");
	bool there, same_text, same_meta;
	int64_t sender;
	int rc;

	*is_new_r = false;
	if (s == NULL)
		return -1;
	sqlite3_bind_int64(s, 1, (int64_t)in->doc->id);
	rc = sqlite3_step(s);
	there = rc == SQLITE_ROW;
	in->key = there ? sqlite3_column_int64(s, 0) : 0;
	same_text = there && sqlite3_column_int64(s, 1) == in->text_hash;
	same_meta = there && sqlite3_column_int64(s, 2) == in->meta_hash;
	sqlite3_reset(s);
	if (!there && rc != SQLITE_DONE)
		return -1;
	if (same_text && same_meta) {
		w->unchanged++;
		return 0;
	}
	w->indexed++;
	if (same_text)
		return index_remove_labels(db, in->key) != 0 ||
			       put_row(db, in, update_doc, 0) != 0 ||
			       write_labels(db, in) != 0
			   ? -1
			   : 0;
	if (there && index_remove_doc(db, in->key) != 0)
		return -1;
	*is_new_r = true;
	if (free_key(db, in->doc->date_ms, &in->key) != 0 ||
	    sender_id(db, in->doc, &sender) != 0 ||
	    put_row(db, in, insert_doc, sender) != 0)
		return -1;
	return index_add_totals(db, 1, words_of(in->doc));
}

/* The rows that are big or ordered by key: text, postings, labels. */
static int write_words(struct index_db *db, const struct incoming *in)
{
	static const char texts[] =
	    "INSERT INTO texts VALUES "
	    "(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
	static const char fts[] =
	    "INSERT INTO fts(rowid, subject, sender, "
	    "rcpt, cc, bcc, body, files, list, delivered) VALUES "
	    "(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
	const struct search_doc *d = in->doc;
	const char *const columns[INDEX_N_COLUMNS] = {
	    [INDEX_COLUMN_SUBJECT] = d->subject,
	    [INDEX_COLUMN_SENDER] = d->from,
	    [INDEX_COLUMN_RCPT] = d->to,
	    [INDEX_COLUMN_CC] = d->cc,
	    [INDEX_COLUMN_BCC] = d->bcc,
	    [INDEX_COLUMN_FILES] = d->filenames,
	    [INDEX_COLUMN_LIST] = d->list,
	    [INDEX_COLUMN_DELIVERED] = d->delivered_to};
	size_t body = utf8_cut(str_of(d->body), DOC_MAX_BODY);
	sqlite3_stmt *s[2] = {index_stmt(db, texts), index_stmt(db, fts)};

	for (int k = 0; k < 2; k++) {
		if (s[k] == NULL)
			return -1;
		sqlite3_bind_int64(s[k], 1, in->key);
		for (int i = 0; i < INDEX_N_COLUMNS; i++) {
			if (i == INDEX_COLUMN_BODY)
				sqlite3_bind_text(s[k], i + 2, d->body,
				    (int)body, SQLITE_STATIC);
			else
				index_bind_text(s[k], i + 2, columns[i]);
		}
	}
	index_bind_text(s[0], INDEX_N_COLUMNS + 2, d->snippet);
	if (index_run(s[0]) != 0 || index_run(s[1]) != 0)
		return -1;
	return write_labels(db, in);
}
