/* css.def.h - the CSS properties that a mail may set in a style attribute.
 *
 *   P(name, kinds, most)
 *     kinds  what its value may be made of: WORD names such as bold; NUMBER
 *            numbers and lengths; COLOR #abc, rgb(), hsl() and names; TEXT
 *            quoted names of fonts; BACK a colour alone, for what could name
 *            an image too
 *     most   the largest length, in CSS pixels (1em counts as 16)
 * Nothing that places an element over others, moves, fetches or inserts.
 */
#ifndef MAIL_SAFE_CSS_DEF_H
#define MAIL_SAFE_CSS_DEF_H

#define MAIL_CSS_SIDES(P, name, kinds, most)                                   \
	P(name, kinds, most)                                                   \
	P(name "-top", kinds, most)                                            \
	P(name "-right", kinds, most)                                          \
	P(name "-bottom", kinds, most)                                         \
	P(name "-left", kinds, most)

#define MAIL_CSS_BORDER(P, side)                                               \
	P("border" side, WORD | NUMBER | COLOR, 100)                           \
	P("border" side "-color", COLOR, 0)                                    \
	P("border" side "-style", WORD, 0)                                     \
	P("border" side "-width", WORD | NUMBER, 100)

#define MAIL_CSS(P)                                                            \
	P("background", BACK, 0)                                               \
	P("background-color", COLOR, 0)                                        \
	MAIL_CSS_BORDER(P, "")                                                 \
	MAIL_CSS_BORDER(P, "-top")                                             \
	MAIL_CSS_BORDER(P, "-right")                                           \
	MAIL_CSS_BORDER(P, "-bottom")                                          \
	MAIL_CSS_BORDER(P, "-left")                                            \
	P("border-collapse", WORD, 0)                                          \
	P("border-radius", NUMBER, 2000)                                       \
	P("border-spacing", NUMBER, 100)                                       \
	P("box-sizing", WORD, 0)                                               \
	P("caption-side", WORD, 0)                                             \
	P("clear", WORD, 0)                                                    \
	P("color", COLOR, 0)                                                   \
	P("direction", WORD, 0)                                                \
	P("display", WORD, 0)                                                  \
	P("empty-cells", WORD, 0)                                              \
	P("float", WORD, 0)                                                    \
	P("font", WORD | NUMBER | TEXT, 200)                                   \
	P("font-family", WORD | TEXT, 0)                                       \
	P("font-size", WORD | NUMBER, 200)                                     \
	P("font-style", WORD, 0)                                               \
	P("font-variant", WORD, 0)                                             \
	P("font-weight", WORD | NUMBER, 1000)                                  \
	P("height", WORD | NUMBER, 4000)                                       \
	P("letter-spacing", WORD | NUMBER, 100)                                \
	P("line-height", WORD | NUMBER, 400)                                   \
	P("list-style", WORD, 0)                                               \
	P("list-style-position", WORD, 0)                                      \
	P("list-style-type", WORD, 0)                                          \
	MAIL_CSS_SIDES(P, "margin", WORD | NUMBER, 1000)                       \
	P("max-height", WORD | NUMBER, 4000)                                   \
	P("max-width", WORD | NUMBER, 4000)                                    \
	P("min-height", WORD | NUMBER, 4000)                                   \
	P("min-width", WORD | NUMBER, 4000)                                    \
	P("opacity", NUMBER, 1)                                                \
	P("overflow", WORD, 0)                                                 \
	P("overflow-wrap", WORD, 0)                                            \
	MAIL_CSS_SIDES(P, "padding", NUMBER, 1000)                             \
	P("table-layout", WORD, 0)                                             \
	P("text-align", WORD, 0)                                               \
	P("text-decoration", WORD | COLOR, 0)                                  \
	P("text-indent", NUMBER, 1000)                                         \
	P("text-transform", WORD, 0)                                           \
	P("vertical-align", WORD | NUMBER, 1000)                               \
	P("visibility", WORD, 0)                                               \
	P("white-space", WORD, 0)                                              \
	P("width", WORD | NUMBER, 4000)                                        \
	P("word-break", WORD, 0)                                               \
	P("word-spacing", WORD | NUMBER, 100)                                  \
	P("word-wrap", WORD, 0)

#endif
