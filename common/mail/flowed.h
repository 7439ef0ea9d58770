/* flowed.h - format=flowed (RFC 3676): lines that were one paragraph. */
#ifndef MAIL_FLOWED_H
#define MAIL_FLOWED_H

#include "common/base/buf.h"
#include "common/base/str.h"

/* Appends text (LF) with soft breaks removed; quoted lines begin with "> ".
 * At most twice the length of text. */
void mail_flowed(struct buf *out, struct str text, bool delsp);

#endif
