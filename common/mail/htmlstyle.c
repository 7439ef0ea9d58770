/* htmlstyle.c - which inline styles make text invisible. */
#include "common/mail/htmltag.h"

struct decl {
	struct str name, value;
};

static bool decl_take(struct str *rest, struct decl *d)
{
	struct str part;

	while (str_split(rest, ';', &part)) {
		const char *colon = memchr(part.p, ':', part.n);
		if (colon == NULL)
			continue;
		size_t at = (size_t)(colon - part.p);
		d->name = str_trim((struct str){part.p, at});
		d->value = str_trim((struct str){colon + 1, part.n - at - 1});
		if (d->name.n > 0 && d->value.n > 0)
			return true;
	}
	return false;
}

/* The number that begins v ("0.0px" gives 0); -1 when there is none. */
static double number(struct str v, struct str *unit_r)
{
	double x = 0, scale = 1;
	size_t i = 0;
	bool digits = false, point = false, minus = false;

	if (v.n > 0 && v.p[0] == '-') {
		minus = true;
		i++;
	}
	for (; i < v.n && i < 20; i++) {
		if (v.p[i] == '.' && !point) {
			point = true;
			continue;
		}
		if (v.p[i] < '0' || v.p[i] > '9')
			break;
		digits = true;
		x = x * 10 + (v.p[i] - '0');
		scale = point ? scale * 10 : scale;
	}
	*unit_r = (struct str){v.p + i, v.n - i};
	return !digits ? -1 : minus ? -x / scale : x / scale;
}

static unsigned font_size(struct str v)
{
	struct str unit;
	double x = number(v, &unit);

	if (x == 0)
		return STYLE_TINY;
	if (x > 0 && x <= 1 &&
	    (str_istarts(unit, "px") || str_istarts(unit, "pt")))
		return STYLE_TINY;
	return STYLE_SIZED;
}

static bool is_zero(struct str v)
{
	struct str unit;

	return number(v, &unit) == 0;
}

unsigned html_style_read(struct str style)
{
	struct decl d;
	struct str color = {"", 0}, back = {"", 0}, unit;
	unsigned bits = 0;
	bool no_height = false, no_width = false, clipped = false;

	for (size_t n = 0; n < 64 && decl_take(&style, &d); n++) {
		struct str v = d.value;
		if (str_ieqs(d.name, "display"))
			bits |= str_istarts(v, "none") ? STYLE_NONE : 0;
		else if (str_ieqs(d.name, "visibility"))
			bits |= str_istarts(v, "visible") ? STYLE_VISIBLE
							  : STYLE_INVISIBLE;
		else if (str_ieqs(d.name, "opacity"))
			bits |= is_zero(v) ? STYLE_NONE : 0;
		else if (str_ieqs(d.name, "font-size"))
			bits |= font_size(v);
		else if (str_ieqs(d.name, "max-height") ||
			 str_ieqs(d.name, "height"))
			no_height = no_height || is_zero(v);
		else if (str_ieqs(d.name, "max-width") ||
			 str_ieqs(d.name, "width"))
			no_width = no_width || is_zero(v);
		else if (str_ieqs(d.name, "overflow"))
			clipped = str_istarts(v, "hidden");
		else if (str_ieqs(d.name, "color"))
			color = v;
		else if (str_ieqs(d.name, "background-color") ||
			 str_ieqs(d.name, "background"))
			back = v;
		else if (str_istarts(d.name, "border-left"))
			bits |= str_ifind(v, "solid") >= 0 ? STYLE_QUOTE : 0;
		else if ((str_ieqs(d.name, "text-indent") ||
			     str_ieqs(d.name, "left") ||
			     str_ieqs(d.name, "top")) &&
			 number(v, &unit) < -900)
			bits |= STYLE_NONE;
	}
	if (clipped && (no_height || no_width))
		bits |= STYLE_NONE;
	if (str_ieqs(color, "transparent") ||
	    (color.n > 0 && str_ieq(color, back)))
		bits |= STYLE_NONE;
	return bits;
}
