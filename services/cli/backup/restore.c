/* restore.c - a backup into an empty database, and table by table compared with
 * what it was made of. */
#include "services/cli/backup/backups.h"

#include "common/base/clock.h"

#include <inttypes.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

/* How many tables differ; each is said. */
static size_t compare(const struct backup *was, const struct backup *is)
{
	size_t differ = 0, k = 0;

	for (size_t i = 0; i < was->n_tables; i++) {
		const struct backup_table *a = &was->tables[i], *b = NULL;

		while (
		    k < is->n_tables && strcmp(is->tables[k].name, a->name) < 0)
			k++;
		if (k < is->n_tables && streq(is->tables[k].name, a->name))
			b = &is->tables[k];
		if (b != NULL && b->rows == a->rows &&
		    streq(b->digest, a->digest))
			continue;
		differ++;
		fprintf(stderr,
		    "applylens: %s: %" PRId64 " rows were backed up, "
		    "%" PRId64 " came back%s\n",
		    a->name, a->rows, b != NULL ? b->rows : 0,
		    b != NULL && b->rows == a->rows ? ", others" : "");
	}
	return differ;
}

/* Into an empty database, and looks whether all is there. */
static int bring_back(struct backups *x, const struct backup_entry *e,
    const struct database *into)
{
	struct backup was, is = {0};
	struct session there = {
	    .child = {.pid = -1, .to = -1, .from = -1, .said = -1}};
	size_t differ = 0;
	char **lines;
	size_t n;
	int rc = -1;

	if (manifest_get(&x->keep, x->arena, e, &was, &x->err) != 0 ||
	    session_open(&there, into, &x->err) != 0)
		return -1;
	if (session_ask(&there, x->arena,
		"SELECT count(*) FROM pg_class WHERE relkind IN ('r', 'p') AND "
		"relnamespace = 'public'::regnamespace;",
		&lines, &n, &x->err) != 0)
		goto out;
	if (n != 1 || !streq(lines[0], "0")) {
		(void)!!err_set(&x->err, ERR_INVALID,
		    "the database to restore into is not empty: it has %s "
		    "tables; nothing was done",
		    n == 1 ? lines[0] : "?");
		goto out;
	}
	if (dump_in(x->cli, &x->keep, into, &was, &x->err) != 0 ||
	    backups_count(x, &there, &is, "tables compared") != 0)
		goto out;
	differ = compare(&was, &is);
	rc = differ == 0 ? 0
			 : err_set(&x->err, ERR_BAD_PEER,
			       "%zu of %zu tables are not as they were", differ,
			       was.n_tables);
out:
	session_close(&there);
	return rc;
}

/* Ends whom a cut restore left there. WITH (FORCE) would, but is refused
 * while autovacuum looks at the tables; without, DROP ends autovacuum. */
static const char *dropped(struct arena *arena, const char *database)
{
	return arena_printf(arena,
	    "ALTER DATABASE %s ALLOW_CONNECTIONS false;"
	    "DO $$ BEGIN PERFORM pg_terminate_backend(pid) FROM "
	    "pg_stat_activity WHERE datname = '%s' AND usename = current_user; "
	    "END $$; DROP DATABASE %s;",
	    database, database, database);
}

/* Restored beside the database it is of, compared, and thrown away. */
int backups_verify(struct backups *x, const char *name)
{
	struct backup_entry *e;
	struct database scratch;
	struct err err = {0};
	const char *database;
	int rc;

	if (backups_begin(x) != 0 || (e = backups_find(x, name)) == NULL)
		return backups_fail(x);
	database = arena_printf(x->arena, "applylens_verify_%d", (int)getpid());
	scratch = database_named(x->arena, &x->database, database);
	if (session_do(&x->session, x->arena,
		arena_printf(x->arena, "CREATE DATABASE %s;", database),
		&x->err) != 0) {
		err_wrap(&x->err, "it is tried in a database of its own");
		return backups_fail(x);
	}
	rc = bring_back(x, e, &scratch);
	if (session_do(
		&x->session, x->arena, dropped(x->arena, database), &err) != 0)
		cli_complain(err.text);
	if (rc != 0)
		return backups_fail(x);
	clock_format_utc(
	    clock_unix_ms(), e->verified_at, sizeof e->verified_at);
	if (index_put(&x->keep, &x->index, &x->err) != 0 ||
	    backups_record(x, e) != 0)
		return backups_fail(x);
	printf("%s: restored, %" PRId64 " rows compared, all as they were\n",
	    e->name, e->rows);
	return EX_OK;
}

int backups_restore(struct backups *x, const char *name, const char *into)
{
	struct database target = database_of(x->arena, into);
	const struct backup_entry *e;

	if (index_get(&x->keep, x->arena, &x->index, &x->err) != 0 ||
	    (e = backups_find(x, name)) == NULL ||
	    bring_back(x, e, &target) != 0)
		return backups_fail(x);
	printf("%s: %" PRId64 " rows are back, compared with its manifest\n"
	       "Raw mail is in the object store; fill the index: applylens "
	       "reindex --all\n",
	    e->name, e->rows);
	return EX_OK;
}
