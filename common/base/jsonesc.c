/* jsonesc.c - escaping for JSON strings. */
#include "common/base/jsonesc.h"

/* What a byte is to JSON. */
static const uint8_t special[256] = {
    [0x00 ... 0x1f] = 1, ['"'] = 1, ['\\'] = 1, [0x80 ... 0xff] = 2};

#define EACH_BYTE(b) (UINT64_MAX / 255 * (b))

/* Non-zero when one of eight bytes may be special. Subtracting 0x20 from each
 * byte, or 1 from its difference to a quote, borrows into its top bit just
 * when it is smaller; a borrow from a neighbour only costs a closer look. */
static uint64_t maybe_special(const char *p)
{
	uint64_t v, quote, backslash;

	memcpy(&v, p, sizeof v);
	quote = v ^ EACH_BYTE('"');
	backslash = v ^ EACH_BYTE('\\');
	return (v | (v - EACH_BYTE(0x20)) | (quote - EACH_BYTE(1)) |
		   (backslash - EACH_BYTE(1))) &
	       EACH_BYTE(0x80);
}

size_t jsonesc_plain(struct str s)
{
	size_t i = 0;

	while (i + 8 <= s.n && maybe_special(s.p + i) == 0)
		i += 8;
	while (i < s.n) {
		uint8_t kind = special[(unsigned char)s.p[i]];
		size_t n = 1;

		if (kind == 1)
			break;
		if (kind == 2)
			n = utf8_len((struct str){s.p + i, s.n - i});
		if (n == 0)
			break;
		i += n;
	}
	return i;
}

static char short_escape(char c)
{
	switch (c) {
	case '"':
	case '\\':
		return c;
	case '\b':
		return 'b';
	case '\f':
		return 'f';
	case '\n':
		return 'n';
	case '\r':
		return 'r';
	case '\t':
		return 't';
	default:
		return '\0';
	}
}

size_t jsonesc_one(struct str s, char out[JSONESC_CHARS])
{
	unsigned char c = (unsigned char)s.p[0];
	char escape = short_escape(s.p[0]);

	if (c == 0 || c >= 0x80) {
		memcpy(out, "\xef\xbf\xbd", 3);
		return 3;
	}
	out[0] = '\\';
	if (escape != '\0') {
		out[1] = escape;
		return 2;
	}
	memcpy(out + 1, "u00", 3);
	out[4] = (char)('0' + (c >> 4));
	out[5] = "0123456789abcdef"[c & 15];
	return 6;
}
