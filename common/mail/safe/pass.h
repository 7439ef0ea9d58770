/* pass.h - what one pass over HTML knows; for the files of this folder. */
#ifndef MAIL_SAFE_PASS_H
#define MAIL_SAFE_PASS_H

#include "common/mail/safe/elements.def.h"
#include "common/mail/safe/safe.h"

enum safe_flags {
	BLOCK = 1,  /* ends a paragraph */
	VOID = 2,   /* has no content */
	FORMAT = 4, /* goes on behind the end of a block it was opened in */
	LINK = 8,
	IMAGE = 16,
	BODY = 32, /* comes out as div, once */
	PARAGRAPH = 64,
	LIST = 128,
	ITEM = 256, /* ends the one before it */
	TABLE = 512,
	SECTION = 1024,
	ROW = 2048,
	CELL = 4096,
	CAPTION = 8192,
	COLUMN = 16384,
};
/* Of a table, but not where its content is. */
#define STRUCTURE (TABLE | SECTION | ROW | COLUMN)

enum safe_how { KEEP, UNWRAP, RAW, TREE };

struct safe_element {
	const char *name;
	enum safe_how how;
	unsigned flags;
	size_t counter; /* offset in struct safe_counts */
};

enum safe_attr {
#define X_ATTR(NAME, name, kind, most) SAFE_##NAME,
	SAFE_ATTRIBUTES(X_ATTR)
#undef X_ATTR
	    SAFE_ATTRS
};

/* Attributes of one tag as written, references not decoded; p NULL: it has
 * none of that name. */
struct safe_attrs {
	struct str v[SAFE_ATTRS];
	size_t handlers;
};

struct safe_open {
	const struct safe_element *e;
	struct str tag; /* its start tag, in the source */
	bool silent;    /* nothing was written for it */
};

/* The link that is open. */
struct safe_anchor {
	struct safe_url url;
	char text[SAFE_LINK_TEXT];
	size_t n;
	bool open;
};

#define SAFE_AGAIN 8
#define SAFE_EXTRA 4 /* rows and cells that were implied */

struct safe_pass {
	struct safe_mail *m;
	struct buf *out;
	size_t out_max; /* stop there */
	size_t images;  /* bytes of out that images take */
	struct safe_open stack[SAFE_DEPTH + SAFE_EXTRA];
	size_t depth, beyond; /* beyond: open, but there was no room */
	/* Formatting to be opened again before the next text. */
	struct safe_open again[SAFE_AGAIN];
	size_t again_n;
	struct safe_anchor link;
	struct buf value, work; /* scratch */
	bool body;              /* was opened */
};

const struct safe_element *safe_element(struct str name);
bool safe_is_breakout(struct str name);

/* ---- attrs.c ---- */
void safe_attrs_read(struct str tag, struct safe_attrs *a_r);
/* Decoded into p->value, valid until the next call; control characters are
 * gone. */
struct str safe_attr_text(struct safe_pass *p, struct str raw, size_t max);
/* Writes those that stand in the table, and style with before in front. */
void safe_attrs_write(struct safe_pass *p, const struct safe_element *e,
    const struct safe_attrs *a);
void safe_attr_put(struct buf *out, const char *name, struct str value);

/* ---- nest.c ---- */
void safe_push(struct safe_pass *p, const struct safe_element *e,
    struct str tag, bool silent);
/* Closes what must end before e begins; false: e can't be here. */
bool safe_make_way(struct safe_pass *p, const struct safe_element *e);
/* Opens what text needs around it: a cell, formatting that goes on. */
void safe_need_content(struct safe_pass *p);
void safe_close(struct safe_pass *p, const struct safe_element *e);
void safe_close_all(struct safe_pass *p);
bool safe_in_structure(const struct safe_pass *p);

/* html.c: writes the start tag and pushes it. */
void safe_open_element(
    struct safe_pass *p, const struct safe_element *e, struct str tag);

/* ---- link.c ---- */
/* Writes href and what belongs to it; false: it leads nowhere. */
bool safe_link_open(struct safe_pass *p, const struct safe_attrs *a);
void safe_link_text(struct safe_pass *p, struct str s);
void safe_link_close(struct safe_pass *p); /* behind </a> */
/* For an address found in text. */
void safe_link_whole(struct safe_mail *m, struct str url, struct str text);
void safe_image(struct safe_pass *p, const struct safe_attrs *a);

#endif
