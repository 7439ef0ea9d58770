/* mailto.h - a letter as a URL that mail programs open (RFC 6068). Pure. */
#ifndef MAIL_MAILTO_H
#define MAIL_MAILTO_H

#include "common/mail/addr.h"

#define MAILTO_CHARS 2000 /* more is cut off by browsers and systems */

struct mailto {
	struct mail_addrs to, cc;   /* names are left out: the RFC has none */
	const char *subject, *body; /* "" for none; lines end in LF */
	const char *in_reply_to;    /* an id without <>, or "" */
};

/* At most MAILTO_CHARS characters, in a. NULL when it is longer without its
 * body. *cut_r: the body was cut, between characters. */
const char *mail_mailto(struct arena *a, const struct mailto *m, bool *cut_r);

#endif
