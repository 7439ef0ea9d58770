/* test_print.c - what mail says reaches the terminal as text only. */
#include "services/cli/cli.h"

#include "tests/unit/unit.h"

#include <string.h>

/* stdout in a file between begin() and end(). */
struct capture {
	int saved;
	FILE *file;
	char text[4096];
};

static void begin(struct capture *c)
{
	fflush(stdout);
	c->saved = dup(STDOUT_FILENO);
	c->file = tmpfile();
	assert_non_null(c->file);
	dup2(fileno(c->file), STDOUT_FILENO);
}

static const char *end(struct capture *c)
{
	size_t n;

	fflush(stdout);
	dup2(c->saved, STDOUT_FILENO);
	close(c->saved);
	rewind(c->file);
	n = fread(c->text, 1, sizeof c->text - 1, c->file);
	c->text[n] = '\0';
	fclose(c->file);
	return c->text;
}

static const char *text_of(struct capture *c, const char *s)
{
	begin(c);
	cli_print_text(s);
	return end(c);
}

static const char *cell_of(
    struct capture *c, const char *s, int width, bool pad)
{
	begin(c);
	cli_print_cell(s, width, pad);
	return end(c);
}

static void escape_sequences_become_text(void **state)
{
	struct capture c;

	(void)state;
	assert_string_equal(text_of(&c, "a\033[31mred\033]0;title\007b"),
	    "a [31mred ]0;title b");
	assert_string_equal(cell_of(&c, "\033[2J", 10, false), " [2J");
}

static void control_characters_of_eight_bits_become_spaces(void **state)
{
	struct capture c;

	(void)state;
	assert_string_equal(text_of(&c, "x\xC2\x9B"
					"31m"),
	    "x 31m");
	assert_string_equal(text_of(&c, "x\x9B"
					"31m\xFF"),
	    "x 31m ");
}

static void marks_that_turn_the_order_become_spaces(void **state)
{
	struct capture c;

	(void)state;
	assert_string_equal(
	    text_of(&c, "exe.\xE2\x80\xAEgpj \xE2\x81\xA6x"), "exe. gpj  x");
	assert_string_equal(text_of(&c, "\xE2\x80\x94 \xE2\x82\xAC"),
	    "\xE2\x80\x94 \xE2\x82\xAC");
}

static void text_keeps_its_lines_and_a_cell_does_not(void **state)
{
	struct capture c;

	(void)state;
	assert_string_equal(text_of(&c, "a\n\tb\r"), "a\n\tb ");
	assert_string_equal(cell_of(&c, "a\n\tb", 10, false), "a  b");
}

static void a_cell_counts_code_points(void **state)
{
	struct capture c;

	(void)state;
	assert_string_equal(
	    cell_of(&c, "J\xC3\xBCrgen", 3, true), "J\xC3\xBCr");
	assert_string_equal(cell_of(&c, "J\xC3\xBC", 4, true), "J\xC3\xBC  ");
}

static void a_snippet_is_bold_only_where_it_is_marked(void **state)
{
	struct cli plain = {0}, colour = {.colour = true};
	struct capture c;
	const char *html = "<mark>a</mark> &lt;b&gt; &amp;amp; \033[1m";

	(void)state;
	begin(&c);
	cli_print_snippet(&plain, html);
	assert_string_equal(end(&c), "a <b> &amp;  [1m");
	begin(&c);
	cli_print_snippet(&colour, html);
	assert_string_equal(end(&c), "\033[1ma\033[0m <b> &amp;  [1m");
}

static void keys_of_json_are_text_too(void **state)
{
	struct arena *a = arena_new(1 << 16);
	const struct json *j;
	struct capture c;
	struct err err;

	(void)state;
	assert_int_equal(
	    json_parse(a,
		STR("{\"a\\u001b[m\":\"\\u009b\",\"n\":[1,2.5,null,true]}"), &j,
		&err),
	    0);
	begin(&c);
	cli_print_json(j, 0);
	assert_string_equal(
	    end(&c), "a [m:  \nn:\n  - 1\n  - 2.5\n  - -\n  - yes\n");
	arena_free(&a);
}

static void numbers_beyond_integers_are_printed(void **state)
{
	struct arena *a = arena_new(1 << 16);
	const struct json *j;
	struct capture c;
	struct err err;

	(void)state;
	assert_int_equal(json_parse(a, STR("[1e300,-1e300]"), &j, &err), 0);
	begin(&c);
	cli_print_json(j, 0);
	assert_string_equal(end(&c), "- 1e+300\n- -1e+300\n");
	arena_free(&a);
}

static void what_is_no_time_is_not_printed_as_one(void **state)
{
	struct arena *a = arena_new(1 << 12);
	struct cli c = {.arena = a};

	(void)state;
	assert_string_equal(
	    cli_date(&c, "2026-11-21T19:04:05.123Z"), "21 Nov 2026");
	assert_string_equal(cli_date(&c, "\033[2J"), "-");
	arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(escape_sequences_become_text),
	    cmocka_unit_test(control_characters_of_eight_bits_become_spaces),
	    cmocka_unit_test(marks_that_turn_the_order_become_spaces),
	    cmocka_unit_test(text_keeps_its_lines_and_a_cell_does_not),
	    cmocka_unit_test(a_cell_counts_code_points),
	    cmocka_unit_test(a_snippet_is_bold_only_where_it_is_marked),
	    cmocka_unit_test(keys_of_json_are_text_too),
	    cmocka_unit_test(numbers_beyond_integers_are_printed),
	    cmocka_unit_test(what_is_no_time_is_not_printed_as_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
