/* htmltag.h - reading HTML: tags, attributes, character references. */
#ifndef MAIL_HTMLTAG_H
#define MAIL_HTMLTAG_H

#include "common/base/buf.h"
#include "common/base/str.h"

enum html_tag_flags {
	TAG_BLOCK = 1,   /* on lines of its own */
	TAG_PARA = 2,    /* with a blank line around it */
	TAG_VOID = 4,    /* has no content */
	TAG_RAW = 8,     /* content is no markup and is not shown */
	TAG_CELL = 16,   /* td, th */
	TAG_TABLE = 32,  /* table and its rows: closes what is open inside */
	TAG_HIDDEN = 64, /* content is not shown */
	TAG_PRE = 128,
	TAG_LIST = 256,
};

enum html_attr {
	ATTR_HREF,
	ATTR_STYLE,
	ATTR_CLASS,
	ATTR_ALT,
	ATTR_SRC,
	ATTR_ACTION,
	ATTR_TYPE,
	ATTR_WIDTH,
	ATTR_HEIGHT,
	ATTR_HIDDEN,
	ATTRS
};

struct html_tag {
	struct str name; /* as written */
	uint32_t id;     /* html_tag_id of the name in any case */
	unsigned flags;  /* enum html_tag_flags */
	bool closing, self_closing;
	struct str attr[ATTRS]; /* as written; p NULL: absent */
};

/* A number for a name; case does not count. Equal names, equal numbers. */
uint32_t html_tag_id(struct str name);

/* Reads the tag at s ("<" and a letter, or "</" and a letter); returns its
 * length, s.n when it never ends. */
size_t html_tag_read(struct str s, struct html_tag *tag_r);

/* Reads the attribute at s.p[i], which is no space, "/" or ">"; returns where
 * the next thing of the tag begins. Both are as written; a value that is not
 * there is empty. */
size_t html_attr_read(
    struct str s, size_t i, struct str *name_r, struct str *value_r);

/* Length of the comment, declaration or bogus end tag at s ("<..."); 0: it is
 * none. */
size_t html_comment_read(struct str s);
/* Whether a tag may begin at s, which is no comment. */
bool html_is_tag(struct str s);
/* Length of raw content up to the closing tag of that name. */
size_t html_raw_read(struct str s, struct str name);

/* Reads the character reference at s ("&..."); 0: it is none. Else its
 * length, and the code point in *c_r. */
size_t html_ref_read(struct str s, uint32_t *c_r);

/* An attribute value with references decoded, at most max bytes. */
void html_attr_text(struct buf *out, struct str value);

enum html_style_bits {
	STYLE_NONE = 1,      /* nothing inside can be seen */
	STYLE_INVISIBLE = 2, /* visibility: a child may be visible again */
	STYLE_VISIBLE = 4,
	STYLE_TINY = 8, /* font size 0 or 1: a child may be larger */
	STYLE_SIZED = 16,
	STYLE_QUOTE = 32, /* a left border, as quotes have */
};

/* What an inline style does to visibility. */
unsigned html_style_read(struct str style);

#endif
