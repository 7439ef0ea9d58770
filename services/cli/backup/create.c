/* create.c - one snapshot of the database: its dump, and what is in it. */
#include "services/cli/backup/backups.h"

#include "common/base/clock.h"

#include <inttypes.h>
#include <sysexits.h>

/* Begins a snapshot that lives as long as the session's transaction. */
static int begin_snapshot(
    struct backups *x, struct backup *b, const char **snapshot_r)
{
	char **lines;
	size_t n;

	if (session_ask(&x->session, x->arena,
		"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; "
		"SELECT pg_export_snapshot(); "
		"SELECT to_char(now() AT TIME ZONE 'UTC', "
		"'YYYYMMDD\"T\"HH24MISS\"Z\"'); "
		"SELECT coalesce(max(name), '') FROM applylens_migrations; "
		"SELECT applylens_system();",
		&lines, &n, &x->err) != 0)
		return -1;
	if (n != 4 || !streq(lines[3], "t"))
		return err_set(&x->err, ERR_INTERNAL,
		    "this database's session does not see every user's rows");
	*snapshot_r = lines[0];
	str_copy(b->name, sizeof b->name, str_of(lines[1]));
	b->migration = lines[2];
	return 0;
}

static int write_down(struct backups *x, const struct backup *b)
{
	struct backup_entry *e = &x->index.v[x->index.n];

	*e = (struct backup_entry){
	    .bytes = backup_bytes(b), .rows = backup_rows(b)};
	str_copy(e->name, sizeof e->name, str_of(b->name));
	if (manifest_put(&x->keep, b, &e->manifest_bytes, &x->err) != 0)
		return -1;
	x->index.n++;
	if (index_put(&x->keep, &x->index, &x->err) != 0)
		return -1;
	return backups_record(x, e);
}

int backups_create(struct backups *x)
{
	int64_t began = clock_mono_ms();
	struct backup b = {0};
	const char *snapshot = NULL;

	if (backups_begin(x) != 0)
		return backups_fail(x);
	if (x->index.n == BACKUP_MAX_LISTED) {
		(void)!!err_set(&x->err, ERR_TOO_LARGE,
		    "there are %d backups: prune some first",
		    BACKUP_MAX_LISTED);
		return backups_fail(x);
	}
	if (begin_snapshot(x, &b, &snapshot) != 0 ||
	    dump_out(x->cli, &x->keep, &x->database, snapshot, &b, &x->err) !=
		0 ||
	    backups_count(x, &x->session, &b, "tables counted") != 0 ||
	    session_do(&x->session, x->arena, "COMMIT;", &x->err) != 0)
		return backups_fail(x);
	b.seconds = (clock_mono_ms() - began) / 1000;
	if (write_down(x, &b) != 0)
		return backups_fail(x);
	if (x->cli->json)
		printf("{\"name\":\"%s\",\"bytes\":%" PRIu64
		       ",\"rows\":%" PRId64 "}\n",
		    b.name, backup_bytes(&b), backup_rows(&b));
	else
		printf("%s: %.1f MB, %" PRId64 " rows of %zu tables\n"
		       "try it: applylens backup verify %s\n",
		    b.name, (double)backup_bytes(&b) / (1 << 20),
		    backup_rows(&b), b.n_tables, b.name);
	return EX_OK;
}
