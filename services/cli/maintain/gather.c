/* gather.c - see capacity.h. */
#include "services/cli/maintain/capacity.h"
#include "services/cli/maintain/measure.h"

#include "common/base/str.h"

#include <inttypes.h>
#include <string.h>

#define SECONDS_A_DAY 86400.0

/* Tables stand behind what they are parts of, the largest first. */
static const char sql_samples[] =
    "SELECT to_jsonb(x) FROM (SELECT what, jsonb_agg(jsonb_build_array("
    "extract(epoch FROM at) / 86400.0, value) ORDER BY day) AS samples, "
    "(array_agg(value ORDER BY day DESC))[1] AS now FROM capacity_samples "
    "WHERE day >= (now() AT TIME ZONE 'UTC')::date - 32 GROUP BY what "
    "HAVING max(day) >= (now() AT TIME ZONE 'UTC')::date - 1) x "
    "ORDER BY array_position(ARRAY['mails', 'users', 'database'], what), "
    "what LIKE 'table %' DESC, CASE WHEN what LIKE 'table %' THEN -now END, "
    "what LIMIT 60";

/* Whole days in which anybody asked anything. */
static const char sql_requests[] =
    "SELECT to_jsonb(n) FROM (SELECT date_trunc('day', minute, 'UTC') AS day, "
    "sum(good + bad + excluded) AS n FROM slo_minutes "
    "WHERE agent = 'gateway' AND minute >= date_trunc('day', now(), 'UTC') - "
    "%d * interval '1 day' AND minute < date_trunc('day', now(), 'UTC') "
    "GROUP BY 1) x ORDER BY day DESC";

/* The server's folder only where that is ours: the session is a socket. */
static const char sql_server[] =
    "SELECT jsonb_build_object('connections', "
    "current_setting('max_connections')::int - "
    "current_setting('superuser_reserved_connections')::int, 'folder', "
    "CASE WHEN inet_server_addr() IS NULL AND "
    "pg_has_role('pg_read_all_settings', 'USAGE') THEN "
    "current_setting('data_directory') END)";

const struct capacity_item *capacity_item(
    const struct capacity *x, const char *name)
{
	for (size_t i = 0; i < x->n; i++)
		if (streq(x->items[i].name, name))
			return &x->items[i];
	return NULL;
}

static void note(struct capacity *x, const char *what, const struct err *err)
{
	buf_addf(&x->notes, "%s: %s\n", what, err->text);
}

/* ---- what the database does not know ---- */

static int leave(struct capacity *x, const char *what, uint64_t value)
{
	struct arena *a = x->owner->cli->arena;

	return session_do(&x->owner->session, a,
	    arena_printf(a,
		"INSERT INTO capacity_samples (what, value) VALUES (%s, "
		"%" PRIu64 ") ON CONFLICT (what, day) DO UPDATE SET "
		"value = EXCLUDED.value, at = now();",
		session_quote(a, what), value),
	    &x->owner->err);
}

static const char *path_of(const char *url)
{
	return url != NULL && strncmp(url, "file://", 7) == 0 ? url + 7 : url;
}

/* A folder's size, and the disk that it is on; a disk is counted once. */
struct place {
	const char *name, *disk, *path;
	bool measure;
	struct measured_disk on;
};

static int leave_places(struct capacity *x, struct place *p, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct err err = {0};
		uint64_t bytes;
		bool seen = false;

		if (p[i].path == NULL) {
			buf_addf(&x->notes, "%s: not known where\n", p[i].name);
			continue;
		}
		if (p[i].measure && measure_folder(x->owner->cli, p[i].path,
					&bytes, &err) == 0) {
			if (leave(x, p[i].name, bytes) != 0)
				return -1;
		} else if (p[i].measure)
			note(x, p[i].name, &err);
		if (measure_disk(p[i].path, &p[i].on, &err) != 0) {
			p[i].path = NULL;
			continue;
		}
		for (size_t k = 0; k < i; k++)
			seen |= p[k].path != NULL && p[k].on.id == p[i].on.id;
		if (seen)
			p[i].path = NULL;
		else if (leave(x, p[i].disk, p[i].on.used_bytes) != 0)
			return -1;
	}
	return 0;
}

static int leave_redis(struct capacity *x, uint64_t *limit_r)
{
	const char *url = cli_setting(x->owner->cli, "REDIS_URL");
	struct err err = {0};
	uint64_t used;

	*limit_r = 0;
	if (url == NULL) {
		buf_adds(&x->notes, "redis: no REDIS_URL\n");
		return 0;
	}
	if (measure_redis(url, &used, limit_r, &err) == 0)
		return leave(x, "redis", used);
	note(x, "redis", &err);
	return 0;
}

/* ---- samples to items ---- */

static void put_item(struct capacity *x, const struct json *row)
{
	struct growth_sample s[CAPACITY_DAYS];
	const char *name = cli_str(row, "what");
	struct capacity_item *item = &x->items[x->n];
	bool counted = streq(name, "mails") || streq(name, "users") ||
		       streq(name, "connections");
	size_t n = 0;

	if (x->n == CAPACITY_ITEMS)
		return;
	for (const struct json *p = json_first(json_get(row, "samples"));
	     p != NULL && n < CAPACITY_DAYS; p = json_next(p))
		s[n++] = (struct growth_sample){
		    json_num(json_at(p, 0), 0), json_num(json_at(p, 1), 0)};
	*item = (struct capacity_item){.name = name,
	    .kind = counted ? SHEET_COUNT : SHEET_BYTES,
	    .now = json_num(json_get(row, "now"), 0),
	    .limit_of = "",
	    .week = growth_of(s, n, 7),
	    .month = growth_of(s, n, 30)};
	x->n++;
}

static void set_limit(
    struct capacity *x, const char *name, double limit, const char *of)
{
	for (size_t i = 0; i < x->n; i++)
		if (streq(x->items[i].name, name)) {
			x->items[i].limit = limit;
			x->items[i].limit_of = of;
		}
}

static int read_requests(struct capacity *x, int days, struct growth *g_r)
{
	const struct json **rows;
	double v[CAPACITY_DAYS];
	size_t n;

	if (owner_rows(x->owner,
		arena_printf(x->owner->cli->arena, sql_requests, days), &rows,
		&n) != 0)
		return -1;
	n = MIN(n, ARRAY_LEN(v));
	for (size_t i = 0; i < n; i++)
		v[i] = json_num(rows[i], 0);
	*g_r = growth_mean(v, n);
	return 0;
}

int capacity_gather(struct capacity *x)
{
	struct owner *o = x->owner;
	struct place places[] = {
	    {"database", "disk of the database", NULL, false, {0}},
	    {"objects", "disk of the objects",
		path_of(cli_setting(o->cli, "OBJECT_STORE_URL")), true, {0}},
	    {"index", "disk of the index", cli_setting(o->cli, "INDEX_DIR"),
		true, {0}}};
	const struct json *server, **rows;
	uint64_t redis_limit;
	size_t n;

	if (owner_may_read(o, "capacity_samples") != 0 ||
	    owner_row(o, sql_server, &server) != 0 ||
	    session_do(&o->session, o->cli->arena, "SELECT capacity_sample();",
		&o->err) != 0)
		return -1;
	places[0].path = json_str(json_get(server, "folder"), NULL);
	if (leave_places(x, places, ARRAY_LEN(places)) != 0 ||
	    leave_redis(x, &redis_limit) != 0 ||
	    owner_rows(o, sql_samples, &rows, &n) != 0 ||
	    read_requests(x, 7, &x->requests_week) != 0 ||
	    read_requests(x, 30, &x->requests_month) != 0)
		return -1;
	for (size_t i = 0; i < n; i++)
		put_item(x, rows[i]);
	set_limit(x, "users", DESIGN_USERS, "design");
	set_limit(x, "database", DESIGN_DATABASE, "design");
	set_limit(x, "connections",
	    json_num(json_get(server, "connections"), 0), "max_connections");
	set_limit(x, "redis", (double)redis_limit, "maxmemory");
	for (size_t i = 0; i < ARRAY_LEN(places); i++)
		if (places[i].path != NULL)
			set_limit(x, places[i].disk,
			    (double)(places[i].on.used_bytes +
				     places[i].on.free_bytes),
			    "its size");
	return 0;
}
