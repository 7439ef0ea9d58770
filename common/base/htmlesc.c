/* htmlesc.c - see htmlesc.h. */
#include "common/base/htmlesc.h"

const char *htmlesc_one(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	default:
		return NULL;
	}
}

/* Plain runs are copied whole. */
static void add(struct buf *out, struct str s, bool quotes)
{
	size_t from = 0;

	for (size_t i = 0; i < s.n; i++) {
		const char *e = htmlesc_one(s.p[i]);

		if (e == NULL || (!quotes && (s.p[i] == '"' || s.p[i] == '\'')))
			continue;
		buf_add(out, s.p + from, i - from);
		buf_adds(out, e);
		from = i + 1;
	}
	buf_add(out, s.p + from, s.n - from);
}

void htmlesc_add(struct buf *out, struct str s)
{
	add(out, s, true);
}

void htmlesc_add_text(struct buf *out, struct str s)
{
	add(out, s, false);
}
