/* maintain.h - what database, retention and capacity share: a session of the
 * database's owner, rows as JSON, and sheets of them on the terminal. */
#ifndef CLI_MAINTAIN_MAINTAIN_H
#define CLI_MAINTAIN_MAINTAIN_H

#include "services/cli/backup/session.h"
#include "services/cli/cli.h"

struct owner {
	struct cli *cli;
	struct database database;
	struct session session;
	struct err err;
};

/* ---- the session (owner.c) ---- */

/* given: what --database said, or NULL. Without a database to ask the program
 * ends with EX_USAGE. Close it whatever happens. */
void owner_init(struct owner *o, struct cli *c, const char *given);
/* ERR_UNAVAILABLE: as psql says it. */
MUST_CHECK int owner_open(struct owner *o);
void owner_close(struct owner *o);
/* The rows of a query that gives one column of jsonb, in the arena. */
MUST_CHECK int owner_rows(
    struct owner *o, const char *sql, const struct json ***rows_r, size_t *n_r);
/* Its first row; NULL in *row_r when there is none. */
MUST_CHECK int owner_row(
    struct owner *o, const char *sql, const struct json **row_r);
/* May this role read the view? ERR_NOT_FOUND: there is none, ERR_FORBIDDEN. */
MUST_CHECK int owner_may_read(struct owner *o, const char *view);
/* Says o->err; its exit code. */
int owner_fail(const struct owner *o);

/* ---- sheets (sheet.c) ---- */

enum sheet_kind {
	SHEET_TEXT,
	SHEET_COUNT,
	SHEET_BYTES,
	SHEET_SECONDS, /* a duration */
	SHEET_MS,
	SHEET_SHARE /* 0 to 1, as per cent */
};

struct sheet_column {
	const char *key, *title;
	int width; /* 0: the last one, as long as it is */
	enum sheet_kind kind;
};

struct sheet {
	const struct sheet_column *columns;
	size_t n_columns;
	bool markdown;
};

/* "1.5 GB", "3 d 4 h", "12.3 ms"; "-" when v is null or of another type. */
const char *sheet_value(
    struct arena *a, enum sheet_kind kind, const struct json *v);
const char *sheet_number(struct arena *a, enum sheet_kind kind, double v);
void sheet_print(struct cli *c, const struct sheet *s,
    const struct json *const *rows, size_t n);

#endif
