/* part.h - what the parts of the embedded index share.
 *
 * docs    one narrow row a message: what filters, sorts and facets read
 * texts   the words: content of the full-text table, and for snippets
 * fts     FTS5 over texts
 * labels  which label is on which message
 * senders every From address, with counts, for suggestions and facets
 * words   every word once, for suggestions and spelling
 *
 * The row key is the date: key = Unix seconds << 6 | a free slot. So newest
 * first is a scan down the keys, in docs and in the posting lists alike, and
 * a query can stop after the newest so many matches.
 */
#ifndef SEARCH_INDEX_PART_H
#define SEARCH_INDEX_PART_H

#include "common/base/buf.h"
#include "common/base/list.h"
#include "common/base/map.h"
#include "services/search/index/index.h"

#include <sqlite3.h>

#define INDEX_VERSION 1 /* of the schema: PRAGMA user_version */
#define INDEX_KEY_SHIFT 6
#define INDEX_MAX_SPILL_S 86400 /* a key is at most this far past its date */
#define INDEX_MAX_TOKEN 64      /* bytes; what is longer is cut */
#define INDEX_STMTS 40
#define INDEX_MARK_STEM '\1'  /* begins the stem that stands beside a word */
#define INDEX_MARK_EXACT '\2' /* begins a query text without stemming */

/* The columns of texts and fts, in order, with their weight in the score. */
#define INDEX_COLUMNS(X)                                                       \
	X(SUBJECT, "subject", 3.0)                                             \
	X(SENDER, "sender", 1.5)                                               \
	X(RCPT, "rcpt", 0.5)                                                   \
	X(CC, "cc", 0.3)                                                       \
	X(BCC, "bcc", 0.3)                                                     \
	X(BODY, "body", 1.0)                                                   \
	X(FILES, "files", 1.5)                                                 \
	X(LIST, "list", 0.2)                                                   \
	X(DELIVERED, "delivered", 0.0)

#define X_COLUMN(id, name, weight) INDEX_COLUMN_##id,
enum index_column { INDEX_COLUMNS(X_COLUMN) INDEX_N_COLUMNS };
#undef X_COLUMN

/* What lifts or lowers a message, by its category or a label. */
#define INDEX_BOOSTS(X)                                                        \
	X(NONE, "", 1.0)                                                       \
	X(OFFER, "offer", 4.0)                                                 \
	X(INTERVIEW, "interview", 3.0)                                         \
	X(REJECTION, "rejection", 0.5)

#define X_BOOST(id, name, factor) INDEX_BOOST_##id,
enum index_boost { INDEX_BOOSTS(X_BOOST) INDEX_N_BOOSTS };
#undef X_BOOST

struct index_words; /* words.c: words not seen before */

struct index_db {
	struct index *ix;
	struct list node; /* most recently used first */
	uint64_t user_id;
	sqlite3 *db;
	uint64_t dev, ino; /* of the file: another process may replace it */
	fts5_tokenizer tok_fn;
	Fts5Tokenizer *tok;
	struct index_words *words;
	struct smap *df; /* phrase -> struct index_df, see rank.c */
	int64_t df_docs; /* documents when df was begun */
	const char *sql[INDEX_STMTS]; /* compared by address */
	sqlite3_stmt *stmt[INDEX_STMTS];
	size_t n_stmts;
	bool writing; /* the tokenizer reports words only then */
};

struct index {
	char *dir;
	size_t max_open;
	struct map *by_user;
	struct list used;
	struct index_stems *stems;
	void (*damaged)(void *arg, uint64_t user_id, const char *why);
	void *arg;
};

/* ---- open.c ---- */

/* The user's database, opened or begun. NULL after an error. */
struct index_db *index_acquire(
    struct index *ix, uint64_t user_id, struct err *err);
/* Whether the user has a file at all. */
bool index_exists(const struct index *ix, uint64_t user_id);
/* Turns SQLite's last error into err and rolls back; when the file is
 * damaged, begins a new one: db is gone then. Returns -1. */
int index_failed(struct index_db *db, const char *what, struct err *err);
/* A prepared statement, reset, kept by the address of sql. NULL: failed. */
sqlite3_stmt *index_stmt(struct index_db *db, const char *sql);
/* sql must be constant; 0 or -1 (SQLite's error stands). */
MUST_CHECK int index_exec(struct index_db *db, const char *sql);
void index_bind_text(sqlite3_stmt *s, int at, const char *text);
/* "" for NULL; until the next step. */
const char *index_column(sqlite3_stmt *s, int at);
/* Documents, and their words together. */
MUST_CHECK int index_totals(
    struct index_db *db, int64_t *docs_r, int64_t *len_r);

#endif
