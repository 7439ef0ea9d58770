/* owner.c - a session of the database's owner whose answers are JSON. */
#include "services/cli/maintain/maintain.h"

#include <sysexits.h>

/* Looking must not wait for long, nor make others wait. */
#define SETTINGS                                                               \
	"SET application_name = 'applylens'; SET lock_timeout = '5s'; "        \
	"SET statement_timeout = '60s';"

void owner_init(struct owner *o, struct cli *c, const char *given)
{
	*o = (struct owner){.cli = c};
	o->session.child =
	    (struct child){.pid = -1, .to = -1, .from = -1, .said = -1};
	o->database = database_of(
	    c->arena, cli_needed(c, given, "DATABASE_OWNER_URL", "--database"));
}

int owner_open(struct owner *o)
{
	if (session_open(&o->session, &o->database, &o->err) != 0)
		return -1;
	return session_do(&o->session, o->cli->arena, SETTINGS, &o->err);
}

void owner_close(struct owner *o)
{
	session_close(&o->session);
	o->session.child =
	    (struct child){.pid = -1, .to = -1, .from = -1, .said = -1};
}

int owner_rows(
    struct owner *o, const char *sql, const struct json ***rows_r, size_t *n_r)
{
	struct arena *a = o->cli->arena;
	char **lines;

	if (session_ask(&o->session, a, arena_printf(a, "%s;", sql), &lines,
		n_r, &o->err) != 0)
		return -1;
	*rows_r = ARENA_ARRAY(a, const struct json *, *n_r + 1);
	for (size_t i = 0; i < *n_r; i++)
		if (json_parse(a, str_of(lines[i]), &(*rows_r)[i], &o->err) !=
		    0)
			return err_set(&o->err, ERR_BAD_PEER,
			    "the database answered something else than JSON");
	return 0;
}

int owner_row(struct owner *o, const char *sql, const struct json **row_r)
{
	const struct json **rows;
	size_t n;

	if (owner_rows(o, sql, &rows, &n) != 0)
		return -1;
	*row_r = n > 0 ? rows[0] : NULL;
	return 0;
}

int owner_may_read(struct owner *o, const char *view)
{
	struct arena *a = o->cli->arena;
	const char *name = session_quote(a, view), *role;
	const struct json *row;

	if (owner_row(o,
		arena_printf(a,
		    "SELECT jsonb_build_object('there', to_regclass(%s) IS "
		    "NOT NULL, 'may', CASE WHEN to_regclass(%s) IS NOT NULL "
		    "THEN has_table_privilege(%s, 'SELECT') END, 'role', "
		    "current_user)",
		    name, name, name),
		&row) != 0)
		return -1;
	if (!json_bool(json_get(row, "there"), false))
		return err_set(&o->err, ERR_NOT_FOUND,
		    "this database has no %s; run deploy/migrate", view);
	if (json_bool(json_get(row, "may"), false))
		return 0;
	role = cli_str(row, "role");
	return err_set(&o->err, ERR_FORBIDDEN,
	    "the role %s may not read %s: GRANT pg_monitor TO %s, or give the "
	    "owner's URL",
	    role, view, role);
}

int owner_fail(const struct owner *o)
{
	cli_complain(o->err.text);
	return o->err.code == ERR_FORBIDDEN   ? EX_NOPERM
	       : o->err.code == ERR_NOT_FOUND ? EX_NOINPUT
	       : o->err.code == ERR_INVALID   ? EX_USAGE
	       : o->err.code == ERR_BAD_PEER  ? EX_DATAERR
					      : EX_UNAVAILABLE;
}
