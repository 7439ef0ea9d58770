/* load.c - see load.h. */
#include "services/oncall/rota/load.h"

#include "common/base/civil.h"
#include "common/base/die.h"

#define DAY_MS INT64_C(86400000)

static const char sql_members[] =
    "SELECT id, email, name, slack_id, active FROM rota_members "
    "ORDER BY id LIMIT $1";
/* Also the rotation that was in force then. */
static const char sql_rotations[] =
    "SELECT level, from_at, time_zone, first_day, minute, shift_days, members "
    "FROM rota_rotations r WHERE from_at >= coalesce((SELECT max(from_at) "
    "FROM rota_rotations b WHERE b.level = r.level AND b.from_at <= $1), "
    "'-infinity') ORDER BY level, from_at, id LIMIT $2";
static const char sql_overrides[] =
    "SELECT id, level, coalesce(member_id, 0) AS member_id, from_at, until_at, "
    "reason "
    "FROM rota_overrides WHERE until_at > $1 ORDER BY id LIMIT $2";

void rota_ask(struct pg_batch *b, struct rota_rows *rows, int64_t from_ms)
{
	pg_batch_add(
	    b, &rows->members, sql_members, PG_ARGS(PG_I64(ROTA_MEMBERS_MAX)));
	pg_batch_add(b, &rows->rotations, sql_rotations,
	    PG_ARGS(PG_TIME(from_ms), PG_I64(ROTA_ROTATIONS_MAX)));
	pg_batch_add(b, &rows->overrides, sql_overrides,
	    PG_ARGS(PG_TIME(from_ms), PG_I64(ROTA_OVERRIDES_MAX)));
}

static void read_members(
    struct task *t, const struct pg_result *rows, struct rota *r)
{
	r->n_members = pg_rows(rows);
	r->members = ARENA_ARRAY(t->arena, struct rota_member, r->n_members);
	for (size_t i = 0; i < r->n_members; i++)
		r->members[i] = (struct rota_member){
		    .id = pg_i64(rows, i, "id"),
		    .name = pg_text(rows, i, "name"),
		    .email = pg_text(rows, i, "email"),
		    .slack_id = pg_text(rows, i, "slack_id"),
		    .active = pg_bool(rows, i, "active"),
		};
}

static void close_zone(void *p)
{
	struct zone *z = p;

	zone_close(&z);
}

/* Levels share few zones. */
const struct zone *rota_zone(
    struct task *t, const struct rota *r, const char *name, struct err *err)
{
	struct zone *z;

	for (size_t i = 0; i < r->n_rotations; i++)
		if (streq(r->rotations[i].zone_name, name))
			return r->rotations[i].zone;
	if (zone_open(name, &z, err) < 0)
		return NULL;
	arena_defer(t->arena, close_zone, z);
	return z;
}

static int read_rotations(struct task *t, const struct pg_result *rows,
    struct rota *r, struct err *err)
{
	size_t n = pg_rows(rows);

	r->rotations = ARENA_ARRAY(t->arena, struct rota_rotation, n);
	for (size_t i = 0; i < n; i++) {
		struct rota_rotation x = {
		    .from_ms = pg_time(rows, i, "from_at"),
		    .zone_name = pg_text(rows, i, "time_zone"),
		    .first_day = pg_time(rows, i, "first_day") / DAY_MS,
		    .minute = (int)pg_i64(rows, i, "minute"),
		    .shift_days = (int)pg_i64(rows, i, "shift_days"),
		};
		int64_t *members;

		/* A level that an older version had. */
		if (!rota_level_named(pg_text(rows, i, "level"), &x.level))
			continue;
		x.zone = rota_zone(t, r, x.zone_name, err);
		if (x.zone == NULL) {
			err->code = ERR_INTERNAL;
			return err_wrap(err, "the rota");
		}
		x.n = pg_i64s(t, rows, i, "members", &members);
		x.members = members;
		r->rotations[r->n_rotations++] = x;
	}
	return 0;
}

static void read_overrides(
    struct task *t, const struct pg_result *rows, struct rota *r)
{
	size_t n = pg_rows(rows);

	r->overrides = ARENA_ARRAY(t->arena, struct rota_override, n);
	for (size_t i = 0; i < n; i++) {
		struct rota_override o = {
		    .id = pg_i64(rows, i, "id"),
		    .from_ms = pg_time(rows, i, "from_at"),
		    .until_ms = pg_time(rows, i, "until_at"),
		    .member_id = pg_i64(rows, i, "member_id"),
		    .reason = pg_text(rows, i, "reason"),
		};

		if (rota_level_named(pg_text(rows, i, "level"), &o.level))
			r->overrides[r->n_overrides++] = o;
	}
}

int rota_read(struct task *t, const struct rota_rows *rows, struct rota *r_r,
    struct err *err)
{
	*r_r = (struct rota){0};
	read_members(t, rows->members, r_r);
	read_overrides(t, rows->overrides, r_r);
	return read_rotations(t, rows->rotations, r_r, err);
}
