/* fixture.h - a parsed message for the length of one test. */
#ifndef TESTS_MAIL_FIXTURE_H
#define TESTS_MAIL_FIXTURE_H

#include "tests/unit/unit.h"

#include "common/mail/message.h"

struct fixture {
	struct arena *a;
	struct mail_message m;
	struct err err;
};

/* Once a program: GMime does not start a second time. */
static inline int mail_up(void **state)
{
	(void)state;
	mail_init();
	return 0;
}

static inline int mail_down(void **state)
{
	(void)state;
	mail_deinit();
	return 0;
}

static inline int fixture_setup(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);

	f->a = arena_new(16 << 20);
	*state = f;
	return 0;
}

static inline int fixture_teardown(void **state)
{
	struct fixture *f = *state;

	arena_free(&f->a);
	free(f);
	return 0;
}

/* The message must parse. */
static inline struct mail_message *parse(void **state, const char *raw)
{
	struct fixture *f = *state;

	assert_int_equal(
	    mail_parse(f->a, str_of(raw), NULL, &f->m, &f->err), 0);
	return &f->m;
}

#define MAIL_TEST(fn)                                                          \
	cmocka_unit_test_setup_teardown(fn, fixture_setup, fixture_teardown)

#endif
