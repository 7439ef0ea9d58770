/* css.c - style attributes: declarations, and what values are made of. */
#include "common/mail/safe/css.h"

#include "common/mail/safe/css.def.h"

enum kinds { WORD = 1, NUMBER = 2, COLOR = 4, TEXT = 8, BACK = 16 };

struct property {
	const char *name;
	unsigned kinds;
	double most;
};

static const struct property properties[] = {
#define X_PROPERTY(name, kinds, most) {name, kinds, most},
    MAIL_CSS(X_PROPERTY)
#undef X_PROPERTY
};

/* What one unit is in CSS pixels; of the window's parts, a large window's. */
static const struct {
	const char *name;
	double px;
} units[] = {{"", 1}, {"px", 1}, {"pt", 1.34}, {"em", 16}, {"rem", 16},
    {"ex", 8}, {"ch", 8}, {"%", 1}, {"in", 96}, {"cm", 38}, {"mm", 3.8},
    {"pc", 16}, {"vw", 20}, {"vh", 12}};

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c | 32) >= 'a' && (c | 32) <= 'z';
}

static bool is_hex(char c)
{
	return is_digit(c) || ((c | 32) >= 'a' && (c | 32) <= 'f');
}

/* ---- declarations --------------------------------------------------------- */

/* Without comments: a browser reads what is left of them as a blank. */
static struct str uncommented(struct str s, char *room, size_t bytes)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n && n < bytes; i++) {
		if (s.n - i > 1 && s.p[i] == '/' && s.p[i + 1] == '*') {
			struct str rest = {s.p + i + 2, s.n - i - 2};
			ptrdiff_t end = str_find(rest, "*/");
			if (end < 0)
				break;
			i += (size_t)end + 3;
			room[n++] = ' ';
		} else {
			room[n++] = s.p[i];
		}
	}
	return (struct str){room, n};
}

/* The next declaration: up to a ";" that is not in quotes or parentheses. */
static bool take(struct str *rest, struct str *one_r)
{
	size_t i, depth = 0;
	char quote = '\0';

	if (rest->n == 0)
		return false;
	for (i = 0; i < rest->n; i++) {
		char c = rest->p[i];

		if (quote != '\0')
			quote = c == quote ? '\0' : quote;
		else if (c == '"' || c == '\'')
			quote = c;
		else if (c == '(')
			depth++;
		else if (c == ')')
			depth -= depth > 0;
		else if (c == ';' && depth == 0)
			break;
	}
	*one_r = (struct str){rest->p, i};
	i += i < rest->n;
	*rest = (struct str){rest->p + i, rest->n - i};
	return true;
}

static const struct property *property(struct str name)
{
	for (size_t i = 0; i < ARRAY_LEN(properties); i++)
		if (str_ieqs(name, properties[i].name))
			return &properties[i];
	return NULL;
}

/* ---- values --------------------------------------------------------------- */

/* A reader of one value, and what it was seen to hold. */
struct value {
	struct str in;
	size_t i;
	const struct property *p;
	size_t colors, others;
	bool zero; /* its only number is 0 */
	size_t numbers;
};

static bool number(struct value *v)
{
	double x = 0, scale = 1, px = -1;
	size_t from = v->i;
	bool point = false, digits = false;

	v->i += v->in.p[v->i] == '+';
	for (; v->i < v->in.n && v->i - from < 20; v->i++) {
		char c = v->in.p[v->i];
		if (c == '.' && !point) {
			point = true;
			continue;
		}
		if (!is_digit(c))
			break;
		digits = true;
		x = x * 10 + (c - '0');
		scale = point ? scale * 10 : scale;
	}
	from = v->i;
	while (v->i < v->in.n &&
	       (is_letter(v->in.p[v->i]) || v->in.p[v->i] == '%'))
		v->i++;
	struct str unit = {v->in.p + from, v->i - from};
	for (size_t i = 0; i < ARRAY_LEN(units); i++)
		if (str_ieqs(unit, units[i].name))
			px = units[i].px;
	v->zero = v->numbers == 0 && x == 0;
	v->numbers++;
	v->others++;
	return digits && px >= 0 && (v->p->kinds & NUMBER) != 0 &&
	       x / scale * px <= v->p->most;
}

/* The arguments of rgb(), rgba(), hsl(), hsla(): numbers, at most eight. */
static bool color_arguments(struct value *v)
{
	size_t from = v->i;

	while (v->i < v->in.n && v->i - from < 60 && v->in.p[v->i] != ')') {
		char c = v->in.p[v->i];
		if (!is_digit(c) && strchr(" .,%/", c) == NULL)
			return false;
		v->i++;
	}
	if (v->i == v->in.n || v->in.p[v->i] != ')')
		return false;
	v->i++;
	return true;
}

static bool word(struct value *v)
{
	static const char *const functions[] = {"rgb", "rgba", "hsl", "hsla"};
	size_t from = v->i;

	while (v->i < v->in.n &&
	       (is_letter(v->in.p[v->i]) || is_digit(v->in.p[v->i]) ||
		   v->in.p[v->i] == '-'))
		v->i++;
	struct str name = {v->in.p + from, v->i - from};
	if (v->i < v->in.n && v->in.p[v->i] == '(') {
		v->i++;
		v->colors++;
		for (size_t i = 0; i < ARRAY_LEN(functions); i++)
			if (str_ieqs(name, functions[i]))
				return (v->p->kinds & (COLOR | BACK)) != 0 &&
				       color_arguments(v);
		return false;
	}
	v->others++;
	return name.n <= 40 && (v->p->kinds & (WORD | COLOR | BACK)) != 0;
}

static bool hash(struct value *v)
{
	size_t n = 0;

	while (++v->i < v->in.n && is_hex(v->in.p[v->i]))
		n++;
	v->colors++;
	return n >= 3 && n <= 8 && (v->p->kinds & (COLOR | BACK)) != 0;
}

/* A font's name in quotes; they come out as single ones. */
static bool text(struct value *v)
{
	char quote = v->in.p[v->i++];
	size_t from = v->i;

	while (v->i < v->in.n && v->in.p[v->i] != quote) {
		char c = v->in.p[v->i];
		if (!is_letter(c) && !is_digit(c) && strchr(" -_.", c) == NULL)
			return false;
		v->i++;
	}
	if (v->i == v->in.n || v->i - from > 60)
		return false;
	v->i++;
	return (v->p->kinds & TEXT) != 0;
}

static bool part(struct value *v)
{
	char c = v->in.p[v->i];

	if (is_digit(c) || c == '.' || c == '+')
		return number(v);
	if (c == '#')
		return hash(v);
	if (c == '"' || c == '\'')
		return text(v);
	if (is_letter(c))
		return word(v);
	v->i++;
	return is_space(c) || c == ',' || c == '/';
}

static struct str without_important(struct str v)
{
	v = str_trim(v);
	ptrdiff_t at = str_ifind(v, "!");

	return at < 0 ? v : str_trim((struct str){v.p, (size_t)at});
}

static bool value_ok(struct value *v)
{
	while (v->i < v->in.n)
		if (!part(v))
			return false;
	/* A colour alone: "red url(x)" has been refused, "none" may stay. */
	return (v->p->kinds & BACK) == 0 || v->colors + v->others == 1;
}

static void put(struct buf *out, const struct property *p, struct str v)
{
	buf_adds(out, p->name);
	buf_addc(out, ':');
	for (size_t i = 0; i < v.n; i++)
		buf_addc(out, v.p[i] == '"'      ? '\''
			      : is_space(v.p[i]) ? ' '
						 : v.p[i]);
	buf_addc(out, ';');
}

static void note(struct safe_css *css, const struct value *v)
{
	const char *name = v->p->name;

	if (streq(name, "color") || streq(name, "background") ||
	    streq(name, "background-color"))
		css->colors =
		    css->colors || !(str_ieqs(v->in, "inherit") ||
				       str_ieqs(v->in, "transparent") ||
				       str_ieqs(v->in, "none"));
	if ((streq(name, "display") && str_ieqs(v->in, "none")) ||
	    (streq(name, "visibility") && str_ieqs(v->in, "hidden")) ||
	    (v->zero && v->numbers == 1 &&
		(streq(name, "opacity") || streq(name, "width") ||
		    streq(name, "height") || streq(name, "max-width") ||
		    streq(name, "max-height"))))
		css->unseen = true;
}

static void declare(struct buf *out, struct str one, struct safe_css *css)
{
	const char *colon = memchr(one.p, ':', one.n);
	struct value v = {.i = 0};

	if (str_trim(one).n == 0)
		return;
	size_t at = colon == NULL ? one.n : (size_t)(colon - one.p);
	struct str name = str_trim((struct str){one.p, at});
	if (colon != NULL) {
		v.p = property(name);
		v.in =
		    without_important((struct str){colon + 1, one.n - at - 1});
	}
	/* Word's own are many and mean nothing to a browser. */
	if (v.p == NULL && str_istarts(name, "mso-"))
		return;
	if (v.p != NULL && v.in.n > 0 && v.in.n <= SAFE_CSS_VALUE &&
	    value_ok(&v)) {
		put(out, v.p, v.in);
		note(css, &v);
		return;
	}
	css->refused++;
	css->urls += str_ifind(one, "url") >= 0;
}

void safe_css_filter(struct buf *out, struct str style, struct safe_css *css)
{
	char room[SAFE_CSS_BYTES];
	struct str rest = uncommented(style, room, sizeof room), one;

	for (size_t n = 0; n < SAFE_CSS_DECLARATIONS && take(&rest, &one); n++)
		declare(out, one, css);
	css->refused += str_trim(rest).n > 0;
}

bool safe_css_is_color(struct str s)
{
	bool hex = s.n == 3 || s.n == 6, letters = s.n > 0 && s.n <= 30;

	if (s.n > 0 && s.p[0] == '#')
		return s.n > 1 &&
		       safe_css_is_color((struct str){s.p + 1, s.n - 1}) &&
		       (s.n == 4 || s.n == 7);
	for (size_t i = 0; i < s.n; i++) {
		hex = hex && is_hex(s.p[i]);
		letters = letters && is_letter(s.p[i]);
	}
	return hex || letters;
}
