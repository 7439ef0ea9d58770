/* attrs.c - attributes: read from a tag, written when their form is known. */
#include "common/mail/safe/pass.h"

#include "common/mail/charset.h"
#include "common/mail/htmltag.h"
#include "common/mail/safe/css.h"

enum form { NUMBER, SIZES, LENGTH, COLOR, TEXTS, FONTS, FLAG, WORDS, OWN };

static const struct {
	const char *name;
	enum form form;
	size_t most;
} attrs[SAFE_ATTRS] = {
#define X_ATTR_ROW(NAME, name, form, most) [SAFE_##NAME] = {name, form, most},
    SAFE_ATTRIBUTES(X_ATTR_ROW)
#undef X_ATTR_ROW
};

/* What WORDS attributes may say. Classes: what our own style sheet knows of
 * the programs that write most mail. */
static const struct {
	enum safe_attr attr;
	const char *words;
} words[] = {
    {SAFE_ALIGN, "left right center justify top middle bottom"},
    {SAFE_VALIGN, "top middle bottom baseline"},
    {SAFE_DIR, "ltr rtl auto"},
    {SAFE_TYPE, "cite disc circle square 1 a A i I"},
    {SAFE_CLASS, "MsoNormal gmail_quote"},
};

static bool is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

static void keep(struct safe_attrs *a, struct str name, struct str value)
{
	if (name.n > 2 && (name.p[0] | 32) == 'o' && (name.p[1] | 32) == 'n')
		a->handlers++;
	for (size_t i = 0; i < SAFE_ATTRS; i++)
		if (a->v[i].p == NULL && str_ieqs(name, attrs[i].name)) {
			a->v[i] = value;
			return;
		}
}

void safe_attrs_read(struct str tag, struct safe_attrs *a)
{
	size_t i = 1;
	struct str name, value;

	*a = (struct safe_attrs){.handlers = 0};
	while (i < tag.n && !is_space(tag.p[i]) && tag.p[i] != '>' &&
	       tag.p[i] != '/')
		i++;
	while (i < tag.n && tag.p[i] != '>') {
		if (tag.p[i] == '/' || is_space(tag.p[i])) {
			i++;
			continue;
		}
		i = html_attr_read(tag, i, &name, &value);
		keep(a, name, value);
	}
}

struct str safe_attr_text(struct safe_pass *p, struct str raw, size_t max)
{
	/* A reference is never shorter than what it stands for. */
	struct str in = {raw.p, MIN(raw.n, 8 * max)};
	size_t n = 0;

	buf_clear(&p->value);
	html_attr_text(&p->value, in);
	for (size_t i = 0; i < p->value.len; i++) {
		unsigned char c = (unsigned char)p->value.data[i];
		if (c >= ' ' && c != 0x7f)
			p->value.data[n++] = (char)c;
		else if (c == '\t' || c == '\n' || c == '\r')
			p->value.data[n++] = ' ';
	}
	struct str v = {n == 0 ? "" : p->value.data, n};
	return (struct str){v.p, utf8_cut(v, max)};
}

/* ---- forms ---------------------------------------------------------------- */

/* "12", "+3", "50%", "12.5px" as their whole part; empty: none of those. */
static struct str number(struct str v, enum form form, size_t most)
{
	size_t i = 0, from, n = 0;
	bool sign =
	    form == SIZES && v.n > 1 && (v.p[0] == '+' || v.p[0] == '-');

	i += sign;
	from = i;
	while (i < v.n && v.p[i] >= '0' && v.p[i] <= '9' && i - from < 8)
		n = n * 10 + (size_t)(v.p[i++] - '0');
	if (i == from || n > most)
		return (struct str){"", 0};
	if (form == LENGTH && i < v.n && v.p[i] == '%')
		i++;
	return (struct str){v.p, i};
}

static bool is_fonts(struct str v, size_t most)
{
	for (size_t i = 0; i < v.n; i++) {
		char c = v.p[i];
		if (!((c | 32) >= 'a' && (c | 32) <= 'z') &&
		    !(c >= '0' && c <= '9') && strchr(" ,-_'", c) == NULL)
			return false;
	}
	return v.n > 0 && v.n <= most;
}

/* The word of the attribute's list that v holds, as the list writes it. */
static struct str listed(enum safe_attr attr, struct str v)
{
	struct str have, rest, word, one;

	for (size_t i = 0; i < ARRAY_LEN(words); i++) {
		if (words[i].attr != attr)
			continue;
		for (have = v; str_split(&have, ' ', &one);) {
			rest = str_of(words[i].words);
			while (str_split(&rest, ' ', &word))
				if (attr == SAFE_TYPE || attr == SAFE_CLASS
					? str_eq(one, word)
					: str_ieq(one, word))
					return word;
		}
	}
	return (struct str){"", 0};
}

static void put_attr(struct safe_pass *p, enum safe_attr i, struct str raw)
{
	struct str v = str_trim(safe_attr_text(p, raw, 1000));

	switch (attrs[i].form) {
	case NUMBER:
	case SIZES:
	case LENGTH:
		v = number(v, attrs[i].form, attrs[i].most);
		break;
	case COLOR:
		p->m->own_colors = p->m->own_colors || v.n > 0;
		v = safe_css_is_color(v) ? v : (struct str){"", 0};
		break;
	case TEXTS:
		v.n = utf8_cut(v, attrs[i].most);
		break;
	case FONTS:
		v = is_fonts(v, attrs[i].most) ? v : (struct str){"", 0};
		break;
	case WORDS:
		v = listed(i, v);
		break;
	case FLAG:
		v = str_of(attrs[i].name);
		break;
	case OWN:
		return;
	}
	if (v.n > 0)
		safe_attr_put(p->out, attrs[i].name, v);
}

void safe_attr_put(struct buf *out, const char *name, struct str value)
{
	buf_addc(out, ' ');
	buf_adds(out, name);
	buf_adds(out, "=\"");
	safe_put_text(out, value);
	buf_addc(out, '"');
}

/* ---- style ---------------------------------------------------------------- */

/* What body says in attributes of its own, its div says in CSS. */
static void body_style(
    struct safe_pass *p, const struct safe_attrs *a, struct buf *css)
{
	static const struct {
		enum safe_attr attr;
		const char *property;
	} rows[] = {{SAFE_BGCOLOR, "background-color:"}, {SAFE_TEXT, "color:"}};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct str v = a->v[rows[i].attr];
		if (v.p == NULL)
			continue;
		v = str_trim(safe_attr_text(p, v, 40));
		if (!safe_css_is_color(v))
			continue;
		buf_adds(css, rows[i].property);
		buf_add(css, v.p, v.n);
		buf_addc(css, ';');
	}
}

static void put_style(struct safe_pass *p, const struct safe_element *e,
    const struct safe_attrs *a)
{
	struct safe_css css = {.refused = 0};
	struct str v;

	buf_clear(&p->work);
	if ((e->flags & BODY) != 0)
		body_style(p, a, &p->work);
	if (a->v[SAFE_STYLE].p != NULL) {
		v = safe_attr_text(p, a->v[SAFE_STYLE], SAFE_CSS_BYTES);
		buf_add(&p->work, v.p, v.n);
	}
	if (p->work.len == 0)
		return;
	buf_clear(&p->value);
	safe_css_filter(
	    &p->value, (struct str){p->work.data, p->work.len}, &css);
	if (p->value.len > 0)
		safe_attr_put(
		    p->out, "style", (struct str){p->value.data, p->value.len});
	p->m->removed.declarations += css.refused;
	p->m->remote_images += css.urls;
	p->m->own_colors = p->m->own_colors || css.colors;
}

void safe_attrs_write(struct safe_pass *p, const struct safe_element *e,
    const struct safe_attrs *a)
{
	for (size_t i = 0; i < SAFE_ATTRS; i++)
		if (a->v[i].p != NULL &&
		    !((e->flags & BODY) != 0 && i == SAFE_BGCOLOR))
			put_attr(p, (enum safe_attr)i, a->v[i]);
	if (a->v[SAFE_STYLE].p != NULL || (e->flags & BODY) != 0)
		put_style(p, e, a);
	if (a->v[SAFE_BACKGROUND].n > 0)
		p->m->remote_images++;
	p->m->removed.handlers += a->handlers;
}
