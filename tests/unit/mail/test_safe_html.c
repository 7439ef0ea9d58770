/* test_safe_html.c - HTML of mail for a browser: what stays, what goes. */
#include "tests/unit/mail/fixture.h"

#include "common/mail/safe/safe.h"

#include <stdio.h>

#define OUT_BYTES 20000

struct out {
	char text[OUT_BYTES];
	struct safe_mail m;
};

static void make(void **state, const char *html, bool marks, struct out *o)
{
	struct fixture *f = *state;
	struct buf out;

	buf_init(&out, SAFE_BUF_BYTES);
	o->m = (struct safe_mail){.a = f->a, .marks = marks, .out = &out};
	mail_safe_html(&o->m, str_of(html));
	(void)str_copy(o->text, sizeof o->text, str_of(buf_str(&out)));
	buf_deinit(&out);
	o->m.out = NULL;
}

/* What comes out, and that it comes out the same again. */
static void gives(void **state, const char *html, const char *want)
{
	struct out once, twice;

	make(state, html, false, &once);
	assert_string_equal(once.text, want);
	make(state, once.text, false, &twice);
	assert_string_equal(twice.text, once.text);
}

static void known_elements_and_attributes_stay(void **state)
{
	gives(state, "<P ALIGN=Center>a <B>b</B></P>",
	    "<p align=\"center\">a <b>b</b></p>");
	gives(state,
	    "<table width=\"100%\" cellpadding=0 border='1'><tr><td "
	    "colspan=2 bgcolor=#FFF>x</td></tr></table>",
	    "<table border=\"1\" cellpadding=\"0\" width=\"100%\"><tr>"
	    "<td bgcolor=\"#FFF\" colspan=\"2\">x</td></tr></table>");
	gives(state, "<h1 title='A \"b\"'>t</h1><br/><hr>",
	    "<h1 title=\"A &quot;b&quot;\">t</h1><br><hr>");
}

static void what_runs_is_gone(void **state)
{
	gives(state, "a<script>alert(1)</script>b", "ab");
	gives(state, "a<SCRIPT\n>alert(1)</script\n>b", "ab");
	gives(state, "<p onclick=alert(1) onmouseover='x'>a</p>", "<p>a</p>");
	gives(state, "<iframe src=x>a</iframe>b", "b");
	gives(state, "<object data=x><embed src=y>c</object>", "c");
	gives(state, "<form action=x><input value=a><button>Go</button></form>",
	    "Go");
	gives(state, "<meta http-equiv=refresh content=0><base href=x>a", "a");
	gives(state, "a<!-- <b> -->b<![if x]>c<?php d?>", "abc");
}

static void drawings_end_where_html_begins(void **state)
{
	gives(state, "<svg><script>x</script><circle/></svg>a", "a");
	gives(
	    state, "<svg><style><img src=x onerror=y></style><p>a", "<p>a</p>");
	gives(state, "<math><mi>x</mi><svg></svg></math>b", "b");
	gives(state, "<svg>text only", "");
	gives(state, "<template><p>x</p></template>y", "y");
}

static void text_is_written_anew(void **state)
{
	gives(state, "1 < 2 & 3 &lt;script&gt; &#60;b&#62; \"q\"",
	    "1 &lt; 2 &amp; 3 &lt;script&gt; &lt;b&gt; &quot;q&quot;");
	gives(state, "&unknown; &copy=1 &amp;lt;",
	    "&amp;unknown; &amp;copy=1 &amp;lt;");
	gives(state,
	    "a\x01"
	    "b\xe2\x80\xae"
	    "c",
	    "abc");
}

static void nesting_comes_out_balanced(void **state)
{
	gives(state, "<p>a<p>b", "<p>a</p><p>b</p>");
	gives(state, "<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>");
	gives(state, "<b><i>x</b>y</i>z", "<b><i>x</i></b><i>y</i>z");
	gives(state, "<p><font color=red>a<p>b</font>c",
	    "<p><font color=\"red\">a</font></p><p><font color=\"red\">b"
	    "</font>c</p>");
	gives(state, "</div></p>a<div>b", "a<div>b</div>");
	gives(state, "<a href=http://a.example/>x<a href=http://b.example/>y",
	    "<a href=\"http://a.example/\" rel=\"noopener noreferrer "
	    "nofollow\" "
	    "target=\"_blank\">x</a><a href=\"http://b.example/\" "
	    "rel=\"noopener noreferrer nofollow\" target=\"_blank\">y</a>");
}

static void tables_come_out_as_tables(void **state)
{
	gives(state, "<td>a</td>", "a");
	gives(state, "<table>a<td>b",
	    "<table><tr><td>a</td><td>b</td></tr>"
	    "</table>");
	gives(state, "<table> <tbody> <tr> <td>1<td>2<tr><td>3</table>x",
	    "<table><tbody><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr>"
	    "</tbody></table>x");
	gives(state, "<table><tr><td><table><tr><td>in</table>out</table>",
	    "<table><tr><td><table><tr><td>in</td></tr></table>out</td></tr>"
	    "</table>");
	gives(state,
	    "<table><caption>c</caption><colgroup><col width=5>"
	    "<tr><th>h",
	    "<table><caption>c</caption><colgroup><col width=\"5\"></colgroup>"
	    "<tr><th>h</th></tr></table>");
	gives(state, "<table><tr><td></div>x</td></tr></table>",
	    "<table><tr><td>x</td></tr></table>");
}

static void body_becomes_a_block_once(void **state)
{
	gives(state,
	    "<html><head><title>t</title></head><body bgcolor=#eee "
	    "text=black style='margin:0'>a<body bgcolor=red>b</body></html>c",
	    "<div style=\"background-color:#eee;color:black;margin:0;\">abc"
	    "</div>");
}

static void styles_are_known_properties(void **state)
{
	gives(state, "<p style=\"color : RED; font-size:12px!important\">a</p>",
	    "<p style=\"color:RED;font-size:12px;\">a</p>");
	gives(state,
	    "<p style='position:fixed;top:0;z-index:9;behavior:url(x);"
	    "-moz-binding:url(y);width:expression(alert(1));content:\"x\"'>a",
	    "<p>a</p>");
	gives(state, "<p style='background:url(http://x/)'>a</p>", "<p>a</p>");
	gives(state, "<p style='background:#fff url(http://x/)'>a</p>",
	    "<p>a</p>");
	gives(state, "<p style='background:rgb(1, 2, 3)'>a</p>",
	    "<p style=\"background:rgb(1, 2, 3);\">a</p>");
	gives(state, "<p style='color:\\72 ed;width:99999px;margin:-5px'>a</p>",
	    "<p>a</p>");
	gives(state, "<p style='width/**/:1px;x:/*;color:red'>a</p>",
	    "<p style=\"width:1px;\">a</p>");
	gives(state, "<p style=\"font-family:'Segoe UI',Arial\">a</p>",
	    "<p style=\"font-family:'Segoe UI',Arial;\">a</p>");
	gives(state, "<p style='font-family:&quot;a&quot;;color:red'>a</p>",
	    "<p style=\"font-family:'a';color:red;\">a</p>");
	gives(state, "<p style='color:red}body{color:blue'>a</p>", "<p>a</p>");
	gives(state, "<p style='color:var(--x);width:calc(1px)'>a</p>",
	    "<p>a</p>");
}

static void links_lead_to_web_mail_and_phone(void **state)
{
#define LINK(url)                                                              \
	"<a href=\"" url "\" rel=\"noopener noreferrer nofollow\" "            \
	"target=\"_blank\">x</a>"
	gives(state, "<a href=' HTTPS://A.Example/p?q=1&amp;r=\"2\"#f'>x</a>",
	    LINK("https://a.example/p?q=1&amp;r=%222%22#f"));
	gives(state, "<a href=//a.example/p target=_self>x</a>",
	    LINK("https://a.example/p"));
	gives(state, "<a href='mailto:a@b.example?subject=x y'>x</a>",
	    LINK("mailto:a@b.example?subject=x%20y"));
	gives(state, "<a href='tel:+1-555'>x</a>", LINK("tel:+1-555"));
	gives(state, "<a href='http:\\\\a.example\\p'>x</a>",
	    LINK("http://a.example/p"));
	gives(state, "<a href='https://u:p@a.example/'>x</a>",
	    LINK("https://a.example/"));
#undef LINK
}

static void other_links_are_text(void **state)
{
	static const char *const bad[] = {"javascript:alert(1)",
	    "JaVaScRiPt:alert(1)", "java\tscript:alert(1)",
	    "&#106;avascript:alert(1)", "javascript&colon;alert(1)",
	    "\x01javascript:alert(1)", "data:text/html,x", "vbscript:x",
	    "file:///etc/passwd", "blob:x", "/api/emails", "x", "?q", "https:x",
	    "https:/x", "http://", "http://%65vil.example/", "http://a b/",
	    "about:blank", "view-source:http://x/", "tel:javascript:x",
	    "ht\ntps:x"};
	char html[200];

	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		snprintf(html, sizeof html, "<a href=\"%s\">x</a>", bad[i]);
		gives(state, html, "x");
	}
}

static const struct safe_link *link_of(
    void **state, const char *html, struct out *o)
{
	make(state, html, true, o);
	assert_int_equal(o->m.links_n, 1);
	return &o->m.links[0];
}

static void links_that_deceive_say_where_they_lead(void **state)
{
	struct out o;
	const struct safe_link *l;

	l = link_of(state,
	    "<a href=http://evil.example/>www.bank.example/login</a>", &o);
	assert_int_equal(l->bits, SAFE_URL_MISMATCH);
	assert_non_null(strstr(o.text, "data-warn=\"mismatch\">leads to "
				       "evil.example</span>"));
	l = link_of(state, "<a href=http://paypa1.com/>paypal.com</a>", &o);
	assert_int_equal(l->bits, SAFE_URL_MISMATCH);
	l = link_of(
	    state, "<a href=http://a.bank.com/>https://bank.com/</a>", &o);
	assert_int_equal(l->bits, 0);
	assert_null(strstr(o.text, "al-hint"));
	assert_non_null(strstr(o.text, "title=\"a.bank.com\""));
	l = link_of(state, "<a href=http://bank.com@evil.example/>x</a>", &o);
	assert_int_equal(l->bits, SAFE_URL_USERINFO);
	assert_string_equal(l->host, "evil.example");
	l = link_of(state, "<a href=http://10.0.0.1/>x</a>", &o);
	assert_int_equal(l->bits, SAFE_URL_IP);
	l = link_of(state, "<a href='http://xn--pple-43d.com/'>x</a>", &o);
	assert_int_equal(l->bits, SAFE_URL_FOREIGN);
	l = link_of(state, "<a href='http://p\xd0\xb0ypal.com/'>x</a>", &o);
	assert_int_equal(l->bits, SAFE_URL_FOREIGN);
	l = link_of(
	    state, "<a href=mailto:x@evil.example>help@bank.com</a>", &o);
	assert_int_equal(l->bits, SAFE_URL_MISMATCH);
}

static void remote_images_become_places(void **state)
{
	struct out o;

	make(state,
	    "<img src=http://x.example/a.png alt='The <logo>' width=200>"
	    "<img src=//x.example/p width=1 height=1>"
	    "<img src=http://x.example/q style='display:none'>"
	    "<img srcset='http://x.example/r 2x'>"
	    "<td background=http://x.example/><div "
	    "style='background-image:url(http://x.example/)'>",
	    true, &o);
	assert_int_equal(o.m.trackers, 2);
	assert_int_equal(o.m.remote_images, 5);
	assert_null(strstr(o.text, "<img"));
	assert_non_null(strstr(o.text, "The &lt;logo&gt;</span>"));
	assert_null(strstr(o.text, "x.example"));
	gives(state, "<img src=http://x/a.png alt=x>", "");
}

#define GIF "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
#define GIF_HUGE "R0lGODlh//8BAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"

static void images_of_known_types_are_kept(void **state)
{
	struct out o;

	gives(state, "<img alt=x src=\"data:image/png;base64," GIF "\">",
	    "<img src=\"data:image/gif;base64," GIF "\" alt=\"x\">");
	make(state,
	    "<img src='data:image/svg+xml;base64,PHN2Zz48L3N2Zz4='>"
	    "<img src='data:image/svg+xml,<svg onload=x>'>"
	    "<img src='data:text/html;base64," GIF "x'>"
	    "<img src=cid:none><img src=x.png>",
	    true, &o);
	assert_int_equal(o.m.removed.images, 4);
	assert_int_equal(o.m.inline_images, 1);
}

static void parts_are_found_by_their_id(void **state)
{
	struct fixture *f = *state;
	static const char gif[] = "GIF89a\1\0\1\0........................";
	const struct safe_part part = {
	    .content_id = "a b@c", .bytes = {gif, sizeof gif - 1}};
	struct buf out;
	struct safe_mail m = {
	    .a = f->a, .parts = &part, .parts_n = 1, .out = &out};

	buf_init(&out, SAFE_BUF_BYTES);
	mail_safe_html(&m, STR("<img src='cid:a%20b@c'><img src=cid:>"));
	assert_int_equal(m.inline_images, 1);
	assert_int_equal(m.removed.images, 1);
	assert_true(str_starts(str_of(buf_str(&out)), "<img src=\"data:image/"
						      "gif;base64,R0lGODlh"));
	buf_deinit(&out);
}

static void what_was_removed_is_counted(void **state)
{
	struct out o;

	make(state,
	    "<script></script><svg/><form><input></form><p onclick=x "
	    "style='position:fixed;mso-x:y'>a</p><iframe></iframe><video>"
	    "<style>x</style><link rel=x><a href=javascript:x>y</a>",
	    true, &o);
	assert_int_equal(o.m.removed.scripts, 1);
	assert_int_equal(o.m.removed.drawings, 1);
	assert_int_equal(o.m.removed.forms, 2);
	assert_int_equal(o.m.removed.handlers, 1);
	assert_int_equal(o.m.removed.declarations, 1);
	assert_int_equal(o.m.removed.frames, 1);
	assert_int_equal(o.m.removed.media, 1);
	assert_int_equal(o.m.removed.styles, 1);
	assert_int_equal(o.m.removed.metas, 1);
	assert_int_equal(o.m.removed.urls, 1);
}

static void a_mail_with_colours_says_so(void **state)
{
	struct out o;

	make(state, "<p style='margin:0'>a", true, &o);
	assert_false(o.m.own_colors);
	make(state, "<p style='background:transparent;color:inherit'>a", true,
	    &o);
	assert_false(o.m.own_colors);
	make(state, "<font color=red>a", true, &o);
	assert_true(o.m.own_colors);
	make(state, "<p style='color:#333'>a", true, &o);
	assert_true(o.m.own_colors);
}

/* unit repeated n times through the pass; the bytes that come out. */
static size_t bytes_of_many(
    void **state, const char *unit, size_t n, struct safe_mail *m_r)
{
	struct fixture *f = *state;
	struct buf in, out;
	size_t bytes;

	buf_init(&in, strlen(unit) * n + 1);
	for (size_t i = 0; i < n; i++)
		buf_adds(&in, unit);
	buf_init(&out, SAFE_BUF_BYTES);
	*m_r = (struct safe_mail){.a = f->a, .marks = true, .out = &out};
	mail_safe_html(m_r, (struct str){in.data, in.len});
	assert_false(buf_failed(&out));
	bytes = out.len;
	buf_deinit(&out);
	buf_deinit(&in);
	return bytes;
}

static void depth_and_output_are_bounded(void **state)
{
	struct safe_mail m;

	assert_in_range(bytes_of_many(state, "<div>", 100000, &m),
	    SAFE_DEPTH * 11, SAFE_DEPTH * 11 + 100);
	assert_in_range(bytes_of_many(state, "<table>x", 100000, &m), 1,
	    SAFE_OUT_BYTES + 100000);
	assert_in_range(bytes_of_many(state, "<p><b><i><u><s>x", 60000, &m), 1,
	    SAFE_OUT_BYTES + 100000);
	assert_true(m.cut);
	(void)bytes_of_many(state, "<a href=http://x.example/>y</a>", 1000, &m);
	assert_int_equal(m.links_n, SAFE_LINKS);
	assert_int_equal(m.links_total, 1000);
	(void)bytes_of_many(state, "<svg>", 100000, &m);
	(void)bytes_of_many(state, "<p a b c d e f g=", 50000, &m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    MAIL_TEST(known_elements_and_attributes_stay),
	    MAIL_TEST(what_runs_is_gone),
	    MAIL_TEST(drawings_end_where_html_begins),
	    MAIL_TEST(text_is_written_anew),
	    MAIL_TEST(nesting_comes_out_balanced),
	    MAIL_TEST(tables_come_out_as_tables),
	    MAIL_TEST(body_becomes_a_block_once),
	    MAIL_TEST(styles_are_known_properties),
	    MAIL_TEST(links_lead_to_web_mail_and_phone),
	    MAIL_TEST(other_links_are_text),
	    MAIL_TEST(links_that_deceive_say_where_they_lead),
	    MAIL_TEST(remote_images_become_places),
	    MAIL_TEST(images_of_known_types_are_kept),
	    MAIL_TEST(parts_are_found_by_their_id),
	    MAIL_TEST(what_was_removed_is_counted),
	    MAIL_TEST(a_mail_with_colours_says_so),
	    MAIL_TEST(depth_and_output_are_bounded),
	};

	return cmocka_run_group_tests(tests, mail_up, mail_down);
}
