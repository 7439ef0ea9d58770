/* test_log.c - log lines, read back from a pipe. */
#include "tests/unit/unit.h"
#include "common/base/log.h"
#include "common/base/str.h"

#include <stdio.h>

int64_t clock_unix_us(void);
int64_t clock_unix_us(void)
{
	return INT64_C(1795287845123999);
}

struct fixture {
	int read_fd;
	int write_fd;
	char text[70000];
};

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);
	int fds[2];

	assert_non_null(f);
	assert_int_equal(pipe(fds), 0);
	fcntl(fds[0], F_SETFL, O_NONBLOCK);
	fcntl(fds[1], F_SETPIPE_SZ, 1 << 18);
	f->read_fd = fds[0];
	f->write_fd = fds[1];
	log_open("triage", LOG_INFO, fds[1]);
	log_set_redaction(NULL);
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	log_flush();
	close(f->read_fd);
	close(f->write_fd);
	free(f);
	return 0;
}

/* All that was written to the pipe so far. */
static const char *written(struct fixture *f)
{
	size_t len = 0;
	ssize_t n;

	while (
	    (n = read(f->read_fd, f->text + len, sizeof f->text - 1 - len)) > 0)
		len += (size_t)n;
	f->text[len] = '\0';
	return f->text;
}

static const char *flushed(struct fixture *f)
{
	log_flush();
	return written(f);
}

static void a_line_has_time_level_service_message(void **state)
{
	log_info("daemon ready");
	assert_string_equal(flushed(*state),
	    "{\"time\":\"2026-11-21T19:04:05.123Z\",\"level\":\"info\","
	    "\"service\":\"triage\",\"message\":\"daemon ready\"}\n");
}

static void fields_follow_by_kind(void **state)
{
	const char *none = NULL;

	log_info("x", LOG_S("s", "v"), LOG_I("i", -5), LOG_F("f", 0.25),
	    LOG_F("nan", 0.0 / 0.0), LOG_B("b", true), LOG_B("c", false),
	    LOG_JSON("j", "[1]"), LOG_S("n", none));
	assert_string_equal(strstr(flushed(*state), "\"message\""),
	    "\"message\":\"x\",\"s\":\"v\",\"i\":-5,\"f\":0.25,\"nan\":null,"
	    "\"b\":true,\"c\":false,\"j\":[1],\"n\":null}\n");
}

static void strings_are_escaped(void **state)
{
	log_info("a\"b\\c\n\t\x01\xff\xc3\xa9");
	assert_string_equal(strstr(flushed(*state), "\"message\""),
	    "\"message\":\"a\\\"b\\\\c\\n\\t\\u0001\xef\xbf\xbd\xc3\xa9\"}\n");
}

static void levels_below_are_silent(void **state)
{
	struct fixture *f = *state;

	log_debug("no");
	assert_string_equal(flushed(f), "");
	log_open("triage", LOG_WARN, f->write_fd);
	log_info("no");
	assert_string_equal(flushed(f), "");
	log_warn("yes");
	assert_non_null(strstr(flushed(f), "\"level\":\"warn\""));
}

static void arguments_of_silent_lines_are_not_evaluated(void **state)
{
	int n = 0;

	(void)state;
	log_debug("x", LOG_I("n", ++n));
	assert_int_equal(n, 0);
	log_info("x", LOG_I("n", ++n));
	assert_int_equal(n, 1);
}

static void level_names_are_parsed(void **state)
{
	enum log_level level = LOG_INFO;

	(void)state;
	assert_int_equal(log_level_parse("WARN", &level), 0);
	assert_int_equal(level, LOG_WARN);
	assert_int_equal(log_level_parse("loud", &level), -1);
	assert_int_equal(log_level_parse(NULL, &level), -1);
}

static void lines_wait_for_the_flush_but_errors_do_not(void **state)
{
	struct fixture *f = *state;

	log_info("one");
	assert_string_equal(written(f), "");
	log_error("two");
	assert_non_null(strstr(written(f), "\"two\""));
	assert_non_null(strstr(f->text, "\"one\""));
}

static void many_lines_flush_by_themselves(void **state)
{
	for (int i = 0; i < 1000; i++)
		log_info("a line of about a hundred bytes", LOG_I("i", i));
	assert_true(strlen(written(*state)) > 40000);
}

static void a_long_value_is_cut_and_marked(void **state)
{
	char big[20001];
	const char *text;

	memset(big, 'a', sizeof big - 1);
	big[sizeof big - 1] = '\0';
	log_info("big", LOG_S("x", big), LOG_I("y", 1));
	text = flushed(*state);
	assert_true(strlen(text) <= 8192 && strlen(text) > 8100);
	assert_true(str_ends(str_of(text), "aaa\",\"cut\":true}\n"));
}

/* Whatever the length at which the line overflows, it is still JSON. */
static void cut_lines_keep_their_form(void **state)
{
	static const char *const tails[] = {"aaa\",\"cut\":true}\n",
	    "\",\"i\":1,\"cut\":true}\n",
	    "\",\"i\":1,\"e\":\"\",\"cut\":true}\n", "\",\"cut\":true}\n",
	    "\\u0001\",\"cut\":true}\n",
	    "\",\"i\":1,\"e\":\"\\u0001\\u0001\"}\n",
	    "\",\"i\":1,\"e\":\"\\u0001\",\"cut\":true}\n"};

	for (size_t n = 8040; n < 8140; n++) {
		char big[8200];
		bool known = false;
		struct str line;

		memset(big, 'a', n);
		big[n] = '\0';
		log_info(
		    "", LOG_S("x", big), LOG_I("i", 1), LOG_S("e", "\x01\x01"));
		line = str_of(flushed(*state));
		assert_true(line.n <= 8192);
		for (size_t i = 0; i < ARRAY_LEN(tails); i++)
			known = known || str_ends(line, tails[i]);
		assert_true(known);
	}
}

static void raw_json_that_does_not_fit_is_left_out(void **state)
{
	char big[9000];

	memset(big, '1', sizeof big - 1);
	big[sizeof big - 1] = '\0';
	log_info("m", LOG_JSON("j", big));
	assert_string_equal(strstr(flushed(*state), "\"message\""),
	    "\"message\":\"m\",\"cut\":true}\n");
}

static void cutting_spares_code_points(void **state)
{
	char big[9002];
	const char *text;

	big[0] = 'a';
	for (size_t i = 1; i + 1 < sizeof big; i += 2)
		memcpy(big + i, "\xc3\xa9", 2);
	big[sizeof big - 1] = '\0';
	log_info("", LOG_S("xy", big));
	text = flushed(*state);
	assert_true(utf8_valid(str_of(text)));
}

static void mask_digits(const char *in, char *out, size_t out_bytes)
{
	size_t i;

	for (i = 0; in[i] != '\0' && i + 1 < out_bytes; i++)
		out[i] = in[i] >= '0' && in[i] <= '9' ? '#' : in[i];
	out[i] = '\0';
}

static void every_string_is_redacted(void **state)
{
	log_set_redaction(mask_digits);
	log_info("call 555", LOG_S("phone", "555-1234"), LOG_I("n", 12));
	assert_string_equal(strstr(flushed(*state), "\"message\""),
	    "\"message\":\"call ###\",\"phone\":\"###-####\",\"n\":12}\n");
}

static void a_closed_sink_is_survived(void **state)
{
	struct fixture *f = *state;

	log_open("triage", LOG_INFO, -1);
	log_error("nobody hears this");
	log_open("triage", LOG_INFO, f->write_fd);
	log_info("this is heard");
	assert_non_null(strstr(flushed(f), "this is heard"));
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    T(a_line_has_time_level_service_message),
	    T(fields_follow_by_kind),
	    T(strings_are_escaped),
	    T(levels_below_are_silent),
	    T(arguments_of_silent_lines_are_not_evaluated),
	    T(level_names_are_parsed),
	    T(lines_wait_for_the_flush_but_errors_do_not),
	    T(many_lines_flush_by_themselves),
	    T(a_long_value_is_cut_and_marked),
	    T(cut_lines_keep_their_form),
	    T(raw_json_that_does_not_fit_is_left_out),
	    T(cutting_spares_code_points),
	    T(every_string_is_redacted),
	    T(a_closed_sink_is_survived),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
