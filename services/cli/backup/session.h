/* session.h - a session with PostgreSQL through psql, which the owner of a
 * database has anyway: pg_dump and pg_restore come with it. */
#ifndef CLI_BACKUP_SESSION_H
#define CLI_BACKUP_SESSION_H

#include "common/base/arena.h"
#include "common/base/buf.h"
#include "services/cli/backup/child.h"

struct session {
	struct child child;
	struct buf in; /* read, not asked for yet */
};

/* A database, and the environment for PostgreSQL's programs: they see every
 * user's rows, and the password stands in no list of processes. */
struct database {
	const char *url; /* without the password */
	const char *env[4];
};
struct database database_of(struct arena *a, const char *url);
/* The same server's database of this name. */
struct database database_named(
    struct arena *a, const struct database *d, const char *name);

MUST_CHECK int session_open(
    struct session *s, const struct database *d, struct err *err);
void session_close(struct session *s);

/* Runs statements; rows are lines, columns are split by '|'. The lines are in
 * the arena. n_r may be NULL. ERR_UNAVAILABLE: what psql said; the session is
 * over then. */
MUST_CHECK int session_ask(struct session *s, struct arena *a, const char *sql,
    char ***lines_r, size_t *n_r, struct err *err);
/* A statement whose rows nobody wants. */
MUST_CHECK int session_do(
    struct session *s, struct arena *a, const char *sql, struct err *err);

/* text as a literal of SQL, quoted. */
const char *session_quote(struct arena *a, const char *text);
#endif
