/* database.c - applylens database: who is connected, what is slow, who waits
 * for whom, how large tables are and what vacuum has left in them. */
#include "services/cli/maintain/maintain.h"

#include "common/base/str.h"

#include <stdio.h>
#include <string.h>
#include <sysexits.h>

static const char usage[] = "database [connections|slow|locks|tables|bloat] "
			    "[--limit N]  [--database URL]";

#define SELECT_JSON "SELECT to_jsonb(v) FROM ("
#define NO_STATISTICS                                                          \
	"there are no statistics of statements: PostgreSQL needs "             \
	"shared_preload_libraries = 'pg_stat_statements' and a restart, then " \
	"CREATE EXTENSION pg_stat_statements in the database postgres"

/* What PostgreSQL hides from who is no member says so, instead of seeming to
 * be all there is. */
static const char sql_hidden[] =
    "SELECT to_jsonb('of other roles'' sessions only the number is shown: "
    "GRANT pg_monitor TO ' || current_user) "
    "WHERE NOT pg_has_role('pg_read_all_stats', 'USAGE')";

static const char sql_used[] =
    "SELECT to_jsonb(format('%s of %s connections of this server are used; "
    "%s are kept for superusers', (SELECT count(*) FROM pg_stat_activity "
    "WHERE backend_type = 'client backend'), "
    "current_setting('max_connections'), "
    "current_setting('superuser_reserved_connections')))";

/* Sessions that have been in a transaction for a while stand alone. */
static const char sql_connections[] =
    "SELECT count(*) AS sessions, role, application, state, "
    "max(transaction_s) AS transaction_s, "
    "CASE WHEN busy THEN max(waits_for) END AS waits_for, "
    "CASE WHEN busy THEN pid END AS pid, "
    "CASE WHEN busy THEN max(statement) END AS statement "
    "FROM (SELECT *, coalesce(transaction_s > 5, false) AS busy "
    "FROM ops_connections) c "
    "GROUP BY role, application, state, busy, CASE WHEN busy THEN pid END "
    "ORDER BY busy DESC, transaction_s DESC NULLS LAST, count(*) DESC, "
    "application";
static const struct sheet_column connections[] = {
    {"sessions", "sessions", 8, SHEET_COUNT}, {"role", "role", 14, SHEET_TEXT},
    {"application", "application", 14, SHEET_TEXT},
    {"state", "state", 19, SHEET_TEXT},
    {"transaction_s", "transaction", 12, SHEET_SECONDS},
    {"waits_for", "waits for", 20, SHEET_TEXT}, {"pid", "pid", 7, SHEET_TEXT},
    {"statement", "statement", 0, SHEET_TEXT}};

/* The extension puts $1 where a value stood. Should it have been too late for
 * that, the text ends where the value begins. */
static const char sql_slow[] =
    "SELECT queryid::text AS query_id, r.rolname AS role, calls, "
    "total_exec_time / 1000 AS total_s, total_exec_time / "
    "nullif(sum(total_exec_time) OVER (), 0) AS share, "
    "mean_exec_time AS mean_ms, max_exec_time AS max_ms, rows, "
    "shared_blks_hit / nullif(shared_blks_hit + shared_blks_read, "
    "0)::float8 AS hit_share, temp_blks_written * "
    "current_setting('block_size')::bigint AS temp_bytes, "
    "btrim(regexp_replace(split_part(query, '''', 1), '\\s+', ' ', 'g')) "
    "AS statement FROM pg_stat_statements s "
    "LEFT JOIN pg_roles r ON r.oid = s.userid "
    "WHERE s.dbid = (SELECT oid FROM pg_database WHERE datname = %s) "
    "ORDER BY total_exec_time DESC";
static const struct sheet_column slow[] = {
    {"total_s", "total", 12, SHEET_SECONDS}, {"share", "share", 7, SHEET_SHARE},
    {"calls", "calls", 11, SHEET_COUNT}, {"mean_ms", "mean", 9, SHEET_MS},
    {"max_ms", "longest", 9, SHEET_MS}, {"rows", "rows", 11, SHEET_COUNT},
    {"hit_share", "from cache", 10, SHEET_SHARE},
    {"temp_bytes", "on disk", 8, SHEET_BYTES}, {"role", "role", 14, SHEET_TEXT},
    {"statement", "statement", 0, SHEET_TEXT}};

static const char sql_locks[] = "SELECT * FROM ops_locks ORDER BY waits_s DESC";
static const struct sheet_column locks[] = {{"pid", "pid", 7, SHEET_TEXT},
    {"application", "application", 14, SHEET_TEXT},
    {"waits_s", "waits", 12, SHEET_SECONDS},
    {"relation", "for", 20, SHEET_TEXT}, {"mode", "mode", 20, SHEET_TEXT},
    {"blocked_by", "of pid", 7, SHEET_TEXT},
    {"blocker_application", "application", 14, SHEET_TEXT},
    {"blocker_state", "which is", 19, SHEET_TEXT},
    {"blocker_transaction_s", "transaction", 12, SHEET_SECONDS},
    {"blocker_statement", "statement", 0, SHEET_TEXT}};

static const char sql_tables[] =
    "SELECT *, total_bytes / nullif(sum(total_bytes) OVER (), 0)::float8 AS "
    "share FROM ops_table_sizes ORDER BY total_bytes DESC";
static const struct sheet_column tables[] = {{"name", "table", 24, SHEET_TEXT},
    {"parts", "partitions", 10, SHEET_COUNT},
    {"rows_estimate", "rows, about", 14, SHEET_COUNT},
    {"table_bytes", "table", 9, SHEET_BYTES},
    {"index_bytes", "indexes", 9, SHEET_BYTES},
    {"total_bytes", "together", 9, SHEET_BYTES},
    {"share", "share", 7, SHEET_SHARE}};

static const char sql_bloat[] =
    "SELECT * FROM ops_bloat ORDER BY dead_bytes DESC NULLS LAST, name";
static const struct sheet_column bloat[] = {{"name", "table", 24, SHEET_TEXT},
    {"live_rows", "rows", 13, SHEET_COUNT},
    {"dead_rows", "dead", 13, SHEET_COUNT},
    {"dead_share", "share", 7, SHEET_SHARE},
    {"dead_bytes", "bytes", 9, SHEET_BYTES},
    {"vacuumed_s", "vacuumed ago", 12, SHEET_SECONDS},
    {"analyzed_s", "analyzed ago", 12, SHEET_SECONDS},
    {"unfrozen", "of wraparound", 13, SHEET_SHARE}};

struct view {
	const char *name, *reads; /* NULL: no view of ours */
	const char *sql, *note;
	const struct sheet_column *columns;
	size_t n_columns;
	int limit;
	const char *none;
};

#define COLUMNS(c) c, ARRAY_LEN(c)
static const struct view views[] = {
    {"connections", "ops_connections", sql_connections, sql_used,
	COLUMNS(connections), 100, "nobody is connected"},
    {"slow", NULL, sql_slow, NULL, COLUMNS(slow), 20,
	"no statement was counted yet"},
    {"locks", "ops_locks", sql_locks, NULL, COLUMNS(locks), 100,
	"nobody waits for a lock"},
    {"tables", "ops_table_sizes", sql_tables, NULL, COLUMNS(tables), 100,
	"there is no table"},
    {"bloat", "ops_bloat", sql_bloat, NULL, COLUMNS(bloat), 20,
	"there is no table"},
};

/* The extension in the session's database: 1, not: 0; and loaded. */
static int has_statistics(struct owner *o)
{
	const struct json *row;

	if (owner_row(o,
		"SELECT to_jsonb(current_setting('pg_stat_statements.max', "
		"true) IS NOT NULL) FROM pg_extension "
		"WHERE extname = 'pg_stat_statements'",
		&row) != 0)
		return -1;
	return json_bool(row, false);
}

/* The statistics are the server's: a database that has the extension tells of
 * all. Leaves the session where it is, and *name_r the database in question. */
static int find_statistics(struct owner *o, const char **name_r)
{
	const struct json *name;
	int has;

	if (owner_row(o, "SELECT to_jsonb(current_database())", &name) != 0)
		return -1;
	*name_r = json_str(name, "");
	has = has_statistics(o);
	if (has == 0) {
		owner_close(o);
		o->database =
		    database_named(o->cli->arena, &o->database, "postgres");
		if (owner_open(o) != 0)
			return -1;
		has = has_statistics(o);
	}
	if (has == 0)
		return err_set(&o->err, ERR_UNAVAILABLE, NO_STATISTICS);
	return has < 0 ? -1 : 0;
}

static int put_notes(struct owner *o, const struct view *v, struct buf *notes)
{
	const char *const sqls[] = {v->note, sql_hidden};

	for (size_t i = 0; i < ARRAY_LEN(sqls); i++) {
		const struct json *row = NULL;

		if (sqls[i] != NULL && owner_row(o, sqls[i], &row) != 0)
			return -1;
		if (row != NULL)
			buf_addf(notes, "%s\n", json_str(row, ""));
	}
	return 0;
}

static void print_json(const struct view *v, const struct buf *notes,
    const struct json *const *rows, size_t n)
{
	struct str rest = {buf_str(notes), notes->len}, line;
	struct jsonw w;
	struct buf out;

	buf_init(&out, 64u << 20);
	jsonw_init(&w, &out);
	jsonw_obj(&w);
	jsonw_ks(&w, "view", v->name);
	jsonw_karr(&w, "notes");
	while (str_split(&rest, '\n', &line))
		if (line.n > 0)
			jsonw_strn(&w, line.p, line.n);
	jsonw_end(&w);
	jsonw_karr(&w, "rows");
	for (size_t i = 0; i < n; i++)
		json_write(&w, rows[i]);
	jsonw_end(&w);
	jsonw_end(&w);
	puts(buf_str(&out));
	buf_deinit(&out);
}

static int show(
    struct owner *o, const struct view *v, int64_t limit, struct buf *notes)
{
	struct sheet sheet = {v->columns, v->n_columns, false};
	const char *sql = v->sql, *name;
	const struct json **rows;
	size_t n;

	if (owner_open(o) != 0 || put_notes(o, v, notes) != 0)
		return owner_fail(o);
	if (v->reads != NULL && owner_may_read(o, v->reads) != 0)
		return owner_fail(o);
	if (v->reads == NULL) {
		if (find_statistics(o, &name) != 0)
			return owner_fail(o);
		sql = arena_printf(o->cli->arena, sql_slow,
		    session_quote(o->cli->arena, name));
	}
	if (owner_rows(o,
		arena_printf(o->cli->arena, SELECT_JSON "%s LIMIT %d) v", sql,
		    (int)limit),
		&rows, &n) != 0)
		return owner_fail(o);
	if (o->cli->json) {
		print_json(v, notes, rows, n);
		return EX_OK;
	}
	fputs(buf_str(notes), stdout);
	if (n == 0)
		puts(v->none);
	else
		sheet_print(o->cli, &sheet, rows, n);
	return EX_OK;
}

int cli_database(struct cli *c, int argc, char **argv)
{
	const char *database = NULL, *limit = NULL, *word;
	const struct view *v = NULL;
	struct owner o;
	struct buf notes;
	int64_t rows;
	int code;

	cli_option(&argc, argv, "--database", &database);
	cli_option(&argc, argv, "--limit", &limit);
	cli_no_more_options(argc, argv, usage);
	word = argc > 1 ? argv[1] : "connections";
	for (size_t i = 0; i < ARRAY_LEN(views); i++)
		if (streq(views[i].name, word))
			v = &views[i];
	if (v == NULL || argc > 2)
		cli_usage(usage);
	rows = v->limit;
	if (limit != NULL && str_to_i64(str_of(limit), 1, 10000, &rows) != 0) {
		cli_complain("--limit takes a number from 1 to 10000");
		return EX_USAGE;
	}
	buf_init(&notes, 4096);
	owner_init(&o, c, database);
	code = show(&o, v, rows, &notes);
	owner_close(&o);
	buf_deinit(&notes);
	return code;
}
