/* test_config.c - a table of options, filled from the environment. */
#include "tests/unit/unit.h"
#include "common/base/str.h"
#include "common/config/config.h"

#define PROBE_OPTIONS(X)                                                       \
	X(STR, title, "T_TITLE", "mail", "", "a title")                        \
	X(PATH, dir, "T_DIR", "var", "a directory", "where files are")         \
	X(URL, database, "T_DATABASE", "pg://u:pw@h/db", "pg|postgresql",      \
	    "the records")                                                     \
	X(URL, index, "T_INDEX", "", "http|https", "the index, if any")        \
	X(SECRET, key, "T_KEY", "", "", "the key")                             \
	X(I64(1, 65535), port, "T_PORT", "8101", "port", "where it listens")   \
	X(F64(0, 1), share, "T_SHARE", "0.25", "of all", "how much")           \
	X(MS(100, 86400000), wait_ms, "T_WAIT", "5s", "", "how long")          \
	X(BYTES(1, 1 << 30), most_bytes, "T_MOST", "64K", "", "how large")     \
	X(BOOL, stream, "T_STREAM", "yes", "", "whether it streams")           \
	X(ENUM, level, "T_LEVEL", "info", "debug|info|warn", "how much to say")

CONFIG_STRUCT(probe_options, PROBE_OPTIONS);
static const struct config_option probe_table[] = {
    PROBE_OPTIONS(CONFIG_OPTION)};

struct fixture {
	struct arena *arena;
	struct config_errors errors;
	struct probe_options options;
	struct buf text;
};

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);

	assert_non_null(f);
	for (size_t i = 0; i < ARRAY_LEN(probe_table); i++)
		unsetenv(probe_table[i].env);
	f->arena = arena_new(65536);
	config_errors_init(&f->errors);
	buf_init(&f->text, 65536);
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	buf_deinit(&f->text);
	config_errors_deinit(&f->errors);
	arena_free(&f->arena);
	free(f);
	return 0;
}

static int load(struct fixture *f)
{
	return config_load(probe_table, ARRAY_LEN(probe_table), &f->options,
	    f->arena, &f->errors);
}

static int load_with(struct fixture *f, const char *env, const char *value)
{
	setenv(env, value, 1);
	return load(f);
}

static void defaults_fill_every_member(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(load(f), 0);
	assert_string_equal(f->options.title, "mail");
	assert_string_equal(f->options.dir, "var");
	assert_string_equal(f->options.database, "pg://u:pw@h/db");
	assert_string_equal(f->options.index, "");
	assert_string_equal(f->options.key, "");
	assert_int_equal(f->options.port, 8101);
	assert_true(f->options.share > 0.249 && f->options.share < 0.251);
	assert_int_equal(f->options.wait_ms, 5000);
	assert_int_equal(f->options.most_bytes, 65536);
	assert_true(f->options.stream);
	assert_int_equal(f->options.level, 1);
}

static void the_environment_wins(void **state)
{
	struct fixture *f = *state;

	setenv("T_TITLE", "Gr\xc3\xbc\xc3\x9f", 1);
	setenv("T_INDEX", "HTTPS://es:9200", 1);
	setenv("T_PORT", "1", 1);
	setenv("T_STREAM", "OFF", 1);
	setenv("T_LEVEL", "Warn", 1);
	assert_int_equal(load(f), 0);
	assert_string_equal(f->options.title, "Gr\xc3\xbc\xc3\x9f");
	assert_string_equal(f->options.index, "HTTPS://es:9200");
	assert_int_equal(f->options.port, 1);
	assert_false(f->options.stream);
	assert_int_equal(f->options.level, 2);
}

static void an_empty_variable_counts_as_not_set(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(load_with(f, "T_PORT", ""), 0);
	assert_int_equal(f->options.port, 8101);
}

static void texts_outlive_the_environment(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(load_with(f, "T_TITLE", "first"), 0);
	setenv("T_TITLE", "other", 1);
	assert_string_equal(f->options.title, "first");
}

static void durations_take_units(void **state)
{
	static const struct {
		const char *text;
		int64_t ms;
	} cases[] = {{"250", 250}, {"250ms", 250}, {"2s", 2000}, {"3m", 180000},
	    {"2H", 7200000}, {"1d", 86400000}};
	struct fixture *f = *state;

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		assert_int_equal(load_with(f, "T_WAIT", cases[i].text), 0);
		assert_int_equal(f->options.wait_ms, cases[i].ms);
	}
}

static void sizes_take_units(void **state)
{
	static const struct {
		const char *text;
		int64_t bytes;
	} cases[] = {{"512", 512}, {"512B", 512}, {"2K", 2048}, {"2kb", 2048},
	    {"3M", 3 << 20}, {"1G", 1 << 30}, {"1GB", 1 << 30}};
	struct fixture *f = *state;

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		assert_int_equal(load_with(f, "T_MOST", cases[i].text), 0);
		assert_int_equal(f->options.most_bytes, cases[i].bytes);
	}
}

static void each_type_refuses_what_it_is_not(void **state)
{
	static const char *const bad[][2] = {{"T_TITLE", "a\nb"},
	    {"T_TITLE", "\xff"}, {"T_DATABASE", "pg:h"},
	    {"T_DATABASE", "pg://"}, {"T_DATABASE", "mysql://h"},
	    {"T_DATABASE", "://h"}, {"T_INDEX", "http://a b"}, {"T_PORT", "0"},
	    {"T_PORT", "65536"}, {"T_PORT", "80 "}, {"T_SHARE", "1.1"},
	    {"T_SHARE", "nan"}, {"T_WAIT", "99"}, {"T_WAIT", "2d"},
	    {"T_WAIT", "5x"}, {"T_WAIT", "s"}, {"T_WAIT", "1.5s"},
	    {"T_WAIT", "9223372036854775807d"}, {"T_MOST", "2G"},
	    {"T_MOST", "0"}, {"T_STREAM", "maybe"}, {"T_LEVEL", "loud"},
	    {"T_LEVEL", "debug|info"}};
	struct fixture *f = *state;

	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		assert_int_equal(load_with(f, bad[i][0], bad[i][1]), -1);
		assert_int_equal(f->errors.count, i + 1);
		unsetenv(bad[i][0]);
	}
}

static void every_mistake_is_reported(void **state)
{
	struct fixture *f = *state;

	setenv("T_PORT", "x", 1);
	setenv("T_LEVEL", "loud", 1);
	setenv("T_WAIT", "1ms", 1);
	assert_int_equal(load(f), -1);
	assert_string_equal(buf_str(&f->errors.text),
	    "T_PORT is \"x\": want 1..65535 port\n"
	    "T_WAIT is \"1ms\": want 100..86400000 ms, or with ms, s, m, h, d\n"
	    "T_LEVEL is \"loud\": want one of debug|info|warn\n");
	assert_int_equal(f->errors.count, 3);
}

static void a_refused_secret_is_masked(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(load_with(f, "T_KEY", "hunter2\n"), -1);
	assert_string_equal(
	    buf_str(&f->errors.text), "T_KEY is \"***\": want text\n");
}

static void a_refused_url_hides_its_password(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(load_with(f, "T_DATABASE", "my://me:pw@h/d"), -1);
	assert_int_equal(load_with(f, "T_DATABASE", "me:pw@h"), -1);
	assert_null(strstr(buf_str(&f->errors.text), "pw"));
}

static void a_report_is_one_line(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(load_with(f, "T_TITLE", "a\nb"), -1);
	assert_string_equal(
	    buf_str(&f->errors.text), "T_TITLE is \"a?b\": want text\n");
}

#define NEEDY_OPTIONS(X)                                                       \
	X(URL, database, "T_DATABASE", CONFIG_REQUIRED, "pg", "the records")

CONFIG_STRUCT(needy_options, NEEDY_OPTIONS);
static const struct config_option needy_table[] = {
    NEEDY_OPTIONS(CONFIG_OPTION)};

static void a_required_option_must_be_set(void **state)
{
	struct fixture *f = *state;
	struct needy_options needy;

	assert_int_equal(
	    config_load(needy_table, 1, &needy, f->arena, &f->errors), -1);
	assert_string_equal(buf_str(&f->errors.text),
	    "T_DATABASE is not set: a URL: pg; the records\n");
	assert_string_equal(needy.database, "");
	setenv("T_DATABASE", "pg://h", 1);
	assert_int_equal(
	    config_load(needy_table, 1, &needy, f->arena, &f->errors), 0);
}

static void tables_share_one_list_of_mistakes(void **state)
{
	struct fixture *f = *state;
	struct needy_options needy;

	assert_int_equal(
	    config_load(needy_table, 1, &needy, f->arena, &f->errors), -1);
	assert_int_equal(load_with(f, "T_PORT", "x"), -1);
	config_errors_add(&f->errors, "T_A excludes %s", "T_B");
	assert_int_equal(f->errors.count, 3);
	assert_true(str_ends(str_of(buf_str(&f->errors.text)),
	    "1..65535 port\nT_A excludes T_B\n"));
}

static void printing_masks_secrets(void **state)
{
	struct fixture *f = *state;

	setenv("T_KEY", "hunter2", 1);
	setenv("T_INDEX", "https://a:p@ss@h/x?token=t", 1);
	assert_int_equal(load(f), 0);
	config_print(
	    probe_table, ARRAY_LEN(probe_table), &f->options, &f->text);
	assert_string_equal(buf_str(&f->text),
	    "T_TITLE=mail\nT_DIR=var\nT_DATABASE=pg://u:***@h/db\n"
	    "T_INDEX=https://a:***@h/x?***\nT_KEY=***\nT_PORT=8101\n"
	    "T_SHARE=0.25\nT_WAIT=5000\nT_MOST=65536\nT_STREAM=true\n"
	    "T_LEVEL=info\n");
}

static void an_unset_secret_prints_as_empty(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(load(f), 0);
	config_print(
	    probe_table, ARRAY_LEN(probe_table), &f->options, &f->text);
	assert_non_null(strstr(buf_str(&f->text), "T_KEY=\n"));
}

static void markdown_has_a_row_an_option(void **state)
{
	struct fixture *f = *state;

	config_print_markdown("Needy", needy_table, 1, &f->text);
	assert_string_equal(buf_str(&f->text),
	    "## Needy\n\n| variable | default | accepted | meaning |\n"
	    "|---|---|---|---|\n"
	    "| `T_DATABASE` | **required** | a URL: pg | the records |\n\n");
	buf_clear(&f->text);
	config_print_markdown(
	    "Probe", probe_table, ARRAY_LEN(probe_table), &f->text);
	assert_non_null(strstr(buf_str(&f->text),
	    "| `T_LEVEL` | `info` | one of debug\\|info\\|warn | "));
	assert_non_null(strstr(buf_str(&f->text), "| `T_KEY` | none | text |"));
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    T(defaults_fill_every_member),
	    T(the_environment_wins),
	    T(an_empty_variable_counts_as_not_set),
	    T(texts_outlive_the_environment),
	    T(durations_take_units),
	    T(sizes_take_units),
	    T(each_type_refuses_what_it_is_not),
	    T(every_mistake_is_reported),
	    T(a_refused_secret_is_masked),
	    T(a_refused_url_hides_its_password),
	    T(a_report_is_one_line),
	    T(a_required_option_must_be_set),
	    T(tables_share_one_list_of_mistakes),
	    T(printing_masks_secrets),
	    T(an_unset_secret_prints_as_empty),
	    T(markdown_has_a_row_an_option),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
