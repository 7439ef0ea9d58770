/* mailto.c - see mailto.h. */
#include "common/mail/mailto.h"

#include "common/base/buf.h"

static bool is_unreserved(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || (c != '\0' && strchr("-._~", c));
}

static void put_byte(struct buf *out, char c)
{
	if (is_unreserved(c))
		buf_addc(out, c);
	else
		buf_addf(out, "%%%02X", (unsigned)(unsigned char)c);
}

static void put(struct buf *out, const char *s)
{
	for (; *s != '\0'; s++)
		put_byte(out, *s);
}

static void put_addrs(struct buf *out, const struct mail_addrs *v)
{
	for (size_t i = 0; i < v->n; i++) {
		const char *at = strrchr(v->v[i].addr, '@');

		if (i > 0)
			buf_addc(out, ',');
		for (const char *p = v->v[i].addr; *p != '\0'; p++)
			if (p == at)
				buf_addc(out, '@');
			else
				put_byte(out, *p);
	}
}

static void put_field(struct buf *out, char *mark, const char *name)
{
	buf_addf(out, "%c%s=", *mark, name);
	*mark = '&';
}

/* Character after character, while they fit. True when all did. */
static bool put_body(struct buf *out, struct str s)
{
	while (s.n > 0) {
		size_t n = MAX(utf8_len(s), (size_t)1), from = out->len;

		if (s.p[0] == '\n')
			buf_adds(out, "%0D%0A");
		for (size_t i = 0; s.p[0] != '\n' && i < n; i++)
			put_byte(out, s.p[i]);
		if (out->len > MAILTO_CHARS) {
			out->len = from;
			out->data[from] = '\0';
			return false;
		}
		s = (struct str){s.p + n, s.n - n};
	}
	return true;
}

const char *mail_mailto(struct arena *a, const struct mailto *m, bool *cut_r)
{
	struct buf b;
	char mark = '?';
	const char *url = NULL;

	*cut_r = false;
	buf_init(&b, MAILTO_CHARS + 16);
	buf_adds(&b, "mailto:");
	put_addrs(&b, &m->to);
	if (m->cc.n > 0) {
		put_field(&b, &mark, "cc");
		put_addrs(&b, &m->cc);
	}
	if (m->subject[0] != '\0') {
		put_field(&b, &mark, "subject");
		put(&b, m->subject);
	}
	if (m->in_reply_to[0] != '\0') {
		put_field(&b, &mark, "In-Reply-To");
		buf_adds(&b, "%3C");
		put(&b, m->in_reply_to);
		buf_adds(&b, "%3E");
	}
	if (m->body[0] != '\0' && b.len + 6 <= MAILTO_CHARS) {
		put_field(&b, &mark, "body");
		*cut_r = !put_body(&b, str_of(m->body));
	} else {
		*cut_r = m->body[0] != '\0';
	}
	if (!buf_failed(&b) && b.len <= MAILTO_CHARS)
		url = arena_strdup(a, buf_str(&b));
	buf_deinit(&b);
	return url;
}
