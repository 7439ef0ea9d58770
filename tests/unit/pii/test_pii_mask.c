/* test_pii_mask.c - placeholders, and the way back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
/* last, cmocka.h wants those before it */
#include <cmocka.h>

#include "common/pii/pii_mask.h"

struct world {
	struct arena *a;
	struct pii_table *t;
	struct buf out;
};

static int setup(void **state)
{
	struct arena *a = arena_new(1 << 20);
	struct world *w = ARENA_NEW(a, struct world);

	w->a = a;
	w->t = pii_table_new(a);
	buf_init(&w->out, 1 << 20);
	*state = w;
	return 0;
}

static int teardown(void **state)
{
	struct world *w = *state;
	struct arena *a = w->a;

	buf_deinit(&w->out);
	arena_free(&a);
	return 0;
}

static const char *mask(struct world *w, const char *text)
{
	buf_clear(&w->out);
	pii_mask(w->t, str_of(text), PII_ALL, &w->out);
	return buf_str(&w->out);
}

static const char *unmask(struct world *w, const char *text)
{
	buf_clear(&w->out);
	pii_unmask(w->t, str_of(text), &w->out);
	return buf_str(&w->out);
}

static void the_same_value_has_the_same_placeholder(void **state)
{
	struct world *w = *state;

	assert_string_equal(mask(w, "a@x.org, b@x.org, A@X.org"),
	    "[email-1], [email-2], [email-1]");
	assert_string_equal(mask(w, "card 4111 1111 1111 1111 of b@x.org"),
	    "card [card-1] of [email-2]");
	assert_string_equal(mask(w, "4111-1111-1111-1111"), "[card-1]");
	assert_int_equal(pii_table_count(w->t), 3);
}

static void an_answer_is_put_back(void **state)
{
	struct world *w = *state;

	mask(w, "a@x.org has +49 30 1234567");
	assert_string_equal(
	    unmask(w, "Call [phone-1] or [email-1]; [email-7] [email-x] ["),
	    "Call +49 30 1234567 or a@x.org; [email-7] [email-x] [");
}

/* A mail that says "[email-1]" would else be shown another's address. */
static void a_placeholder_in_a_mail_is_only_itself(void **state)
{
	struct world *w = *state;
	char kept[64];

	mask(w, "secret@x.org");
	str_copy(kept, sizeof kept, str_of(mask(w, "what is [email-1]?")));
	assert_string_equal(kept, "what is [email-2]?");
	assert_string_equal(unmask(w, kept), "what is [email-1]?");
}

static void a_full_table_masks_for_good(void **state)
{
	struct world *w = *state;
	char text[32];

	for (int i = 0; i < PII_TABLE_MAX; i++) {
		snprintf(text, sizeof text, "u%d@x.org", i);
		mask(w, text);
	}
	assert_string_equal(mask(w, "one@more.org"), "[email]");
	assert_string_equal(mask(w, "u7@x.org"), "[email-8]");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(
		the_same_value_has_the_same_placeholder, setup, teardown),
	    cmocka_unit_test_setup_teardown(
		an_answer_is_put_back, setup, teardown),
	    cmocka_unit_test_setup_teardown(
		a_placeholder_in_a_mail_is_only_itself, setup, teardown),
	    cmocka_unit_test_setup_teardown(
		a_full_table_masks_for_good, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
