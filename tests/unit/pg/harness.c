/* harness.c - see harness.h. */
#include "tests/unit/pg/harness.h"

#include "common/base/die.h"

#include <libpq-fe.h>
#include <stdlib.h>

void stand_open(struct stand *s, const char *url, size_t connections)
{
	struct pg_config c = {
	    .url = url, .connections = connections, .max_waiting = 2000};
	struct err err = {0};

	s->loop = loop_new();
	assert_int_equal(pg_open(s->loop, &c, &s->pg, &err), 0);
}

void stand_close(struct stand *s)
{
	pg_close(&s->pg);
	loop_free(&s->loop);
}

void stand_wait_up(struct stand *s)
{
	while (!pg_is_up(s->pg))
		loop_turn(s->loop, 1000);
}

/* ---- one statement ---- */

static enum step_result send_it(struct task *t)
{
	struct ask *a = CONTAINER_OF(t, struct ask, op.task);
	struct pg_batch *b;

	if (a->fill == NULL) {
		pg_query(t, a->pg, a->as, &a->rows, a->sql, a->args);
		return STEP_WAIT;
	}
	b = pg_batch_begin(t, a->pg, a->as);
	a->fill(a, b);
	pg_batch_run(b);
	return STEP_WAIT;
}

static task_step *const ask_steps[] = {send_it, operation_look, NULL};

static void check(struct operation *o)
{
	struct ask *a = CONTAINER_OF(o, struct ask, op);

	if (a->check != NULL)
		a->check(a);
}

void ask_start(struct stand *s, struct ask *a)
{
	a->pg = s->pg;
	a->op.check = check;
	operation_start(&a->op, s->loop, ask_steps);
}

void ask_wait(struct stand *s, struct ask *a)
{
	(void)operation_wait(&a->op, s->loop);
}

enum err_code ask(struct stand *s, struct ask *a)
{
	ask_start(s, a);
	return operation_wait(&a->op, s->loop);
}

enum err_code run(
    struct stand *s, struct pg_as as, const char *sql, struct pg_args args)
{
	struct ask a = {.as = as, .sql = sql, .args = args};

	return ask(s, &a);
}

static void take_number(struct ask *a)
{
	assert_int_equal(pg_rows(a->rows), 1);
	*(int64_t *)a->arg = pg_i64(a->rows, 0, "n");
}

int64_t number(
    struct stand *s, struct pg_as as, const char *sql, struct pg_args args)
{
	int64_t n = -1;
	struct ask a = {.as = as,
	    .sql = sql,
	    .args = args,
	    .check = take_number,
	    .arg = &n};

	if (ask(s, &a) != ERR_OK)
		fail_msg("%s: %s", sql, a.op.err.text);
	return n;
}

/* ---- beside the pool ---- */

void owner_run(const char *sql)
{
	PGconn *c = PQconnectdb(need_env("DATABASE_OWNER_URL"));
	PGresult *res = PQexec(c, sql);
	ExecStatusType status = PQresultStatus(res);

	if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
		fail_msg("%s: %s", sql, PQerrorMessage(c));
	PQclear(res);
	PQfinish(c);
}

/* ---- notes ---- */

static const char make_notes[] =
    "SET client_min_messages = warning;"
    "DROP TABLE IF EXISTS notes;"
    "CREATE TABLE notes(id bigserial PRIMARY KEY, user_id bigint NOT NULL,"
    " body text, slug text UNIQUE DEFERRABLE INITIALLY IMMEDIATE,"
    " late text UNIQUE DEFERRABLE INITIALLY DEFERRED,"
    " CHECK (length(body) < 100));"
    "ALTER TABLE notes ENABLE ROW LEVEL SECURITY;"
    "CREATE POLICY own ON notes USING (user_id ="
    "  nullif(current_setting('applylens.user_id', true), '')::bigint"
    "  OR current_setting('applylens.system', true) = 'on');"
    "GRANT ALL ON notes TO applylens_app;"
    "GRANT ALL ON SEQUENCE notes_id_seq TO applylens_app";

int notes_setup(void **state)
{
	struct stand *s = xcalloc(1, sizeof *s);

	owner_run(make_notes);
	stand_open(s, need_env("DATABASE_URL"), 1);
	stand_wait_up(s);
	*state = s;
	return 0;
}

int notes_teardown(void **state)
{
	stand_close(*state);
	free(*state);
	return 0;
}
