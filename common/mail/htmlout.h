/* htmlout.h - what one HTML conversion knows, and how its text comes out. */
#ifndef MAIL_HTMLOUT_H
#define MAIL_HTMLOUT_H

#include "common/mail/html.h"

#define HTML_STACK_MAX 200
#define HTML_LINK_TEXT_MAX 200

/* An open element. */
struct html_open {
	uint32_t id;
	unsigned flags;
	bool none, invisible, tiny; /* why its text can't be seen */
	bool quote;
	int item; /* of a list: last number, -1 for bullets */
};

struct html_conv {
	struct arena *a;
	struct mail_html *h;
	struct html_open stack[HTML_STACK_MAX];
	size_t depth;
	size_t beyond;     /* open elements that found no room */
	unsigned newlines; /* owed before the next text: 0 to 2 */
	bool tab, space;   /* likewise */
	bool started;
	size_t quotes;     /* open quotations */
	size_t quotes_low; /* fewest since the last text */
	size_t pre;
	struct mail_link *link; /* <a> that is open */
	char link_text[HTML_LINK_TEXT_MAX + 8];
	size_t link_len;
	bool link_space;
};

/* Text between tags, or one character that a reference stands for: white
 * space is collapsed, hidden text counted, links told what they show. */
void html_put_text(struct html_conv *c, struct str s);
void html_put_char(struct html_conv *c, uint32_t ch);

#endif
