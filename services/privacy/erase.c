/* erase.c - the job that erases people: closes the account, then removes rows,
 * documents of the index, objects and keys of Redis, round after round, until
 * a round finds nothing. That round is the proof; then the request is made a
 * tombstone. Three minutes later it is done once more, for what was on its way
 * meanwhile. Every step may be repeated, so a kill costs a round. */
#include "services/privacy/claim.h"

#include "common/base/log.h"

#include <inttypes.h>

#define PAGE_ROWS 2000
#define ROUNDS_MAX 8
#define SCAN_COUNT "1000"

struct erase {
	struct claim claim; /* first */
	struct pg_result *list, *done;
	const char **tables;
	size_t n_tables, at;
	int64_t found, rounds; /* in this round; so far */
	int64_t keys;
	struct bus_reply reply;
	size_t raw_objects, export_objects;
	char cursor[24];
	struct kv_reply scanned;
	struct err ignored;
	struct arena_mark begun;
};

static task_step take, taken, close, begin, choose, removed, indexed, emptied,
    scan, drop, dropped, judge, buried, settle;
privacy_steps erase_steps = {take, taken, close, begin, choose, removed,
    indexed, emptied, scan, drop, dropped, judge, buried, settle, NULL};
const size_t erase_run_bytes = sizeof(struct erase);

static const char sql_tables[] =
    "SELECT t AS name FROM privacy_tables() t WHERE t <> 'dsr_requests'";
static const char sql_measure[] = CLAIM_MEASURE;
static const char sql_close[] = "SELECT dsr_close($1, $2, $3) AS ours";
static const char sql_erase[] = "SELECT privacy_erase($1, $2, $3, $4, $5) AS n";
static const char sql_count[] = "SELECT dsr_count($1, $2, $3, $4) AS ours";
static const char sql_bury[] = "SELECT dsr_bury($1, $2, $3, $4) AS ours";
static const char sql_forget[] =
    "UPDATE dsr_requests SET was_user = NULL, stage = '', claimed_by = NULL, "
    "claimed_until = NULL WHERE id = $1 AND claimed_by = $2 "
    "RETURNING true AS ours";

static struct erase *of(struct task *t)
{
	return CONTAINER_OF(t, struct erase, claim.base.run.task);
}

static struct privacy *daemon_of(const struct erase *x)
{
	return x->claim.base.run.daemon;
}

/* ---- closing the account ---- */

static enum step_result take(struct task *t)
{
	return claim_take(t, true);
}

static enum step_result taken(struct task *t)
{
	struct erase *x = of(t);

	if (!claim_read(t)) {
		task_goto(t, settle);
		return STEP_NEXT;
	}
	log_info("an account is being erased", LOG_I("dsr", x->claim.id),
	    LOG_I("user_id", x->claim.user_id),
	    LOG_B("for_late_comers", x->claim.late));
	return STEP_NEXT;
}

static enum step_result close(struct task *t)
{
	struct erase *x = of(t);
	struct pg_batch *b =
	    pg_batch_begin(t, daemon_of(x)->service->pg, pg_as_system());

	pg_batch_add(b, &x->done, sql_close,
	    PG_ARGS(PG_I64(x->claim.id), PG_TEXT(daemon_of(x)->self),
		PG_I64(x->claim.user_id)));
	pg_batch_add(b, NULL, sql_measure,
	    PG_ARGS(PG_I64(x->claim.id), PG_I64(x->claim.user_id)));
	pg_batch_add(b, &x->list, sql_tables, PG_NO_ARGS);
	pg_batch_run(b);
	return STEP_WAIT;
}

static enum step_result begin(struct task *t)
{
	struct erase *x = of(t);
	size_t n = pg_rows(x->list);

	if (!pg_bool(x->done, 0, "ours"))
		return claim_lost(t);
	x->tables = ARENA_ARRAY(t->arena, const char *, n);
	for (size_t i = 0; i < n; i++)
		x->tables[x->n_tables++] = pg_text(x->list, i, "name");
	x->begun = arena_mark(t->arena);
	return STEP_NEXT;
}

/* Counts with the request, which also renews the claim. */
static void count(struct task *t, const char *what, int64_t n)
{
	struct erase *x = of(t);

	x->found += n;
	metrics_counter_add(
	    METRICS_WITH(daemon_of(x)->metrics.erased, what), (double)n);
	pg_query(t, daemon_of(x)->service->pg, pg_as_system(), &x->done,
	    sql_count,
	    PG_ARGS(PG_I64(x->claim.id), PG_TEXT(daemon_of(x)->self),
		PG_TEXT(what), PG_I64(n)));
}

/* ---- rows, then the index ---- */

static enum step_result choose(struct task *t)
{
	struct erase *x = of(t);
	static const struct search_delete all = {.all = true};
	struct envelope env;

	arena_rewind(t->arena, &x->begun);
	task_set_deadline(t, CLAIM_OP_MS);
	if (x->at < x->n_tables) {
		pg_query(t, daemon_of(x)->service->pg, pg_as_system(), &x->done,
		    sql_erase,
		    PG_ARGS(PG_I64(x->claim.id), PG_TEXT(daemon_of(x)->self),
			PG_I64(x->claim.user_id), PG_TEXT(x->tables[x->at]),
			PG_I64(PAGE_ROWS)));
		return STEP_WAIT;
	}
	env = service_envelope(daemon_of(x)->service, x->claim.user_id);
	bus_call_msg(t, daemon_of(x)->service->bus, "search", &env,
	    MSG_search_delete, &all, &x->reply);
	task_goto(t, indexed);
	return STEP_WAIT;
}

static enum step_result removed(struct task *t)
{
	struct erase *x = of(t);
	int64_t n = pg_i64(x->done, 0, "n");

	if (pg_is_null(x->done, 0, "n"))
		return claim_lost(t);
	x->found += n;
	metrics_counter_add(
	    METRICS_WITH(daemon_of(x)->metrics.erased, "rows"), (double)n);
	if (n < PAGE_ROWS)
		x->at++;
	task_goto(t, choose);
	return STEP_NEXT;
}

/* ---- objects ---- */

static enum step_result indexed(struct task *t)
{
	struct erase *x = of(t);
	struct object_store *s = daemon_of(x)->objects;
	struct search_deleted m = {0};
	uint64_t user_id = x->claim.user_id;

	if (bus_decode(t, &x->reply, MSG_search_deleted, &m, &t->err) < 0)
		return STEP_FAIL;
	count(t, "documents", m.deleted);
	object_remove(t, s, arena_printf(t->arena, "raw/%" PRIu64, user_id),
	    &x->raw_objects);
	object_remove(t, s, arena_printf(t->arena, "exports/%" PRIu64, user_id),
	    &x->export_objects);
	return STEP_WAIT;
}

static enum step_result emptied(struct task *t)
{
	struct erase *x = of(t);

	count(t, "objects", (int64_t)(x->raw_objects + x->export_objects));
	str_copy(x->cursor, sizeof x->cursor, STR("0"));
	x->keys = 0;
	return STEP_WAIT;
}

/* ---- Redis: logs of answers and of runs, "chat:{7}:..." and "runs:{7}" ---- */

static enum step_result scan(struct task *t)
{
	struct erase *x = of(t);

	kv_command(t, daemon_of(x)->service->kv,
	    KV_ARGS(STR("SCAN"), str_of(x->cursor), STR("MATCH"),
		str_of(arena_printf(
		    t->arena, "*:{%" PRIu64 "}*", x->claim.user_id)),
		STR("COUNT"), STR(SCAN_COUNT)),
	    &x->scanned);
	return STEP_WAIT;
}

static enum step_result drop(struct task *t)
{
	struct erase *x = of(t);
	const struct kv_reply *r = &x->scanned;
	const struct kv_reply *keys;
	struct str *args;

	if (r->kind != KV_ARRAY || r->n != 2 || r->v[0].kind != KV_STR ||
	    r->v[1].kind != KV_ARRAY)
		return task_fail(t, ERR_BAD_PEER, "Redis: no answer to SCAN");
	keys = &r->v[1];
	str_copy(x->cursor, sizeof x->cursor, r->v[0].s);
	if (keys->n == 0)
		return STEP_NEXT;
	args = ARENA_ARRAY(t->arena, struct str, keys->n + 1);
	args[0] = STR("UNLINK");
	for (size_t i = 0; i < keys->n; i++)
		args[i + 1] = keys->v[i].s;
	x->keys += (int64_t)keys->n;
	kv_command(t, daemon_of(x)->service->kv,
	    (struct kv_args){args, keys->n + 1}, NULL);
	return STEP_WAIT;
}

static enum step_result dropped(struct task *t)
{
	struct erase *x = of(t);

	if (!streq(x->cursor, "0")) {
		task_goto(t, scan);
		return STEP_NEXT;
	}
	/* What it appended lately is on disk until it writes that anew. */
	if (x->keys > 0) {
		task_tolerate(t, &x->ignored);
		kv_command(t, daemon_of(x)->service->kv,
		    KV_ARGS(STR("BGREWRITEAOF")), NULL);
	}
	count(t, "keys", x->keys);
	return STEP_WAIT;
}

/* ---- the proof ---- */

static enum step_result judge(struct task *t)
{
	struct erase *x = of(t);
	struct privacy *d = daemon_of(x);

	if (!pg_bool(x->done, 0, "ours"))
		return claim_lost(t);
	x->rounds++;
	if (x->found > 0) {
		if (x->rounds == ROUNDS_MAX)
			return task_fail(t, ERR_UNAVAILABLE,
			    "something of this account keeps coming back");
		x->found = 0;
		x->at = 0;
		task_goto(t, choose);
		return STEP_NEXT;
	}
	if (x->claim.late)
		pg_query(t, d->service->pg, pg_as_system(), &x->done,
		    sql_forget, PG_ARGS(PG_I64(x->claim.id), PG_TEXT(d->self)));
	else
		pg_query(t, d->service->pg, pg_as_system(), &x->done, sql_bury,
		    PG_ARGS(PG_I64(x->claim.id), PG_TEXT(d->self),
			PG_I64(x->claim.user_id), PG_I64(x->rounds)));
	return STEP_WAIT;
}

static enum step_result buried(struct task *t)
{
	struct erase *x = of(t);

	if (pg_rows(x->done) == 0 || !pg_bool(x->done, 0, "ours"))
		return task_fail(t, ERR_CONFLICT,
		    "something of this account is there still, or another "
		    "process took it up");
	log_info("an account is erased", LOG_I("dsr", x->claim.id),
	    LOG_I("rounds", x->rounds));
	if (!x->claim.late)
		metrics_counter_inc(METRICS_WITH(
		    daemon_of(x)->metrics.ended, x->claim.kind, "done"));
	return STEP_NEXT;
}

static enum step_result settle(struct task *t)
{
	return claim_settle(t);
}
