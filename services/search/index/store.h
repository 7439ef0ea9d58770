/* store.h - the storing half of the embedded index: schema, tokenizer,
 * vocabulary, rows. */
#ifndef SEARCH_INDEX_STORE_H
#define SEARCH_INDEX_STORE_H

#include "services/search/index/part.h"

/* ---- schema.c ---- */

/* SQLITE_OK, or what went wrong (SQLITE_NOTADB: another version). */
int index_schema_prepare(sqlite3 *db);
int index_schema_tables(sqlite3 *db);

/* ---- token.c ---- */

struct index_stems; /* words and their stems, for all users */
struct index_stems *index_stems_new(void);
void index_stems_free(struct index_stems **stems);
/* A word: flags of FTS5 (FTS5_TOKEN_COLOCATED: in the same place as the one
 * before), its bytes, where it stands. Not SQLITE_OK: enough. */
typedef int index_token_fn(
    void *ctx, int flags, const char *token, int n, int start, int end);
/* Cuts text into words; flags of FTS5: FTS5_TOKENIZE_DOCUMENT or _QUERY, with
 * _PREFIX or _AUX without stems. Returns what emit returned last. */
int index_tokenize(struct index_db *db, int flags, const char *text, int n,
    void *ctx, index_token_fn *emit);
/* Opens SQLite's unicode61 for the words that are not ASCII. */
MUST_CHECK int index_token_init(struct index_db *db);
void index_token_deinit(struct index_db *db);
/* The stem when the text is one word, with a NUL; else false. */
bool index_token_stem(
    struct index_db *db, struct str text, char stem[INDEX_MAX_TOKEN + 1]);
/* A folded word's stem behind its mark, without NUL; returns its bytes. */
size_t index_token_mark(struct index_db *db, const char *word, size_t n,
    char marked[INDEX_MAX_TOKEN + 1]);
/* Whether there is anything to search for in the text. */
bool index_token_any(struct index_db *db, struct str text);

/* ---- open.c ---- */

/* Whether the user has a file at all. */
bool index_exists(const struct index *ix, uint64_t user_id);

/* A transaction, with segments and columns as the file has them. 0 or -1; the
 * caller of index_failed() rolls back. */
MUST_CHECK int index_begin_write(struct index_db *db);
MUST_CHECK int index_end_write(struct index_db *db);
MUST_CHECK int index_begin_read(struct index_db *db);
void index_end_read(struct index_db *db);

/* Steps to the end and resets. 0 or -1. */
MUST_CHECK int index_run(sqlite3_stmt *s);

/* ---- rows.c ---- */

struct index_rows *index_rows_new(void);
void index_rows_free(struct index_rows **r);
/* Forgets all rows; db begins to read, or with NULL nobody does any more. */
void index_rows_begin(struct index_rows *r, const struct index_db *db);
/* As seg_row(); what db reads is kept, and valid for the next call at least. */
MUST_CHECK int index_rows_get(
    struct index_db *db, int64_t id, const uint8_t **p_r, size_t *n_r);

/* ---- remove.c ---- */

/* Takes messages out of everything; nums ascend. */
MUST_CHECK int index_remove_docs(
    struct index_db *db, const uint32_t *nums, size_t n);
MUST_CHECK int index_remove_labels(struct index_db *db, uint32_t num);
MUST_CHECK int index_add_totals(struct index_db *db, int64_t docs, int64_t len);

/* ---- next.c ---- */

/* In a write: for the next generation, when one is being made. */
MUST_CHECK int index_touch(struct index_db *db, const uint64_t *ids, size_t n);

/* ---- batch.c ---- */

/* Writes the postings of documents with the numbers from lo on as segments. */
struct texts;
MUST_CHECK int index_post(
    struct index_db *db, const struct texts *t, size_t n, uint32_t lo);
/* Takes them out; nums ascend, t are their texts. */
MUST_CHECK int index_unpost(
    struct index_db *db, const uint32_t *nums, const struct texts *t, size_t n);

/* ---- merge.c ---- */

/* Begins merges that are due, and goes on with those that run, until about
 * so many bytes are written. */
MUST_CHECK int index_merge(struct index_db *db, size_t budget_bytes);

/* ---- hash.c ---- */

/* One hash of what is tokenized, one of the rest. */
void index_hash_doc(
    const struct search_doc *d, int64_t *text_r, int64_t *meta_r);
/* 0 for none. */
int64_t index_msgid_hash(const char *message_id);

/* ---- write.c ---- */

/* The key of a label: lower case, with - for blanks and slashes, as Gmail
 * writes labels in queries. Cut to fit. */
void index_label_key(const char *label, char *out, size_t out_bytes);
/* ---- words.c ---- */

struct index_words *index_words_new(void);
void index_words_free(struct index_words **w);
/* A word of a document that is being written, and its 64-bit hash. */
void index_words_saw(
    struct index_words *w, const char *word, size_t n, uint64_t hash);
uint64_t index_words_hash(const char *word, size_t n);
/* Before and after the writing of a batch. */
MUST_CHECK int index_words_load(struct index_db *db);
MUST_CHECK int index_words_flush(struct index_db *db);
void index_words_forget(struct index_db *db); /* the batch failed */

#endif
