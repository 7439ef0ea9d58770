/* charset.c - bytes in some charset to clean UTF-8. */
#include "common/mail/charset.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>

enum kind {
	KIND_UTF8,
	KIND_ASCII, /* nothing said: UTF-8 if it is, else windows-1252 */
	KIND_LATIN, /* windows-1252 by table */
	KIND_ICONV,
};

struct charset {
	const char *name;
	enum kind kind;
	const char *iconv_name;
};

/* Names as mail uses them, sorted; superset charsets where senders mean
 * those (the WHATWG encoding standard). */
static const struct charset charsets[] = {
    {"ansi_x3.4-1968", KIND_ASCII, NULL},
    {"ascii", KIND_ASCII, NULL},
    {"big5", KIND_ICONV, "BIG5-HKSCS"},
    {"big5-hkscs", KIND_ICONV, "BIG5-HKSCS"},
    {"cp1250", KIND_ICONV, "CP1250"},
    {"cp1251", KIND_ICONV, "CP1251"},
    {"cp1252", KIND_LATIN, NULL},
    {"cp437", KIND_ICONV, "CP437"},
    {"cp850", KIND_ICONV, "CP850"},
    {"cp866", KIND_ICONV, "CP866"},
    {"cp932", KIND_ICONV, "CP932"},
    {"cp949", KIND_ICONV, "CP949"},
    {"cs_iso_latin1", KIND_LATIN, NULL},
    {"euc-jp", KIND_ICONV, "EUC-JP"},
    {"euc-kr", KIND_ICONV, "CP949"},
    {"euc-tw", KIND_ICONV, "EUC-TW"},
    {"gb18030", KIND_ICONV, "GB18030"},
    {"gb2312", KIND_ICONV, "GB18030"},
    {"gb_2312-80", KIND_ICONV, "GB18030"},
    {"gbk", KIND_ICONV, "GB18030"},
    {"hz-gb-2312", KIND_ICONV, "HZ"},
    {"ibm437", KIND_ICONV, "CP437"},
    {"ibm850", KIND_ICONV, "CP850"},
    {"ibm866", KIND_ICONV, "CP866"},
    {"iso-2022-jp", KIND_ICONV, "ISO-2022-JP"},
    {"iso-2022-jp-2", KIND_ICONV, "ISO-2022-JP-2"},
    {"iso-2022-kr", KIND_ICONV, "ISO-2022-KR"},
    {"iso-8859-1", KIND_LATIN, NULL},
    {"iso-8859-10", KIND_ICONV, "ISO-8859-10"},
    {"iso-8859-11", KIND_ICONV, "CP874"},
    {"iso-8859-13", KIND_ICONV, "ISO-8859-13"},
    {"iso-8859-14", KIND_ICONV, "ISO-8859-14"},
    {"iso-8859-15", KIND_ICONV, "ISO-8859-15"},
    {"iso-8859-16", KIND_ICONV, "ISO-8859-16"},
    {"iso-8859-2", KIND_ICONV, "ISO-8859-2"},
    {"iso-8859-3", KIND_ICONV, "ISO-8859-3"},
    {"iso-8859-4", KIND_ICONV, "ISO-8859-4"},
    {"iso-8859-5", KIND_ICONV, "ISO-8859-5"},
    {"iso-8859-6", KIND_ICONV, "ISO-8859-6"},
    {"iso-8859-7", KIND_ICONV, "ISO-8859-7"},
    {"iso-8859-8", KIND_ICONV, "ISO-8859-8"},
    {"iso-8859-8-i", KIND_ICONV, "ISO-8859-8"},
    {"iso-8859-9", KIND_ICONV, "CP1254"},
    {"iso8859-1", KIND_LATIN, NULL},
    {"iso8859-15", KIND_ICONV, "ISO-8859-15"},
    {"iso_8859-1", KIND_LATIN, NULL},
    {"koi8-r", KIND_ICONV, "KOI8-R"},
    {"koi8-u", KIND_ICONV, "KOI8-U"},
    {"ks_c_5601-1987", KIND_ICONV, "CP949"},
    {"latin1", KIND_LATIN, NULL},
    {"mac", KIND_ICONV, "MACINTOSH"},
    {"macintosh", KIND_ICONV, "MACINTOSH"},
    {"shift-jis", KIND_ICONV, "CP932"},
    {"shift_jis", KIND_ICONV, "CP932"},
    {"sjis", KIND_ICONV, "CP932"},
    {"tis-620", KIND_ICONV, "CP874"},
    {"ucs-2", KIND_ICONV, "UTF-16"},
    {"unicode-1-1-utf-7", KIND_ICONV, "UTF-7"},
    {"unicode-1-1-utf-8", KIND_UTF8, NULL},
    {"us-ascii", KIND_ASCII, NULL},
    {"utf-16", KIND_ICONV, "UTF-16"},
    {"utf-16be", KIND_ICONV, "UTF-16BE"},
    {"utf-16le", KIND_ICONV, "UTF-16LE"},
    {"utf-32", KIND_ICONV, "UTF-32"},
    {"utf-32be", KIND_ICONV, "UTF-32BE"},
    {"utf-32le", KIND_ICONV, "UTF-32LE"},
    {"utf-7", KIND_ICONV, "UTF-7"},
    {"utf-8", KIND_UTF8, NULL},
    {"utf7", KIND_ICONV, "UTF-7"},
    {"utf8", KIND_UTF8, NULL},
    {"windows-1250", KIND_ICONV, "CP1250"},
    {"windows-1251", KIND_ICONV, "CP1251"},
    {"windows-1252", KIND_LATIN, NULL},
    {"windows-1253", KIND_ICONV, "CP1253"},
    {"windows-1254", KIND_ICONV, "CP1254"},
    {"windows-1255", KIND_ICONV, "CP1255"},
    {"windows-1256", KIND_ICONV, "CP1256"},
    {"windows-1257", KIND_ICONV, "CP1257"},
    {"windows-1258", KIND_ICONV, "CP1258"},
    {"windows-31j", KIND_ICONV, "CP932"},
    {"windows-874", KIND_ICONV, "CP874"},
    {"windows-936", KIND_ICONV, "GB18030"},
    {"windows-949", KIND_ICONV, "CP949"},
    {"x-gbk", KIND_ICONV, "GB18030"},
    {"x-mac-roman", KIND_ICONV, "MACINTOSH"},
    {"x-sjis", KIND_ICONV, "CP932"},
};

/* windows-1252, 0x80 to 0x9f; 0 stays what it is (a C1 control). */
static const uint16_t cp1252[32] = {0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026,
    0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017d, 0, 0,
    0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122,
    0x0161, 0x203a, 0x0153, 0, 0x017e, 0x0178};

struct charset_key {
	char name[32];
};

static const struct charset *charset_find(struct str name);
static void latin_add(struct buf *out, struct str in);
static bool utf8_repair(struct buf *out, struct str in);
static bool iconv_add(struct buf *out, struct str in, const char *from);

bool mail_charset_utf8(struct buf *out, struct str in, struct str charset)
{
	bool named = charset.n > 0;
	const struct charset *cs = named ? charset_find(charset) : NULL;
	enum kind kind = cs != NULL ? cs->kind : KIND_ASCII;
	bool good = !named || cs != NULL;

	if (in.n == 0)
		return good;
	if (kind == KIND_ICONV)
		return iconv_add(out, in, cs->iconv_name);
	/* Latin-1 text that happens to be valid UTF-8 is mislabelled UTF-8. */
	if (utf8_valid(in)) {
		buf_add(out, in.p, in.n);
		return good;
	}
	if (kind == KIND_UTF8)
		return utf8_repair(out, in);
	if (memchr(in.p, 0, in.n) != NULL)
		good = false;
	latin_add(out, in);
	return good && kind == KIND_LATIN;
}

static int charset_cmp(const void *key, const void *item)
{
	const struct charset_key *k = key;
	const struct charset *c = item;

	return strcmp(k->name, c->name);
}

static const struct charset *charset_find(struct str name)
{
	struct charset_key key;

	name = str_trim(name);
	if (name.n == 0 || name.n >= sizeof(key.name))
		return NULL;
	for (size_t i = 0; i < name.n; i++) {
		char c = name.p[i];
		key.name[i] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
	}
	key.name[name.n] = '\0';
	return bsearch(
	    &key, charsets, ARRAY_LEN(charsets), sizeof *charsets, charset_cmp);
}

void mail_utf8_put(struct buf *out, uint32_t c)
{
	char b[4];
	size_t n;

	if (c == 0 || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
		c = 0xfffd;
	if (c < 0x80) {
		b[0] = (char)c;
		n = 1;
	} else if (c < 0x800) {
		b[0] = (char)(0xc0 | c >> 6);
		b[1] = (char)(0x80 | (c & 0x3f));
		n = 2;
	} else if (c < 0x10000) {
		b[0] = (char)(0xe0 | c >> 12);
		b[1] = (char)(0x80 | (c >> 6 & 0x3f));
		b[2] = (char)(0x80 | (c & 0x3f));
		n = 3;
	} else {
		b[0] = (char)(0xf0 | c >> 18);
		b[1] = (char)(0x80 | (c >> 12 & 0x3f));
		b[2] = (char)(0x80 | (c >> 6 & 0x3f));
		b[3] = (char)(0x80 | (c & 0x3f));
		n = 4;
	}
	buf_add(out, b, n);
}

uint32_t mail_utf8_get(struct str s, size_t *n_r)
{
	const unsigned char *p = (const unsigned char *)s.p;
	size_t n = p[0] < 0xc0 ? 1 : p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;
	uint32_t c = p[0];

	if (n > s.n)
		n = 1;
	if (n > 1)
		c &= 0x7fU >> n;
	for (size_t i = 1; i < n; i++)
		c = c << 6 | (p[i] & 0x3fU);
	*n_r = n;
	return c;
}

/* NUL is an ordinary byte here; mail_text_clean removes it. */
static void latin_add(struct buf *out, struct str in)
{
	for (size_t i = 0; i < in.n;) {
		size_t from = i;
		while (i < in.n && (in.p[i] & 0x80) == 0)
			i++;
		buf_add(out, in.p + from, i - from);
		if (i == in.n)
			break;
		unsigned char c = (unsigned char)in.p[i++];
		if (c < 0xa0 && cp1252[c - 0x80] != 0)
			mail_utf8_put(out, cp1252[c - 0x80]);
		else
			mail_utf8_put(out, c);
	}
}

/* Length of the valid sequence at p, 0 when there is none. */
static size_t utf8_seq(const unsigned char *p, size_t n)
{
	size_t len = p[0] < 0x80   ? 1
		     : p[0] < 0xc2 ? 0
		     : p[0] < 0xe0 ? 2
		     : p[0] < 0xf0 ? 3
		     : p[0] < 0xf5 ? 4
				   : 0;

	if (len == 0 || len > n)
		return 0;
	for (size_t i = 1; i < len; i++)
		if ((p[i] & 0xc0) != 0x80)
			return 0;
	if ((p[0] == 0xe0 && p[1] < 0xa0) || (p[0] == 0xed && p[1] > 0x9f) ||
	    (p[0] == 0xf0 && p[1] < 0x90) || (p[0] == 0xf4 && p[1] > 0x8f))
		return 0;
	return len;
}

static bool utf8_repair(struct buf *out, struct str in)
{
	const unsigned char *p = (const unsigned char *)in.p;
	size_t from = 0, i = 0;
	bool good = true;

	while (i < in.n) {
		size_t len = utf8_seq(p + i, in.n - i);
		if (len > 0) {
			i += len;
			continue;
		}
		buf_add(out, in.p + from, i - from);
		mail_utf8_put(out, 0xfffd);
		good = false;
		i++;
		while (i < in.n && (p[i] & 0xc0) == 0x80)
			i++;
		from = i;
	}
	buf_add(out, in.p + from, i - from);
	return good;
}

static bool iconv_add(struct buf *out, struct str in, const char *from)
{
	iconv_t cd = iconv_open("UTF-8", from);
	/* iconv's prototype wants char **, but it does not write. */
	union {
		const char *in;
		char *p;
	} src = {.in = in.p};
	size_t left = in.n;
	bool good = true;

	if (cd == (iconv_t)-1) {
		latin_add(out, in);
		return false;
	}
	while (left > 0 && !buf_failed(out)) {
		char tmp[4096], *o = tmp;
		size_t room = sizeof(tmp);
		size_t r = iconv(cd, &src.p, &left, &o, &room);
		int why = errno;
		buf_add(out, tmp, sizeof(tmp) - room);
		if (r != (size_t)-1 || why == E2BIG)
			continue;
		good = false;
		mail_utf8_put(out, 0xfffd);
		if (why != EILSEQ)
			break;
		src.in++;
		left--;
	}
	iconv_close(cd);
	return good;
}

bool mail_text_clean(struct buf *out, struct str in)
{
	bool good = true;
	size_t from = 0;

	if (in.n == 0)
		return true;
	for (size_t i = 0; i < in.n;) {
		unsigned char c = (unsigned char)in.p[i];
		size_t drop = 0;
		if (c >= 0x20 && c != 0x7f && c != 0xc2 && c != 0xef) {
			i++;
			continue;
		}
		if (c == '\r') {
			buf_add(out, in.p + from, i - from);
			if (i + 1 == in.n || in.p[i + 1] != '\n')
				buf_addc(out, '\n');
			from = ++i;
			continue;
		}
		if (c == 0xc2 && i + 1 < in.n &&
		    (unsigned char)in.p[i + 1] < 0xa0)
			drop = 2; /* C1 controls */
		else if (c == 0xef && i + 2 < in.n &&
			 memcmp(in.p + i, "\xef\xbb\xbf", 3) == 0)
			drop = 3; /* byte order mark */
		else if (c == 0x7f || (c < 0x20 && c != '\n' && c != '\t'))
			drop = 1;
		if (drop == 0) {
			i++;
			continue;
		}
		good = good && drop == 3;
		buf_add(out, in.p + from, i - from);
		from = i += drop;
	}
	buf_add(out, in.p + from, in.n - from);
	return good;
}
