/* elements.def.h - what of HTML a mail may use, and what becomes of the rest.
 *
 *   KEEP(name, flags)     comes out, with the attributes of ATTRIBUTES
 *   DROP(name, how, counter)
 *     how      UNWRAP its tags go, its content stays; RAW its content is no
 *              markup and goes too; TREE the same of all that is inside it
 *     counter  of SAFE_COUNTERS; other
 * What stands nowhere is unwrapped. Both sorted by name.
 *
 *   A(NAME, "name", kind, most)   an attribute that any element may have
 *     kind  NUMBER up to most; SIZES that with a sign; LENGTH that or
 *           percent; COLOR; TEXTS up to most bytes; FONTS names and commas;
 *           FLAG; WORDS of its list in attrs.c; OWN written by the code of an
 *           element, never as it is
 */
#ifndef MAIL_SAFE_ELEMENTS_DEF_H
#define MAIL_SAFE_ELEMENTS_DEF_H

#define SAFE_KEPT(KEEP)                                                        \
	KEEP(a, FORMAT | LINK)                                                 \
	KEEP(abbr, 0)                                                          \
	KEEP(address, BLOCK)                                                   \
	KEEP(article, BLOCK)                                                   \
	KEEP(aside, BLOCK)                                                     \
	KEEP(b, FORMAT)                                                        \
	KEEP(big, FORMAT)                                                      \
	KEEP(blockquote, BLOCK)                                                \
	KEEP(body, BLOCK | BODY)                                               \
	KEEP(br, VOID)                                                         \
	KEEP(caption, CELL | CAPTION)                                          \
	KEEP(center, BLOCK)                                                    \
	KEEP(cite, 0)                                                          \
	KEEP(code, FORMAT)                                                     \
	KEEP(col, VOID | COLUMN)                                               \
	KEEP(colgroup, COLUMN)                                                 \
	KEEP(dd, BLOCK | ITEM)                                                 \
	KEEP(del, 0)                                                           \
	KEEP(dfn, 0)                                                           \
	KEEP(div, BLOCK)                                                       \
	KEEP(dl, BLOCK | LIST)                                                 \
	KEEP(dt, BLOCK | ITEM)                                                 \
	KEEP(em, FORMAT)                                                       \
	KEEP(figcaption, BLOCK)                                                \
	KEEP(figure, BLOCK)                                                    \
	KEEP(font, FORMAT)                                                     \
	KEEP(footer, BLOCK)                                                    \
	KEEP(h1, BLOCK)                                                        \
	KEEP(h2, BLOCK)                                                        \
	KEEP(h3, BLOCK)                                                        \
	KEEP(h4, BLOCK)                                                        \
	KEEP(h5, BLOCK)                                                        \
	KEEP(h6, BLOCK)                                                        \
	KEEP(header, BLOCK)                                                    \
	KEEP(hr, VOID | BLOCK)                                                 \
	KEEP(i, FORMAT)                                                        \
	KEEP(img, VOID | IMAGE)                                                \
	KEEP(ins, 0)                                                           \
	KEEP(kbd, 0)                                                           \
	KEEP(li, BLOCK | ITEM)                                                 \
	KEEP(main, BLOCK)                                                      \
	KEEP(mark, 0)                                                          \
	KEEP(menu, BLOCK | LIST)                                               \
	KEEP(nav, BLOCK)                                                       \
	KEEP(ol, BLOCK | LIST)                                                 \
	KEEP(p, BLOCK | PARAGRAPH)                                             \
	KEEP(pre, BLOCK)                                                       \
	KEEP(q, 0)                                                             \
	KEEP(s, FORMAT)                                                        \
	KEEP(samp, 0)                                                          \
	KEEP(section, BLOCK)                                                   \
	KEEP(small, FORMAT)                                                    \
	KEEP(span, 0)                                                          \
	KEEP(strike, FORMAT)                                                   \
	KEEP(strong, FORMAT)                                                   \
	KEEP(sub, 0)                                                           \
	KEEP(sup, 0)                                                           \
	KEEP(table, BLOCK | TABLE)                                             \
	KEEP(tbody, SECTION)                                                   \
	KEEP(td, CELL)                                                         \
	KEEP(tfoot, SECTION)                                                   \
	KEEP(th, CELL)                                                         \
	KEEP(thead, SECTION)                                                   \
	KEEP(time, 0)                                                          \
	KEEP(tr, ROW)                                                          \
	KEEP(tt, FORMAT)                                                       \
	KEEP(u, FORMAT)                                                        \
	KEEP(ul, BLOCK | LIST)                                                 \
	KEEP(var, 0)                                                           \
	KEEP(wbr, VOID)

#define SAFE_DROPPED(DROP)                                                     \
	DROP(applet, UNWRAP, media)                                            \
	DROP(audio, UNWRAP, media)                                             \
	DROP(base, UNWRAP, metas)                                              \
	DROP(button, UNWRAP, forms)                                            \
	DROP(canvas, UNWRAP, media)                                            \
	DROP(embed, UNWRAP, media)                                             \
	DROP(form, UNWRAP, forms)                                              \
	DROP(frame, UNWRAP, frames)                                            \
	DROP(frameset, UNWRAP, frames)                                         \
	DROP(iframe, RAW, frames)                                              \
	DROP(input, UNWRAP, forms)                                             \
	DROP(link, UNWRAP, metas)                                              \
	DROP(math, TREE, drawings)                                             \
	DROP(meta, UNWRAP, metas)                                              \
	DROP(noembed, RAW, media)                                              \
	DROP(noframes, RAW, frames)                                            \
	DROP(object, UNWRAP, media)                                            \
	DROP(portal, UNWRAP, frames)                                           \
	DROP(script, RAW, scripts)                                             \
	DROP(select, UNWRAP, forms)                                            \
	DROP(source, UNWRAP, media)                                            \
	DROP(style, RAW, styles)                                               \
	DROP(svg, TREE, drawings)                                              \
	DROP(template, TREE, other)                                            \
	DROP(textarea, RAW, forms)                                             \
	DROP(title, RAW, other)                                                \
	DROP(track, UNWRAP, media)                                             \
	DROP(video, UNWRAP, media)                                             \
	DROP(xmp, RAW, other)

/* Where one of these begins in a drawing, the drawing has ended. */
#define SAFE_BREAKOUT                                                          \
	"b big blockquote body br center code dd div dl dt em embed h1 h2 h3 " \
	"h4 h5 h6 head hr i img li menu meta ol p pre s small span strong "    \
	"strike sub sup table tt u ul var"

#define SAFE_ATTRIBUTES(A)                                                     \
	A(ALIGN, "align", WORDS, 0)                                            \
	A(ALT, "alt", OWN, 0)                                                  \
	A(BACKGROUND, "background", OWN, 0)                                    \
	A(BGCOLOR, "bgcolor", COLOR, 0)                                        \
	A(BORDER, "border", NUMBER, 50)                                        \
	A(CELLPADDING, "cellpadding", NUMBER, 200)                             \
	A(CELLSPACING, "cellspacing", NUMBER, 200)                             \
	A(CLASS, "class", WORDS, 0)                                            \
	A(COLOR, "color", COLOR, 0)                                            \
	A(COLSPAN, "colspan", NUMBER, 100)                                     \
	A(DIR, "dir", WORDS, 0)                                                \
	A(FACE, "face", FONTS, 100)                                            \
	A(HEIGHT, "height", LENGTH, 4000)                                      \
	A(HIDDEN, "hidden", FLAG, 0)                                           \
	A(HREF, "href", OWN, 0)                                                \
	A(LANG, "lang", FONTS, 35)                                             \
	A(NOWRAP, "nowrap", FLAG, 0)                                           \
	A(ROWSPAN, "rowspan", NUMBER, 1000)                                    \
	A(SIZE, "size", SIZES, 7)                                              \
	A(SPAN, "span", NUMBER, 100)                                           \
	A(SRC, "src", OWN, 0)                                                  \
	A(SRCSET, "srcset", OWN, 0)                                            \
	A(START, "start", NUMBER, 1000000)                                     \
	A(STYLE, "style", OWN, 0)                                              \
	A(TEXT, "text", OWN, 0)                                                \
	A(TITLE, "title", TEXTS, 300)                                          \
	A(TYPE, "type", WORDS, 0)                                              \
	A(VALIGN, "valign", WORDS, 0)                                          \
	A(VALUE, "value", NUMBER, 1000000)                                     \
	A(WIDTH, "width", LENGTH, 4000)

#endif
