/* page_oracle.c - walks gumbo's tree of a page and judges what is in it. Its
 * lists are its own: a mistake in the product's tables is none here. */
#include "tests/unit/mail/page_oracle.h"

#include <gumbo.h>
#include <stdio.h>
#include <strings.h>

static const char *const elements[] = {"html", "head", "body", "title", "style",
    "meta", "a", "abbr", "address", "article", "aside", "b", "big",
    "blockquote", "br", "caption", "center", "cite", "code", "col", "colgroup",
    "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption",
    "figure", "font", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hr", "i", "img", "ins", "kbd", "li", "main", "mark", "menu", "nav", "ol",
    "p", "pre", "q", "s", "samp", "section", "small", "span", "strike",
    "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th",
    "thead", "time", "tr", "tt", "u", "ul", "var", "wbr"};
static const char *const attributes[] = {"align", "alt", "bgcolor", "border",
    "cellpadding", "cellspacing", "charset", "class", "color", "colspan",
    "content", "data-host", "data-warn", "dir", "face", "height", "hidden",
    "href", "lang", "name", "nowrap", "rel", "rowspan", "size", "span", "src",
    "start", "style", "target", "title", "type", "valign", "value", "width"};
static const char *const in_style[] = {"url(", "expression(", "image(",
    "image-set(", "var(", "attr(", "\\", "@", "/*", "<", "{",
    "behavior:", "binding:", "position:"};

static bool is_one_of(const char *s, const char *const *v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(s, v[i]) == 0)
			return true;
	return false;
}

static bool starts(const char *s, const char *with)
{
	return strncmp(s, with, strlen(with)) == 0;
}

static bool href_ok(const char *v)
{
	return starts(v, "http://") || starts(v, "https://") ||
	       starts(v, "mailto:") || starts(v, "tel:");
}

static bool src_ok(const char *v)
{
	return starts(v, "data:image/png;base64,") ||
	       starts(v, "data:image/jpeg;base64,") ||
	       starts(v, "data:image/gif;base64,") ||
	       starts(v, "data:image/webp;base64,");
}

static bool style_ok(const char *v)
{
	for (size_t i = 0; i < sizeof in_style / sizeof *in_style; i++)
		if (strcasestr(v, in_style[i]) != NULL)
			return false;
	return true;
}

static const char *attribute(
    const char *element, const GumboAttribute *a, char *why)
{
	bool ok = is_one_of(
	    a->name, attributes, sizeof attributes / sizeof *attributes);

	if (strcmp(a->name, "href") == 0)
		ok = strcmp(element, "a") == 0 && href_ok(a->value);
	else if (strcmp(a->name, "src") == 0)
		ok = strcmp(element, "img") == 0 && src_ok(a->value);
	else if (strcmp(a->name, "style") == 0)
		ok = style_ok(a->value);
	else if (strcmp(a->name, "name") == 0 ||
		 strcmp(a->name, "content") == 0 ||
		 strcmp(a->name, "charset") == 0)
		ok = strcmp(element, "meta") == 0;
	else if (strcmp(a->name, "target") == 0)
		ok = strcmp(a->value, "_blank") == 0;
	if (ok)
		return NULL;
	snprintf(
	    why, 200, "<%.20s %.40s=\"%.80s\">", element, a->name, a->value);
	return why;
}

static const char *element(const GumboElement *e, char *why)
{
	const char *name = gumbo_normalized_tagname(e->tag), *wrong = NULL;

	if (e->tag_namespace != GUMBO_NAMESPACE_HTML ||
	    !is_one_of(name, elements, sizeof elements / sizeof *elements)) {
		snprintf(why, 200, "<%.20s> of %.80s", name,
		    e->original_tag.data == NULL ? "" : e->original_tag.data);
		return why;
	}
	for (unsigned i = 0; i < e->attributes.length && wrong == NULL; i++)
		wrong = attribute(name, e->attributes.data[i], why);
	return wrong;
}

static const char *walk(const GumboNode *n, char *why)
{
	const char *wrong;

	if (n->type == GUMBO_NODE_COMMENT || n->type == GUMBO_NODE_TEMPLATE) {
		snprintf(why, 200, "a comment or template");
		return why;
	}
	if (n->type != GUMBO_NODE_ELEMENT)
		return NULL;
	wrong = element(&n->v.element, why);
	for (unsigned i = 0; i < n->v.element.children.length && wrong == NULL;
	     i++)
		wrong = walk(n->v.element.children.data[i], why);
	return wrong;
}

const char *page_oracle(struct str page, char why[200])
{
	GumboOutput *out =
	    gumbo_parse_with_options(&kGumboDefaultOptions, page.p, page.n);
	const GumboVector *top = &out->document->v.document.children;
	const char *wrong = NULL;

	for (unsigned i = 0; i < top->length && wrong == NULL; i++)
		wrong = walk(top->data[i], why);

	gumbo_destroy_output(&kGumboDefaultOptions, out);
	return wrong;
}
