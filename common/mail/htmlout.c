/* htmlout.c - the text of an HTML conversion: white space, quotes, links. */
#include "common/mail/htmlout.h"

#include "common/mail/charset.h"

static bool hidden(const struct html_conv *c)
{
	const struct html_open *o =
	    c->depth == 0 ? NULL : &c->stack[c->depth - 1];

	return o != NULL && (o->none || o->invisible || o->tiny);
}

/* White space that is owed, and the marks of quoting. */
static void owed(struct html_conv *c)
{
	struct buf *out = c->h->text;

	if (!c->started || c->newlines > 0) {
		unsigned n = c->started ? c->newlines : 0;
		for (unsigned i = 0; i < n; i++) {
			if (i > 0 && c->quotes_low > 0)
				buf_addc(out, '>');
			buf_addc(out, '\n');
		}
		for (size_t i = 0; i < MIN(c->quotes, 5); i++)
			buf_adds(out, "> ");
	} else if (c->tab) {
		buf_addc(out, '\t');
	} else if (c->space) {
		buf_addc(out, ' ');
	}
	c->quotes_low = c->quotes;
	c->started = true;
	c->newlines = 0;
	c->tab = c->space = false;
}

static void link_put(struct html_conv *c, const char *p, size_t n)
{
	if (c->link_len > 0 && c->link_space &&
	    c->link_len < HTML_LINK_TEXT_MAX)
		c->link_text[c->link_len++] = ' ';
	c->link_space = false;
	n = MIN(n, sizeof(c->link_text) - c->link_len);
	memcpy(c->link_text + c->link_len, p, n);
	c->link_len += n;
}

/* Bytes without white space or controls. */
static void put_run(struct html_conv *c, const char *p, size_t n)
{
	if (n == 0)
		return;
	if (hidden(c)) {
		c->h->hidden_bytes += n;
		return;
	}
	owed(c);
	buf_add(c->h->text, p, n);
	if (c->link != NULL)
		link_put(c, p, n);
}

static void put_space(struct html_conv *c, char ch)
{
	if (c->pre > 0 && ch == '\n') {
		c->newlines = c->newlines < 2 ? c->newlines + 1 : 2;
	} else {
		c->space = true;
		c->link_space = true;
	}
}

/* Zero-width characters: shown as nothing, used to break words for filters
 * and to pad previews. The joiners matter inside some scripts. */
static bool is_zero_width(const struct html_conv *c, uint32_t ch)
{
	if (ch == 0x200b || ch == 0xfeff || ch == 0xad || ch == 0x34f ||
	    ch == 0x2060 || ch == 0x180e)
		return true;
	return (ch == 0x200c || ch == 0x200d) &&
	       (c->space || c->newlines > 0 || !c->started);
}

static void put_wide(struct html_conv *c, uint32_t ch, const char *p, size_t n)
{
	if (ch == 0xa0 || ch == 0x3000 || (ch >= 0x2000 && ch <= 0x200a) ||
	    ch == 0x202f || ch == 0x2028 || ch == 0x2029)
		put_space(c, ' ');
	else if (is_zero_width(c, ch))
		c->h->invisible_chars += !c->space && c->newlines == 0;
	else if (ch >= 0xa0)
		put_run(c, p, n);
}

void html_put_text(struct html_conv *c, struct str s)
{
	size_t from = 0;

	for (size_t i = 0; i < s.n;) {
		unsigned char b = (unsigned char)s.p[i];
		size_t n = 1;
		if (b > ' ' && b < 0x7f) {
			i++;
			continue;
		}
		put_run(c, s.p + from, i - from);
		if (b < 0x80) {
			if (b == ' ' || (b >= '\t' && b <= '\r'))
				put_space(c, (char)b);
		} else {
			struct str rest = {s.p + i, s.n - i};
			uint32_t ch = mail_utf8_get(rest, &n);
			put_wide(c, ch, s.p + i, n);
		}
		from = i += n;
	}
	put_run(c, s.p + from, s.n - from);
}

void html_put_char(struct html_conv *c, uint32_t ch)
{
	struct buf b;

	buf_init(&b, 8);
	mail_utf8_put(&b, ch);
	html_put_text(c, (struct str){b.data, b.len});
	buf_deinit(&b);
}
