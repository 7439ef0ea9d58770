/* clean.c - see clean.h. */
#include "services/assistant/compose/clean.h"

#include "common/base/buf.h"
#include "services/assistant/question/words.h"

/* Bytes of a link that begins here, or 0. */
static size_t link_at(struct str s)
{
	size_t n = 0;

	if (!str_istarts(s, "http://") && !str_istarts(s, "https://") &&
	    !str_istarts(s, "www.") && !str_istarts(s, "mailto:") &&
	    !str_istarts(s, "javascript:") && !str_istarts(s, "data:"))
		return 0;
	while (n < s.n && (unsigned char)s.p[n] > ' ')
		n++;
	return n;
}

static void add_char(struct buf *b, struct str raw, uint32_t c)
{
	bool space = c == ' ' || c == '\t' || c == '\n' || c == 0xA0;

	if (space && (b->len == 0 || b->data[b->len - 1] == ' '))
		return;
	if (space)
		buf_addc(b, ' ');
	else if (c == '[' || c == ']')
		buf_addc(b, c == '[' ? '(' : ')');
	else if (c == '<' || c == '>') /* no tag, wherever it is shown */
		buf_adds(b, c == '<' ? "\u2039" : "\u203A");
	else if (c == '"' || (c >= 0x201C && c <= 0x201F) || c == 0xAB ||
		 c == 0xBB)
		buf_addc(b, '\'');
	else if (c != '*' && c != '`' && !char_is_hidden(c))
		buf_add(b, raw.p, raw.n);
}

static void clean(struct buf *b, struct str s)
{
	for (size_t i = 0, n; i < s.n; i += n) {
		struct str rest = {s.p + i, s.n - i};
		uint32_t c;

		n = link_at(rest);
		if (n > 0) {
			buf_adds(b, "(link)");
			continue;
		}
		c = utf8_next(rest, &n);
		add_char(b, (struct str){rest.p, n}, c);
	}
	while (b->len > 0 && b->data[b->len - 1] == ' ')
		b->len--;
}

const char *clean_mail_text(struct arena *a, struct str s, size_t max)
{
	struct buf b;
	size_t n;
	char *copy;

	buf_init(&b, 8192);
	s.n = utf8_cut(s, 4000);
	clean(&b, s);
	n = utf8_cut((struct str){buf_str(&b), b.len}, max);
	copy = arena_printf(
	    a, "%.*s%s", (int)n, buf_str(&b), n < b.len ? "\xe2\x80\xa6" : "");
	buf_deinit(&b);
	return copy;
}

/* Bytes of a mark that the subject begins with, or 0. */
static size_t mark_at(struct str s)
{
	static const char *const marks[] = {
	    "re:", "aw:", "antw:", "sv:", "fwd:", "fw:", "wg:", "tr:", "rv:"};

	for (size_t i = 0; i < ARRAY_LEN(marks); i++) {
		if (str_istarts(s, marks[i]))
			return strlen(marks[i]);
	}
	if (s.n > 1 && *s.p == '[') {
		const char *end = memchr(s.p, ']', s.n);

		if (end != NULL && end + 1 < s.p + s.n)
			return (size_t)(end - s.p) + 1;
	}
	return 0;
}

const char *clean_subject(struct arena *a, const char *subject, size_t max)
{
	struct str s = str_trim(str_of(subject));
	const char *text;
	size_t n;

	while ((n = mark_at(s)) > 0)
		s = str_trim((struct str){s.p + n, s.n - n});
	text = clean_mail_text(a, s, max);
	return *text != '\0' ? text : "(no subject)";
}
