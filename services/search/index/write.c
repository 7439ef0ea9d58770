/* write.c - documents in, one transaction a batch.
 *
 * A document whose words and date are the same keeps its postings: only its
 * row, columns and labels are written. New ones are numbered by their date, so
 * that in a batch too the newest comes last.
 */
#include "services/search/index/cols.h"
#include "services/search/index/seg.h"
#include "services/search/index/sets.h"
#include "services/search/index/store.h"
#include "services/search/index/texts.h"

#include "common/base/die.h"
#include "common/base/ids.h"

#include <stdlib.h>

#define MERGE_AT_LEAST (256u * 1024) /* bytes merged with each batch */
#define MERGE_FOR_A_BYTE 6           /* and for each byte of text */

struct incoming {
	const struct search_doc *doc;
	uint32_t num;
	int64_t text_hash, meta_hash;
};

/* What a batch does. */
struct batch_plan {
	struct incoming *fresh;
	size_t n_fresh;
	uint32_t *old; /* replaced */
	size_t n_old;
};

static int write_all(struct index_db *db, struct incoming *in, size_t n,
    struct index_written *w);
static int write_doc(struct index_db *db, struct incoming *in,
    struct index_written *w, struct batch_plan *plan);
static int write_fresh(struct index_db *db, struct batch_plan *plan);

/* ---- a batch ---- */

static int by_id(const void *a, const void *b)
{
	const struct incoming *x = a, *y = b;

	if (x->doc->id != y->doc->id)
		return x->doc->id < y->doc->id ? -1 : 1;
	return x->doc < y->doc ? -1 : x->doc > y->doc;
}

static int by_date(const void *a, const void *b)
{
	const struct incoming *x = a, *y = b;

	if (x->doc->date_ms != y->doc->date_ms)
		return x->doc->date_ms < y->doc->date_ms ? -1 : 1;
	return x->doc->id < y->doc->id ? -1 : 1;
}

static int by_number(const void *a, const void *b)
{
	const uint32_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
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

static int touch_all(struct index_db *db, const struct incoming *in, size_t n)
{
	uint64_t *ids = xcalloc(n, sizeof *ids);
	int rc;

	for (size_t i = 0; i < n; i++)
		ids[i] = in[i].doc->id;
	rc = index_touch(db, ids, n);
	free(ids);
	return rc;
}

static int write_all(
    struct index_db *db, struct incoming *in, size_t n, struct index_written *w)
{
	struct batch_plan plan = {.n_fresh = 0};
	int rc = -1;

	if (index_begin_write(db) != 0 || index_words_load(db) != 0)
		return -1;
	plan.fresh = xcalloc(n, sizeof *plan.fresh);
	plan.old = xcalloc(n, sizeof *plan.old);
	for (size_t i = 0; i < n; i++) {
		if (write_doc(db, &in[i], w, &plan) != 0)
			goto out;
	}
	qsort(plan.old, plan.n_old, sizeof *plan.old, by_number);
	qsort(plan.fresh, plan.n_fresh, sizeof *plan.fresh, by_date);
	db->writing = false; /* old words are no new words */
	if (index_remove_docs(db, plan.old, plan.n_old) != 0)
		goto out;
	db->writing = true;
	if (write_fresh(db, &plan) != 0 || index_words_flush(db) != 0 ||
	    touch_all(db, in, n) != 0)
		goto out;
	rc = index_end_write(db);
out:
	free(plan.fresh);
	free(plan.old);
	return rc;
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
	for (size_t i = 0; i < MIN(in->doc->n_labels, DOC_MAX_LABELS); i++) {
		char key[256];

		index_label_key(in->doc->labels[i], key, sizeof key);
		if (set_change(db, key, in->num, true) != 0)
			return -1;
	}
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

static int put_columns(
    struct index_db *db, const struct incoming *in, uint32_t sender)
{
	const struct search_doc *d = in->doc;
	struct cols_row row = {.date_ms = d->date_ms,
	    .flags = d->flags & ~COLS_DEAD,
	    .size = (uint32_t)MIN(MAX(d->size_bytes, 0), UINT32_MAX),
	    .sender = sender,
	    .len = (uint16_t)MIN(words_of(d), UINT16_MAX),
	    .boost = (uint8_t)boost_of(d),
	    .priority = (uint8_t)MIN(MAX(d->priority, 0), 255),
	    .risk = (uint8_t)MIN(MAX(d->risk, 0), 255)};

	if (cols_intern(db, d->category, &row.category) != 0 ||
	    cols_intern(db, d->priority_band, &row.band) != 0 ||
	    cols_intern(db, d->risk_level, &row.level) != 0)
		return -1;
	cols_put(db->cols, in->num, &row);
	return 0;
}

static int put_row(struct index_db *db, const struct incoming *in)
{
	const struct search_doc *d = in->doc;
	sqlite3_stmt *s = index_stmt(db,
	    "INSERT OR REPLACE INTO docs VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
	struct buf labels;
	int rc;

	if (s == NULL)
		return -1;
	buf_init(&labels, 1 << 16);
	for (size_t i = 0; i < MIN(d->n_labels, DOC_MAX_LABELS); i++)
		buf_addf(&labels, "%s%s", i > 0 ? "\n" : "", d->labels[i]);
	sqlite3_bind_int64(s, 1, in->num);
	sqlite3_bind_int64(s, 2, (int64_t)d->id);
	sqlite3_bind_int64(s, 3, (int64_t)d->thread_id);
	sqlite3_bind_int64(s, 4, index_msgid_hash(d->message_id));
	sqlite3_bind_int64(s, 5, in->text_hash);
	sqlite3_bind_int64(s, 6, in->meta_hash);
	index_bind_text(s, 7, buf_str(&labels));
	rc = index_run(s);
	buf_deinit(&labels);
	return rc;
}

/* Labels, flags, verdict: all but the words. */
static int write_meta(struct index_db *db, const struct incoming *in)
{
	return index_remove_labels(db, in->num) == 0 && put_row(db, in) == 0 &&
		       put_columns(db, in, db->cols->sender[in->num]) == 0
		   ? write_labels(db, in)
		   : -1;
}

static int write_doc(struct index_db *db, struct incoming *in,
    struct index_written *w, struct batch_plan *plan)
{
	sqlite3_stmt *s = index_stmt(
	    db, "SELECT num, text_hash, meta_hash FROM docs WHERE id = ?1");
	bool there, same_text, same_meta;
	int rc;

	if (s == NULL)
		return -1;
	sqlite3_bind_int64(s, 1, (int64_t)in->doc->id);
	rc = sqlite3_step(s);
	there = rc == SQLITE_ROW;
	in->num = there ? (uint32_t)sqlite3_column_int64(s, 0) : 0;
	same_text = there && sqlite3_column_int64(s, 1) == in->text_hash;
	same_meta = there && sqlite3_column_int64(s, 2) == in->meta_hash;
	sqlite3_reset(s);
	if (!there && rc != SQLITE_DONE)
		return -1;
	if (there && in->num >= db->next)
		return seg_damaged(db);
	if (same_text && same_meta) {
		w->unchanged++;
		return 0;
	}
	w->indexed++;
	if (same_text)
		return write_meta(db, in);
	if (there)
		plan->old[plan->n_old++] = in->num;
	plan->fresh[plan->n_fresh++] = *in;
	return 0;
}

static int write_one(struct index_db *db, struct incoming *in, struct texts *t)
{
	int64_t sender;

	in->num = db->next++;
	texts_of_doc(in->doc, t);
	return sender_id(db, in->doc, &sender) == 0 && put_row(db, in) == 0 &&
		       put_columns(db, in, (uint32_t)sender) == 0 &&
		       write_labels(db, in) == 0 &&
		       texts_put(db, in->num, t) == 0
		   ? index_add_totals(db, 1, words_of(in->doc))
		   : -1;
}

static int write_fresh(struct index_db *db, struct batch_plan *plan)
{
	struct texts *t = xcalloc(plan->n_fresh, sizeof *t);
	uint32_t lo = db->next;
	size_t bytes = 0;
	int rc = 0;

	if (plan->n_fresh > COLS_MAX - db->next)
		rc = seg_damaged(db); /* begun anew, without gaps */
	for (size_t i = 0; rc == 0 && i < plan->n_fresh; i++) {
		rc = write_one(db, &plan->fresh[i], &t[i]);
		bytes += t[i].column[INDEX_COLUMN_BODY].n;
	}
	if (rc == 0)
		rc = index_post(db, t, plan->n_fresh, lo);
	free(t);
	if (rc != 0 || plan->n_fresh == 0)
		return rc;
	bytes = MERGE_AT_LEAST + bytes * MERGE_FOR_A_BYTE;
	return index_merge(
	    db, db->ix->merge_bytes > 0 ? db->ix->merge_bytes : bytes);
}
