/* retention.c - applylens retention: what is kept for how long, what is past
 * its time, and removing it by hand. */
#include "services/cli/maintain/maintain.h"

#include "common/base/str.h"
#include "common/service/retention.def.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

static const char usage[] =
    "retention [show] | plan | run [NAME] | keep NAME DAYS|default  "
    "[--database URL]";

static const struct line {
	const char *name, *daemon, *what;
	int days, least;
	const char *from; /* the table and its rows past their time */
	const char *oldest, *keep, *table, *sql;
} lines[] = {
#define X_LINE(name, daemon, table, age, only, days, least, how, what)         \
	{#name, daemon, what, days, least,                                     \
	    RETENTION_OLD(                                                     \
		table, age, only, RETENTION_KEEP(name, days, least)),          \
	    "(SELECT min(" age ")::date FROM " table " WHERE " only ")",       \
	    RETENTION_KEEP(name, days, least), table,                          \
	    RETENTION_SQL(name, table, age, only, days, least, how)},
    RETENTION_JOBS(X_LINE)
#undef X_LINE
};

static const struct other {
	const char *what, *kept, *by, *sql;
} others[] = {
#define X_OTHER(what, kept, by, sql) {what, kept, by, sql},
    RETENTION_OTHERS(X_OTHER)
#undef X_OTHER
};

static const struct sheet_column show_columns[] = {
    {"name", "what", 31, SHEET_TEXT}, {"kept", "kept", 32, SHEET_TEXT},
    {"by", "removed by", 38, SHEET_TEXT},
    {"succeeded_s", "done ago", 12, SHEET_SECONDS},
    {"removed_rows", "rows so far", 11, SHEET_COUNT}};
static const struct sheet_column plan_columns[] = {
    {"name", "what", 31, SHEET_TEXT}, {"kept", "kept", 32, SHEET_TEXT},
    {"rows", "past it: rows", 13, SHEET_COUNT},
    {"bytes", "bytes, about", 12, SHEET_BYTES},
    {"oldest", "the oldest is of", 16, SHEET_TEXT}};

static const struct line *find(const char *name)
{
	for (size_t i = 0; i < ARRAY_LEN(lines); i++)
		if (streq(lines[i].name, name))
			return &lines[i];
	fprintf(stderr, "applylens: no table \"%s\" here; there are:", name);
	for (size_t i = 0; i < ARRAY_LEN(lines); i++)
		fprintf(stderr, " %s", lines[i].name);
	fputc('\n', stderr);
	return NULL;
}

/* ---- show and plan ---- */

static int show_line(
    struct owner *o, const struct line *l, const struct json **row_r)
{
	return owner_row(o,
	    arena_printf(o->cli->arena,
		"SELECT jsonb_build_object('name', '%s', 'kept', (%s) || "
		"' days', 'keep_days', %s, 'by', '%s, every few minutes', "
		"'ran_at', ran_at, 'succeeded_at', succeeded_at, "
		"'succeeded_s', extract(epoch FROM now() - succeeded_at), "
		"'removed_rows', coalesce(removed_rows, 0)) "
		"FROM (SELECT) one LEFT JOIN retention_jobs ON name = '%s'",
		l->name, l->keep, l->keep, l->daemon, l->name),
	    row_r);
}

/* Bytes by the average row, indexes and all. */
static int plan_line(
    struct owner *o, const struct line *l, const struct json **row_r)
{
	return owner_row(o,
	    arena_printf(o->cli->arena,
		"SELECT jsonb_build_object('name', '%s', 'kept', (%s) || "
		"' days', 'rows', n, 'bytes', (n * "
		"pg_total_relation_size('%s') / greatest(n, "
		"(SELECT reltuples FROM pg_class WHERE oid = "
		"'%s'::regclass), 1))::bigint, 'oldest', %s) "
		"FROM (SELECT count(*) AS n FROM %s) x",
		l->name, l->keep, l->table, l->table, l->oldest, l->from),
	    row_r);
}

static int other_line(struct owner *o, const struct other *other, bool plan,
    const struct json **row_r)
{
	struct arena *a = o->cli->arena;

	if (plan && other->sql[0] == '\0') {
		*row_r = NULL;
		return 0;
	}
	return owner_row(o,
	    arena_printf(a,
		"SELECT jsonb_build_object('name', %s, 'kept', %s, 'by', "
		"%s%s) FROM (%s) x (n, b)",
		session_quote(a, other->what), session_quote(a, other->kept),
		session_quote(a, other->by),
		plan ? ", 'rows', n, 'bytes', b" : "",
		plan ? other->sql : "SELECT 0, 0"),
	    row_r);
}

static void print_json(const struct json *const *rows, size_t n)
{
	struct jsonw w;
	struct buf out;

	buf_init(&out, 1 << 20);
	jsonw_init(&w, &out);
	jsonw_obj(&w);
	jsonw_karr(&w, "retention");
	for (size_t i = 0; i < n; i++)
		json_write(&w, rows[i]);
	jsonw_end(&w);
	jsonw_end(&w);
	puts(buf_str(&out));
	buf_deinit(&out);
}

static int show(struct owner *o, bool plan)
{
	const struct json *rows[ARRAY_LEN(lines) + ARRAY_LEN(others)];
	struct sheet sheet = {plan ? plan_columns : show_columns,
	    plan ? ARRAY_LEN(plan_columns) : ARRAY_LEN(show_columns), false};
	size_t n = 0;

	for (size_t i = 0; i < ARRAY_LEN(lines); i++)
		if ((plan ? plan_line : show_line)(o, &lines[i], &rows[n++]) !=
		    0)
			return owner_fail(o);
	for (size_t i = 0; i < ARRAY_LEN(others); i++) {
		if (other_line(o, &others[i], plan, &rows[n]) != 0)
			return owner_fail(o);
		n += rows[n] != NULL ? 1 : 0;
	}
	if (o->cli->json)
		print_json(rows, n);
	else
		sheet_print(o->cli, &sheet, rows, n);
	return EX_OK;
}

/* ---- run and keep ---- */

/* "2000|f|0": removed, done, succeeded. */
static int batch(
    struct owner *o, const struct line *l, int64_t *n_r, bool *done_r)
{
	struct str rest, n;
	char **answer;
	size_t rows;

	if (session_ask(&o->session, o->cli->arena,
		arena_printf(o->cli->arena, "%s;", l->sql), &answer, &rows,
		&o->err) != 0)
		return -1;
	rest = str_of(rows == 1 ? answer[0] : "");
	if (!str_split(&rest, '|', &n) || str_to_i64(n, 0, INT64_MAX, n_r) != 0)
		return err_set(&o->err, ERR_BAD_PEER,
		    "the database did not say how many rows are gone");
	*done_r = rest.n > 0 && rest.p[0] == 't';
	return 0;
}

static int run_line(struct owner *o, const struct line *l, int64_t *removed_r)
{
	const struct json *row;
	uint64_t all, removed = 0;
	bool done = false;
	struct bar bar;
	int64_t n;
	int rc;

	if (plan_line(o, l, &row) != 0)
		return -1;
	all = (uint64_t)json_i64(json_get(row, "rows"), 0);
	bar_init(&bar, o->cli, l->name);
	do {
		struct arena_mark mark = arena_mark(o->cli->arena);

		rc = batch(o, l, &n, &done);
		if (rc == 0)
			removed += (uint64_t)n;
		bar_show(&bar, removed, all, "");
		arena_rewind(o->cli->arena, &mark);
	} while (rc == 0 && !done);
	bar_end(&bar);
	*removed_r = (int64_t)removed;
	return rc;
}

static int run(struct owner *o, const struct line *only)
{
	struct jsonw w;
	struct buf out;
	int64_t removed;
	int code = EX_OK;

	buf_init(&out, 1 << 16);
	jsonw_init(&w, &out);
	jsonw_obj(&w);
	jsonw_kobj(&w, "removed_rows");
	for (size_t i = 0; i < ARRAY_LEN(lines) && code == EX_OK; i++) {
		if (only != NULL && only != &lines[i])
			continue;
		if (run_line(o, &lines[i], &removed) != 0) {
			code = owner_fail(o);
			break;
		}
		jsonw_ki(&w, lines[i].name, removed);
		if (!o->cli->json)
			printf("%s: %" PRId64 " removed\n", lines[i].name,
			    removed);
	}
	jsonw_end(&w);
	jsonw_end(&w);
	if (o->cli->json)
		puts(buf_str(&out));
	buf_deinit(&out);
	return code;
}

static int keep(struct owner *o, const struct line *l, const char *days)
{
	struct arena *a = o->cli->arena;
	int64_t n = 0;

	if (!streq(days, "default") &&
	    str_to_i64(str_of(days), l->least, 36500, &n) != 0) {
		cli_complain(arena_printf(a,
		    "DAYS of %s is a number from %d to 36500, or default",
		    l->name, l->least));
		return EX_USAGE;
	}
	if (session_do(&o->session, a,
		arena_printf(a,
		    "INSERT INTO retention_jobs (name, keep_days) VALUES "
		    "('%s', nullif(%" PRId64 ", 0)) ON CONFLICT (name) "
		    "DO UPDATE SET keep_days = EXCLUDED.keep_days;",
		    l->name, n),
		&o->err) != 0)
		return owner_fail(o);
	printf("%s: kept for %" PRId64 " days\n", l->name, n > 0 ? n : l->days);
	return EX_OK;
}

/* ---- the command ---- */

int cli_retention(struct cli *c, int argc, char **argv)
{
	const char *database = NULL, *word;
	const struct line *line = NULL;
	struct owner o;
	int code;

	cli_option(&argc, argv, "--database", &database);
	cli_no_more_options(argc, argv, usage);
	word = argc > 1 ? argv[1] : "show";
	if (argc > (streq(word, "keep")     ? 4
		       : streq(word, "run") ? 3
					    : 2) ||
	    (streq(word, "keep") && argc < 4) ||
	    !(streq(word, "show") || streq(word, "plan") ||
		streq(word, "run") || streq(word, "keep")))
		cli_usage(usage);
	if (argc > 2 && (line = find(argv[2])) == NULL)
		return EX_USAGE;
	owner_init(&o, c, database);
	if (owner_open(&o) != 0 || owner_may_read(&o, "retention_jobs") != 0)
		code = owner_fail(&o);
	else if (streq(word, "run"))
		code = run(&o, line);
	else if (streq(word, "keep"))
		code = keep(&o, line, argv[3]);
	else
		code = show(&o, streq(word, "plan"));
	owner_close(&o);
	return code;
}
