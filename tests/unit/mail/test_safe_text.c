/* test_safe_text.c - plain text for a browser, and whole messages as pages. */
#include "tests/unit/mail/fixture.h"

#include "common/mail/reading.h"

static char *text_of(void **state, const char *text)
{
	struct fixture *f = *state;
	struct buf out;
	struct safe_mail m = {.a = f->a, .out = &out};
	char *copy;

	buf_init(&out, SAFE_BUF_BYTES);
	mail_safe_text(&m, str_of(text));
	copy = arena_strdup(f->a, buf_str(&out));
	buf_deinit(&out);
	return copy;
}

static void gives(void **state, const char *text, const char *want)
{
	assert_string_equal(
	    text_of(state, text), arena_printf(((struct fixture *)*state)->a,
				      "<div class=\"al-text\">%s</div>", want));
}

#define LINK(url, text)                                                        \
	"<a href=\"" url "\" rel=\"noopener noreferrer nofollow\" "            \
	"target=\"_blank\">" text "</a>"

static void lines_are_kept_and_escaped(void **state)
{
	gives(state, "a <b>\n & c", "a &lt;b&gt;\n &amp; c\n");
}

static void addresses_become_links(void **state)
{
	gives(state,
	    "(see http://a.example/x_(y).) www.b.example, c@d.example.",
	    "(see " LINK("http://a.example/x_(y)",
		"http://a.example/x_(y)") ".) " LINK("http://www.b.example",
		"www.b.example") ", " LINK("mailto:c@d.example",
		"c@d.example") ".\n");
	gives(state, "<https://a.example/?q=\"1\">",
	    "&lt;" LINK("https://a.example/?q=",
		"https://a.example/?q=") "&quot;1&quot;&gt;\n");
	gives(state, "javascript:alert(1) file:///x a@b @ http:// www.",
	    "javascript:alert(1) file:///x a@b @ http:// www.\n");
}

static void quotations_have_levels(void **state)
{
	gives(state, "a\n> b\n>> c\nd",
	    "a\n<blockquote>b\n<blockquote>c\n</blockquote></blockquote>d\n");
}

static void long_quotations_at_the_end_are_folded(void **state)
{
	gives(state, "a\n> 1\n> 2\n\n> 3\n> 4\n",
	    "a\n<details><summary>4 quoted lines</summary><blockquote>1\n2\n\n"
	    "3\n4\n\n</blockquote></details>");
	gives(state, "> 1\n> 2\n> 3\n> 4\na",
	    "<blockquote>1\n2\n3\n4\n</blockquote>a\n");
}

/* Each quotation is looked through once: this would take minutes else. */
static void many_quotations_cost_no_more_than_their_length(void **state)
{
	struct fixture *f = *state;
	struct buf in, out;
	struct safe_mail m = {.a = f->a, .out = &out};

	buf_init(&in, 4 << 20);
	buf_init(&out, SAFE_BUF_BYTES);
	for (size_t i = 0; i < 100000; i++)
		buf_adds(&in, "> a\n\n");
	buf_adds(&in, "x");
	mail_safe_text(&m, (struct str){in.data, in.len});
	assert_false(buf_failed(&out));
	buf_deinit(&out);
	buf_deinit(&in);
}

static struct mail_reading page_of(void **state, const char *raw)
{
	struct fixture *f = *state;
	struct mail_reading r;

	assert_int_equal(mail_reading_make(f->a, str_of(raw), &r, &f->err), 0);
	return r;
}

static void html_is_taken_of_alternatives(void **state)
{
	struct mail_reading r = page_of(state,
	    "From: a@b.example\nContent-Type: multipart/alternative; "
	    "boundary=x\n\n--x\n\nplain words that say all there is to say\n"
	    "--x\nContent-Type: text/html\n\n<i>rich</i>\n--x--\n");

	assert_true(r.is_html);
	assert_non_null(strstr(r.page.p, "<i>rich</i>"));
	assert_null(strstr(r.page.p, "plain words"));
}

static void the_subject_can_not_end_the_title(void **state)
{
	struct mail_reading r = page_of(state,
	    "From: a@b.example\nSubject: </title><script>x</script>\n\ny\n");

	assert_null(strstr(r.page.p, "<script"));
	assert_non_null(strstr(r.page.p, "<title>&lt;/title&gt;&lt;script"));
}

static void charsets_are_read_before_markup(void **state)
{
	/* UTF-7 is no charset that we read; ISO-2022-JP's escapes hide none. */
	static const char *const mails[] = {
	    "From: a@b.example\nContent-Type: text/html; charset=utf-7\n\n"
	    "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
	    "From: a@b.example\nContent-Type: text/html; charset=iso-2022-jp\n"
	    "\n<p title=\"\x1b$B\">a<script>x</script>\x1b(B\">b",
	    "From: a@b.example\nContent-Type: text/html; charset=utf-16\n\n"
	    "<\0s\0c\0r\0i\0p\0t\0>\0",
	};

	for (size_t i = 0; i < ARRAY_LEN(mails); i++)
		assert_null(strstr(page_of(state, mails[i]).page.p, "<script"));
}

static void messages_without_text_say_so(void **state)
{
	struct mail_reading r = page_of(state,
	    "From: a@b.example\nContent-Type: application/pdf\n\n%PDF\n");

	assert_non_null(strstr(r.page.p, "This message has no text."));
}

static void what_is_no_message_is_refused(void **state)
{
	struct fixture *f = *state;
	struct mail_reading r;

	assert_int_equal(mail_reading_make(f->a, STR(""), &r, &f->err), -1);
	assert_int_equal(f->err.code, ERR_INVALID);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    MAIL_TEST(lines_are_kept_and_escaped),
	    MAIL_TEST(addresses_become_links),
	    MAIL_TEST(quotations_have_levels),
	    MAIL_TEST(long_quotations_at_the_end_are_folded),
	    MAIL_TEST(many_quotations_cost_no_more_than_their_length),
	    MAIL_TEST(html_is_taken_of_alternatives),
	    MAIL_TEST(the_subject_can_not_end_the_title),
	    MAIL_TEST(charsets_are_read_before_markup),
	    MAIL_TEST(messages_without_text_say_so),
	    MAIL_TEST(what_is_no_message_is_refused),
	};

	return cmocka_run_group_tests(tests, mail_up, mail_down);
}
