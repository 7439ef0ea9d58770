/* html.c - HTML mail to text: one pass, a bounded stack of open elements. */
#include "common/mail/html.h"

#include "common/mail/charset.h"
#include "common/mail/field.h"
#include "common/mail/htmltag.h"
#include "common/mail/message.h"
#include <stdio.h>

#define STACK_MAX 200
#define HREF_MAX 2000
#define LINK_TEXT_MAX 200

struct open {
	uint32_t id;
	unsigned flags;
	bool none, invisible, tiny; /* why its text can't be seen */
	bool quote;
	int item; /* of a list: last number, -1 for bullets */
};

struct conv {
	struct arena *a;
	struct mail_html *h;
	struct open stack[STACK_MAX];
	size_t depth;
	size_t beyond;     /* open elements that found no room */
	unsigned newlines; /* owed before the next text: 0 to 2 */
	bool tab, space;   /* likewise */
	bool started;
	size_t quotes;
	size_t pre;
	struct mail_link *link; /* <a> that is open */
	char link_text[LINK_TEXT_MAX + 8];
	size_t link_len;
	bool link_space;
};

static size_t markup(struct conv *c, struct str s);
static void tag_open(struct conv *c, const struct html_tag *t);
static void tag_close(struct conv *c, const struct html_tag *t);
static void put_text(struct conv *c, struct str s);
static void put_char(struct conv *c, uint32_t ch);
static void link_end(struct conv *c);

void mail_html_text(struct arena *a, struct str s, struct mail_html *h)
{
	struct conv c = {.a = a, .h = h};
	size_t i = 0;

	while (i < s.n && !buf_failed(h->text)) {
		size_t from = i;
		uint32_t ch;
		while (i < s.n && s.p[i] != '<' && s.p[i] != '&')
			i++;
		put_text(&c, (struct str){s.p + from, i - from});
		if (i == s.n)
			break;
		struct str rest = {s.p + i, s.n - i};
		size_t n =
		    s.p[i] == '<' ? markup(&c, rest) : html_ref_read(rest, &ch);
		if (n == 0)
			put_char(&c, (unsigned char)s.p[i++]);
		else if (s.p[i] == '&')
			put_char(&c, ch);
		i += n;
	}
	link_end(&c);
	if (c.started)
		buf_addc(h->text, '\n');
}

/* ---- markup --------------------------------------------------------------- */

static bool is_letter(char c)
{
	return (c | 32) >= 'a' && (c | 32) <= 'z';
}

static size_t comment_len(struct str s)
{
	if (s.n >= 4 && memcmp(s.p, "<!--", 4) == 0) {
		const char *p = s.p + 4, *end = s.p + s.n;
		if (p < end && *p == '>')
			return 5;
		while ((p = memchr(p, '>', (size_t)(end - p))) != NULL) {
			if (p[-1] == '-' && p[-2] == '-')
				return (size_t)(p - s.p) + 1;
			if (p[-1] == '!' && p[-2] == '-' && p[-3] == '-')
				return (size_t)(p - s.p) + 1;
			p++;
		}
		return s.n;
	}
	const char *gt = memchr(s.p, '>', s.n);
	return gt == NULL ? s.n : (size_t)(gt - s.p) + 1;
}

/* Length of raw content up to its closing tag. */
static size_t raw_len(struct str s, struct str name)
{
	const char *p = s.p, *end = s.p + s.n;

	while ((p = memchr(p, '<', (size_t)(end - p))) != NULL) {
		struct str at = {p + 2, name.n};
		if ((size_t)(end - p) > name.n + 2 && p[1] == '/' &&
		    str_ieq(at, name) && !is_letter(p[2 + name.n]))
			return (size_t)(p - s.p);
		p++;
	}
	return s.n;
}

/* What begins with "<"; 0: it is text. */
static size_t markup(struct conv *c, struct str s)
{
	struct html_tag t;
	size_t n;

	if (s.n < 2)
		return 0;
	if (s.p[1] == '!' || s.p[1] == '?')
		return comment_len(s);
	if (s.p[1] == '/' && s.n > 2 && !is_letter(s.p[2]))
		return comment_len(s);
	if (!is_letter(s.p[1]) && s.p[1] != '/')
		return 0;
	n = html_tag_read(s, &t);
	if (t.closing)
		tag_close(c, &t);
	else
		tag_open(c, &t);
	if (!t.closing && (t.flags & TAG_RAW) != 0)
		n += raw_len((struct str){s.p + n, s.n - n}, t.name);
	return n;
}

/* ---- elements ------------------------------------------------------------- */

static const struct open *top(const struct conv *c)
{
	return c->depth == 0 ? NULL : &c->stack[c->depth - 1];
}

static bool hidden(const struct conv *c)
{
	const struct open *o = top(c);

	return o != NULL && (o->none || o->invisible || o->tiny);
}

static void block(struct conv *c, unsigned flags)
{
	unsigned n = (flags & TAG_PARA) != 0    ? 2
		     : (flags & TAG_BLOCK) != 0 ? 1
						: 0;

	if (n > c->newlines)
		c->newlines = n;
	if ((flags & TAG_CELL) != 0)
		c->tab = true;
}

static void pop(struct conv *c)
{
	const struct open *o = &c->stack[--c->depth];

	block(c, o->flags);
	c->quotes -= o->quote;
	c->pre -= (o->flags & TAG_PRE) != 0;
}

static void push(struct conv *c, const struct html_tag *t, struct open o)
{
	if (c->depth == STACK_MAX) {
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
static void close_to(struct conv *c, uint32_t id, unsigned stop)
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
static void imply_end(struct conv *c, const struct html_tag *t)
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

static void open_style(struct conv *c, const struct html_tag *t, struct open *o)
{
	const struct open *up = top(c);
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

static const char *attr_dup(struct conv *c, struct str value, size_t max)
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
    struct conv *c, struct str href, enum mail_link_kind kind, bool unseen)
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

static void link_end(struct conv *c)
{
	if (c->link == NULL)
		return;
	struct str t = {c->link_text, c->link_len};
	c->link->text = arena_strndup(c->a, t.p, utf8_cut(t, LINK_TEXT_MAX));
	c->link = NULL;
}

static bool is_small(struct str v)
{
	v = str_trim(v);
	return v.n > 0 && (v.p[0] == '0' || v.p[0] == '1') &&
	       (v.n == 1 || v.p[1] == 'p');
}

static void image(struct conv *c, const struct html_tag *t)
{
	struct str src = str_trim(t->attr[ATTR_SRC]);

	if (src.p != NULL &&
	    (str_istarts(src, "http:") || str_istarts(src, "https:") ||
		str_starts(src, "//")))
		c->h->remote_images++;
	if (t->attr[ATTR_ALT].n == 0 || is_small(t->attr[ATTR_WIDTH]) ||
	    is_small(t->attr[ATTR_HEIGHT]))
		return;
	const char *alt = attr_dup(c, t->attr[ATTR_ALT], LINK_TEXT_MAX);
	put_text(c, str_of(alt));
}

static void list_item(struct conv *c)
{
	for (size_t i = c->depth; i-- > 0;) {
		struct open *o = &c->stack[i];
		if ((o->flags & TAG_LIST) == 0)
			continue;
		char mark[16];
		if (o->item < 0)
			return put_text(c, STR("- "));
		o->item = o->item < 9999 ? o->item + 1 : o->item;
		int n = snprintf(mark, sizeof(mark), "%d. ", o->item);
		return put_text(c, (struct str){mark, (size_t)n});
	}
}

static void tag_open(struct conv *c, const struct html_tag *t)
{
	struct open o = {.item = -1};

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

static void tag_close(struct conv *c, const struct html_tag *t)
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

/* ---- text ----------------------------------------------------------------- */

/* White space that is owed, and the marks of quoting. */
static void owed(struct conv *c)
{
	struct buf *out = c->h->text;

	if (!c->started || c->newlines > 0) {
		unsigned n = c->started ? c->newlines : 0;
		for (unsigned i = 0; i < n; i++) {
			if (i > 0 && c->quotes > 0)
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
	c->started = true;
	c->newlines = 0;
	c->tab = c->space = false;
}

static void link_put(struct conv *c, const char *p, size_t n)
{
	if (c->link_len > 0 && c->link_space && c->link_len < LINK_TEXT_MAX)
		c->link_text[c->link_len++] = ' ';
	c->link_space = false;
	n = MIN(n, sizeof(c->link_text) - c->link_len);
	memcpy(c->link_text + c->link_len, p, n);
	c->link_len += n;
}

/* Bytes without white space or controls. */
static void put_run(struct conv *c, const char *p, size_t n)
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

static void put_space(struct conv *c, char ch)
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
static bool is_zero_width(const struct conv *c, uint32_t ch)
{
	if (ch == 0x200b || ch == 0xfeff || ch == 0xad || ch == 0x34f ||
	    ch == 0x2060 || ch == 0x180e)
		return true;
	return (ch == 0x200c || ch == 0x200d) &&
	       (c->space || c->newlines > 0 || !c->started);
}

static void put_wide(struct conv *c, uint32_t ch, const char *p, size_t n)
{
	if (ch == 0xa0 || ch == 0x3000 || (ch >= 0x2000 && ch <= 0x200a) ||
	    ch == 0x202f || ch == 0x2028 || ch == 0x2029)
		put_space(c, ' ');
	else if (is_zero_width(c, ch))
		c->h->invisible_chars += !c->space && c->newlines == 0;
	else if (ch >= 0xa0)
		put_run(c, p, n);
}

static void put_text(struct conv *c, struct str s)
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

static void put_char(struct conv *c, uint32_t ch)
{
	struct buf b;

	buf_init(&b, 8);
	mail_utf8_put(&b, ch);
	put_text(c, (struct str){b.data, b.len});
	buf_deinit(&b);
}
