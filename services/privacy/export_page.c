/* export_page.c - where an export is, and the rows of its next page. */
#include "services/privacy/export.h"

#include "services/privacy/tables.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define MAIL_PAGE 500

static const char *const stages[] = EXPORT_STAGES;

static const char sql_page[] =
    "SELECT line, key FROM privacy_page($1, $2, $3, $4::jsonb, $5)";
static const char sql_mail[] =
    "SELECT id, raw_key, raw_offset, size_bytes, from_addr, received_at "
    "FROM emails WHERE user_id = $1 AND id > coalesce(($2::jsonb->>0)::bigint, "
    "0) ORDER BY id LIMIT $3";
static const char sql_files[] =
    "SELECT name, of_table, rows, bytes, packed_bytes, crc32, sha256 "
    "FROM dsr_files WHERE dsr_id = $1 ORDER BY n";
static const char sql_about[] =
    "SELECT u.email, d.kind, d.received_at, privacy_count($1, $3)::text AS "
    "counts, (SELECT max(number) FROM applylens_migrations) AS schema "
    "FROM users u, dsr_requests d WHERE u.id = $1 AND d.id = $2";

static struct privacy *daemon_of(const struct export *x)
{
	return x->claim.base.run.daemon;
}

static struct pg *pg_of(const struct export *x)
{
	return x->claim.base.run.service->pg;
}

/* Where it was: a table that is gone meanwhile is behind us. */
size_t export_place(const struct export *x, const char *stage)
{
	size_t at = 0;

	while (at < x->n_tables && strcmp(x->tables[at], stage) < 0)
		at++;
	for (size_t i = 0; at == x->n_tables && i < EXPORT_END; i++)
		if (streq(stages[i + 1], stage))
			return at + i + 1;
	return at;
}

void export_next(struct export *x)
{
	x->at++;
	x->part = 0;
	buf_clear(&x->after);
}

const char *export_stage_name(const struct export *x)
{
	return x->at < x->n_tables ? x->tables[x->at]
				   : stages[x->at - x->n_tables];
}

const char *export_after(const struct export *x)
{
	return x->after.len == 0 ? NULL : buf_str(&x->after);
}

static void ask_page(struct task *t, struct export *x)
{
	const struct privacy_table *table =
	    privacy_table_named(export_stage_name(x));
	const char **without;
	size_t n = privacy_table_without(t->arena, table, &without);

	pg_query(t, pg_of(x), pg_as_user(x->claim.user_id), &x->list, sql_page,
	    PG_ARGS(PG_I64(x->claim.user_id), PG_TEXT(export_stage_name(x)),
		PG_TEXTS(without, n), PG_TEXT(export_after(x)),
		PG_I64(daemon_of(x)->opt->export_file_bytes)));
}

static void ask_about(struct task *t, struct export *x)
{
	uint64_t user_id = x->claim.user_id;
	struct pg_batch *b = pg_batch_begin(t, pg_of(x), pg_as_user(user_id));

	pg_batch_add(b, &x->list, sql_files, PG_ARGS(PG_I64(x->claim.id)));
	pg_batch_add(b, &x->about, sql_about,
	    PG_ARGS(PG_I64(user_id), PG_I64(x->claim.id),
		PG_TEXTS(x->tables, x->n_tables)));
	pg_batch_run(b);
}

static bool is_hidden(const struct export *x)
{
	const struct privacy_table *table = NULL;

	if (x->at < x->n_tables)
		table = privacy_table_named(x->tables[x->at]);
	return table != NULL && table->hidden;
}

bool export_ask(struct task *t, struct export *x)
{
	while (is_hidden(x))
		export_next(x);
	if (x->at < x->n_tables) {
		ask_page(t, x);
		return true;
	}
	switch ((enum export_stage)(x->at - x->n_tables)) {
	case EXPORT_MAIL:
		pg_query(t, pg_of(x), pg_as_user(x->claim.user_id), &x->list,
		    sql_mail,
		    PG_ARGS(PG_I64(x->claim.user_id), PG_TEXT(export_after(x)),
			PG_I64(MAIL_PAGE)));
		return true;
	case EXPORT_MANIFEST:
		ask_about(t, x);
		return true;
	case EXPORT_DIRECTORY:
		pg_query(t, pg_of(x), pg_as_user(x->claim.user_id), &x->list,
		    sql_files, PG_ARGS(PG_I64(x->claim.id)));
		return true;
	case EXPORT_END:
		break;
	}
	return false;
}

void export_set_after(struct export *x, const char *key)
{
	buf_clear(&x->after);
	buf_adds(&x->after, key);
}

void export_lines(struct export *x)
{
	size_t n = pg_rows(x->list);

	for (size_t i = 0; i < n; i++) {
		struct str line = pg_str(x->list, i, "line");

		buf_add(&x->file, line.p, line.n);
		buf_addc(&x->file, '\n');
	}
	x->rows = (int64_t)n;
	export_set_after(x, pg_text(x->list, n - 1, "key"));
	if (x->part == 0)
		snprintf(x->name, sizeof x->name, "data/%.100s.jsonl",
		    export_stage_name(x));
	else
		snprintf(x->name, sizeof x->name,
		    "data/%.100s-%05" PRId64 ".jsonl", export_stage_name(x),
		    x->part + 1);
}
