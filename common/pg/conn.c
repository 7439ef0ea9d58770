/* conn.c - one connection of the pool: set-up, sending, taking answers. */
#include "common/pg/pool.h"

#include "common/base/die.h"
#include "common/base/log.h"

#include <stdio.h>

/* pg_time() and pg_bytes() read what these settings make the server write.
 * The last column warns of a role that row-level security does not bind. */
static const char session_sql[] =
    "SELECT set_config('TimeZone', 'UTC', false),"
    " set_config('DateStyle', 'ISO, YMD', false),"
    " set_config('IntervalStyle', 'iso_8601', false),"
    " set_config('bytea_output', 'hex', false),"
    " set_config('extra_float_digits', '1', false),"
    " set_config('statement_timeout', $1, false),"
    " (SELECT rolsuper OR rolbypassrls FROM pg_catalog.pg_roles"
    "  WHERE rolname = current_user)";

/* Third argument true: until the transaction ends, which is at the Sync. */
static const char who_sql[] =
    "SELECT set_config('applylens.user_id', $1, true),"
    " set_config('applylens.system', $2, true)";
#define WHO_NAME "who"

static void on_up(void *arg);
static void on_input(void *arg);
static void on_down(void *arg, const char *why);

static const struct link_events conn_events = {on_up, on_input, on_down};

void pg_conn_init(struct pg_conn *c, struct pg *pg, const char *url)
{
	c->pg = pg;
	list_init(&c->sent);
	c->prepared = map_new();
	pg_link_init(&c->link, pg->loop, url, &conn_events, c);
}

void pg_conn_deinit(struct pg_conn *c)
{
	pg_link_deinit(&c->link);
	prepared_forget_all(c);
	map_free(&c->prepared);
}

static void change_state(struct pg_conn *c, enum conn_state to, const char *why)
{
	c->pg->n_ready -= c->state == CONN_READY;
	c->pg->n_ready += to == CONN_READY;
	c->state = to;
	pg_conn_changed(c->pg, why);
}

/* ---- set-up ---- */

static void on_up(void *arg)
{
	struct pg_conn *c = arg;
	PGconn *p = c->link.pg;
	char limit[16];
	const char *const values[] = {limit};

	snprintf(limit, sizeof limit, "%d", PG_STATEMENT_MS);
	c->setup_failed = false;
	change_state(c, CONN_SETTING_UP, NULL);
	if (!PQenterPipelineMode(p) ||
	    !PQsendQueryParams(
		p, session_sql, 1, NULL, values, NULL, NULL, 0) ||
	    !PQsendPrepare(p, WHO_NAME, who_sql, 0, NULL) ||
	    !PQpipelineSync(p)) {
		pg_link_fail(&c->link, NULL);
		return;
	}
	pg_link_flush(&c->link);
}

static void warn_of_role(struct pg_conn *c, const PGresult *res)
{
	if (c->pg->told_role || PQntuples(res) != 1 ||
	    !streq(PQgetvalue(res, 0, PQnfields(res) - 1), "t"))
		return;
	c->pg->told_role = true;
	log_warn("row-level security does not bind this database role");
}

static void take_setup(struct pg_conn *c, PGresult *res)
{
	ExecStatusType status = PQresultStatus(res);
	struct err err = {0};

	if (status == PGRES_TUPLES_OK)
		warn_of_role(c, res);
	if (status == PGRES_FATAL_ERROR && !c->setup_failed) {
		c->setup_failed = true;
		pg_err_of(res, &err);
		PQclear(res);
		pg_link_fail(&c->link, err.text);
		return;
	}
	PQclear(res);
	if (status == PGRES_PIPELINE_SYNC) {
		pg_link_works(&c->link);
		change_state(c, CONN_READY, NULL);
		pg_kick(c->pg);
	}
}

/* ---- sending ---- */

/* Prepares apart from the request, under a Sync of their own: a statement
 * that fails must not undo the preparing of the ones behind it. */
static bool send_prepares(struct pg_conn *c, struct pg_req *r)
{
	char name[PREPARED_NAME_BYTES];

	r->n_prepares = 0;
	for (size_t i = 0; i < r->n_stmts; i++) {
		struct pg_stmt *s = &r->stmts[i];

		s->number = prepared_find(c, s->sql);
		s->prepares = s->number == 0;
		if (!s->prepares)
			continue;
		r->n_prepares++;
		s->number = prepared_add(c, s->sql);
		prepared_name(name, s->number);
		if (!PQsendPrepare(c->link.pg, name, s->sql, 0, NULL))
			return false;
	}
	r->syncs_left = r->n_prepares > 0 ? 2 : 1;
	return r->n_prepares == 0 || PQpipelineSync(c->link.pg);
}

static bool send_who(struct pg_conn *c, const struct pg_req *r)
{
	char user[24] = "";
	const char *const values[] = {user, r->as.system ? "on" : ""};

	if (r->as.user_id != 0)
		snprintf(user, sizeof user, "%llu",
		    (unsigned long long)r->as.user_id);
	return PQsendQueryPrepared(
	    c->link.pg, WHO_NAME, 2, values, NULL, NULL, 0);
}

static bool send_statements(struct pg_conn *c, const struct pg_req *r)
{
	char name[PREPARED_NAME_BYTES];

	for (size_t i = 0; i < r->n_stmts; i++) {
		const struct pg_stmt *s = &r->stmts[i];

		prepared_name(name, s->number);
		if (!PQsendQueryPrepared(c->link.pg, name, s->n_args, s->values,
			s->lengths, s->formats, 0))
			return false;
	}
	return PQpipelineSync(c->link.pg);
}

void pg_conn_send(struct pg_conn *c, struct pg_req *r)
{
	MUST(c->state == CONN_READY);
	pg_req_rewind(r);
	r->state = REQ_SENT;
	r->sent_ms = loop_now_ms(c->pg->loop);
	list_append(&c->sent, &r->node);
	c->n_sent++;
	c->unflushed = true;
	if (!send_prepares(c, r) || !send_who(c, r) || !send_statements(c, r))
		pg_link_fail(&c->link, NULL);
}

/* ---- answers ---- */

static void finish_first(struct pg_conn *c, struct pg_req *r)
{
	list_remove(&r->node);
	c->n_sent--;
	if (r->stale) {
		for (size_t i = 0; i < r->n_stmts; i++)
			prepared_forget(c, r->stmts[i].sql, r->stmts[i].number);
	}
	if (r->stale && r->attached && !r->retried) {
		r->retried = true;
		pg_requeue(c->pg, r);
	} else {
		pg_req_settle(r);
	}
}

static bool expects(const struct pg_conn *c)
{
	return c->state == CONN_SETTING_UP || !list_empty(&c->sent);
}

/* libpq ends the results of each statement with NULL; two in a row mean that
 * it expects no more, because the connection is lost or we have miscounted. */
static void on_input(void *arg)
{
	struct pg_conn *c = arg;
	PGconn *p = c->link.pg;
	unsigned nothing = 0;

	while (!PQisBusy(p) && expects(c)) {
		PGresult *res = PQgetResult(p);

		if (res == NULL) {
			if (++nothing < 2)
				continue;
			pg_link_fail(&c->link, PQstatus(p) == CONNECTION_BAD
						   ? NULL
						   : "answers out of step");
			return;
		}
		nothing = 0;
		if (c->state == CONN_SETTING_UP) {
			take_setup(c, res);
		} else {
			struct pg_req *r =
			    LIST_FIRST(&c->sent, struct pg_req, node);

			if (pg_req_take(r, c, res))
				finish_first(c, r);
		}
		if (c->link.pg != p) /* failed meanwhile */
			return;
	}
	if (!list_empty(&c->pg->waiting))
		pg_kick(c->pg);
}

static void on_down(void *arg, const char *why)
{
	struct pg_conn *c = arg;

	c->unflushed = false;
	prepared_forget_all(c);
	change_state(c, CONN_AWAY, why);
	while (!list_empty(&c->sent)) {
		struct pg_req *r = LIST_FIRST(&c->sent, struct pg_req, node);

		list_remove(&r->node);
		c->n_sent--;
		err_clear(&r->err);
		err_set(&r->err, ERR_UNAVAILABLE,
		    "the connection to the database was lost");
		pg_req_settle(r);
	}
}
