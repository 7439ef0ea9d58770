/* htmltag.c - reading HTML: tags, attributes, character references. */
#include "common/mail/htmltag.h"

#include "common/mail/charset.h"
#include "common/mail/entities.def.h"
#include <stdlib.h>

struct tag_row {
	const char *name;
	unsigned flags;
};

/* Sorted by name. What is not here is inline. */
static const struct tag_row tags[] = {
    {"address", TAG_BLOCK},
    {"article", TAG_BLOCK},
    {"aside", TAG_BLOCK},
    {"base", TAG_VOID},
    {"blockquote", TAG_BLOCK | TAG_PARA},
    {"body", TAG_BLOCK},
    {"br", TAG_VOID},
    {"caption", TAG_BLOCK | TAG_CELL},
    {"center", TAG_BLOCK},
    {"col", TAG_VOID},
    {"dd", TAG_BLOCK},
    {"dir", TAG_BLOCK | TAG_LIST},
    {"div", TAG_BLOCK},
    {"dl", TAG_BLOCK | TAG_LIST},
    {"dt", TAG_BLOCK},
    {"embed", TAG_VOID},
    {"fieldset", TAG_BLOCK},
    {"footer", TAG_BLOCK},
    {"form", TAG_BLOCK},
    {"h1", TAG_BLOCK | TAG_PARA},
    {"h2", TAG_BLOCK | TAG_PARA},
    {"h3", TAG_BLOCK | TAG_PARA},
    {"h4", TAG_BLOCK | TAG_PARA},
    {"h5", TAG_BLOCK | TAG_PARA},
    {"h6", TAG_BLOCK | TAG_PARA},
    {"header", TAG_BLOCK},
    {"hr", TAG_BLOCK | TAG_PARA | TAG_VOID},
    {"html", TAG_BLOCK},
    {"iframe", TAG_RAW},
    {"img", TAG_VOID},
    {"input", TAG_VOID},
    {"li", TAG_BLOCK},
    {"link", TAG_VOID},
    {"main", TAG_BLOCK},
    {"menu", TAG_BLOCK | TAG_LIST},
    {"meta", TAG_VOID},
    {"nav", TAG_BLOCK},
    {"noembed", TAG_RAW},
    {"noframes", TAG_RAW},
    {"ol", TAG_BLOCK | TAG_PARA | TAG_LIST},
    {"option", TAG_BLOCK},
    {"p", TAG_BLOCK | TAG_PARA},
    {"param", TAG_VOID},
    {"pre", TAG_BLOCK | TAG_PARA | TAG_PRE},
    {"script", TAG_RAW},
    {"section", TAG_BLOCK},
    {"source", TAG_VOID},
    {"style", TAG_RAW},
    {"table", TAG_BLOCK | TAG_TABLE},
    {"tbody", TAG_BLOCK | TAG_TABLE},
    {"td", TAG_CELL},
    {"template", TAG_HIDDEN},
    {"tfoot", TAG_BLOCK | TAG_TABLE},
    {"th", TAG_CELL},
    {"thead", TAG_BLOCK | TAG_TABLE},
    {"title", TAG_RAW},
    {"tr", TAG_BLOCK | TAG_TABLE},
    {"track", TAG_VOID},
    {"ul", TAG_BLOCK | TAG_PARA | TAG_LIST},
    {"wbr", TAG_VOID},
    {"xmp", TAG_RAW},
};

static const char *const attr_names[ATTRS] = {
    [ATTR_HREF] = "href",
    [ATTR_STYLE] = "style",
    [ATTR_CLASS] = "class",
    [ATTR_ALT] = "alt",
    [ATTR_SRC] = "src",
    [ATTR_ACTION] = "action",
    [ATTR_TYPE] = "type",
    [ATTR_WIDTH] = "width",
    [ATTR_HEIGHT] = "height",
    [ATTR_HIDDEN] = "hidden",
};

struct entity {
	const char *name;
	uint32_t c;
};

static const struct entity entities[] = {
#define X_ENTITY(name, c) {#name, c},
    MAIL_ENTITIES(X_ENTITY)
#undef X_ENTITY
};

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool is_alnum(char c)
{
	char l = lower(c);

	return (l >= 'a' && l <= 'z') || (c >= '0' && c <= '9');
}

static bool is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

/* FNV-1a (Fowler, Noll, Vo). A collision would only misread one tag. */
uint32_t html_tag_id(struct str name)
{
	uint32_t h = 2166136261U;

	for (size_t i = 0; i < name.n; i++)
		h = (h ^ (uint8_t)lower(name.p[i])) * 16777619U;
	return h;
}

struct key {
	char name[16];
};

static int tag_cmp(const void *key, const void *item)
{
	return strcmp(((const struct key *)key)->name,
	    ((const struct tag_row *)item)->name);
}

static int entity_cmp(const void *key, const void *item)
{
	return strcmp(((const struct key *)key)->name,
	    ((const struct entity *)item)->name);
}

static bool key_set(struct key *k, struct str s, bool fold)
{
	if (s.n >= sizeof(k->name))
		return false;
	for (size_t i = 0; i < s.n; i++)
		k->name[i] = fold ? lower(s.p[i]) : s.p[i];
	k->name[s.n] = '\0';
	return true;
}

static unsigned tag_flags(struct str name)
{
	struct key k;
	const struct tag_row *row;

	if (!key_set(&k, name, true))
		return 0;
	row = bsearch(&k, tags, ARRAY_LEN(tags), sizeof *tags, tag_cmp);
	return row == NULL ? 0 : row->flags;
}

static void attr_keep(struct html_tag *tag, struct str name, struct str value)
{
	for (size_t i = 0; i < ATTRS; i++)
		if (tag->attr[i].p == NULL && str_ieqs(name, attr_names[i])) {
			tag->attr[i] = value;
			return;
		}
}

size_t html_attr_read(
    struct str s, size_t i, struct str *name_r, struct str *value_r)
{
	size_t from = i;
	struct str name, value = {"", 0};

	while (i < s.n && !is_space(s.p[i]) && s.p[i] != '>' && s.p[i] != '/' &&
	       (s.p[i] != '=' || i == from))
		i++;
	name = (struct str){s.p + from, i - from};
	size_t eq = i;
	while (eq < s.n && is_space(s.p[eq]))
		eq++;
	if (eq < s.n && s.p[eq] == '=') {
		i = eq + 1;
		while (i < s.n && is_space(s.p[i]))
			i++;
		char q = i < s.n ? s.p[i] : '>';
		from = i;
		if (q == '"' || q == '\'') {
			from++;
			const char *end = memchr(s.p + from, q, s.n - from);
			i = end == NULL ? s.n : (size_t)(end - s.p) + 1;
			value = (struct str){
			    s.p + from, (end == NULL ? s.n : i - 1) - from};
		} else {
			while (i < s.n && !is_space(s.p[i]) && s.p[i] != '>')
				i++;
			value = (struct str){s.p + from, i - from};
		}
	}
	*name_r = name;
	*value_r = value;
	return i;
}

size_t html_tag_read(struct str s, struct html_tag *tag)
{
	size_t i = 1, from;
	struct str name, value;

	*tag = (struct html_tag){.closing = s.p[1] == '/'};
	i += tag->closing;
	from = i;
	while (i < s.n && !is_space(s.p[i]) && s.p[i] != '>' && s.p[i] != '/')
		i++;
	tag->name = (struct str){s.p + from, i - from};
	tag->id = html_tag_id(tag->name);
	tag->flags = tag_flags(tag->name);
	while (i < s.n) {
		if (s.p[i] == '>')
			return i + 1;
		if (s.p[i] == '/') {
			i++;
			tag->self_closing = i < s.n && s.p[i] == '>';
		} else if (is_space(s.p[i])) {
			i++;
		} else {
			i = html_attr_read(s, i, &name, &value);
			if (!tag->closing && name.n >= 3 && name.n <= 6)
				attr_keep(tag, name, value);
		}
	}
	return s.n;
}

/* ---- what is no element --------------------------------------------------- */

static bool is_letter(char c)
{
	return lower(c) >= 'a' && lower(c) <= 'z';
}

static size_t comment_read(struct str s)
{
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

size_t html_comment_read(struct str s)
{
	bool end_tag = s.n > 2 && s.p[1] == '/' && !is_letter(s.p[2]);

	if (s.n < 2 || (s.p[1] != '!' && s.p[1] != '?' && !end_tag))
		return 0;
	if (s.n >= 4 && memcmp(s.p, "<!--", 4) == 0)
		return comment_read(s);
	const char *gt = memchr(s.p, '>', s.n);
	return gt == NULL ? s.n : (size_t)(gt - s.p) + 1;
}

bool html_is_tag(struct str s)
{
	return s.n >= 2 && (s.p[1] == '/' || is_letter(s.p[1]));
}

size_t html_raw_read(struct str s, struct str name)
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

/* &#123; and &#x7b; with or without the semicolon. */
static size_t number_read(struct str s, uint32_t *c_r)
{
	size_t i = 2;
	bool hex = i < s.n && (s.p[i] | 32) == 'x';
	uint32_t c = 0;

	i += hex;
	size_t from = i;
	for (; i < s.n; i++) {
		char ch = lower(s.p[i]);
		uint32_t d;
		if (ch >= '0' && ch <= '9')
			d = (uint32_t)(ch - '0');
		else if (hex && ch >= 'a' && ch <= 'f')
			d = (uint32_t)(ch - 'a' + 10);
		else
			break;
		c = c > 0x110000 ? c : c * (hex ? 16 : 10) + d;
	}
	if (i == from)
		return 0;
	if (c >= 0x80 && c < 0xa0) { /* written by senders of windows-1252 */
		struct buf b;
		char byte = (char)c;
		size_t n;
		buf_init(&b, 8);
		(void)mail_charset_utf8(
		    &b, (struct str){&byte, 1}, STR("windows-1252"));
		c = mail_utf8_get((struct str){b.data, b.len}, &n);
		buf_deinit(&b);
	}
	*c_r = c == 0 ? 0xfffd : c;
	return i + (i < s.n && s.p[i] == ';');
}

size_t html_ref_read(struct str s, uint32_t *c_r)
{
	struct key k;
	size_t i = 1;
	const struct entity *e = NULL;

	if (s.n < 3)
		return 0;
	if (s.p[1] == '#')
		return number_read(s, c_r);
	while (i < s.n && i < sizeof(k.name) && is_alnum(s.p[i]))
		i++;
	if (i == 1 || !key_set(&k, (struct str){s.p + 1, i - 1}, false))
		return 0;
	e = bsearch(
	    &k, entities, ARRAY_LEN(entities), sizeof *entities, entity_cmp);
	/* Without ";" only what is no query parameter: "&copy=1" stays. */
	if (e == NULL || (i < s.n && s.p[i] != ';' && s.p[i] == '='))
		return 0;
	*c_r = e->c;
	return i + (i < s.n && s.p[i] == ';');
}

void html_attr_text(struct buf *out, struct str v)
{
	for (size_t i = 0; i < v.n && !buf_failed(out);) {
		uint32_t c;
		size_t n =
		    v.p[i] != '&'
			? 0
			: html_ref_read((struct str){v.p + i, v.n - i}, &c);
		if (n > 0) {
			mail_utf8_put(out, c);
			i += n;
			continue;
		}
		buf_addc(out, v.p[i++]);
	}
}
