/* test_html.c - HTML to text: blocks, tables, links, what is hidden. */
#include "tests/unit/mail/fixture.h"

#include "common/mail/html.h"

struct out {
	char text[4000];
	struct mail_html h;
};

static struct out convert(void **state, const char *html)
{
	struct fixture *f = *state;
	struct buf text;
	struct out o = {.h = {.text = &text, .links_max = 10}};

	buf_init(&text, sizeof(o.text) - 1);
	mail_html_text(f->a, str_of(html), &o.h);
	str_copy(o.text, sizeof(o.text), str_of(buf_str(&text)));
	buf_deinit(&text);
	o.h.text = NULL;
	return o;
}

static void gives(void **state, const char *html, const char *want)
{
	struct out o = convert(state, html);

	assert_string_equal(o.text, want);
}

static void blocks_are_on_lines_of_their_own(void **state)
{
	gives(state, "<p>One\n two</p><p>Three</p>", "One two\n\nThree\n");
	gives(state, "a<br>b<br/><br>c", "a\nb\n\nc\n");
	gives(state, "<div>a</div><div><br></div><div>b</div>", "a\n\nb\n");
	gives(state, "<h1>T</h1>x<hr>y", "T\n\nx\n\ny\n");
	gives(state, "<p class=MsoNormal>a</p><p class=MsoNormal>b</p>",
	    "a\nb\n");
	gives(state, "a <b>b</b><i>c</i>", "a bc\n");
}

static void tables_become_tabs_and_lines(void **state)
{
	gives(state,
	    "<table><tr><td>1</td><td>2</td></tr><tr><td>3<td>4"
	    "</table>x",
	    "1\t2\n3\t4\nx\n");
	gives(state,
	    "<table><tr><td><table><tr><td>in</td></tr></table></td>"
	    "<td>side</td></tr></table>",
	    "in\nside\n");
}

static void lists_are_marked(void **state)
{
	gives(state, "<ul><li>a<li>b</ul><ol><li>c</li><li>d</li></ol>",
	    "- a\n- b\n\n1. c\n2. d\n");
}

static void quotes_are_marked(void **state)
{
	gives(state, "x<blockquote type=cite><p>a</p><p>b</p></blockquote>y",
	    "x\n\n> a\n>\n> b\n\ny\n");
	gives(state, "<blockquote>indent</blockquote>", "indent\n");
}

static void references_are_decoded(void **state)
{
	gives(state, "a&amp;b &lt;x&gt; &eacute;&#233;&#xe9; &nbsp;&#150;",
	    "a&b <x> éé"
	    "é –\n");
	gives(state, "&bogus; &copy=1 & x", "&bogus; &copy=1 & x\n");
	gives(state, "&#0;&#x110000;", "\xef\xbf\xbd\xef\xbf\xbd\n");
}

static void scripts_styles_comments_and_titles_are_dropped(void **state)
{
	gives(state,
	    "<title>t</title><style>p{}</style>a<script>if (1<2) "
	    "\"</p>\"</script>b<!-- c --><![if x]>d<![endif]>",
	    "abd\n");
	gives(state, "<!DOCTYPE html><?xml x?>a", "a\n");
	gives(state, "a<!-- never closed", "a\n");
	gives(state, "a<script>never closed", "a\n");
}

static void what_is_no_tag_is_text(void **state)
{
	gives(state, "1 < 2 <3 a<b", "1 < 2 <3 a\n");
	gives(state, "x <- y", "x <- y\n");
}

static void links_come_with_their_text(void **state)
{
	struct out o = convert(state,
	    "<a href=\" https://e.org/?a=1&amp;b=2 \">Your <b>bank</b></a> "
	    "<a href=x><img src=http://i.org/1 alt=\"Logo\"></a> "
	    "<a name=y>no</a><form action='/post'></form>");

	assert_string_equal(o.text, "Your bank Logo no\n");
	assert_int_equal(o.h.links_n, 3);
	assert_string_equal(o.h.links[0].href, "https://e.org/?a=1&b=2");
	assert_string_equal(o.h.links[0].text, "Your bank");
	assert_string_equal(o.h.links[1].text, "Logo");
	assert_int_equal(o.h.links[2].kind, MAIL_LINK_FORM);
	assert_int_equal(o.h.forms, 1);
	assert_int_equal(o.h.remote_images, 1);
}

static void links_are_bounded_but_counted(void **state)
{
	struct out o;
	char html[1000] = "";

	for (int i = 0; i < 15; i++)
		strcat(html, "<a href=u>x</a>");
	o = convert(state, html);
	assert_int_equal(o.h.links_n, 10);
	assert_int_equal(o.h.links_total, 15);
}

static void hides(void **state, const char *style)
{
	struct fixture *f = *state;
	char *html = arena_printf(f->a,
	    "<div>a</div><div style=\"%s\">secret</div><div>b</div>", style);
	struct out o = convert(state, html);

	assert_string_equal(o.text, "a\nb\n");
	assert_int_equal(o.h.hidden_bytes, 6);
}

static void hidden_elements_are_counted_not_shown(void **state)
{
	hides(state, "display:none");
	hides(state, "color:red; DISPLAY : none !important");
	hides(state, "visibility:hidden");
	hides(state, "font-size:0px");
	hides(state, "font-size:1px");
	hides(state, "opacity:0");
	hides(state, "max-height:0;overflow:hidden");
	hides(state, "text-indent:-9999px");
	hides(state, "color:#fff;background-color:#FFF");
}

static void a_child_may_be_seen_again(void **state)
{
	gives(state, "<td style='font-size:0'>x<p style='font-size:14px'>y",
	    "y\n");
	gives(state,
	    "<div style='visibility:hidden'>x<b style="
	    "'visibility:visible'>y</b></div>",
	    "y\n");
	gives(state,
	    "<div style='display:none'>x<b style='display:block'>y"
	    "</b></div>z",
	    "z\n");
	gives(state, "<div style='font-size:12px;max-height:0'>x</div>", "x\n");
}

static void hiding_ends_with_its_element(void **state)
{
	gives(state, "<p style='display:none'>x<p>y", "y\n");
	gives(state, "<table><tr><td><div style='display:none'>x</td><td>y",
	    "y\n");
	gives(state, "<div hidden>x</div></div></div>y", "y\n");
	gives(state, "<template>x</template>y", "y\n");
}

static void links_in_hidden_elements_say_so(void **state)
{
	struct out o =
	    convert(state, "<div style='display:none'><a href=u>x</a></div>");

	assert_int_equal(o.h.links_n, 1);
	assert_true(o.h.links[0].hidden);
	assert_string_equal(o.h.links[0].text, "");
}

static void zero_width_characters_are_counted(void **state)
{
	struct out o = convert(state, "pay&#8203;p&shy;al &zwnj;&nbsp;&zwnj;x");

	assert_string_equal(o.text, "paypal x\n");
	assert_int_equal(o.h.invisible_chars, 2);
}

static void preformatted_lines_stay(void **state)
{
	gives(state, "<pre>a\nb</pre>c\nd", "a\nb\n\nc d\n");
}

static void deep_nesting_costs_no_stack(void **state)
{
	struct fixture *f = *state;
	size_t n = 200000;
	char *html = arena_alloc(f->a, 3 * n + 10);

	for (size_t i = 0; i < n; i++)
		memcpy(html + 3 * i, "<b>", 3);
	memcpy(html + 3 * n, "end", 4);
	gives(state, html, "end\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    MAIL_TEST(blocks_are_on_lines_of_their_own),
	    MAIL_TEST(tables_become_tabs_and_lines),
	    MAIL_TEST(lists_are_marked),
	    MAIL_TEST(quotes_are_marked),
	    MAIL_TEST(references_are_decoded),
	    MAIL_TEST(scripts_styles_comments_and_titles_are_dropped),
	    MAIL_TEST(what_is_no_tag_is_text),
	    MAIL_TEST(links_come_with_their_text),
	    MAIL_TEST(links_are_bounded_but_counted),
	    MAIL_TEST(hidden_elements_are_counted_not_shown),
	    MAIL_TEST(a_child_may_be_seen_again),
	    MAIL_TEST(hiding_ends_with_its_element),
	    MAIL_TEST(links_in_hidden_elements_say_so),
	    MAIL_TEST(zero_width_characters_are_counted),
	    MAIL_TEST(preformatted_lines_stay),
	    MAIL_TEST(deep_nesting_costs_no_stack),
	};

	return cmocka_run_group_tests(tests, mail_up, mail_down);
}
