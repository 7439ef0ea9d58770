/* csv.h - a field of a table for spreadsheets; pure. */
#ifndef KNOWLEDGE_CSV_H
#define KNOWLEDGE_CSV_H

#include "common/base/buf.h"

/* A field of a CSV table (RFC 4180): quoted where it must be; what a
 * spreadsheet would take for a formula begins with an apostrophe. */
void csv_field(struct buf *b, const char *text, bool last);

#endif
