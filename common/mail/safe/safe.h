/* safe.h - mail for a browser: HTML and text that run, load and send nothing.
 *
 * One pass over tags with a bounded stack, no tree. What comes out is written
 * anew: only elements and attributes of elements.def.h, all of them plain
 * HTML without any that change how a browser reads what follows, attribute
 * values of known forms in double quotes, every other "<", ">", "&" and quote
 * escaped. So a browser reads back just those tags, whatever went in, and
 * how it repairs their nesting can change looks only.
 */
#ifndef MAIL_SAFE_SAFE_H
#define MAIL_SAFE_SAFE_H

#include "common/base/arena.h"
#include "common/base/buf.h"
#include "common/base/str.h"
#include "common/mail/safe/url.h"

#define SAFE_DEPTH 200               /* elements inside each other */
#define SAFE_OUT_BYTES (2U << 20)    /* of HTML, images not counted */
#define SAFE_IMAGE_BYTES (2U << 20)  /* of one image, decoded */
#define SAFE_IMAGES_BYTES (3U << 20) /* of all images, decoded */
#define SAFE_IMAGE_PIXELS 25000000   /* width times height */
#define SAFE_LINKS 200
#define SAFE_LINK_TEXT 200 /* bytes */
/* What buf.max of the output must be at least. */
#define SAFE_BUF_BYTES (SAFE_OUT_BYTES + SAFE_IMAGES_BYTES / 3 * 4 + (1U << 20))

/* What was taken out, by kind. */
#define SAFE_COUNTERS(X)                                                       \
	X(scripts, "script elements")                                          \
	X(handlers, "attributes that would run something (onclick ...)")       \
	X(frames, "pages inside the page")                                     \
	X(forms, "forms and their fields")                                     \
	X(media, "video, audio, plug-ins")                                     \
	X(drawings, "SVG and MathML")                                          \
	X(styles, "style sheets")                                              \
	X(declarations, "parts of style attributes")                           \
	X(metas, "meta, link and base elements")                               \
	X(urls, "addresses of other kinds than http, https, mailto, tel")      \
	X(images, "images that are none, too large, or missing")               \
	X(other, "other things that are not shown")

struct safe_counts {
#define X_COUNT(name, doc) size_t name;
	SAFE_COUNTERS(X_COUNT)
#undef X_COUNT
};

struct safe_link {
	const char *text; /* what is shown; in the arena */
	const char *host; /* where it leads */
	enum safe_url_kind kind;
	unsigned bits; /* enum safe_url_bits */
};

/* An image that came with the mail. */
struct safe_part {
	const char *content_id; /* without <> */
	struct str bytes;       /* decoded */
};

struct safe_mail {
	/* In. */
	struct arena *a;
	/* Finds the part with that Content-ID, or NULL; decode it then. */
	const struct safe_part *parts;
	size_t parts_n;
	/* Write titles, hints and placeholders too. Without, what comes out is
	 * the same when it goes in again. */
	bool marks;
	/* In and out. */
	struct buf *out; /* borrowed; see SAFE_BUF_BYTES */
	struct safe_counts removed;
	struct safe_link *links; /* grown in the arena, up to SAFE_LINKS */
	size_t links_n, links_total;
	size_t remote_images; /* that a browser would have fetched */
	size_t trackers;      /* of those, not meant to be seen */
	size_t inline_images; /* written into the page */
	size_t inline_bytes;
	bool own_colors; /* it sets colours: show it on white */
	bool cut;        /* there was more than SAFE_OUT_BYTES */
};

/* Appends html (UTF-8) as balanced HTML for the inside of an element. */
void mail_safe_html(struct safe_mail *m, struct str html);

/* Appends plain text: lines kept, quotations folded, addresses as links by
 * the same rules. */
void mail_safe_text(struct safe_mail *m, struct str text);

/* Appends s with what HTML reads as markup escaped, and without control
 * characters and those by which text reads backwards. */
void safe_put_text(struct buf *out, struct str s);

/* Bytes of the character that s begins with when it is one of those, else 0:
 * C0 but TAB and LF, DEL, U+202A to U+202E, U+2066 to U+2069. */
size_t safe_dropped_bytes(struct str s);

/* Whether bytes are a PNG, JPEG, GIF or WebP image that is not too large to
 * be shown; its type, or NULL. */
const char *safe_image_type(struct str bytes);

#endif
