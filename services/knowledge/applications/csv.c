/* csv.c - a field of a table for spreadsheets; pure. */
#include "services/knowledge/applications/csv.h"

#include <string.h>

void csv_field(struct buf *b, const char *text, bool last)
{
	bool formula = text[0] != '\0' && strchr("=+-@\t\r\n", text[0]) != NULL;
	bool quote = formula || strpbrk(text, ",\"\r\n") != NULL;

	if (quote)
		buf_addc(b, '"');
	if (formula)
		buf_addc(b, '\'');
	for (const char *p = text; *p != '\0'; p++) {
		if (*p == '"')
			buf_addc(b, '"');
		buf_addc(b, *p);
	}
	if (quote)
		buf_addc(b, '"');
	buf_adds(b, last ? "\r\n" : ",");
}
