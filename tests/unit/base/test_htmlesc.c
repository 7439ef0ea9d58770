/* test_htmlesc.c - text in markup is text. */
#include "tests/unit/unit.h"
#include "common/base/htmlesc.h"

#include <string.h>

typedef void writer(struct buf *out, struct str s);

static void assert_writes(writer *write, struct str s, const char *wanted)
{
	struct buf out;

	buf_init(&out, 1024);
	write(&out, s);
	assert_string_equal(buf_str(&out), wanted);
	buf_deinit(&out);
}

static void what_html_reads_as_markup_is_escaped(void **state)
{
	(void)state;
	assert_writes(htmlesc_add, STR("<a href=\"x\" b='y'>R&D &lt;</a>"),
	    "&lt;a href=&quot;x&quot; b=&#39;y&#39;&gt;R&amp;D &amp;lt;"
	    "&lt;/a&gt;");
}

static void quotes_of_text_stay(void **state)
{
	(void)state;
	assert_writes(htmlesc_add_text, STR("\"it's\" <b> & >"),
	    "\"it's\" &lt;b&gt; &amp; &gt;");
}

static void every_other_byte_stands_for_itself(void **state)
{
	(void)state;
	for (unsigned c = 1; c < 256; c++) {
		char byte = (char)c, text[2] = {byte, '\0'};

		if (strchr("&<>\"'", byte) != NULL)
			continue;
		assert_null(htmlesc_one(byte));
		assert_writes(htmlesc_add, str_of(text), text);
	}
}

static void nothing_is_written_for_nothing(void **state)
{
	(void)state;
	assert_writes(htmlesc_add, STR(""), "");
	assert_writes(htmlesc_add_text, STR(""), "");
}

static void what_does_not_fit_fails_the_buffer(void **state)
{
	struct buf out;

	(void)state;
	buf_init(&out, 6);
	htmlesc_add(&out, STR("a<<"));
	assert_true(buf_failed(&out));
	buf_deinit(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_html_reads_as_markup_is_escaped),
	    cmocka_unit_test(quotes_of_text_stay),
	    cmocka_unit_test(every_other_byte_stands_for_itself),
	    cmocka_unit_test(nothing_is_written_for_nothing),
	    cmocka_unit_test(what_does_not_fit_fails_the_buffer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
