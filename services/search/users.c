/* users.c - a user's own addresses and time zone, remembered for a minute. */
#include "services/search/search.h"

#include "common/base/die.h"
#include "common/base/map.h"

#include <stdlib.h>

#define USER_FRESH_MS 60000
#define USERS_MAX 5000

static const char sql_user[] =
    "SELECT extract(epoch FROM ((now() AT TIME ZONE u.time_zone)"
    "  - (now() AT TIME ZONE 'UTC')))::bigint AS utc_offset_s,"
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

	*rows_r = NULL;
	if (u != NULL &&
	    loop_now_ms(d->service->loop) - u->read_ms < USER_FRESH_MS)
		return STEP_NEXT;
	/* Without the database a query is still answered, in UTC. */
	ignored = ARENA_NEW(t->arena, struct err);
	task_tolerate(t, ignored);
	pg_query(t, d->service->pg, pg_as_user(user_id), rows_r, sql_user,
	    PG_ARGS(PG_I64(user_id)));
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
	return u;
}
