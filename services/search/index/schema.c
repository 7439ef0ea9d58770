/* schema.c - the tables of one user's index. */
#include "services/search/index/store.h"

#include <stdio.h>

#define TEXT_OF(x) #x
#define VERSION_TEXT(x) TEXT_OF(x)

static const char pragmas[] =
    "PRAGMA page_size = 16384;" /* a row of postings fills one: seg.h */
    "PRAGMA journal_mode = WAL;"
    "PRAGMA synchronous = NORMAL;" /* a lost batch is written again */
    "PRAGMA secure_delete = FAST;"
    "PRAGMA temp_store = MEMORY;"
    "PRAGMA cache_size = -4000;"
    "PRAGMA mmap_size = 2147418112;" /* the most that SQLite takes */
    "PRAGMA wal_autocheckpoint = 1000;"
    "PRAGMA journal_size_limit = 16777216;";

static const char tables[] =
    "BEGIN IMMEDIATE;"
    "CREATE TABLE docs("
    " num INTEGER PRIMARY KEY,"
    " id INTEGER NOT NULL UNIQUE,"
    " thread_id INTEGER NOT NULL,"
    " msgid_hash INTEGER NOT NULL,"
    " text_hash INTEGER NOT NULL,"
    " meta_hash INTEGER NOT NULL,"
    " labels TEXT NOT NULL);" /* one a line */
    "CREATE INDEX docs_thread ON docs(thread_id);"
    "CREATE INDEX docs_msgid ON docs(msgid_hash);"
    "CREATE TABLE cols(chunk INTEGER PRIMARY KEY, data BLOB NOT NULL);"
    "CREATE TABLE names(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);"
    "INSERT INTO names VALUES (0, '');"
    "CREATE TABLE texts(num INTEGER PRIMARY KEY, data BLOB NOT NULL);"
    "CREATE TABLE segs("
    " id INTEGER PRIMARY KEY, lo INTEGER NOT NULL, hi INTEGER NOT NULL,"
    " docs INTEGER NOT NULL, bytes INTEGER NOT NULL,"
    " into_id INTEGER NOT NULL, partial INTEGER NOT NULL,"
    " next INTEGER NOT NULL, done BLOB);"
    "CREATE TABLE blocks(id INTEGER PRIMARY KEY, data BLOB NOT NULL);"
    "CREATE TABLE dict("
    " seg INTEGER NOT NULL, term BLOB NOT NULL, block INTEGER NOT NULL,"
    " PRIMARY KEY (seg, term)) WITHOUT ROWID;"
    "CREATE TABLE labels("
    " label TEXT NOT NULL, chunk INTEGER NOT NULL, data BLOB NOT NULL,"
    " PRIMARY KEY (label, chunk)) WITHOUT ROWID;"
    "CREATE TABLE senders("
    " id INTEGER PRIMARY KEY, addr TEXT NOT NULL UNIQUE,"
    " name TEXT NOT NULL, n INTEGER NOT NULL, last_ms INTEGER NOT NULL);"
    "CREATE TABLE words(word TEXT PRIMARY KEY) WITHOUT ROWID;"
    "CREATE TABLE totals("
    " id INTEGER PRIMARY KEY, docs INTEGER NOT NULL, len INTEGER NOT NULL,"
    " next INTEGER NOT NULL,"    /* number of the next message */
    " filled INTEGER NOT NULL);" /* 0: something may be missing */
    "INSERT INTO totals VALUES (1, 0, 0, 0, 0);"
    "PRAGMA user_version = " VERSION_TEXT(INDEX_VERSION) ";"
							 "COMMIT;";

/* What lifecycles need (life.c, next.c). Files from before them get it when
 * they are opened; older programs leave it alone. */
static const char life_tables[] =
    "BEGIN;"
    "CREATE TABLE IF NOT EXISTS life("
    " id INTEGER PRIMARY KEY, generation INTEGER NOT NULL,"
    " born_ms INTEGER NOT NULL,"  /* 0: nobody has looked yet */
    " building INTEGER NOT NULL," /* changes are noted in touched */
    " asked INTEGER NOT NULL,"    /* an operator wants a rollover */
    " retry_ms INTEGER NOT NULL," /* it failed: not before */
    " problem TEXT NOT NULL);"
    "CREATE TABLE IF NOT EXISTS touched("
    " seq INTEGER PRIMARY KEY, id INTEGER NOT NULL);"
    "INSERT INTO life SELECT 1, 1, 0, 0, 0, 0, ''"
    " WHERE NOT EXISTS (SELECT 1 FROM life);"
    "COMMIT;";

static bool has_life(sqlite3 *db)
{
	sqlite3_stmt *s;
	bool there = sqlite3_prepare_v2(db,
			 "SELECT 1 FROM sqlite_master "
			 "WHERE name = 'life'",
			 -1, &s, NULL) == SQLITE_OK &&
		     sqlite3_step(s) == SQLITE_ROW;

	sqlite3_finalize(s);
	return there;
}

static int run_tables(sqlite3 *db, const char *sql)
{
	int rc = sqlite3_exec(db, sql, NULL, NULL, NULL);

	if (rc != SQLITE_OK && !sqlite3_get_autocommit(db))
		sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
	return rc;
}

int index_schema_prepare(sqlite3 *db)
{
	sqlite3_stmt *s;
	int rc, version;

	rc = sqlite3_exec(db, pragmas, NULL, NULL, NULL);
	if (rc != SQLITE_OK)
		return rc;
	rc = sqlite3_prepare_v2(db, "PRAGMA user_version", -1, &s, NULL);
	if (rc != SQLITE_OK)
		return rc;
	rc = sqlite3_step(s);
	version = rc == SQLITE_ROW ? sqlite3_column_int(s, 0) : -1;
	sqlite3_finalize(s);
	if (rc != SQLITE_ROW)
		return rc;
	if (version == 0)
		rc = index_schema_tables(db);
	else if (version != INDEX_VERSION)
		rc = SQLITE_NOTADB;
	else
		rc = SQLITE_OK;
	if (rc == SQLITE_OK && !has_life(db))
		rc = run_tables(db, life_tables);
	return rc;
}

int index_schema_tables(sqlite3 *db)
{
	return run_tables(db, tables);
}
