/* bench_mail_safe.c - HTML of mail made safe: megabytes a CPU second.
 *
 * Rival, in the same run over the same bytes: gumbo building its tree and
 * freeing it, nothing cleaned and nothing written. The last line is a hostile
 * mail beside the ordinary one. Prints "name ours rival ratio".
 */
#include "common/base/die.h"
#include "common/mail/message.h"
#include "common/mail/safe/safe.h"

#include <gumbo.h>
#include <stdio.h>
#include <time.h>

#define ROUNDS 5
#define NEWSLETTER_BYTES (300U << 10)
#define HOSTILE_DEPTH 60000

/* An article of a newsletter as programs write them. */
static const char article[] =
    "<tr><td align=\"center\" valign=\"top\" style=\"padding:10px 24px;"
    "background-color:#ffffff;border-bottom:1px solid #eeeeee\">"
    "<table width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\">"
    "<tr><td width=\"120\"><a href=\"https://click.news.example/t/?u=81&amp;"
    "id=2f7\"><img src=\"https://cdn.news.example/i/7.png\" width=\"120\" "
    "height=\"80\" alt=\"Picture\" style=\"display:block;border:0\"></a></td>"
    "<td style=\"font-family:Arial,'Helvetica Neue',sans-serif;font-size:14px;"
    "line-height:20px;color:#333333\"><b>A headline of some words</b><br>"
    "Some sentences follow that say what the article is about &ndash; not too "
    "many of them, for nobody reads on.&nbsp;<a href=\"https://click.news."
    "example/t/?u=82&amp;id=2f8\" style=\"color:#0066cc;text-decoration:none\">"
    "Read more</a></td></tr></table></td></tr>\n";

static double seconds(clock_t from)
{
	return (double)(clock() - from) / CLOCKS_PER_SEC;
}

/* CPU seconds of one pass. */
static double ours(struct str html)
{
	struct arena *a = arena_new(16 << 20);
	struct buf out;
	struct safe_mail m = {.a = a, .marks = true, .out = &out};
	clock_t from = clock();
	double t;

	buf_init(&out, SAFE_BUF_BYTES);
	mail_safe_html(&m, html);
	t = seconds(from);
	if (out.len == 0)
		die("nothing came out");
	buf_deinit(&out);
	arena_free(&a);
	return t;
}

static double rival(struct str html)
{
	clock_t from = clock();
	GumboOutput *o =
	    gumbo_parse_with_options(&kGumboDefaultOptions, html.p, html.n);

	gumbo_destroy_output(&kGumboDefaultOptions, o);
	return seconds(from);
}

static double rate(double (*work)(struct str), const struct buf *html)
{
	double best = 1e9;

	for (int i = 0; i < ROUNDS; i++)
		best = MIN(best, work((struct str){html->data, html->len}));
	return (double)html->len / 1e6 / MAX(best, 1e-6);
}

int main(void)
{
	struct buf news, deep;
	double o, r, h;

	mail_init();
	buf_init(&news, 2 * NEWSLETTER_BYTES);
	buf_adds(&news, "<body bgcolor=\"#f4f4f4\"><table width=\"600\">");
	while (news.len < NEWSLETTER_BYTES)
		buf_adds(&news, article);
	buf_adds(&news, "</table></body>");
	buf_init(&deep, 16 * HOSTILE_DEPTH);
	for (size_t i = 0; i < HOSTILE_DEPTH; i++)
		buf_adds(&deep, "<div><b>");
	o = rate(ours, &news);
	r = rate(rival, &news);
	h = rate(ours, &deep);
	printf("mail_safe_newsletter_mb_s %.1f %.1f %.2f\n", o, r, o / r);
	printf("mail_safe_nested_60000_mb_s %.1f %.1f %.2f\n", h, o, h / o);
	buf_deinit(&deep);
	buf_deinit(&news);
	mail_deinit();
	return 0;
}
