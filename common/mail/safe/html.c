/* html.c - the pass: tags and text in, balanced and known HTML out. */
#include "common/mail/safe/pass.h"

#include "common/mail/charset.h"
#include "common/mail/htmltag.h"

#define VALUE_BYTES (64U << 10)

static size_t markup(struct safe_pass *p, struct str s);
static void text(struct safe_pass *p, struct str s);

static bool is_full(const struct safe_pass *p)
{
	return buf_failed(p->out) || p->out->len - p->images >= p->out_max;
}

static void pass(struct safe_pass *p, struct str s)
{
	size_t i = 0;

	while (i < s.n && !is_full(p)) {
		const char *lt = memchr(s.p + i, '<', s.n - i);
		size_t to = lt == NULL ? s.n : (size_t)(lt - s.p);

		text(p, (struct str){s.p + i, to - i});
		i = to;
		if (i == s.n)
			break;
		size_t n = markup(p, (struct str){s.p + i, s.n - i});
		if (n == 0)
			text(p, (struct str){s.p + i, 1});
		i += MAX(n, (size_t)1);
	}
	p->m->cut = p->m->cut || i < s.n;
}

void mail_safe_html(struct safe_mail *m, struct str html)
{
	struct safe_pass p = {.m = m, .out = m->out};
	size_t images = m->inline_bytes;

	p.out_max = m->out->len + SAFE_OUT_BYTES;
	buf_init(&p.value, VALUE_BYTES + 16);
	buf_init(&p.work, VALUE_BYTES + 16);
	pass(&p, html);
	safe_close_all(&p);
	buf_deinit(&p.work);
	buf_deinit(&p.value);
	m->inline_bytes = MAX(images, m->inline_bytes);
}

/* ---- text ----------------------------------------------------------------- */

static bool is_blank(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] > ' ')
			return false;
	return true;
}

static void put(struct safe_pass *p, struct str s)
{
	safe_put_text(p->out, s);
	safe_link_text(p, s);
}

/* Text with references: each is read once, and written as what it stands
 * for. */
static void text(struct safe_pass *p, struct str s)
{
	if (s.n == 0 || (safe_in_structure(p) && is_blank(s)))
		return;
	if (!is_blank(s))
		safe_need_content(p);
	while (s.n > 0 && !is_full(p)) {
		const char *amp = memchr(s.p, '&', s.n);
		size_t n = amp == NULL ? s.n : (size_t)(amp - s.p);
		uint32_t c;

		put(p, (struct str){s.p, n});
		s = (struct str){s.p + n, s.n - n};
		if (s.n == 0)
			break;
		n = html_ref_read(s, &c);
		if (n == 0) {
			put(p, STR("&"));
			n = 1;
		} else {
			buf_clear(&p->work);
			mail_utf8_put(&p->work, c);
			put(p, (struct str){p->work.data, p->work.len});
		}
		s = (struct str){s.p + n, s.n - n};
	}
}

/* ---- tags ----------------------------------------------------------------- */

static size_t *counter(struct safe_pass *p, const struct safe_element *e)
{
	struct safe_counts *c = &p->m->removed;

	if (e->counter == SIZE_MAX)
		return &c->other;
	return (size_t *)(void *)((char *)c + e->counter);
}

static void written_tag(struct safe_pass *p, const struct safe_element *e,
    const struct safe_attrs *a)
{
	buf_addc(p->out, '<');
	buf_adds(p->out, (e->flags & BODY) != 0 ? "div" : e->name);
	safe_attrs_write(p, e, a);
}

static bool is_silent(struct safe_pass *p, const struct safe_element *e)
{
	if ((e->flags & BODY) == 0)
		return false;
	return p->body;
}

void safe_open_element(
    struct safe_pass *p, const struct safe_element *e, struct str tag)
{
	struct safe_attrs a;

	safe_attrs_read(tag, &a);
	if ((e->flags & IMAGE) != 0) {
		safe_image(p, &a);
		return;
	}
	if ((e->flags & LINK) != 0) {
		bool leads = safe_link_open(p, &a);
		if (leads) {
			safe_attrs_write(p, e, &a);
			buf_addc(p->out, '>');
		}
		safe_push(p, e, tag, !leads);
		return;
	}
	written_tag(p, e, &a);
	buf_addc(p->out, '>');
	if ((e->flags & VOID) == 0)
		safe_push(p, e, tag, false);
}

static void open_tag(
    struct safe_pass *p, const struct safe_element *e, struct str tag)
{
	if (is_silent(p, e))
		return;
	if (!safe_make_way(p, e))
		return;
	if ((e->flags & VOID) == 0 && p->depth >= SAFE_DEPTH) {
		p->beyond++;
		return;
	}
	p->body = p->body || (e->flags & BODY) != 0;
	safe_open_element(p, e, tag);
}

static void close_tag(struct safe_pass *p, const struct safe_element *e)
{
	/* Browsers take </br> for <br>, and read on behind </body>. */
	if (streq(e->name, "br")) {
		open_tag(p, e, STR("<br>"));
		return;
	}
	if ((e->flags & (VOID | BODY)) != 0)
		return;
	if (p->beyond > 0) {
		p->beyond--;
		return;
	}
	safe_close(p, e);
}

/* Bytes of a drawing or template behind its start tag: to its end tag, or to
 * where HTML begins again. */
static size_t tree_bytes(struct str s, const struct safe_element *e)
{
	size_t i = 0, depth = 1;
	bool drawing = !streq(e->name, "template");

	while (i < s.n) {
		const char *lt = memchr(s.p + i, '<', s.n - i);
		struct html_tag t;

		if (lt == NULL)
			return s.n;
		i = (size_t)(lt - s.p);
		struct str rest = {lt, s.n - i};
		size_t n = html_comment_read(rest);
		if (n == 0 && !html_is_tag(rest))
			n = 1;
		if (n > 0) {
			i += n;
			continue;
		}
		n = html_tag_read(rest, &t);
		if (drawing && !t.closing && safe_is_breakout(t.name))
			return i;
		i += n;
		if (safe_element(t.name) != e || t.self_closing)
			continue;
		depth = t.closing ? depth - 1 : depth + 1;
		if (depth == 0)
			return i;
	}
	return s.n;
}

static size_t start_tag(
    struct safe_pass *p, const struct html_tag *t, struct str s, size_t n)
{
	const struct safe_element *e = safe_element(t->name);
	struct str rest = {s.p + n, s.n - n};

	if (e->how == KEEP) {
		open_tag(p, e, (struct str){s.p, n});
		return n;
	}
	if (e->counter != SIZE_MAX)
		++*counter(p, e);
	if (e->how == RAW)
		return n + html_raw_read(rest, t->name);
	if (e->how == TREE && !t->self_closing)
		return n + tree_bytes(rest, e);
	struct safe_attrs a;
	safe_attrs_read((struct str){s.p, n}, &a);
	p->m->removed.handlers += a.handlers;
	return n;
}

/* What begins with "<"; 0: it is text. */
static size_t markup(struct safe_pass *p, struct str s)
{
	struct html_tag t;
	size_t n = html_comment_read(s);

	if (n > 0)
		return n;
	if (!html_is_tag(s))
		return 0;
	n = html_tag_read(s, &t);
	/* A tag that never ends is none. */
	if (s.p[n - 1] != '>')
		return s.n;
	if (!t.closing)
		return start_tag(p, &t, s, n);
	const struct safe_element *e = safe_element(t.name);
	if (e->how == KEEP)
		close_tag(p, e);
	return n;
}
