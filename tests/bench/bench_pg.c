/* bench_pg.c - our pool beside blocking libpq, on the same server, in turn.
 *
 *	tests/lib/with_stores.sh build/tests/bench/bench_pg [seconds]
 *
 * Seconds are for each side of a measure.
 * Lines "name ours rival ratio", in answers or rows a second. The rival has
 * one connection and prepared statements. "plain": it runs the statement
 * alone, while ours sets the user and a transaction around it all the same;
 * "scoped": the rival does that too, with BEGIN and COMMIT.
 */
#include "common/base/clock.h"
#include "common/base/die.h"
#include "common/pg/pg.h"

#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>

#define ROWS 100
#define ROUNDS 5
#define BODY_BYTES 2000

static const char select_sql[] =
    "SELECT id, body FROM bench_mail WHERE id = $1::bigint";
static const char insert_sql[] =
    "INSERT INTO bench_mail(user_id, sent, body) SELECT * FROM"
    " unnest($1::bigint[], $2::timestamptz[], $3::text[])";
static const char make_sql[] =
    "SET client_min_messages = warning;"
    "DROP TABLE IF EXISTS bench_mail;"
    "CREATE TABLE bench_mail(id bigint GENERATED ALWAYS AS IDENTITY"
    " PRIMARY KEY, user_id bigint NOT NULL, sent timestamptz, body text);"
    "INSERT INTO bench_mail(user_id, body)"
    " SELECT 1, repeat('x', 200) FROM generate_series(1, 1000);"
    "GRANT ALL ON bench_mail TO applylens_app;"
    "GRANT ALL ON SEQUENCE bench_mail_id_seq TO applylens_app";

/* What both sides send. */
struct rows {
	int64_t users[ROWS], sent[ROWS];
	const char *bodies[ROWS];
	char body[BODY_BYTES + 1];
};

struct bench {
	struct loop *loop;
	struct pg *pg;
	PGconn *rival;
	const struct rows *rows;
	int64_t run_us;
	int64_t until_us;
	uint64_t done;
	size_t running;
	bool inserts;
};

/* ---- ours ---- */

struct client {
	struct task task;
	struct bench *b;
	struct pg_result *r;
	uint64_t n;
};

static enum step_result ask(struct task *t)
{
	struct client *c = CONTAINER_OF(t, struct client, task);
	const struct rows *rows = c->b->rows;

	if (c->b->inserts)
		pg_query(t, c->b->pg, pg_as_user(1), &c->r, insert_sql,
		    PG_ARGS(PG_I64S(rows->users, ROWS),
			PG_TIMES(rows->sent, ROWS),
			PG_TEXTS(rows->bodies, ROWS)));
	else
		pg_query(t, c->b->pg, pg_as_user(1), &c->r, select_sql,
		    PG_ARGS(PG_I64(1 + c->n++ % 1000)));
	return STEP_WAIT;
}

/* A request is a task in the daemons, so it is one here. */
static enum step_result count(struct task *t)
{
	struct client *c = CONTAINER_OF(t, struct client, task);

	if (t->err.code != ERR_OK)
		die("%s", t->err.text);
	c->b->done += c->b->inserts ? ROWS : (uint64_t)pg_rows(c->r);
	return STEP_NEXT;
}

static task_step *const client_steps[] = {ask, count, NULL};

static void again(void *arg);

static void finished(struct task *t)
{
	struct client *c = CONTAINER_OF(t, struct client, task);

	if (clock_mono_us() < c->b->until_us)
		loop_defer(c->b->loop, again, c);
	else
		c->b->running--;
}

static void again(void *arg)
{
	struct client *c = arg;

	c->task = (struct task){0};
	task_start(&c->task, c->b->loop, arena_new(1 << 20), client_steps,
	    20000, finished);
}

static double ours(struct bench *b, bool inserts, size_t in_flight)
{
	struct client *clients = xcalloc(in_flight, sizeof *clients);
	int64_t began = clock_mono_us();

	b->inserts = inserts;
	b->done = 0;
	b->until_us = began + b->run_us;
	b->running = in_flight;
	for (size_t i = 0; i < in_flight; i++) {
		clients[i].b = b;
		again(&clients[i]);
	}
	while (b->running > 0)
		loop_turn(b->loop, 1000);
	free(clients);
	return (double)b->done * 1e6 / (double)(clock_mono_us() - began);
}

/* ---- the rival ---- */

static void must(PGconn *c, PGresult *res)
{
	ExecStatusType s = PQresultStatus(res);

	if (s != PGRES_COMMAND_OK && s != PGRES_TUPLES_OK)
		die("%s", PQerrorMessage(c));
	PQclear(res);
}

static PGconn *rival_open(void)
{
	PGconn *c = PQconnectdb(getenv("DATABASE_URL"));

	must(c, PQprepare(c, "select", select_sql, 0, NULL));
	must(c, PQprepare(c, "insert", insert_sql, 0, NULL));
	must(c, PQprepare(c, "begin", "BEGIN", 0, NULL));
	must(c, PQprepare(c, "commit", "COMMIT", 0, NULL));
	must(c,
	    PQprepare(c, "who",
		"SELECT set_config('applylens.user_id', $1, true)", 0, NULL));
	return c;
}

/* The array texts are made once: no cost of encoding on the rival's side. */
static void rival_arrays(const struct rows *r, char *out[3])
{
	size_t room = ROWS * (BODY_BYTES + 8);
	size_t at[3] = {0};

	for (size_t k = 0; k < 3; k++)
		out[k] = xcalloc(room, 1);
	for (size_t i = 0; i < ROWS; i++) {
		char lead = i == 0 ? '{' : ',';

		at[0] += (size_t)snprintf(out[0] + at[0], room - at[0],
		    "%c%lld", lead, (long long)r->users[i]);
		at[1] += (size_t)snprintf(
		    out[1] + at[1], room - at[1], "%c2026-11-21", lead);
		at[2] += (size_t)snprintf(out[2] + at[2], room - at[2],
		    "%c\"%s\"", lead, r->bodies[i]);
	}
	for (size_t k = 0; k < 3; k++)
		out[k][at[k]] = '}';
}

static double rival(struct bench *b, bool inserts, bool scoped)
{
	char *arrays[3], id[24];
	const char *const user[] = {"1"};
	uint64_t done = 0, n = 0;
	int64_t began;

	rival_arrays(b->rows, arrays);
	began = clock_mono_us();
	while (clock_mono_us() < began + b->run_us) {
		const char *const one[] = {id};

		snprintf(id, sizeof id, "%llu",
		    1 + (unsigned long long)(n++ % 1000));
		if (scoped) {
			must(b->rival, PQexecPrepared(b->rival, "begin", 0,
					   NULL, NULL, NULL, 0));
			must(b->rival, PQexecPrepared(b->rival, "who", 1, user,
					   NULL, NULL, 0));
		}
		must(b->rival,
		    inserts ? PQexecPrepared(b->rival, "insert", 3,
				  (const char *const *)arrays, NULL, NULL, 0)
			    : PQexecPrepared(
				  b->rival, "select", 1, one, NULL, NULL, 0));
		if (scoped)
			must(b->rival, PQexecPrepared(b->rival, "commit", 0,
					   NULL, NULL, NULL, 0));
		done += inserts ? ROWS : 1;
	}
	for (size_t k = 0; k < 3; k++)
		free(arrays[k]);
	return (double)done * 1e6 / (double)(clock_mono_us() - began);
}

/* ---- the measures ---- */

static const struct measure {
	const char *name;
	bool inserts;
	size_t in_flight;
	bool scoped;
} measures[] = {
    {"pg_select_1_plain", false, 1, false},
    {"pg_select_1_scoped", false, 1, true},
    {"pg_select_16_plain", false, 16, false},
    {"pg_select_16_scoped", false, 16, true},
    {"pg_select_64_scoped", false, 64, true},
    {"pg_insert_rows_1_plain", true, 1, false},
    {"pg_insert_rows_4_plain", true, 4, false},
};

static void make_table(void)
{
	PGconn *owner = PQconnectdb(getenv("DATABASE_OWNER_URL"));

	must(owner, PQexec(owner, make_sql));
	PQfinish(owner);
}

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* Both sides in turn, so that whatever else the machine does meets both;
 * medians of the rounds. */
static void run(struct bench *b)
{
	for (size_t i = 0; i < ARRAY_LEN(measures); i++) {
		const struct measure *m = &measures[i];
		double mine[ROUNDS], theirs[ROUNDS];

		make_table();
		for (size_t k = 0; k < ROUNDS; k++) {
			theirs[k] = rival(b, m->inserts, m->scoped);
			mine[k] = ours(b, m->inserts, m->in_flight);
		}
		qsort(mine, ROUNDS, sizeof *mine, by_value);
		qsort(theirs, ROUNDS, sizeof *theirs, by_value);
		printf("%-26s %10.0f %10.0f %6.2fx\n", m->name,
		    mine[ROUNDS / 2], theirs[ROUNDS / 2],
		    mine[ROUNDS / 2] / theirs[ROUNDS / 2]);
		fflush(stdout);
	}
}

int main(int argc, char **argv)
{
	double seconds = argc > 1 ? strtod(argv[1], NULL) : 1;
	struct bench b = {.run_us = (int64_t)(seconds * 1e6 / ROUNDS)};
	struct pg_config c = {.url = getenv("DATABASE_URL"),
	    .connections = 2,
	    .max_waiting = 1000};
	struct rows *rows = xcalloc(1, sizeof *rows);
	struct err err = {0};

	if (c.url == NULL || getenv("DATABASE_OWNER_URL") == NULL) {
		fputs("run by tests/lib/with_stores.sh\n", stderr);
		return EX_USAGE;
	}
	make_table();
	memset(rows->body, 'm', BODY_BYTES);
	for (size_t i = 0; i < ROWS; i++) {
		rows->users[i] = 1;
		rows->sent[i] = 1795287845123;
		rows->bodies[i] = rows->body;
	}
	b.rows = rows;
	b.loop = loop_new();
	if (pg_open(b.loop, &c, &b.pg, &err) < 0)
		quit(EX_CONFIG, "%s", err.text);
	while (!pg_is_up(b.pg))
		loop_turn(b.loop, 1000);
	b.rival = rival_open();
	printf("# PostgreSQL %d, libpq %d, %d connections against 1 blocking\n",
	    PQserverVersion(b.rival), PQlibVersion(), (int)c.connections);
	printf("# %-24s %10s %10s %6s\n", "name", "ours/s", "rival/s", "ratio");
	run(&b);
	PQfinish(b.rival);
	pg_close(&b.pg);
	loop_free(&b.loop);
	free(rows);
	return 0;
}
