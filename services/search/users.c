/* users.c - a user's own addresses and time zone, remembered for a minute. */
#include "services/search/search.h"

#include "common/base/die.h"
#include "common/base/map.h"

#include <stdlib.h>

#define USER_FRESH_MS 60000
#define USERS_MAX 5000

/* The zone's changes since 1990 and for two years: weeks whose ends differ,
 * and the half hour in which they do. */
#define SQL_CHANGES                                                            \
	"SELECT CASE WHEN w.was IS NULL THEN '0' ELSE ("                       \
	"  SELECT extract(epoch FROM h)::bigint::text FROM generate_series("   \
	"   w.at - interval '7 days', w.at, interval '30 minutes') h"          \
	"  WHERE (h AT TIME ZONE u.time_zone) - (h AT TIME ZONE 'UTC')"        \
	"   = w.east ORDER BY h LIMIT 1) END"                                  \
	" || ' ' || extract(epoch FROM w.east)::int"                           \
	" FROM (SELECT at, east, lag(east) OVER (ORDER BY at) AS was"          \
	"  FROM (SELECT at,"                                                   \
	"   (at AT TIME ZONE u.time_zone) - (at AT TIME ZONE 'UTC') AS east"   \
	"   FROM generate_series(timestamptz '1990-01-01 00:00Z',"             \
	"    now() + interval '2 years', interval '7 days') at) s) w"          \
	" WHERE w.was IS DISTINCT FROM w.east ORDER BY w.at"

static const char sql_user[] =
    "SELECT extract(epoch FROM ((now() AT TIME ZONE u.time_zone)"
    "  - (now() AT TIME ZONE 'UTC')))::bigint AS utc_offset_s,"
    " u.time_zone AS zone,"
    " CASE WHEN u.time_zone = ANY ($2::text[]) THEN '{}'"
    "  ELSE ARRAY(" SQL_CHANGES ") END AS changes,"
    " array_prepend(u.email, ARRAY(SELECT lower(m.address) FROM mailboxes m"
    "  WHERE m.user_id = u.id AND m.address <> '' AND m.address <> u.email"
    "  ORDER BY m.id LIMIT 7)) AS me"
    " FROM users u WHERE u.id = $1";

static void user_free(struct search_user *u)
{
	for (size_t i = 0; i < u->n_me; i++)
		free(u->me[i]);
	free(u);
}

void search_users_free(struct search *d)
{
	size_t pos = 0;
	uint64_t id;
	void *u;

	while (map_each(d->users, &pos, &id, &u))
		user_free(u);
	map_free(&d->users);
}

enum step_result search_user_load(struct task *t, struct search *d,
    uint64_t user_id, struct pg_result **rows_r)
{
	const struct search_user *u = map_get(d->users, user_id);
	struct err *ignored;
	const char **zones;
	size_t n_zones;

	*rows_r = NULL;
	if (u != NULL &&
	    loop_now_ms(d->service->loop) - u->read_ms < USER_FRESH_MS)
		return STEP_NEXT;
	/* Without the database a query is still answered, in UTC. */
	ignored = ARENA_NEW(t->arena, struct err);
	task_tolerate(t, ignored);
	n_zones = search_zones_known(t, d, &zones);
	pg_query(t, d->service->pg, pg_as_user(user_id), rows_r, sql_user,
	    PG_ARGS(PG_I64(user_id), PG_TEXTS(zones, n_zones)));
	return STEP_WAIT;
}

static struct search_user *user_new(
    struct search *d, const struct pg_result *rows)
{
	struct search_user *u = xcalloc(1, sizeof *u);
	struct arena *a = arena_new(65536);
	struct task t = {.arena = a};
	const char **me;
	size_t n;

	u->read_ms = loop_now_ms(d->service->loop);
	u->utc_offset_s = (int32_t)pg_i64(rows, 0, "utc_offset_s");
	u->zone = search_zone_read(&t, d, rows);
	n = pg_texts(&t, rows, 0, "me", &me);
	for (size_t i = 0; i < MIN(n, SEARCH_ME_MAX); i++)
		u->me[u->n_me++] = xstrdup(me[i]);
	arena_free(&a);
	return u;
}

const struct search_user *search_user_read(
    struct search *d, uint64_t user_id, const struct pg_result *rows)
{
	static const struct search_user nobody;
	struct search_user *u = map_get(d->users, user_id);

	if (pg_rows(rows) == 0)
		return u != NULL ? u : &nobody;
	if (u != NULL) {
		map_take(d->users, user_id);
		user_free(u);
	}
	if (map_len(d->users) >= USERS_MAX) {
		search_users_free(d);
		d->users = map_new();
	}
	u = user_new(d, rows);
	map_put(d->users, user_id, u);
	search_vectors_later(d, user_id); /* what a stop left undone */
	return u;
}
