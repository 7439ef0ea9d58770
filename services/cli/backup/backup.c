/* backup.c - applylens backup: the database into the object store, tried out
 * by restoring it, and taken back. */
#include "services/cli/backup/backups.h"

#include "common/base/clock.h"

#include <inttypes.h>
#include <string.h>
#include <sysexits.h>

#define DAY_MS INT64_C(86400000)
#define LOCK "hashtextextended('applylens backup', 0)"

static const char usage[] =
    "backup [create] | list | verify [NAME] | restore NAME --into URL | "
    "prune --keep-days N  [--database URL] [--store URL]";

int backups_fail(const struct backups *x)
{
	cli_complain(x->err.text);
	return x->err.code == ERR_NOT_FOUND   ? EX_NOINPUT
	       : x->err.code == ERR_INVALID   ? EX_USAGE
	       : x->err.code == ERR_BAD_PEER  ? EX_DATAERR
	       : x->err.code == ERR_CONFLICT  ? EX_TEMPFAIL
	       : x->err.code == ERR_TOO_LARGE ? EX_SOFTWARE
					      : EX_UNAVAILABLE;
}

/* One at a time: the list is read, changed and written. */
int backups_begin(struct backups *x)
{
	char **lines;
	size_t n;

	if (session_open(&x->session, &x->database, &x->err) != 0 ||
	    session_ask(&x->session, x->arena,
		"SELECT pg_try_advisory_lock(" LOCK ");", &lines, &n,
		&x->err) != 0)
		return -1;
	if (n != 1 || !streq(lines[0], "t"))
		return err_set(&x->err, ERR_CONFLICT,
		    "another backup of this database is under way");
	return index_get(&x->keep, x->arena, &x->index, &x->err);
}

struct backup_entry *backups_find(struct backups *x, const char *name)
{
	struct backup_entry *e = index_find(&x->index, name);

	if (e == NULL)
		(void)!!err_set(&x->err, ERR_NOT_FOUND,
		    "there is no backup %s; see applylens backup list", name);
	return e;
}

/* Where daemons and dashboards see it. */
int backups_record(struct backups *x, const struct backup_entry *e)
{
	return session_do(&x->session, x->arena,
	    arena_printf(x->arena,
		"INSERT INTO backups (name, bytes, row_count) VALUES (%s, "
		"%" PRIu64 ", %" PRId64 ") ON CONFLICT (name) DO NOTHING; "
		"UPDATE backups SET verified_at = nullif(%s, '')::timestamptz "
		"WHERE name = %s;",
		session_quote(x->arena, e->name), e->bytes, e->rows,
		session_quote(x->arena, e->verified_at),
		session_quote(x->arena, e->name)),
	    &x->err);
}

static void show_count(void *arg, size_t i, size_t n)
{
	bar_show(arg, i, n, "");
}

int backups_count(
    struct backups *x, struct session *s, struct backup *b, const char *what)
{
	struct bar bar;
	int rc;

	bar_init(&bar, x->cli, what);
	rc = backup_count(s, x->arena, b, show_count, &bar, &x->err);
	bar_end(&bar);
	return rc;
}

/* ---- list and prune ---- */

static int list(struct backups *x)
{
	if (index_get(&x->keep, x->arena, &x->index, &x->err) != 0)
		return backups_fail(x);
	if (x->cli->json)
		printf("{\"backups\":[");
	else if (x->index.n == 0)
		puts("no backup yet: applylens backup");
	for (size_t i = 0; i < x->index.n; i++) {
		const struct backup_entry *e = &x->index.v[i];

		if (x->cli->json)
			printf("%s{\"name\":\"%s\",\"bytes\":%" PRIu64
			       ",\"rows\":%" PRId64 ",\"verified_at\":%s%s%s}",
			    i > 0 ? "," : "", e->name, e->bytes, e->rows,
			    e->verified_at[0] != '\0' ? "\"" : "",
			    e->verified_at[0] != '\0' ? e->verified_at : "null",
			    e->verified_at[0] != '\0' ? "\"" : "");
		else
			printf("%s  %9.1f MB  %12" PRId64 " rows  %s\n",
			    e->name, (double)e->bytes / (1 << 20), e->rows,
			    e->verified_at[0] != '\0' ? e->verified_at
						      : "not tried yet");
	}
	if (x->cli->json)
		puts("]}");
	return EX_OK;
}

/* The newest, and the newest that was tried, stay whatever their age. */
static bool is_kept(
    const struct backup_index *index, size_t i, const char *before)
{
	bool newer_tried = false;

	for (size_t k = i + 1; k < index->n; k++)
		newer_tried |= index->v[k].verified_at[0] != '\0';
	return i + 1 == index->n || strcmp(index->v[i].name, before) >= 0 ||
	       (index->v[i].verified_at[0] != '\0' && !newer_tried);
}

static int prune(struct backups *x, int64_t keep_days)
{
	struct backup_index kept = {.n = 0};
	char when[40], before[BACKUP_NAME_BYTES], *to = before;
	size_t removed = 0, objects;

	clock_format_utc(
	    clock_unix_ms() - keep_days * DAY_MS, when, sizeof when);
	for (const char *p = when; *p != '\0' && *p != '.'; p++)
		if (*p != '-' && *p != ':')
			*to++ = *p;
	*to = '\0';
	if (backups_begin(x) != 0)
		return backups_fail(x);
	for (size_t i = 0; i < x->index.n; i++)
		if (is_kept(&x->index, i, before))
			kept.v[kept.n++] = x->index.v[i];
	/* Out of the list first: what is in it can be restored. */
	if (index_put(&x->keep, &kept, &x->err) != 0)
		return backups_fail(x);
	for (size_t i = 0; i < x->index.n; i++) {
		const char *name = x->index.v[i].name;

		if (index_find(&kept, name) != NULL)
			continue;
		if (keep_remove(&x->keep,
			arena_printf(x->arena, "backups/%s", name), &objects,
			&x->err) != 0 ||
		    session_do(&x->session, x->arena,
			arena_printf(x->arena,
			    "DELETE FROM backups WHERE name = %s;",
			    session_quote(x->arena, name)),
			&x->err) != 0)
			return backups_fail(x);
		removed++;
	}
	printf("%zu removed, %zu kept\n", removed, kept.n);
	return EX_OK;
}

/* ---- the command ---- */

static int run(struct backups *x, int argc, char **argv, const char *into,
    const char *keep_days)
{
	const char *what = argc > 1 ? argv[1] : "create";
	const char *name = argc > 2 ? argv[2] : "latest";
	int64_t days = 0;

	if (streq(what, "create") && argc <= 2)
		return backups_create(x);
	if (streq(what, "list") && argc == 2)
		return list(x);
	if (streq(what, "verify") && argc <= 3)
		return backups_verify(x, name);
	if (streq(what, "restore") && argc == 3 && into != NULL)
		return backups_restore(x, name, into);
	if (streq(what, "prune") && argc == 2 && keep_days != NULL) {
		if (str_to_i64(str_of(keep_days), 1, 36500, &days) != 0) {
			fprintf(stderr, "applylens: --keep-days takes a number "
					"of days\n");
			return EX_USAGE;
		}
		return prune(x, days);
	}
	cli_usage(usage);
}

int cli_backup(struct cli *c, int argc, char **argv)
{
	struct backups *x = ARENA_NEW(c->arena, struct backups);
	const char *database = NULL, *store = NULL, *into = NULL, *days = NULL;
	int code;

	cli_option(&argc, argv, "--database", &database);
	cli_option(&argc, argv, "--store", &store);
	cli_option(&argc, argv, "--into", &into);
	cli_option(&argc, argv, "--keep-days", &days);
	cli_no_more_options(argc, argv, usage);
	x->cli = c;
	x->arena = c->arena;
	x->session.child =
	    (struct child){.pid = -1, .to = -1, .from = -1, .said = -1};
	x->database = database_of(c->arena,
	    cli_needed(c, database, "DATABASE_OWNER_URL", "--database"));
	if (keep_open(&x->keep,
		cli_needed(c, store, "OBJECT_STORE_URL", "--store"),
		&x->err) != 0)
		return backups_fail(x);
	code = run(x, argc, argv, into, days);
	session_close(&x->session);
	keep_close(&x->keep);
	return code;
}
