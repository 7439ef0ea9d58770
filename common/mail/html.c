/* html.c - HTML mail to text: one pass, a bounded stack of open elements. */
#include "common/mail/html.h"

#include "common/mail/charset.h"
#include "common/mail/field.h"
#include "common/mail/htmlout.h"
#include "common/mail/htmltag.h"
#include "common/mail/message.h"
#include <stdio.h>

#define HREF_MAX 2000

static size_t markup(struct html_conv *c, struct str s);
static void tag_open(struct html_conv *c, const struct html_tag *t);
static void tag_close(struct html_conv *c, const struct html_tag *t);
static void link_end(struct html_conv *c);

void mail_html_text(struct arena *a, struct str s, struct mail_html *h)
{
	struct html_conv c = {.a = a, .h = h};
	size_t i = 0;

	while (i < s.n && !buf_failed(h->text)) {
		size_t from = i;
		uint32_t ch;
		while (i < s.n && s.p[i] != '<' && s.p[i] != '&')
			i++;
		html_put_text(&c, (struct str){s.p + from, i - from});
		if (i == s.n)
			break;
		struct str rest = {s.p + i, s.n - i};
		size_t n =
		    s.p[i] == '<' ? markup(&c, rest) : html_ref_read(rest, &ch);
		if (n == 0)
			html_put_char(&c, (unsigned char)s.p[i++]);
		else if (s.p[i] == '&')
			html_put_char(&c, ch);
		i += n;
	}
	link_end(&c);
	if (c.started)
		buf_addc(h->text, '\n');
}

/* ---- markup --------------------------------------------------------------- */

/* What begins with "<"; 0: it is text. */
static size_t markup(struct html_conv *c, struct str s)
{
	struct html_tag t;
	size_t n;

	if (s.n < 2)
		return 0;
	n = html_comment_read(s);
	if (n > 0)
		return n;
	if (!html_is_tag(s))
		return 0;
	n = html_tag_read(s, &t);
	if (t.closing)
		tag_close(c, &t);
	else
		tag_open(c, &t);
	if (!t.closing && (t.flags & TAG_RAW) != 0)
		n += html_raw_read((struct str){s.p + n, s.n - n}, t.name);
	return n;
}

/* ---- elements ------------------------------------------------------------- */

static const struct html_open *top(const struct html_conv *c)
{
	return c->depth == 0 ? NULL : &c->stack[c->depth - 1];
}

static void block(struct html_conv *c, unsigned flags)
{
	unsigned n = (flags & TAG_PARA) != 0    ? 2
		     : (flags & TAG_BLOCK) != 0 ? 1
						: 0;

	if (n > c->newlines)
		c->newlines = n;
	if ((flags & TAG_CELL) != 0)
		c->tab = true;
}

static void pop(struct html_conv *c)
{
	const struct html_open *o = &c->stack[--c->depth];

	block(c, o->flags);
	c->quotes -= o->quote;
	c->quotes_low = MIN(c->quotes_low, c->quotes);
	c->pre -= (o->flags & TAG_PRE) != 0;
}

static void push(
    struct html_conv *c, const struct html_tag *t, struct html_open o)
{
	if (c->depth == HTML_STACK_MAX) {
		c->beyond++;
		return;
	}
	o.id = t->id;
	o.flags = t->flags;
	c->quotes += o.quote;
	c->pre += (t->flags & TAG_PRE) != 0;
	c->stack[c->depth++] = o;
}

/* Closes the nearest open element with this id unless one whose flags
 * include a stop flag lies above it. */
static void close_to(struct html_conv *c, uint32_t id, unsigned stop)
{
	for (size_t i = c->depth; i-- > 0;) {
		if (c->stack[i].id == id) {
			while (c->depth > i)
				pop(c);
			return;
		}
		if ((c->stack[i].flags & stop) != 0)
			return;
	}
}

/* Elements that end when another begins. */
static void imply_end(struct html_conv *c, const struct html_tag *t)
{
	static const char *const same[] = {"li", "option", "dd", "dt"};

	if ((t->flags & TAG_BLOCK) != 0)
		close_to(c, html_tag_id(STR("p")), TAG_CELL | TAG_TABLE);
	for (size_t i = 0; i < ARRAY_LEN(same); i++)
		if (str_ieqs(t->name, same[i]))
			close_to(c, t->id, TAG_LIST | TAG_CELL | TAG_TABLE);
	if ((t->flags & TAG_CELL) != 0) {
		close_to(c, html_tag_id(STR("td")), TAG_TABLE);
		close_to(c, html_tag_id(STR("th")), TAG_TABLE);
	}
	if (str_ieqs(t->name, "tr"))
		for (size_t i = c->depth; i-- > 0;) {
			if (c->stack[i].id == html_tag_id(STR("table")))
				break;
			if (c->stack[i].id == t->id) {
				close_to(c, t->id, 0);
				break;
			}
		}
}

static void open_style(
    struct html_conv *c, const struct html_tag *t, struct html_open *o)
{
	const struct html_open *up = top(c);
	unsigned style = t->attr[ATTR_STYLE].p == NULL
			     ? 0
			     : html_style_read(t->attr[ATTR_STYLE]);
	struct str class = t->attr[ATTR_CLASS];

	if (up != NULL) {
		o->none = up->none;
		o->invisible = up->invisible;
		o->tiny = up->tiny;
	}
	o->none = o->none || (style & STYLE_NONE) != 0 ||
		  (t->flags & TAG_HIDDEN) != 0 ||
		  t->attr[ATTR_HIDDEN].p != NULL;
	if ((style & (STYLE_VISIBLE | STYLE_INVISIBLE)) != 0)
		o->invisible = (style & STYLE_INVISIBLE) != 0;
	if ((style & (STYLE_TINY | STYLE_SIZED)) != 0)
		o->tiny = (style & STYLE_TINY) != 0;
	/* Old mail indents with blockquote; a quotation says that it is one. */
	if (str_ieqs(t->name, "blockquote"))
		o->quote = (style & STYLE_QUOTE) != 0 ||
			   str_ieqs(t->attr[ATTR_TYPE], "cite") ||
			   (class.n > 0 && (str_ifind(class, "quote") >= 0 ||
					       str_ifind(class, "cite") >= 0));
}

static const char *attr_dup(struct html_conv *c, struct str value, size_t max)
{
	struct buf raw, clean;
	const char *s;

	buf_init(&raw, 2 * max);
	buf_init(&clean, 2 * max);
	html_attr_text(&raw, (struct str){value.p, MIN(value.n, max)});
	(void)mail_charset_utf8(
	    &clean, (struct str){raw.data, raw.len}, STR("utf-8"));
	buf_clear(&raw);
	(void)mail_text_clean(&raw, (struct str){clean.data, clean.len});
	struct str v = str_trim((struct str){raw.data, raw.len});
	s = arena_strndup(c->a, v.n == 0 ? "" : v.p, utf8_cut(v, max));
	buf_deinit(&raw);
	buf_deinit(&clean);
	return s;
}

static struct mail_link *link_new(
    struct html_conv *c, struct str href, enum mail_link_kind kind, bool unseen)
{
	struct mail_html *h = c->h;

	h->links_total++;
	if (h->links_n >= h->links_max)
		return NULL;
	h->links = mail_grow(c->a, h->links, h->links_n, sizeof *h->links);
	struct mail_link *l = &h->links[h->links_n++];
	*l = (struct mail_link){.href = attr_dup(c, href, HREF_MAX),
	    .text = "",
	    .kind = kind,
	    .hidden = unseen};
	return l;
}

static void link_end(struct html_conv *c)
{
	if (c->link == NULL)
		return;
	struct str t = {c->link_text, c->link_len};
	c->link->text =
	    arena_strndup(c->a, t.p, utf8_cut(t, HTML_LINK_TEXT_MAX));
	c->link = NULL;
}

static bool is_small(struct str v)
{
	v = str_trim(v);
	return v.n > 0 && (v.p[0] == '0' || v.p[0] == '1') &&
	       (v.n == 1 || v.p[1] == 'p');
}

static void image(struct html_conv *c, const struct html_tag *t)
{
	struct str src = str_trim(t->attr[ATTR_SRC]);

	if (src.p != NULL &&
	    (str_istarts(src, "http:") || str_istarts(src, "https:") ||
		str_starts(src, "//")))
		c->h->remote_images++;
	if (t->attr[ATTR_ALT].n == 0 || is_small(t->attr[ATTR_WIDTH]) ||
	    is_small(t->attr[ATTR_HEIGHT]))
		return;
	const char *alt = attr_dup(c, t->attr[ATTR_ALT], HTML_LINK_TEXT_MAX);
	html_put_text(c, str_of(alt));
}

static void list_item(struct html_conv *c)
{
	for (size_t i = c->depth; i-- > 0;) {
		struct html_open *o = &c->stack[i];
		if ((o->flags & TAG_LIST) == 0)
			continue;
		char mark[16];
		if (o->item < 0)
			return html_put_text(c, STR("- "));
		o->item = o->item < 9999 ? o->item + 1 : o->item;
		int n = snprintf(mark, sizeof(mark), "%d. ", o->item);
		return html_put_text(c, (struct str){mark, (size_t)n});
	}
}

static void tag_open(struct html_conv *c, const struct html_tag *t)
{
	struct html_open o = {.item = -1};

	imply_end(c, t);
	open_style(c, t, &o);
	bool unseen = o.none || o.invisible || o.tiny;
	unsigned flags = t->flags;
	/* Word writes one such paragraph a line. */
	if ((flags & TAG_PARA) != 0 && t->attr[ATTR_CLASS].n > 0 &&
	    str_ifind(t->attr[ATTR_CLASS], "MsoNormal") >= 0)
		flags &= ~(unsigned)TAG_PARA;
	block(c, flags);
	if (str_ieqs(t->name, "br")) {
		c->newlines = c->newlines < 2 ? c->newlines + 1 : 2;
		return;
	}
	if (str_ieqs(t->name, "img"))
		image(c, t);
	if (str_ieqs(t->name, "a") || str_ieqs(t->name, "area")) {
		link_end(c);
		c->link_len = 0;
		c->link_space = false;
		if (t->attr[ATTR_HREF].n > 0)
			c->link = link_new(
			    c, t->attr[ATTR_HREF], MAIL_LINK_ANCHOR, unseen);
		if (str_ieqs(t->name, "area"))
			link_end(c);
	}
	if (str_ieqs(t->name, "form")) {
		c->h->forms++;
		if (t->attr[ATTR_ACTION].n > 0)
			(void)link_new(
			    c, t->attr[ATTR_ACTION], MAIL_LINK_FORM, unseen);
	}
	if ((flags & (TAG_VOID | TAG_RAW)) != 0)
		return;
	o.item = str_ieqs(t->name, "ol") ? 0 : -1;
	struct html_tag pushed = *t;
	pushed.flags = flags;
	push(c, &pushed, o);
	if (str_ieqs(t->name, "li"))
		list_item(c);
}

static void tag_close(struct html_conv *c, const struct html_tag *t)
{
	if (str_ieqs(t->name, "a"))
		link_end(c);
	if (str_ieqs(t->name, "br")) { /* browsers take it for <br> */
		c->newlines = c->newlines < 2 ? c->newlines + 1 : 2;
		return;
	}
	if (c->beyond > 0) {
		c->beyond--;
		block(c, t->flags);
		return;
	}
	/* A stray end tag inside a cell does not end what is around it. */
	close_to(
	    c, t->id, (t->flags & (TAG_CELL | TAG_TABLE)) != 0 ? 0 : TAG_CELL);
}
