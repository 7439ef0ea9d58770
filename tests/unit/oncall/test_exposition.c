/* test_exposition.c - samples out of a text, and what is refused. */
#include "services/oncall/slo/exposition.h"

#include "common/base/die.h"
#include "tests/unit/unit.h"

#include <math.h>
#include <stdio.h>

static const char *const wanted[] = {"a_total", "b", NULL};

static int only(
    const char *text, struct exposition_sample *s_r, struct err *err)
{
	struct exposition e;

	exposition_init(&e, str_of(text), wanted);
	return exposition_next(&e, s_r, err);
}

static void reads_names_labels_and_values(void **state)
{
	struct exposition_sample s;
	struct err err = {0};

	(void)state;
	assert_int_equal(
	    only("# HELP a_total x\n# TYPE a_total counter\n"
		 "a_total{agent=\"x.y\",lane=\"stable\",} 12.5 1700000000000\n",
		&s, &err),
	    1);
	assert_int_equal(s.name, 0);
	assert_true(s.value > 12.4 && s.value < 12.6);
	assert_true(str_eqs(exposition_label(&s, "agent"), "x.y"));
	assert_true(str_eqs(exposition_label(&s, "lane"), "stable"));
	assert_int_equal(exposition_label(&s, "none").n, 0);
}

static void skips_what_is_not_wanted_whatever_it_is(void **state)
{
	struct exposition_sample s;
	struct err err = {0};

	(void)state;
	assert_int_equal(
	    only("a_total_more 1\nother{x=\"} not closed\r\n\n\nb 3", &s, &err),
	    1);
	assert_int_equal(s.name, 1);
	assert_int_equal(only("", &s, &err), 0);
}

static void escapes_do_not_end_a_value(void **state)
{
	struct exposition_sample s;
	struct err err = {0};

	(void)state;
	assert_int_equal(
	    only("b{x=\"say \\\"a,b\\\" \\\\\",y=\"z\"} 1\n", &s, &err), 1);
	assert_int_equal(s.n_labels, 2);
	assert_true(str_eqs(exposition_label(&s, "y"), "z"));
}

static void infinite_and_nan_are_values(void **state)
{
	struct exposition_sample s;
	struct err err = {0};

	(void)state;
	assert_int_equal(only("b +Inf\n", &s, &err), 1);
	assert_true(isinf(s.value));
	assert_int_equal(only("b NaN # {trace_id=\"1\"} 0.5\n", &s, &err), 1);
	assert_true(isnan(s.value));
	assert_int_equal(only("b 1e3\n", &s, &err), 1);
	assert_true(s.value > 999 && s.value < 1001);
}

static const char *const wrong_lines[] = {"b\n", "b x\n", "b 0x10\n",
    "b{x=1} 1\n", "b{x=\"1\" 1\n", "b{x=\"1\\\" 1\n", "b{=\"1\"} 1\n",
    "b{x=\"1\"y=\"2\"} 1\n", "b 1 tomorrow\n", "{} 1\n", "9b 1\n", "b{\n"};

static void refuses_and_names_the_line(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(wrong_lines); i++) {
		struct exposition_sample s;
		struct err err = {0};
		char text[80];

		snprintf(text, sizeof text, "# x\n%s", wrong_lines[i]);
		if (only(text, &s, &err) != -1)
			fail_msg("taken: %s", wrong_lines[i]);
		assert_int_equal(err.code, ERR_INVALID);
		assert_true(str_starts(str_of(err.text), "line 2: "));
	}
}

static struct str repeated(const char *unit, size_t times)
{
	size_t n = strlen(unit);
	char *text = xrealloc(NULL, n * times);

	for (size_t i = 0; i < times; i++)
		memcpy(text + i * n, unit, n);
	return (struct str){text, n * times};
}

static enum err_code refused_with(struct str text)
{
	struct exposition_sample s;
	struct err err = {0};
	struct exposition e;
	int got;

	exposition_init(&e, text, wanted);
	while ((got = exposition_next(&e, &s, &err)) == 1)
		;
	free((void *)(uintptr_t)text.p);
	return got == 0 ? ERR_OK : err.code;
}

static void bounds_hold(void **state)
{
	(void)state;
	assert_int_equal(
	    refused_with(repeated("b 1\n", EXPOSITION_SAMPLES)), ERR_OK);
	assert_int_equal(
	    refused_with(repeated("b 1\n", EXPOSITION_SAMPLES + 1)),
	    ERR_TOO_LARGE);
	assert_int_equal(refused_with(repeated("b", EXPOSITION_LINE_BYTES * 2)),
	    ERR_OK); /* another name */
	assert_int_equal(refused_with(repeated("b {", EXPOSITION_LINE_BYTES)),
	    ERR_TOO_LARGE);
	assert_int_equal(
	    refused_with(repeated("#\n", EXPOSITION_BYTES)), ERR_TOO_LARGE);
}

static void too_many_labels_are_refused(void **state)
{
	struct exposition_sample s;
	struct err err = {0};
	char text[400] = "b{";

	(void)state;
	for (size_t i = 0; i <= EXPOSITION_LABELS; i++)
		strcat(text, "x=\"1\",");
	strcat(text, "} 1\n");
	assert_int_equal(only(text, &s, &err), -1);
	assert_int_equal(err.code, ERR_TOO_LARGE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(reads_names_labels_and_values),
	    cmocka_unit_test(skips_what_is_not_wanted_whatever_it_is),
	    cmocka_unit_test(escapes_do_not_end_a_value),
	    cmocka_unit_test(infinite_and_nan_are_values),
	    cmocka_unit_test(refuses_and_names_the_line),
	    cmocka_unit_test(bounds_hold),
	    cmocka_unit_test(too_many_labels_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
