/* harness.h - a loop, a pool and one statement at a time, for the tests of
 * pg. They need the stores of tests/lib/with_stores.sh and say so without. */
#ifndef TEST_PG_HARNESS_H
#define TEST_PG_HARNESS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "common/pg/pg.h"
#include "tests/lib/operation.h"

struct ask;
typedef void ask_check(struct ask *a);

/* One statement, or the batch that `fill` builds; check runs in the answer
 * step, while the rows live. */
struct ask {
	struct operation op;
	struct pg *pg;
	struct pg_as as;
	const char *sql;
	struct pg_args args;
	void (*fill)(struct ask *a, struct pg_batch *b);
	ask_check *check;
	void *arg;
	struct pg_result *rows, *more;
};

struct stand {
	struct loop *loop;
	struct pg *pg;
};

void stand_open(struct stand *s, const char *url, size_t connections);
void stand_close(struct stand *s);
void stand_wait_up(struct stand *s);

/* Starts; the caller's struct lives until done. */
void ask_start(struct stand *s, struct ask *a);
void ask_wait(struct stand *s, struct ask *a);
/* Starts and waits; gives the error's code. */
enum err_code ask(struct stand *s, struct ask *a);
/* A statement whose rows do not matter. */
enum err_code run(
    struct stand *s, struct pg_as as, const char *sql, struct pg_args args);
/* The one number that a statement answers. */
int64_t number(
    struct stand *s, struct pg_as as, const char *sql, struct pg_args args);

/* Outside the pool, by the owner of the database; fails the test on error. */
void owner_run(const char *sql);

/* ---- a table of the tests' own, with the policy of the real schema ---- */

/* cmocka fixtures: *state is a stand that is up, and notes is empty. */
int notes_setup(void **state);
int notes_teardown(void **state);
#define NOTES_INSERT "INSERT INTO notes(user_id, body) VALUES ($1, $2)"
#define NOTES_COUNT "SELECT count(*) AS n FROM notes"

#endif
