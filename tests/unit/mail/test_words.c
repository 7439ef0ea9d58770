/* test_words.c - encoded words and charsets in headers and bodies. */
#include "tests/unit/mail/fixture.h"

#include "common/mail/field.h"

static void decodes(void **state, const char *in, const char *want)
{
	struct fixture *f = *state;
	uint32_t defects = 0;

	assert_string_equal(
	    mail_field_decode(f->a, str_of(in), &defects), want);
	assert_int_equal(defects, 0);
}

static void decodes_words_of_both_encodings(void **state)
{
	decodes(state, "=?utf-8?q?a_b=3D?=", "a b=");
	decodes(state, "=?UTF-8?B?SMOp?= there", "Hé there");
	decodes(state, "=?iso-8859-1*de?Q?=FCber?=", "über");
	decodes(state, "x=?utf-8?q?y?=z", "xyz");
	decodes(state, "=?koi8-r?B?8NLJ18XU?=", "Привет");
	decodes(state, "=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=", "日本");
	decodes(state, "=?gb2312?B?xOO6ww==?=", "你好");
}

static void white_space_between_words_is_dropped(void **state)
{
	decodes(state, "=?utf-8?q?a?= =?utf-8?q?b?=", "ab");
	decodes(state, "=?utf-8?q?a?= b =?utf-8?q?c?=", "a b c");
}

static void a_character_may_be_cut_between_words(void **state)
{
	decodes(state, "=?utf-8?q?=C3?= =?utf-8?q?=A9?=", "é");
	decodes(state, "=?utf-8?b?4pg=?= =?utf-8?b?gyE=?=", "☃!");
}

static void what_is_no_word_stays(void **state)
{
	decodes(state, "=?utf-8?x?a?=", "=?utf-8?x?a?=");
	decodes(state, "=?utf-8?q?a", "=?utf-8?q?a");
	decodes(state, "1 =? 2", "1 =? 2");
	decodes(state, "=?", "=?");
}

static void lines_and_controls_do_not_come_out_of_words(void **state)
{
	struct fixture *f = *state;
	uint32_t defects = 0;

	assert_string_equal(mail_field_decode(f->a,
				STR("=?utf-8?q?a=0D=0AX:_b=00=07?="), &defects),
	    "a X: b");
	assert_int_equal(defects, MAIL_DEFECT(NUL_BYTE));
}

static void raw_bytes_are_read_as_utf8_else_windows_1252(void **state)
{
	struct fixture *f = *state;
	uint32_t defects = 0;

	decodes(state, "Gr\xc3\xbc\xc3\x9f", "Grüß");
	assert_string_equal(
	    mail_field_decode(f->a, STR("Gr\xfc\xdf \x80"), &defects),
	    "Grüß €");
	assert_int_equal(defects, MAIL_DEFECT(BAD_CHARSET));
}

static void body_is(void **state, const char *charset, const char *body,
    const char *want, bool good)
{
	struct fixture *f = *state;
	char *raw = arena_printf(f->a,
	    "Subject: x\nContent-Type: text/plain; charset=%s\n\n%s", charset,
	    body);
	struct mail_message *m = parse(state, raw);

	assert_string_equal(m->body_text.p, want);
	assert_int_equal((m->defects & MAIL_DEFECT(BAD_CHARSET)) == 0, good);
}

static void bodies_become_utf8(void **state)
{
	body_is(state, "iso-8859-1", "\xe4\x80\n", "ä€\n", true);
	body_is(state, "\"windows-1251\"", "\xcf\xf0\n", "Пр\n", true);
	body_is(state, "Shift_JIS", "\x93\xfa\n", "日\n", true);
	body_is(state, "utf-8", "\xc3\xa4\n", "ä\n", true);
}

static void wrong_charsets_are_mended_and_told(void **state)
{
	body_is(state, "utf-8", "a\xffz\n", "a\xef\xbf\xbdz\n", false);
	body_is(state, "us-ascii", "\xe4\n", "ä\n", false);
	body_is(state, "no-such", "a\n", "a\n", false);
	body_is(state, "../../evil", "a\n", "a\n", false);
	body_is(
	    state, "iso-2022-jp", "a\x1b$B\xff\n", "a\xef\xbf\xbd\n", false);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    MAIL_TEST(decodes_words_of_both_encodings),
	    MAIL_TEST(white_space_between_words_is_dropped),
	    MAIL_TEST(a_character_may_be_cut_between_words),
	    MAIL_TEST(what_is_no_word_stays),
	    MAIL_TEST(lines_and_controls_do_not_come_out_of_words),
	    MAIL_TEST(raw_bytes_are_read_as_utf8_else_windows_1252),
	    MAIL_TEST(bodies_become_utf8),
	    MAIL_TEST(wrong_charsets_are_mended_and_told),
	};

	return cmocka_run_group_tests(tests, mail_up, mail_down);
}
