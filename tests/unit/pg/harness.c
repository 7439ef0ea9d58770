/* harness.c - see harness.h. */
#include "tests/unit/pg/harness.h"

#include "common/base/die.h"
#include "common/base/str.h"

#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>

const char *need_env(const char *name)
{
	const char *value = getenv(name);

	if (value != NULL && *value != '\0')
		return value;
	fprintf(stderr,
	    "skipped: %s is not set (run by tests/lib/with_stores.sh)\n", name);
	exit(SKIPPED);
}

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
	struct ask *a = CONTAINER_OF(t, struct ask, task);
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

static enum step_result look(struct task *t)
{
	struct ask *a = CONTAINER_OF(t, struct ask, task);

	a->err = t->err;
	if (a->err.code == ERR_OK && a->check != NULL)
		a->check(a);
	return STEP_NEXT;
}

static void finished(struct task *t)
{
	CONTAINER_OF(t, struct ask, task)->done = true;
}

static task_step *const ask_steps[] = {send_it, look, NULL};

void ask_start(struct stand *s, struct ask *a)
{
	a->task = (struct task){0};
	a->pg = s->pg;
	a->done = false;
	task_start(&a->task, s->loop, arena_new(1 << 24), ask_steps,
	    a->timeout_ms ? a->timeout_ms : 20000, finished);
}

void ask_wait(struct stand *s, struct ask *a)
{
	while (!a->done)
		loop_turn(s->loop, 1000);
}

enum err_code ask(struct stand *s, struct ask *a)
{
	ask_start(s, a);
	ask_wait(s, a);
	return a->err.code;
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
		fail_msg("%s: %s", sql, a.err.text);
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

void stores(const char *function)
{
	char *command = xprintf(". \"$STORES_ROOT/tests/lib/stores.sh\" && "
				"%s \"$STORES_DIR\"",
	    function);

	if (system(command) != 0)
		fail_msg("%s failed", function);
	free(command);
}
