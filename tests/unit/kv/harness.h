/* harness.h - a loop, a connection and one command at a time, for the tests
 * of kv. They need the stores of tests/lib/with_stores.sh. */
#ifndef TEST_KV_HARNESS_H
#define TEST_KV_HARNESS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "common/kv/kv.h"
#include "tests/lib/operation.h"

struct stand {
	struct loop *loop;
	struct kv *kv;
};

/* One command, or a script; check runs while the reply lives. */
struct ask {
	struct operation op;
	struct kv *kv;
	struct kv_args args;
	const struct kv_script *script;
	size_t n_keys;
	void (*check)(struct ask *a);
	void *arg;
	struct kv_reply reply;
};

/* REDIS_URL; ends the program with code 77 without it. */
const char *url(void);

void stand_open(struct stand *s, const char *to, size_t max_in_flight);
void stand_close(struct stand *s);
void wait_up(struct stand *s);
/* cmocka fixtures: *state is a stand that is up, with nothing stored. */
int setup(void **state);
int teardown(void **state);

/* Starts; the caller's struct lives until done. */
void ask_start(struct stand *s, struct ask *a);
void ask_wait(struct stand *s, struct ask *a);
/* Starts and waits; gives the error's code. */
enum err_code ask(struct stand *s, struct ask *a);
enum err_code command(struct stand *s, struct kv_args args);
/* The reply must be the int64_t that arg points to. */
void check_int(struct ask *a);
enum err_code answers_int(struct stand *s, struct kv_args args, int64_t want);

#endif
