/* test_safety.c - what must hold whatever happens: nothing acknowledged is
 * lost, nothing is there twice, nobody sees what is not theirs. */
#include "tests/unit/ingest/stand.h"

#include "services/ingest/upload.h"
#include "tests/unit/unit.h"

#include <libpq-fe.h>
#include <stdio.h>
#include <string.h>

#define MBOX                                                                   \
	"From x\nFrom: a@b.example\nMessage-ID: <1@x>\nSubject: one\n\n1\n\n"  \
	"From x\nFrom: a@b.example\nMessage-ID: <2@x>\nSubject: two\n\n2\n"

static int setup(void **state)
{
	*state = stand_new();
	return 0;
}

static int teardown(void **state)
{
	struct stand *s = *state;

	stand_free(&s);
	return 0;
}

/* Holds the lock under which a user's mail is received. */
static PGconn *hold(struct stand *s, uint64_t user)
{
	PGconn *c = PQconnectdb(s->owner_url);
	char sql[128];
	PGresult *res;

	snprintf(sql, sizeof sql,
	    "SELECT pg_advisory_lock(hashtextextended('receive', %lu))", user);
	res = PQexec(c, sql);
	assert_int_equal(PQresultStatus(res), PGRES_TUPLES_OK);
	PQclear(res);
	return c;
}

/* The backend that waits for that lock, with an import in flight. */
static int64_t waiter(struct stand *s)
{
	int64_t pid;

	do {
		loop_turn(s->loop, 10);
		pid = stand_admin("SELECT pid FROM pg_locks WHERE locktype = "
				  "'advisory' AND NOT granted");
	} while (pid < 0);
	return pid;
}

static int64_t emails(struct stand *s, uint64_t user)
{
	return stand_number(
	    s, "SELECT count(*) FROM emails WHERE user_id = %lu", user);
}

static void a_lost_connection_does_not_lose_the_import(void **state)
{
	struct stand *s = *state;
	uint64_t user = stand_user(s, "cut@home.example");
	const struct stand_upload u = {.user_id = user, .import_id = "i"};
	struct stand_answer a;
	PGconn *lock = hold(s, user);
	struct stand_asking *k = stand_import_begin(s, &u, STR(MBOX), &a);
	char sql[64];

	snprintf(sql, sizeof sql, "SELECT pg_terminate_backend(%d)::int",
	    (int)waiter(s));
	assert_true(stand_admin(sql) >= 0);
	PQfinish(lock);
	stand_import_end(&k);
	assert_int_equal(a.err.code, ERR_OK);
	assert_int_equal(a.imported, 2);
	assert_int_equal(emails(s, user), 2);
	stand_settle(s);
}

/* The client is gone before the answer, and sends all of it again: what the
 * first try has committed counts as imported by the second. */
static void who_hears_no_answer_may_send_again(void **state)
{
	struct stand *s = *state;
	uint64_t user = stand_user(s, "gone@home.example");
	const struct stand_upload u = {.user_id = user, .import_id = "i"};
	struct stand_answer a, b;
	PGconn *lock = hold(s, user);
	struct stand_asking *k = stand_import_begin(s, &u, STR(MBOX), &a);

	(void)waiter(s);
	stand_client_reopen(s);
	stand_import_end(&k);
	assert_int_not_equal(a.err.code, ERR_OK);
	PQfinish(lock);
	while (uploads_len(s->d->uploads) > 0)
		loop_turn(s->loop, 10);
	stand_import(s, &u, STR(MBOX), &b);
	assert_int_equal(b.err.code, ERR_OK);
	assert_int_equal(b.imported, 2);
	assert_int_equal(emails(s, user), 2);
	stand_settle(s);
}

/* Nobody holds in memory what was committed for somebody who has left: the
 * lease runs out and the sweeper finds it. */
static void what_nobody_waited_for_still_reaches_the_end(void **state)
{
	struct stand *s = *state;

	stand_settle(s);
	stand_number(s,
	    "WITH x AS (UPDATE pipeline SET claimed_until = now() RETURNING "
	    "1) SELECT count(*) FROM x");
	stand_job(s, 0);
	stand_settle(s);
	assert_int_equal(stand_number(s, "SELECT count(*) FROM pipeline"), 0);
}

/* The same without waiting for the lease: the sweeper is told that something
 * may be lost, and finds it once it has been ours for some seconds. */
static void what_a_lost_answer_left_is_taken_up_soon(void **state)
{
	struct stand *s = *state;
	uint64_t user = stand_user(s, "soon@home.example");
	const struct stand_upload u = {.user_id = user, .import_id = "i"};
	struct stand_answer a;
	PGconn *lock;
	struct stand_asking *k;

	s->d->pipeline->lost_ms = 0;
	lock = hold(s, user);
	k = stand_import_begin(s, &u, STR(MBOX), &a);
	(void)waiter(s);
	stand_client_reopen(s);
	stand_import_end(&k);
	while (uploads_len(s->d->uploads) > 0)
		loop_turn(s->loop, 10);
	PQfinish(lock);
	while (emails(s, user) < 2)
		loop_turn(s->loop, 10);
	assert_int_not_equal(s->d->pipeline->lost_ms, 0);
	stand_job(s, 0);
	stand_settle(s);
	assert_int_equal(stand_number(s, "SELECT count(*) FROM pipeline"), 2);
	s->d->pipeline->lost_ms -= 10000;
	stand_number(s,
	    "WITH x AS (UPDATE pipeline SET claimed_until = claimed_until - "
	    "interval '10 s' RETURNING 1) SELECT count(*) FROM x");
	stand_job(s, 0);
	stand_settle(s);
	assert_int_equal(stand_number(s, "SELECT count(*) FROM pipeline"), 0);
	assert_int_equal(s->d->pipeline->lost_ms, 0);
}

static void two_imports_at_once_store_each_email_once(void **state)
{
	struct stand *s = *state;
	uint64_t user = stand_user(s, "twice@home.example");
	const struct stand_upload one = {.user_id = user, .import_id = "1"};
	const struct stand_upload two = {.user_id = user, .import_id = "2"};
	struct stand_answer a, b;
	PGconn *lock = hold(s, user);
	struct stand_asking *ka = stand_import_begin(s, &one, STR(MBOX), &a);
	struct stand_asking *kb = stand_import_begin(s, &two, STR(MBOX), &b);

	while (stand_admin("SELECT count(*) FROM pg_locks WHERE locktype = "
			   "'advisory' AND NOT granted") < 2)
		loop_turn(s->loop, 10);
	PQfinish(lock);
	stand_import_end(&ka);
	stand_import_end(&kb);
	assert_int_equal(a.imported + b.imported, 2);
	assert_int_equal(a.duplicates + b.duplicates, 2);
	assert_int_equal(emails(s, user), 2);
	stand_settle(s);
}

static ExecStatusType as_user(
    struct stand *s, uint64_t user, const char *sql, int64_t *n_r)
{
	PGconn *c = PQconnectdb(s->url);
	char set[80];
	ExecStatusType status;
	PGresult *res;

	snprintf(set, sizeof set,
	    "SELECT set_config('applylens.user_id', '%lu', false)", user);
	PQclear(PQexec(c, set));
	res = PQexec(c, sql);
	status = PQresultStatus(res);
	if (status == PGRES_TUPLES_OK)
		*n_r = strtoll(PQgetvalue(res, 0, 0), NULL, 10);
	PQclear(res);
	PQfinish(c);
	return status;
}

static void row_level_security_keeps_users_apart(void **state)
{
	static const char *const tables[] = {"emails", "threads", "thread_refs",
	    "email_keys", "pipeline", "labels", "outbox"};
	struct stand *s = *state;
	uint64_t one = stand_user(s, "rls1@home.example");
	uint64_t two = stand_user(s, "rls2@home.example");
	const struct stand_upload u = {.user_id = one, .import_id = "i"};
	struct stand_answer a;
	char sql[160];
	int64_t n = -1;

	stand_neighbour_close(s, STAGE_RECEIVED);
	stand_import(s, &u, STR(MBOX), &a);
	stand_settle(s);
	for (size_t i = 0; i < ARRAY_LEN(tables); i++) {
		snprintf(sql, sizeof sql,
		    "SELECT count(*) FROM %s WHERE user_id = %lu", tables[i],
		    one);
		assert_int_equal(as_user(s, two, sql, &n), PGRES_TUPLES_OK);
		assert_int_equal(n, 0);
		assert_int_equal(as_user(s, one, sql, &n), PGRES_TUPLES_OK);
		assert_true(n > 0);
	}
	snprintf(sql, sizeof sql,
	    "INSERT INTO email_keys VALUES (%lu, 'k', 1, 'i', 0)", one);
	assert_int_equal(as_user(s, two, sql, &n), PGRES_FATAL_ERROR);
	assert_int_equal(as_user(s, one, sql, &n), PGRES_COMMAND_OK);
	stand_neighbour_open(s, STAGE_RECEIVED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_lost_connection_does_not_lose_the_import),
	    cmocka_unit_test(who_hears_no_answer_may_send_again),
	    cmocka_unit_test(what_nobody_waited_for_still_reaches_the_end),
	    cmocka_unit_test(what_a_lost_answer_left_is_taken_up_soon),
	    cmocka_unit_test(two_imports_at_once_store_each_email_once),
	    cmocka_unit_test(row_level_security_keeps_users_apart),
	};

	return cmocka_run_group_tests_name("safety", tests, setup, teardown);
}
