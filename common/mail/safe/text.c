/* text.c - plain text for a browser: lines, folded quotations, links. */
#include "common/mail/safe/pass.h"

#include "common/base/htmlesc.h"

#define QUOTE_DEPTH 6   /* of "> > >"; deeper ones stand at this depth */
#define FOLD_LINES 4    /* quotations at the end that are longer are folded */
#define CUT_SLACK 65536 /* of SAFE_OUT_BYTES, for what closes */

size_t safe_dropped_bytes(struct str s)
{
	const unsigned char *b = (const unsigned char *)s.p;

	if ((b[0] < ' ' && b[0] != '\t' && b[0] != '\n') || b[0] == 0x7f)
		return 1;
	if (b[0] == 0xe2 && s.n > 2 &&
	    ((b[1] == 0x80 && b[2] >= 0xaa && b[2] <= 0xae) ||
		(b[1] == 0x81 && b[2] >= 0xa6 && b[2] <= 0xa9)))
		return 3;
	return 0;
}

static bool is_special(char c)
{
	unsigned char u = (unsigned char)c;

	return u < ' ' || c == '&' || c == '<' || c == '>' || c == '"' ||
	       u == 0x7f || u == 0xe2;
}

void safe_put_text(struct buf *out, struct str s)
{
	size_t i = 0;

	while (i < s.n) {
		size_t from = i, n;
		while (i < s.n && !is_special(s.p[i]))
			i++;
		buf_add(out, s.p + from, i - from);
		if (i == s.n)
			return;
		const char *e = htmlesc_one(s.p[i]);
		n = safe_dropped_bytes((struct str){s.p + i, s.n - i});
		if (e != NULL)
			buf_adds(out, e);
		else if (n == 0)
			buf_addc(out, s.p[i]);
		i += MAX(n, (size_t)1);
	}
}

/* ---- lines ---------------------------------------------------------------- */

/* How often a line is quoted; *rest_r is behind the marks. */
static size_t quote_depth(struct str line, struct str *rest_r)
{
	size_t depth = 0, i = 0;

	while (i < line.n && line.p[i] == '>') {
		depth++;
		i++;
		if (i + 1 < line.n && line.p[i] == ' ' && line.p[i + 1] == '>')
			i++;
	}
	i += depth > 0 && i < line.n && line.p[i] == ' ';
	*rest_r = (struct str){line.p + i, line.n - i};
	return MIN(depth, (size_t)QUOTE_DEPTH);
}

static void put_line(struct safe_mail *m, struct str line)
{
	size_t pos = 0, done = 0;
	struct str url;
	enum safe_url_kind kind;

	while (safe_url_find(line, &pos, &url, &kind)) {
		char whole[SAFE_URL_BYTES + 16];
		size_t at = (size_t)(url.p - line.p), n = 0;

		safe_put_text(m->out, (struct str){line.p + done, at - done});
		if (kind == SAFE_URL_MAIL) {
			memcpy(whole, "mailto:", n = 7);
		} else if (str_istarts(url, "www.")) {
			memcpy(whole, "http://", n = 7);
		}
		memcpy(whole + n, url.p, url.n);
		safe_link_whole(m, (struct str){whole, n + url.n}, url);
		done = at + url.n;
	}
	safe_put_text(m->out, (struct str){line.p + done, line.n - done});
}

/* ---- quotations ----------------------------------------------------------- */

struct lines {
	struct safe_mail *m;
	size_t depth; /* blockquotes that are open */
	bool folded;
	size_t max; /* bytes of output */
};

/* Quoted lines at the beginning of s, blank ones not counted, and whether
 * nothing else follows. */
static size_t quoted_lines(struct str s, bool *last_r)
{
	struct str line, rest;
	size_t n = 0;

	*last_r = true;
	while (str_split(&s, '\n', &line)) {
		if (quote_depth(line, &rest) > 0) {
			n++;
		} else if (str_trim(line).n > 0) {
			*last_r = false;
			break;
		}
	}
	return n;
}

static void level(struct lines *l, size_t depth, struct str rest)
{
	bool last;

	if (l->depth == 0 && depth > 0) {
		size_t n = quoted_lines(rest, &last);

		l->folded = last && n >= FOLD_LINES;
		if (l->folded)
			buf_addf(l->m->out,
			    "<details><summary>%zu quoted lines</summary>", n);
	}
	for (; l->depth < depth; l->depth++)
		buf_adds(l->m->out, "<blockquote>");
	for (; l->depth > depth; l->depth--)
		buf_adds(l->m->out, "</blockquote>");
	if (depth == 0 && l->folded) {
		buf_adds(l->m->out, "</details>");
		l->folded = false;
	}
}

void mail_safe_text(struct safe_mail *m, struct str text)
{
	struct lines l = {
	    .m = m, .max = m->out->len + SAFE_OUT_BYTES - CUT_SLACK};
	struct str rest = text, before = text, line, said;

	buf_adds(m->out, "<div class=\"al-text\">");
	while (str_split(&rest, '\n', &line)) {
		if (m->out->len > l.max || buf_failed(m->out)) {
			m->cut = true;
			break;
		}
		size_t depth = quote_depth(line, &said);
		/* A quotation goes on over blank lines. */
		if (depth > 0 || str_trim(line).n > 0)
			level(&l, depth, before);
		put_line(m, said);
		buf_addc(m->out, '\n');
		before = rest;
	}
	level(&l, 0, before);
	buf_adds(m->out, "</div>");
}
