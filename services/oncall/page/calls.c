/* calls.c - the job that calls the next one where nobody acknowledged: rows
 * that are due, whatever process sees them first (escalate.h says what is
 * to be done). Times are the database's; when its clock jumps, they move. */
#include "services/oncall/page/paging.h"

#include "common/base/clock.h"
#include "common/base/log.h"
#include "services/oncall/page/escalate.h"
#include "services/oncall/rota/load.h"

#include <inttypes.h>

static task_step look, compare, plan;
oncall_steps calls_steps = {look, compare, plan, task_end, NULL};

struct calls_run {
	struct oncall_run base; /* first: its rows are what is due */
	struct pg_result *clock;
	struct rota_rows rota_rows;
	int64_t now_ms;
};
const size_t calls_run_bytes = sizeof(struct calls_run);

static const char sql_clock[] =
    "SELECT now() AS now, c.at, coalesce(c.mono_ms, 0) AS mono_ms, "
    "coalesce(c.boot_id, '') AS boot_id, EXISTS (SELECT FROM escalations "
    "WHERE due_at IS NOT NULL) AS waiting FROM (SELECT 1) x "
    "LEFT JOIN escalation_clock c ON c.one";
static const char sql_due[] =
    "SELECT e.incident_id, e.level, e.began_at, e.due_at, e.forced, "
    "i.severity, i.status IN ('resolved', 'closed') AS over, "
    "i.acknowledged_at IS NOT NULL AS acknowledged FROM escalations e "
    "JOIN incidents i ON i.id = e.incident_id WHERE e.due_at <= now() "
    "ORDER BY e.due_at, e.incident_id LIMIT 20";
/* Of two who see the jump, one moves the times. */
static const char sql_tick[] =
    "WITH c AS (INSERT INTO escalation_clock AS k (at, mono_ms, boot_id) "
    "VALUES ($1, $2, $3) ON CONFLICT (one) DO UPDATE SET at = excluded.at, "
    "mono_ms = excluded.mono_ms, boot_id = excluded.boot_id "
    "WHERE k.at = $4::timestamptz OR $5::bigint = 0 RETURNING 1) "
    "UPDATE escalations e SET due_at = due_at + $5::bigint * interval '1 ms', "
    "began_at = began_at + $5::bigint * interval '1 ms' FROM c "
    "WHERE e.due_at IS NOT NULL AND $5::bigint <> 0";
static const char sql_wait[] =
    "UPDATE escalations SET due_at = $3, forced = false "
    "WHERE incident_id = $1 AND due_at = $2::timestamptz";
static const char sql_call[] =
    "SELECT page_call($1, $2::smallint, $3, $4, $5, $6, $7, $8, $9, $10)";

static struct calls_run *of(struct task *t)
{
	return CONTAINER_OF(t, struct calls_run, base.run.task);
}

static enum step_result look(struct task *t)
{
	struct calls_run *x = of(t);
	struct pg_batch *b;

	if (!pg_is_up(x->base.run.service->pg)) {
		task_goto(t, task_end);
		return STEP_NEXT;
	}
	b = pg_batch_begin(t, x->base.run.service->pg, pg_as_system());
	pg_batch_add(b, &x->clock, sql_clock, PG_NO_ARGS);
	pg_batch_add(b, &x->base.rows, sql_due, PG_NO_ARGS);
	pg_batch_run(b);
	return STEP_WAIT;
}

/* ---- the clock ---- */

static void tick(struct task *t, struct pg_batch *b, int64_t jump_ms)
{
	struct calls_run *x = of(t);
	const struct oncall *d = x->base.run.daemon;

	pg_batch_add(b, NULL, sql_tick,
	    PG_ARGS(PG_TIME(x->now_ms), PG_I64(clock_mono_ms()),
		PG_TEXT(d->paging->boot_id),
		PG_TEXT(pg_is_null(x->clock, 0, "at")
			    ? NULL
			    : pg_text(x->clock, 0, "at")),
		PG_I64(jump_ms)));
}

static int64_t jump_of(struct task *t)
{
	struct calls_run *x = of(t);
	const struct oncall *d = x->base.run.daemon;
	struct escalate_clock last = {pg_time(x->clock, 0, "at"),
	    pg_i64(x->clock, 0, "mono_ms"), pg_text(x->clock, 0, "boot_id")};
	struct escalate_clock now = {
	    x->now_ms, clock_mono_ms(), d->paging->boot_id};

	return escalate_jump_ms(&last, &now);
}

static enum step_result compare(struct task *t)
{
	struct calls_run *x = of(t);
	int64_t jump_ms;
	struct pg_batch *b;

	x->now_ms = pg_time(x->clock, 0, "now");
	if (!pg_bool(x->clock, 0, "waiting")) {
		x->base.run.again_ms = PAGING_QUIET_MS; /* told.c wakes us */
		task_goto(t, task_end);
		return STEP_NEXT;
	}
	jump_ms = jump_of(t);
	b = pg_batch_begin(t, x->base.run.service->pg, pg_as_system());
	tick(t, b, jump_ms);
	if (jump_ms != 0) {
		log_warn("the database's clock jumped; times of calls move",
		    LOG_I("jump_ms", jump_ms));
		task_goto(t, look);
	} else if (pg_rows(x->base.rows) == 0) {
		task_goto(t, task_end);
	} else {
		rota_ask(b, &x->rota_rows, x->now_ms);
	}
	pg_batch_run(b);
	return STEP_WAIT;
}

/* ---- calls ---- */

/* Where nobody is on call there is nobody to wait for, as long as somebody is
 * further up: the clock goes on to the next level. */
static void skip(const struct rota *rota, unsigned level, int64_t now_ms,
    struct escalate_plan *p)
{
	if (p->at_ms == 0 || rota_at(rota, level, now_ms).member != NULL)
		return;
	for (unsigned l = level + 1; l < ROTA_LEVEL_COUNT; l++) {
		if (rota_at(rota, l, now_ms).member == NULL)
			continue;
		p->at_ms = now_ms;
		p->began_ms =
		    MIN(p->began_ms, now_ms - rota_level(level + 1)->after_ms);
		return;
	}
}

static void add_call(struct task *t, struct pg_batch *b,
    const struct rota *rota, size_t row, const struct escalation *e,
    const struct escalate_plan *p)
{
	struct calls_run *x = of(t);
	int64_t incident = pg_i64(x->base.rows, row, "incident_id");
	const struct rota_level_desc *l = rota_level(e->level);
	const struct rota_member *m = rota_at(rota, e->level, x->now_ms).member;
	const char *key =
	    arena_printf(t->arena, "applylens-incident-%" PRIi64 "%s%s",
		incident, e->level > 0 ? "-" : "", e->level > 0 ? l->name : "");

	pg_batch_add(b, NULL, sql_call,
	    PG_ARGS(PG_I64(incident), PG_I64(e->level), PG_TIME(p->began_ms),
		PG_TIME(p->at_ms), PG_TEXT(l->name), PG_TEXT(l->title),
		PG_TEXT(m != NULL ? m->name : ""),
		PG_TEXT(m != NULL ? m->slack_id : ""), PG_TEXT(key),
		PG_TEXT(arena_printf(t->arena, "calls %s%s%s", l->title,
		    m != NULL ? ", " : ": nobody is on call",
		    m != NULL ? m->name : ""))));
	log_info("calls", LOG_I("incident", incident), LOG_S("level", l->name),
	    LOG_S("person", m != NULL ? m->name : ""),
	    LOG_B("forced", e->forced));
}

static struct escalation escalation_of(const struct pg_result *rows, size_t i)
{
	return (struct escalation){
	    .level = (unsigned)pg_i64(rows, i, "level"),
	    .began_ms = pg_time(rows, i, "began_at"),
	    .severity = (int)pg_i64(rows, i, "severity"),
	    .acknowledged = pg_bool(rows, i, "acknowledged"),
	    .over = pg_bool(rows, i, "over"),
	    .forced = pg_bool(rows, i, "forced"),
	};
}

/* Business hours are those of the place where the first level is. */
static const struct zone *home(struct task *t, const struct rota *rota)
{
	const struct oncall *d = of(t)->base.run.daemon;
	const struct rota_rotation *x =
	    rota_rotation(rota, ROTA_primary, of(t)->now_ms);

	return x != NULL ? x->zone : d->paging->utc;
}

static void add_plan(
    struct task *t, struct pg_batch *b, const struct rota *rota, size_t row)
{
	struct calls_run *x = of(t);
	const struct oncall *d = x->base.run.daemon;
	struct escalation e = escalation_of(x->base.rows, row);
	struct escalate_plan p =
	    escalate_plan(&e, &d->paging->hours, home(t, rota), x->now_ms);

	if (p.deed == ESCALATE_CALL) {
		metrics_counter_inc(
		    METRICS_WITH(d->metrics.calls, rota_level(e.level)->name));
		skip(rota, e.level, x->now_ms, &p);
		add_call(t, b, rota, row, &e, &p);
	} else {
		pg_batch_add(b, NULL, sql_wait,
		    PG_ARGS(PG_I64(pg_i64(x->base.rows, row, "incident_id")),
			PG_TEXT(pg_text(x->base.rows, row, "due_at")),
			PG_TIME(p.at_ms)));
	}
}

static enum step_result plan(struct task *t)
{
	struct calls_run *x = of(t);
	struct rota *rota = ARENA_NEW(t->arena, struct rota);
	struct pg_batch *b;

	/* A rota that can't be read calls levels without names. */
	if (rota_read(t, &x->rota_rows, rota, &t->err) < 0) {
		log_error(
		    "the rota can't be read", LOG_S("error", t->err.text));
		err_clear(&t->err);
		rota->n_rotations = rota->n_overrides = 0;
	}
	b = pg_batch_begin(t, x->base.run.service->pg, pg_as_system());
	for (size_t i = 0; i < pg_rows(x->base.rows); i++)
		add_plan(t, b, rota, i);
	pg_batch_run(b);
	return STEP_WAIT;
}
