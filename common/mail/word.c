/* word.c - encoded words (RFC 2047) in header values. */
#include "common/mail/charset.h"
#include "common/mail/field.h"
#include "common/mail/message.h"

struct word {
	struct str charset, text;
	char enc; /* 'q' or 'b' */
	size_t n; /* bytes of the whole word */
};

/* Words of one charset that follow each other are converted together: some
 * senders cut them in mid character. */
struct decoder {
	struct buf out;
	struct buf bytes;
	struct str charset;
	bool good;
	bool good_charset;
};

static bool plain(struct str s);
static bool word_read(struct str s, struct word *w);
static void word_add(struct decoder *d, const struct word *w);
static void bytes_flush(struct decoder *d);
static const char *finish(
    struct arena *a, struct decoder *d, uint32_t *defects);

const char *mail_field_decode(struct arena *a, struct str s, uint32_t *defects)
{
	struct decoder d = {.good = true, .good_charset = true};
	size_t from = 0;
	bool after_word = false;

	if (plain(s))
		return arena_strndup(a, s.p, s.n);
	/* Each byte gives three at most. */
	buf_init(&d.out, 4 * s.n + 16);
	buf_init(&d.bytes, s.n + 16);
	for (size_t i = 0; i < s.n;) {
		struct word w;
		if (s.p[i] != '=' ||
		    !word_read((struct str){s.p + i, s.n - i}, &w)) {
			i++;
			continue;
		}
		struct str gap = {s.p + from, i - from};
		if (!after_word || str_trim(gap).n > 0) {
			bytes_flush(&d);
			d.good_charset &=
			    mail_charset_utf8(&d.out, gap, STR(""));
		}
		word_add(&d, &w);
		from = i += w.n;
		after_word = true;
	}
	bytes_flush(&d);
	d.good_charset &= mail_charset_utf8(
	    &d.out, (struct str){s.p + from, s.n - from}, STR(""));
	return finish(a, &d, defects);
}

static bool plain(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (c < 32 || c >= 127)
			return false;
		if (c == '=' && i + 1 < s.n && s.p[i + 1] == '?')
			return false;
	}
	return true;
}

/* s begins with "=?charset?q?text?=". */
static bool word_read(struct str s, struct word *w)
{
	const char *end = s.p + s.n, *p = s.p + 2, *q, *lang;

	if (s.n < 8 || s.p[1] != '?')
		return false;
	q = memchr(p, '?', (size_t)MIN(end - p, 80));
	if (q == NULL || q == p || end - q < 4 || q[2] != '?')
		return false;
	w->charset = (struct str){p, (size_t)(q - p)};
	lang = memchr(p, '*', w->charset.n); /* RFC 2231 section 5 */
	if (lang != NULL)
		w->charset.n = (size_t)(lang - p);
	w->enc = (char)(q[1] | 32);
	if (w->enc != 'q' && w->enc != 'b')
		return false;
	p = q + 3;
	for (q = p; (q = memchr(q, '?', (size_t)(end - q))) != NULL; q++)
		if (q + 1 < end && q[1] == '=')
			break;
	if (q == NULL)
		return false;
	w->text = (struct str){p, (size_t)(q - p)};
	w->n = (size_t)(q + 2 - s.p);
	return true;
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)(c | 32);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool q_add(struct buf *out, struct str s)
{
	bool good = true;

	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		if (c == '=') {
			int hi = i + 2 < s.n ? hex_digit(s.p[i + 1]) : -1;
			int lo = i + 2 < s.n ? hex_digit(s.p[i + 2]) : -1;
			if (hi >= 0 && lo >= 0) {
				buf_addc(out, (char)(hi << 4 | lo));
				i += 2;
				continue;
			}
			good = false;
		}
		buf_addc(out, c == '_' ? ' ' : c);
	}
	return good;
}

static int b64_digit(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	return c == '+' ? 62 : c == '/' ? 63 : -1;
}

static bool b_add(struct buf *out, struct str s)
{
	uint32_t acc = 0;
	unsigned n = 0;
	bool good = true;

	for (size_t i = 0; i < s.n; i++) {
		int d = b64_digit(s.p[i]);
		if (d < 0) {
			good = good && (s.p[i] == '=' || s.p[i] == ' ');
			continue;
		}
		acc = acc << 6 | (uint32_t)d;
		if (++n % 4 == 0) {
			buf_addc(out, (char)(acc >> 16));
			buf_addc(out, (char)(acc >> 8));
			buf_addc(out, (char)acc);
		}
	}
	if (n % 4 >= 2)
		buf_addc(out, (char)(acc >> (n % 4 == 2 ? 4 : 10)));
	if (n % 4 == 3)
		buf_addc(out, (char)(acc >> 2));
	return good && n % 4 != 1;
}

static void word_add(struct decoder *d, const struct word *w)
{
	if (d->bytes.len > 0 && !str_ieq(d->charset, w->charset))
		bytes_flush(d);
	d->charset = w->charset;
	d->good &= w->enc == 'q' ? q_add(&d->bytes, w->text)
				 : b_add(&d->bytes, w->text);
}

static void bytes_flush(struct decoder *d)
{
	if (d->bytes.len == 0)
		return;
	d->good_charset &= mail_charset_utf8(
	    &d->out, (struct str){d->bytes.data, d->bytes.len}, d->charset);
	buf_clear(&d->bytes);
}

static const char *finish(struct arena *a, struct decoder *d, uint32_t *defects)
{
	struct buf *clean = &d->bytes;
	char *s;

	if (!d->good)
		*defects |= MAIL_DEFECT(BAD_WORD);
	if (!d->good_charset)
		*defects |= MAIL_DEFECT(BAD_CHARSET);
	buf_deinit(clean);
	buf_init(clean, d->out.len + 1);
	if (!mail_text_clean(clean, (struct str){buf_str(&d->out), d->out.len}))
		*defects |= MAIL_DEFECT(NUL_BYTE);
	s = arena_strndup(a, buf_str(clean), clean->len);
	for (char *p = s; *p != '\0'; p++)
		if (*p == '\n' || *p == '\t')
			*p = ' ';
	buf_deinit(clean);
	buf_deinit(&d->out);
	return s;
}
