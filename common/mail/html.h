/* html.h - HTML mail to text, links and what it hides.
 *
 * One pass over the bytes with a bounded stack, never a tree: time is linear
 * and memory constant for any input. (A conforming tree builder clones open
 * formatting elements: 67 KB of crafted mail grew to 200 MB.) What a browser
 * would repair by moving elements is read in source order instead.
 */
#ifndef MAIL_HTML_H
#define MAIL_HTML_H

#include "common/base/arena.h"
#include "common/base/buf.h"
#include "common/base/str.h"

struct mail_link;

struct mail_html {
	/* In: where text goes (its max is the bound); links are appended to
	 * links (grown in the arena) up to links_max. */
	struct buf *text;
	size_t links_max;
	/* In and out. */
	struct mail_link *links;
	size_t links_n, links_total;
	size_t hidden_bytes;    /* text inside hidden elements */
	size_t invisible_chars; /* zero-width characters inside words */
	size_t remote_images;
	size_t forms;
};

/* Appends the readable text of html (UTF-8) to h->text: LF, blocks on lines
 * of their own, cells of a row separated by tabs, quoted blocks with "> ".
 * buf_failed(h->text) tells that text was cut. */
void mail_html_text(struct arena *a, struct str html, struct mail_html *h);

#endif
