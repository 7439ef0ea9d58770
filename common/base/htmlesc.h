/* htmlesc.h - how text becomes text in markup. */
#ifndef BASE_HTMLESC_H
#define BASE_HTMLESC_H

#include "common/base/buf.h"
#include "common/base/str.h"

/* What stands for c in HTML, between tags and in a quoted attribute: & < > "
 * and ' have something. NULL: c stands for itself. */
const char *htmlesc_one(char c);

/* Appends s with that. Other bytes, controls too, stay what they are. */
void htmlesc_add(struct buf *out, struct str s);

/* The same for a reader to whom a quote is always a quote, such as Slack's
 * mrkdwn: & < > alone. */
void htmlesc_add_text(struct buf *out, struct str s);

#endif
