/* css.h - style attributes of mail, by an allowlist of properties.
 *
 * A declaration is taken whole or not at all: its property stands in
 * css.def.h, and its value is made of names, numbers within bounds, colours
 * and quoted font names. What has a backslash, a function other than a
 * colour's (url, expression, var, calc, attr ...) or a brace is refused, so
 * nothing of it can be read another way by a browser.
 */
#ifndef MAIL_SAFE_CSS_H
#define MAIL_SAFE_CSS_H

#include "common/base/buf.h"
#include "common/base/str.h"

#define SAFE_CSS_BYTES 8192      /* of one style attribute are looked at */
#define SAFE_CSS_DECLARATIONS 64 /* of one style attribute */
#define SAFE_CSS_VALUE 400       /* bytes of a value */

struct safe_css {
	size_t refused; /* declarations that were not taken */
	size_t urls;    /* of those, with an address in them */
	bool colors;    /* text or background got a colour */
	bool unseen;    /* display: none, no size, no opacity */
};

/* Appends the declarations of style (references decoded) that may stay, as
 * "name:value;", with only letters, digits and -#%.,/() ' and blanks in
 * them. *css counts up. */
void safe_css_filter(struct buf *out, struct str style, struct safe_css *css);

/* Whether s is a colour by itself, as attributes have them: "#fff", "fff",
 * "red". */
bool safe_css_is_color(struct str s);

#endif
