/* flowed.c - format=flowed (RFC 3676): lines that were one paragraph. */
#include "common/mail/flowed.h"

static size_t quote_depth(struct str *line)
{
	size_t n = 0;

	while (n < line->n && line->p[n] == '>')
		n++;
	line->p += n;
	line->n -= n;
	return n;
}

static void quote_put(struct buf *out, size_t depth, bool empty)
{
	for (size_t i = 0; i < depth; i++)
		buf_addc(out, '>');
	if (depth > 0 && !empty)
		buf_addc(out, ' ');
}

void mail_flowed(struct buf *out, struct str text, bool delsp)
{
	struct str line;
	size_t open_depth = 0;
	bool open = false; /* the line before ends in a soft break */

	while (text.n > 0 && str_split(&text, '\n', &line)) {
		size_t depth = quote_depth(&line);
		if (line.n > 0 && line.p[0] == ' ') { /* space-stuffed */
			line.p++;
			line.n--;
		}
		bool sig = str_eqs(line, "-- ");
		bool soft = !sig && line.n > 0 && line.p[line.n - 1] == ' ';
		if (open && (depth != open_depth || sig)) {
			buf_addc(out, '\n');
			open = false;
		}
		if (!open)
			quote_put(out, depth, line.n == 0);
		buf_add(out, line.p, line.n - (soft && delsp));
		if (!soft)
			buf_addc(out, '\n');
		open = soft;
		open_depth = depth;
	}
	if (open)
		buf_addc(out, '\n');
}
