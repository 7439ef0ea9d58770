/* change.c - operators change the rota: people, rotations, overrides. What was
 * stays as it was; every change is in the log of what was done. */
#include "services/oncall/rota/ask.h"

#include "common/base/clock.h"
#include "services/oncall/rota/hours.h"
#include "services/oncall/rota/preview.h"

#define DAY_MS INT64_C(86400000)
#define OVERRIDE_MOST_MS (90 * DAY_MS)

static task_step set_members, set_rotation, add_override, drop_override,
    dropped;
#define CHANGE(deed)                                                           \
	{                                                                      \
		oncall_operators_only, rota_load, rota_loaded, deed,           \
		    rota_load, rota_loaded, rota_show, NULL                    \
	}
oncall_steps oncall_members_set_steps = CHANGE(set_members);
oncall_steps oncall_rotation_set_steps = CHANGE(set_rotation);
oncall_steps oncall_override_add_steps = CHANGE(add_override);
oncall_steps oncall_override_drop_steps = {oncall_operators_only, drop_override,
    dropped, rota_load, rota_loaded, rota_show, NULL};

static const char sql_members[] =
    "INSERT INTO rota_members (email, name, slack_id) "
    "SELECT * FROM unnest($1::text[], $2::text[], $3::text[]) "
    "ON CONFLICT (email) DO UPDATE SET name = excluded.name, "
    "slack_id = excluded.slack_id, active = true";
static const char sql_left[] =
    "UPDATE rota_members SET active = false WHERE active "
    "AND email <> ALL ($1::text[])";
static const char sql_rotation[] =
    "INSERT INTO rota_rotations (level, from_at, time_zone, first_day, "
    "minute, shift_days, members, made_by) VALUES ($1, $2, $3, $4::date, $5, "
    "$6, $7, $8)";
static const char sql_override[] =
    "INSERT INTO rota_overrides (level, member_id, from_at, until_at, reason, "
    "made_by) VALUES ($1, nullif($2::bigint, 0), $3, $4, $5, $6)";
#define AUDIT                                                                  \
	"INSERT INTO audit_log (user_id, actor, action, subject, detail, "     \
	"request_id) "
static const char sql_audit[] =
    AUDIT "VALUES ($1::bigint, 'user:' || $1::bigint, $2, $3, $4::jsonb, $5)";
/* Begun, it ends now. */
static const char sql_drop[] =
    "WITH gone AS (DELETE FROM rota_overrides WHERE id = $1 "
    "AND from_at >= now() RETURNING id), "
    "cut AS (UPDATE rota_overrides SET until_at = now() WHERE id = $1 "
    "AND from_at < now() AND until_at > now() RETURNING id) " AUDIT
    "SELECT $2::bigint, 'user:' || $2::bigint, 'oncall.override_dropped', "
    "'override:' || id, '{}', $3 FROM (SELECT id FROM gone UNION ALL "
    "SELECT id FROM cut) d RETURNING id";

static struct pg_batch *begin(struct task *t)
{
	return pg_batch_begin(
	    t, oncall_of(oncall_request(t))->service->pg, pg_as_system());
}

static enum step_result run(
    struct task *t, struct pg_batch *b, const char *action, const char *subject)
{
	const struct oncall_request *r = oncall_request(t);

	pg_batch_add(b, NULL, sql_audit,
	    PG_ARGS(PG_I64(r->bus.env.user_id), PG_TEXT(action),
		PG_TEXT(subject), PG_STR(r->bus.json),
		PG_TEXT(r->bus.env.request_id)));
	pg_batch_run(b);
	return STEP_WAIT;
}

/* Nothing is written: the rota as it would be is shown. */
static enum step_result show(struct task *t)
{
	task_goto(t, rota_show);
	return STEP_NEXT;
}

/* ---- people ---- */

static bool is_slack_id(const char *s)
{
	if (s[0] == '\0')
		return true;
	return (s[0] == 'U' || s[0] == 'W') && s[1] != '\0' &&
	       strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == strlen(s);
}

static const char *at(struct task *t, const char *field, size_t i)
{
	return arena_printf(t->arena, "members[%zu].%s", i, field);
}

static enum step_result set_members(struct task *t)
{
	const struct oncall_members_set *ask = oncall_request(t)->bus.msg;
	size_t n = ask->members.n;
	const char **emails = ARENA_ARRAY(t->arena, const char *, n),
		   **names = ARENA_ARRAY(t->arena, const char *, n),
		   **slack_ids = ARENA_ARRAY(t->arena, const char *, n);
	struct pg_batch *b;

	for (size_t i = 0; i < n; i++) {
		const struct oncall_member *m = &ask->members.v[i];

		emails[i] = rota_email(t->arena, m->email);
		names[i] = m->name;
		slack_ids[i] = m->slack_id != NULL ? m->slack_id : "";
		if (strchr(emails[i], '@') == NULL)
			return task_fail_field(
			    t, at(t, "email", i), "expected an address");
		if (!is_slack_id(slack_ids[i]))
			return task_fail_field(t, at(t, "slack_id", i),
			    "expected U or W, then capitals and digits");
		for (size_t k = 0; k < i; k++)
			if (streq(emails[k], emails[i]))
				return task_fail_field(
				    t, at(t, "email", i), "is there twice");
	}
	if (ask->preview) {
		rota_preview_members(t->arena, &rota_ask_of(t)->rota, ask);
		return show(t);
	}
	b = begin(t);
	pg_batch_add(b, NULL, sql_members,
	    PG_ARGS(PG_TEXTS(emails, n), PG_TEXTS(names, n),
		PG_TEXTS(slack_ids, n)));
	pg_batch_add(b, NULL, sql_left, PG_ARGS(PG_TEXTS(emails, n)));
	return run(t, b, "oncall.members", "oncall");
}

/* 0: nobody of this address can be on call. */
static int64_t member_id(struct task *t, const char *email)
{
	const struct rota *r = &rota_ask_of(t)->rota;
	const char *key = rota_email(t->arena, email);

	for (size_t i = 0; i < r->n_members; i++)
		if (r->members[i].active && streq(r->members[i].email, key))
			return r->members[i].id;
	return 0;
}

/* ---- rotations ---- */

static int read_rotation(struct task *t, const struct oncall_rotation_set *ask,
    struct rota_rotation *x)
{
	int64_t first_day_ms;

	x->zone = rota_zone(t, &rota_ask_of(t)->rota, ask->time_zone, &t->err);
	if (x->zone == NULL) {
		str_copy(t->err.field, sizeof t->err.field, STR("time_zone"));
		return -1;
	}
	if (strchr(ask->first_day, 'T') != NULL ||
	    clock_parse_utc(ask->first_day, &first_day_ms) < 0)
		return err_field(
		    &t->err, "first_day", "expected a day, as 2026-11-23");
	if (hours_minute(str_of(ask->handover), &x->minute) < 0 ||
	    x->minute >= 1440)
		return err_field(
		    &t->err, "handover", "expected a time of day, as 09:00");
	if (!rota_level_named(ask->level, &x->level))
		return err_field(&t->err, "level", "there is no such level");
	x->first_day = first_day_ms / DAY_MS;
	x->zone_name = ask->time_zone;
	x->shift_days = (int)ask->shift_days;
	return rota_moment(t, "in_force_from", ask->in_force_from, &x->from_ms);
}

static int read_turns(struct task *t, const struct oncall_rotation_set *ask,
    struct rota_rotation *x)
{
	int64_t *ids = ARENA_ARRAY(t->arena, int64_t, ask->members.n);

	for (size_t i = 0; i < ask->members.n; i++) {
		ids[i] = member_id(t, ask->members.v[i]);
		if (ids[i] == 0)
			return err_field(&t->err,
			    arena_printf(t->arena, "members[%zu]", i),
			    "nobody of this address can be on call");
	}
	x->members = ids;
	x->n = ask->members.n;
	return 0;
}

static enum step_result set_rotation(struct task *t)
{
	const struct oncall_rotation_set *ask = oncall_request(t)->bus.msg;
	struct rota_ask *now = rota_ask_of(t);
	struct rota_rotation x = {.from_ms = now->at_ms};
	struct pg_batch *b;

	if (read_rotation(t, ask, &x) < 0)
		return STEP_FAIL;
	if (x.from_ms < now->at_ms)
		return task_fail_field(
		    t, "in_force_from", "what was can't be changed");
	if (now->rota.n_rotations == ROTA_ROTATIONS_MAX)
		return task_fail(t, ERR_CONFLICT, "too many rotations to come");
	if (read_turns(t, ask, &x) < 0)
		return STEP_FAIL;
	if (ask->preview) {
		rota_preview_rotation(t->arena, &now->rota, &x);
		return show(t);
	}
	b = begin(t);
	pg_batch_add(b, NULL, sql_rotation,
	    PG_ARGS(PG_TEXT(ask->level), PG_TIME(x.from_ms),
		PG_TEXT(ask->time_zone), PG_TEXT(ask->first_day),
		PG_I64(x.minute), PG_I64(ask->shift_days),
		PG_I64S(x.members, x.n), PG_TEXT(oncall_actor(t))));
	return run(t, b, "oncall.rotation", ask->level);
}

/* ---- overrides ---- */

static void preview_override(struct task *t,
    const struct oncall_override_add *ask, int64_t from_ms, int64_t until_ms,
    int64_t member)
{
	struct rota_override o = {.id = INT64_MAX,
	    .from_ms = from_ms,
	    .until_ms = until_ms,
	    .member_id = member,
	    .reason = ask->reason != NULL ? ask->reason : ""};

	if (rota_level_named(ask->level, &o.level))
		rota_preview_override(t->arena, &rota_ask_of(t)->rota, &o);
}

static enum step_result add_override(struct task *t)
{
	const struct oncall_override_add *ask = oncall_request(t)->bus.msg;
	struct rota_ask *x = rota_ask_of(t);
	int64_t from_ms = 0, until_ms = 0, id = 0;
	struct pg_batch *b;

	if (rota_moment(t, "begins_at", ask->begins_at, &from_ms) < 0 ||
	    rota_moment(t, "ends_at", ask->ends_at, &until_ms) < 0)
		return STEP_FAIL;
	from_ms = MAX(from_ms, x->at_ms);
	if (until_ms <= from_ms)
		return task_fail_field(
		    t, "ends_at", "is over, or before begins_at");
	if (until_ms - from_ms > OVERRIDE_MOST_MS)
		return task_fail_field(
		    t, "ends_at", "is more than 90 days after begins_at");
	if (ask->email != NULL && (id = member_id(t, ask->email)) == 0)
		return task_fail_field(
		    t, "email", "nobody of this address can be on call");
	if (x->rota.n_overrides == ROTA_OVERRIDES_MAX)
		return task_fail(t, ERR_CONFLICT, "too many overrides to come");
	if (ask->preview) {
		preview_override(t, ask, from_ms, until_ms, id);
		return show(t);
	}
	b = begin(t);
	pg_batch_add(b, NULL, sql_override,
	    PG_ARGS(PG_TEXT(ask->level), PG_I64(id), PG_TIME(from_ms),
		PG_TIME(until_ms),
		PG_TEXT(ask->reason != NULL ? ask->reason : ""),
		PG_TEXT(oncall_actor(t))));
	return run(t, b, "oncall.override", ask->level);
}

static enum step_result drop_override(struct task *t)
{
	struct oncall_request *r = oncall_request(t);
	const struct oncall_override_drop *ask = r->bus.msg;

	pg_query(t, oncall_of(r)->service->pg, pg_as_system(), &r->rows,
	    sql_drop,
	    PG_ARGS(PG_I64(ask->id), PG_I64(r->bus.env.user_id),
		PG_TEXT(r->bus.env.request_id)));
	return STEP_WAIT;
}

static enum step_result dropped(struct task *t)
{
	if (pg_rows(oncall_request(t)->rows) == 0)
		return task_fail(
		    t, ERR_NOT_FOUND, "no such override, or it is over");
	return STEP_NEXT;
}
