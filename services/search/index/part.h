/* part.h - what the parts of the embedded index share.
 *
 * docs    one narrow row a message: what it is known by, its labels
 * cols    what filters, sorts and facets read, in columns (cols.h)
 * texts   the words as written, compressed (texts.h)
 * segs, blocks, dict   postings (seg.h)
 * labels  which label is on which message (sets.h)
 * senders every From address, with counts, for suggestions and facets
 * words   every word once, for suggestions and spelling
 * names   categories, bands and levels, numbered
 *
 * A message is known by a number, given in order of arrival (in a batch, of
 * date), so the newest mail is at the end of every list.
 */
#ifndef SEARCH_INDEX_PART_H
#define SEARCH_INDEX_PART_H

#include "common/base/buf.h"
#include "common/base/list.h"
#include "common/base/map.h"
#include "services/search/index/index.h"

#include <sqlite3.h>

#define INDEX_VERSION 3    /* of the schema: PRAGMA user_version */
#define INDEX_MAX_TOKEN 64 /* bytes; what is longer is cut */
#define INDEX_STMTS 100
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

struct index_words;    /* words.c: words not seen before */
struct mail_tokenizer; /* token.c */
struct texts_codec;    /* texts.h */
struct seg;            /* seg.h */
struct cols;           /* cols.h */
struct index_rows;     /* rows.c */

struct index_db {
	struct index *ix;
	struct list node; /* most recently used first */
	uint64_t user_id;
	sqlite3 *db;
	uint64_t dev, ino; /* of the file: another process may replace it */
	struct mail_tokenizer *tok;
	struct index_words *words;
	struct seg *segs; /* by lo */
	size_t n_segs;
	struct cols *cols;
	uint32_t next;       /* number of the next message */
	int64_t version;     /* of segs and cols; -1: read them again */
	bool damaged, moved; /* what was read can't be; the name is another's */
	const char *sql[INDEX_STMTS]; /* compared by address */
	sqlite3_stmt *stmt[INDEX_STMTS];
	size_t n_stmts;
	bool writing; /* the tokenizer reports words only then */
};

struct index {
	char *dir;
	int lock_fd, lead_fd; /* files.c */
	size_t max_open;
	struct map *by_user;
	struct list used;
	struct index_stems *stems;
	struct texts_codec *texts;
	struct index_rows *rows; /* of the read transaction at hand */
	size_t merge_bytes; /* tests: merged with each batch; 0: as needed */
	void (*damaged)(void *arg, uint64_t user_id, const char *why);
	void *arg;
};

/* ---- open.c ---- */

/* The user's database, opened or begun. NULL after an error. */
struct index_db *index_acquire(
    struct index *ix, uint64_t user_id, struct err *err);
/* SQLite's last error into err; rolls back. A damaged file is begun anew: db
 * is gone then. Returns -1. */
int index_failed(struct index_db *db, const char *what, struct err *err);
/* Closes the damaged file and begins a new one. */
void index_begin_anew(struct index_db *db);
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
