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
fts5_api *index_fts5_api(sqlite3 *db);
/* Registers the tokenizer "mail" and opens one for our own use. */
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

/* Steps to the end and resets. 0 or -1. */
MUST_CHECK int index_run(sqlite3_stmt *s);

/* ---- remove.c ---- */

MUST_CHECK int index_remove_doc(struct index_db *db, int64_t key);
MUST_CHECK int index_remove_labels(struct index_db *db, int64_t key);
MUST_CHECK int index_add_totals(struct index_db *db, int64_t docs, int64_t len);

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
