/* export.c - the job that makes people's copies: table by table, the mail as
 * it came, a manifest, the ZIP's directory. */
#include "services/privacy/export.h"

#include "common/base/ids.h"
#include "common/base/log.h"
#include "common/mail/mbox.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define FILE_MAX ((size_t)256 << 20) /* the longest mail, quoted, and more */

static task_step take, taken, begin, choose, gather, fetch, fetched, pack,
    record, recorded, finish, settle;
privacy_steps export_steps = {take, taken, begin, choose, gather, fetch,
    fetched, pack, record, recorded, finish, settle, NULL};
const size_t export_run_bytes = sizeof(struct export);

static const char sql_tables[] = "SELECT t AS name FROM privacy_tables() t";
static const char sql_measure[] = CLAIM_MEASURE;
static const char sql_record[] =
    "WITH mine AS (UPDATE dsr_requests SET stage = $3, after = $4::jsonb, "
    "part = $5, attempts = 0, error = '', "
    "claimed_until = now() + interval '90 seconds' "
    "WHERE id = $1 AND claimed_by = $2 AND status = 'running' "
    "RETURNING id, user_id) "
    "INSERT INTO dsr_files (dsr_id, n, user_id, name, of_table, rows, bytes, "
    "stored_bytes, packed_bytes, crc32, sha256) SELECT id, $6, user_id, $7, "
    "$8, $9, $10, $11, $12, $13, $14 FROM mine RETURNING n";
static const char sql_finish[] =
    "WITH done AS (UPDATE dsr_requests d SET status = 'done', stage = '', "
    "error = '', after = NULL, finished_at = now(), claimed_by = NULL, "
    "claimed_until = NULL, expires_at = now() + $3 * interval '1 ms', "
    "export_bytes = (SELECT sum(stored_bytes) FROM dsr_files f "
    "WHERE f.dsr_id = d.id), counts = (SELECT jsonb_object_agg(t, n) FROM "
    "(SELECT trim(LEADING '~' FROM of_table) AS t, sum(rows) AS n "
    "FROM dsr_files f WHERE f.dsr_id = d.id AND of_table <> '' GROUP BY 1) c) "
    "WHERE id = $1 AND claimed_by = $2 AND status = 'running' "
    "RETURNING id, user_id, kind, export_bytes) "
    "INSERT INTO audit_log (user_id, actor, action, subject, detail) "
    "SELECT user_id, 'service:privacy', 'dsr.exported', 'dsr:' || id, "
    "jsonb_build_object('kind', kind, 'bytes', export_bytes) FROM done "
    "RETURNING id";

static struct export *of(struct task *t)
{
	return CONTAINER_OF(t, struct export, claim.base.run.task);
}

static struct privacy *daemon_of(const struct export *x)
{
	return x->claim.base.run.daemon;
}

static struct pg *pg_of(const struct export *x)
{
	return x->claim.base.run.service->pg;
}

/* ---- beginning ---- */

static enum step_result take(struct task *t)
{
	return claim_take(t, false);
}

static enum step_result taken(struct task *t)
{
	struct export *x = of(t);
	const struct pg_result *rows = x->claim.base.rows;
	struct pg_batch *b;

	if (!claim_read(t)) {
		task_goto(t, settle);
		return STEP_NEXT;
	}
	buf_init(&x->after, 65536);
	buf_init(&x->file, FILE_MAX);
	buf_init(&x->packed, FILE_MAX);
	x->part = pg_i64(rows, 0, "part");
	x->files = pg_i64(rows, 0, "files");
	x->received_ms = pg_time(rows, 0, "received_at");
	buf_adds(&x->after, pg_text(rows, 0, "after"));
	b = pg_batch_begin(t, pg_of(x), pg_as_system());
	pg_batch_add(b, NULL, sql_measure,
	    PG_ARGS(PG_I64(x->claim.id), PG_I64(x->claim.user_id)));
	pg_batch_add(b, &x->list, sql_tables, PG_NO_ARGS);
	pg_batch_run(b);
	return STEP_WAIT;
}

void export_release(struct service_run *run)
{
	struct export *x = CONTAINER_OF(run, struct export, claim.base.run);

	buf_deinit(&x->after);
	buf_deinit(&x->file);
	buf_deinit(&x->packed);
}

static enum step_result begin(struct task *t)
{
	struct export *x = of(t);
	size_t n = pg_rows(x->list);
	const char *stage = pg_text(x->claim.base.rows, 0, "stage");

	x->tables = ARENA_ARRAY(t->arena, const char *, n);
	for (size_t i = 0; i < n; i++)
		x->tables[x->n_tables++] = pg_text(x->list, i, "name");
	x->at = export_place(x, stage);
	if (x->at < n && !streq(x->tables[x->at], stage)) {
		buf_clear(&x->after);
		x->part = 0;
	}
	log_info("an export is being made", LOG_I("dsr", x->claim.id),
	    LOG_I("user_id", x->claim.user_id), LOG_S("stage", stage));
	x->begun = arena_mark(t->arena);
	return STEP_NEXT;
}

/* ---- a page ---- */

static enum step_result choose(struct task *t)
{
	struct export *x = of(t);

	arena_rewind(t->arena, &x->begun);
	task_set_deadline(t, CLAIM_OP_MS);
	buf_clear(&x->file);
	buf_clear(&x->packed);
	x->rows = 0;
	if (export_ask(t, x))
		return STEP_WAIT;
	task_goto(t, finish);
	return STEP_NEXT;
}

static enum step_result gather(struct task *t)
{
	struct export *x = of(t);
	bool is_table = x->at < x->n_tables;
	enum export_stage stage =
	    is_table ? EXPORT_MAIL : (enum export_stage)(x->at - x->n_tables);

	if (stage == EXPORT_MANIFEST) {
		export_manifest(x);
		snprintf(x->name, sizeof x->name, "manifest.json");
		task_goto(t, pack);
	} else if (stage == EXPORT_DIRECTORY) {
		export_directory(x);
		x->name[0] = '\0';
		task_goto(t, pack);
	} else if (pg_rows(x->list) == 0) {
		export_next(x);
		task_goto(t, choose);
	} else if (is_table) {
		export_lines(x);
		task_goto(t, pack);
	} else {
		snprintf(x->name, sizeof x->name,
		    "mail/mail-%05" PRId64 ".mbox", x->part + 1);
		x->row = 0;
		x->page = arena_mark(t->arena);
	}
	return STEP_NEXT;
}

/* ---- mail as it came ---- */

static enum step_result fetch(struct task *t)
{
	struct export *x = of(t);

	arena_rewind(t->arena, &x->page);
	task_set_deadline(t, CLAIM_OP_MS);
	if (x->row == pg_rows(x->list) ||
	    x->file.len >= (size_t)daemon_of(x)->opt->export_file_bytes) {
		task_goto(t, pack);
		return STEP_NEXT;
	}
	task_tolerate(t, &x->raw_err);
	object_get(t, daemon_of(x)->objects,
	    pg_text(x->list, x->row, "raw_key"),
	    (uint64_t)pg_i64(x->list, x->row, "raw_offset"),
	    (size_t)pg_i64(x->list, x->row, "size_bytes"), &x->raw);
	return STEP_WAIT;
}

/* What the store has lost is missed in the manifest; a store that is away is
 * asked again later. */
static enum step_result fetched(struct task *t)
{
	struct export *x = of(t);
	char key[32];

	if (x->raw_err.code == ERR_NOT_FOUND ||
	    x->raw_err.code == ERR_INTERNAL) {
		log_error("a raw message is missing",
		    LOG_I("email_id", pg_i64(x->list, x->row, "id")),
		    LOG_S("error", x->raw_err.text));
	} else if (x->raw_err.code != ERR_OK) {
		t->err = x->raw_err;
		return STEP_FAIL;
	} else {
		mail_mbox_write(&x->file, x->raw,
		    pg_text(x->list, x->row, "from_addr"),
		    pg_time(x->list, x->row, "received_at"));
		x->rows++;
	}
	snprintf(
	    key, sizeof key, "[%" PRId64 "]", pg_i64(x->list, x->row, "id"));
	export_set_after(x, key);
	x->row++;
	task_goto(t, fetch);
	return STEP_NEXT;
}

/* ---- a file: packed, put, written down ---- */

static enum step_result pack(struct task *t)
{
	struct export *x = of(t);
	struct str data = {buf_str(&x->file), x->file.len};
	bool is_directory = x->name[0] == '\0';

	x->entry =
	    (struct zip_entry){.name = x->name, .unix_ms = x->received_ms};
	if (buf_failed(&x->file))
		return task_fail(t, ERR_TOO_LARGE, "a file is too large");
	if (!is_directory && zip_pack(&x->packed, data, &x->entry, &t->err) < 0)
		return STEP_FAIL;
	object_put(t, daemon_of(x)->objects,
	    arena_printf(t->arena, "exports/%" PRIu64 "/%" PRIu64 "/%" PRId64,
		x->claim.user_id, x->claim.id, x->files),
	    (struct str){buf_str(&x->packed), x->packed.len});
	return STEP_WAIT;
}

static enum step_result record(struct task *t)
{
	struct export *x = of(t);
	const char *table = export_stage_name(x);
	char sha256[65];

	if (x->at > x->n_tables) { /* each of these is one file */
		export_next(x);
		table = "";
	} else {
		x->part++;
	}
	ids_sha256_hex(buf_str(&x->file), x->file.len, sha256);
	pg_query(t, pg_of(x), pg_as_system(), &x->claim.base.rows, sql_record,
	    PG_ARGS(PG_I64(x->claim.id), PG_TEXT(daemon_of(x)->self),
		PG_TEXT(export_stage_name(x)), PG_TEXT(export_after(x)),
		PG_I64(x->part), PG_I64(x->files), PG_TEXT(x->name),
		PG_TEXT(table), PG_I64(x->rows), PG_I64(x->file.len),
		PG_I64(x->packed.len), PG_I64(x->entry.packed_bytes),
		PG_I64(x->entry.crc32), PG_TEXT(sha256)));
	return STEP_WAIT;
}

static enum step_result recorded(struct task *t)
{
	struct export *x = of(t);

	if (pg_rows(x->claim.base.rows) == 0)
		return claim_lost(t);
	x->files++;
	metrics_counter_add(METRICS_ONLY(daemon_of(x)->metrics.exported),
	    (double)x->packed.len);
	task_goto(t, choose);
	return STEP_NEXT;
}

static enum step_result finish(struct task *t)
{
	struct export *x = of(t);

	pg_query(t, pg_of(x), pg_as_system(), &x->list, sql_finish,
	    PG_ARGS(PG_I64(x->claim.id), PG_TEXT(daemon_of(x)->self),
		PG_I64(daemon_of(x)->opt->export_keep_ms)));
	return STEP_WAIT;
}

static enum step_result settle(struct task *t)
{
	struct export *x = of(t);

	if (x->claim.id != 0 && t->err.code == ERR_OK) {
		log_info("an export is there", LOG_I("dsr", x->claim.id),
		    LOG_I("files", x->files));
		metrics_counter_inc(METRICS_WITH(
		    daemon_of(x)->metrics.ended, x->claim.kind, "done"));
	}
	return claim_settle(t);
}
