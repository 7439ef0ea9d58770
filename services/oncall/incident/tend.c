/* tend.c - what the clock does to incidents: quiet ones are resolved, missed
 * status updates are noted, alerts that nobody tells of any more are over, and
 * who is on call leads what nobody leads. */
#include "services/oncall/incident/save.h"
#include "services/oncall/rota/load.h"

static task_step forget, find, tend, tended;
oncall_steps tend_steps = {forget, find, tend, tended, NULL};

struct tending {
	struct oncall_run base; /* first */
	struct rota_rows rota;
	struct err lost;
};
const size_t tend_run_bytes = sizeof(struct tending);

static const char sql_forget[] =
    "UPDATE incident_alerts SET ends_at = greatest(starts_at, "
    "least(last_seen, $1)), ended_at = $1 WHERE ends_at IS NULL "
    "AND last_seen < $2";

/* A storm is over when its parts are; others when their alerts are. Last what
 * cannot be done while nobody is on call. */
static const char sql_find[] =
    "SELECT * FROM (SELECT " INCIDENT_COLUMNS ", CASE "
    "WHEN o.is_over AND i.quiet_since IS NULL THEN 'quiet' "
    "WHEN o.is_over AND i.status = 'monitoring' AND i.quiet_since < $2 "
    "THEN 'calm' WHEN i.next_update_at < $1 THEN 'miss' "
    "WHEN i.commander = '' AND i.severity <= 2 AND i.parent_id IS NULL "
    "THEN 'lead' END AS what FROM incidents i CROSS JOIN LATERAL (SELECT "
    "count(*) FILTER (WHERE a.ends_at IS NULL) = 0 AND (count(*) > 0 "
    "OR i.key = 'storm') AND (i.key <> 'storm' OR NOT EXISTS (SELECT "
    "FROM incidents c WHERE c.parent_id = i.id AND c.status IN "
    "('investigating', 'identified', 'monitoring'))) AS is_over "
    "FROM incident_alerts a WHERE a.incident_id = i.id) o "
    "WHERE i.status IN ('investigating', 'identified', 'monitoring')) f "
    "WHERE what IS NOT NULL ORDER BY what = 'lead', id LIMIT 100";

static struct tending *of(struct task *t)
{
	return CONTAINER_OF(t, struct tending, base.run.task);
}

static enum step_result forget(struct task *t)
{
	struct tending *x = of(t);
	const struct oncall *d = x->base.run.daemon;
	int64_t now_ms = loop_unix_ms(t->loop);

	if (!pg_is_up(d->service->pg)) {
		task_goto(t, tended);
		return STEP_NEXT;
	}
	pg_query(t, d->service->pg, pg_as_system(), NULL, sql_forget,
	    PG_ARGS(PG_TIME(now_ms), PG_TIME(now_ms - d->opt->forget_ms)));
	return STEP_WAIT;
}

static enum step_result find(struct task *t)
{
	struct tending *x = of(t);
	const struct oncall *d = x->base.run.daemon;
	int64_t now_ms = loop_unix_ms(t->loop);
	struct pg_batch *b = pg_batch_begin(t, d->service->pg, pg_as_system());

	pg_batch_add(b, &x->base.rows, sql_find,
	    PG_ARGS(PG_TIME(now_ms), PG_TIME(now_ms - d->opt->quiet_ms)));
	rota_ask(b, &x->rota, now_ms);
	pg_batch_run(b);
	return STEP_WAIT;
}

static const char *on_call(struct task *t, const struct tending *x)
{
	struct rota rota;
	struct rota_turn turn;
	struct err ignored; /* page/ says it */

	if (rota_read(t, &x->rota, &rota, &ignored) < 0)
		return NULL;
	turn = rota_at(&rota, ROTA_primary, loop_unix_ms(t->loop));
	return turn.member == NULL ? NULL : turn.member->email;
}

/* False: there is nothing to save. */
static bool tend_one(struct task *t, struct incident_change *c,
    const char *what, const char *leader)
{
	const struct oncall *d = of(t)->base.run.daemon;
	const struct incident_rules rules = incident_rules(d);
	enum incident_event event = streq(what, "quiet")  ? EVENT_quiet
				    : streq(what, "calm") ? EVENT_calm
							  : EVENT_miss;
	struct err ignored;

	if (!streq(what, "lead"))
		return incident_happens(t->arena, c, event, "oncall", NULL,
			   loop_unix_ms(t->loop), &rules, &ignored) == 0;
	if (leader == NULL)
		return false;
	c->row.commander = leader;
	incident_tell(t->arena, c, EVENT_assign,
	    incident_event_kind(EVENT_assign), "oncall",
	    arena_printf(t->arena, "to %s, who is on call", leader));
	return true;
}

static enum step_result tend(struct task *t)
{
	struct tending *x = of(t);
	const struct oncall *d = x->base.run.daemon;
	size_t n = pg_rows(x->base.rows), used = 0;
	struct incident_change *v =
	    ARENA_ARRAY(t->arena, struct incident_change, n);
	const char *leader = n > 0 ? on_call(t, x) : NULL;
	struct pg_batch *b;

	for (size_t i = 0; i < n; i++) {
		v[used].row = incident_row_read(t, x->base.rows, i);
		if (tend_one(
			t, &v[used], pg_text(x->base.rows, i, "what"), leader))
			used++;
	}
	if (used == 0)
		return STEP_NEXT;
	b = pg_batch_begin(t, d->service->pg, pg_as_system());
	incident_changes_save(t, b, d, v, used, loop_unix_ms(t->loop));
	task_tolerate(t, &x->lost);
	pg_batch_run(b);
	return STEP_WAIT;
}

/* Who came first is seen the next time. */
static enum step_result tended(struct task *t)
{
	struct tending *x = of(t);
	const struct oncall *d = x->base.run.daemon;

	if (x->lost.code != ERR_OK && incident_is_race(&x->lost))
		metrics_counter_inc(METRICS_ONLY(d->metrics.races));
	else if (x->lost.code != ERR_OK && t->err.code == ERR_OK)
		t->err = x->lost;
	return STEP_NEXT;
}
