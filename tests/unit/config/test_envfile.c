/* test_envfile.c - files of NAME=value lines. */
#include "common/config/envfile.h"

#include "tests/unit/unit.h"

#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

static int load(const char *text, struct config_errors *errors)
{
	int fd = memfd_create("settings", MFD_CLOEXEC), rc;

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	config_errors_init(errors);
	rc = envfile_load("my.env", fd, errors);
	assert_int_equal(rc, errors->count == 0 ? 0 : -1);
	close(fd);
	return rc;
}

static void sets_what_a_shell_would_set(void **state)
{
	static const char text[] = "# a comment\n"
				   "\n"
				   "BARE=plain-1.5,x/y:z\r\n"
				   "  SINGLE='a b \"c\" $d \\e'  \n"
				   "DOUBLE=\"it's fine\"\n"
				   "EMPTY=\n"
				   "TWICE=1\n"
				   "TWICE='2'\n"
				   "EQUALS=a=b";
	static const char *const want[][2] = {
	    {"BARE", "plain-1.5,x/y:z"},
	    {"SINGLE", "a b \"c\" $d \\e"},
	    {"DOUBLE", "it's fine"},
	    {"EMPTY", ""},
	    {"TWICE", "2"},
	    {"EQUALS", "a=b"},
	};
	struct config_errors errors;

	(void)state;
	setenv("BARE", "from before", 1);
	assert_int_equal(load(text, &errors), 0);
	for (size_t i = 0; i < ARRAY_LEN(want); i++) {
		assert_non_null(getenv(want[i][0]));
		assert_string_equal(getenv(want[i][0]), want[i][1]);
	}
	config_errors_deinit(&errors);
}

static void refuses_what_only_a_shell_can_work_out(void **state)
{
	static const char *const bad[] = {"A=a b", "A='x", "A='", "A=\"x",
	    "A=$HOME", "A=\"$HOME\"", "A=`id`", "A=\"a\\b\"", "A=x;B=y",
	    "A='it's'", "A=a\"b\"", "A=~", "export A=1", "A", "=x", "1A=x",
	    "A B=x", "A=\x01", "A=(1 2)", "A=x&", "A=x>y"};
	struct config_errors errors;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		if (load(bad[i], &errors) == 0)
			fail_msg("accepted: %s", bad[i]);
		assert_non_null(strstr(buf_str(&errors.text), "my.env:1: "));
		config_errors_deinit(&errors);
	}
}

static void tells_every_mistake_and_sets_nothing(void **state)
{
	struct config_errors errors;

	(void)state;
	unsetenv("GOOD");
	assert_int_equal(load("GOOD=1\nbad\nSECRET=hush hush\n", &errors), -1);
	assert_int_equal(errors.count, 2);
	assert_non_null(strstr(buf_str(&errors.text), "my.env:2: "));
	assert_non_null(strstr(buf_str(&errors.text), "my.env:3: "));
	assert_null(strstr(buf_str(&errors.text), "hush"));
	assert_null(getenv("GOOD"));
	config_errors_deinit(&errors);
}

static void refuses_a_file_that_is_missing(void **state)
{
	struct config_errors errors;

	(void)state;
	config_errors_init(&errors);
	assert_int_equal(envfile_load("/nonexistent/env", -1, &errors), -1);
	assert_non_null(strstr(buf_str(&errors.text), "/nonexistent/env: "));
	config_errors_deinit(&errors);
}

static void refuses_a_file_that_is_too_large(void **state)
{
	struct config_errors errors;
	size_t n = ENVFILE_MAX_BYTES + 1;
	char *text = malloc(n + 1);

	(void)state;
	assert_non_null(text);
	memset(text, '\n', n);
	text[n] = '\0';
	assert_int_equal(load(text, &errors), -1);
	assert_non_null(strstr(buf_str(&errors.text), "more than"));
	config_errors_deinit(&errors);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(sets_what_a_shell_would_set),
	    cmocka_unit_test(refuses_what_only_a_shell_can_work_out),
	    cmocka_unit_test(tells_every_mistake_and_sets_nothing),
	    cmocka_unit_test(refuses_a_file_that_is_missing),
	    cmocka_unit_test(refuses_a_file_that_is_too_large),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
