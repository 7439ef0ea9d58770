/* addr.c - address lists, as mail really writes them. */
#include "common/mail/addr.h"

#include "common/base/buf.h"
#include "common/mail/field.h"

#define ADDR_MAX 320
#define COMMENT_DEPTH 50

/* One mailbox while it is read. */
struct box {
	struct buf phrase;  /* outside <> and (), unquoted */
	struct buf bare;    /* the same with its quotes */
	struct buf comment; /* inside () */
	struct str angle;   /* inside <> */
	bool has_angle;
};

struct reader {
	struct arena *a;
	struct str in;
	size_t at;
	size_t max;
	struct mail_addr *v;
	size_t n;
	bool good;
	struct box box;
};

static void quoted_take(struct reader *r);
static void comment_take(struct reader *r);
static void angle_take(struct reader *r);
static void box_end(struct reader *r);
static void box_clear(struct box *b);
static bool addr_fits(struct str s);
static const char *addr_dup(struct arena *a, struct str s);

bool mail_addr_parse(
    struct arena *a, struct str value, size_t max, struct mail_addrs *list_r)
{
	struct reader r = {.a = a, .in = value, .max = max, .good = true};

	buf_init(&r.box.phrase, value.n + 16);
	buf_init(&r.box.bare, value.n + 16);
	buf_init(&r.box.comment, value.n + 16);
	while (r.at < value.n && r.n <= max) {
		char c = value.p[r.at];
		if (c == '"') {
			quoted_take(&r);
		} else if (c == '(') {
			comment_take(&r);
		} else if (c == '<') {
			angle_take(&r);
		} else if (c == ',' || c == ';') {
			box_end(&r);
			r.at++;
		} else if (c == ':' && !r.box.has_angle &&
			   (r.box.bare.len == 0 ||
			       memchr(r.box.bare.data, '@', r.box.bare.len) ==
				   NULL)) {
			box_clear(&r.box); /* the name of a group */
			r.at++;
		} else {
			buf_addc(&r.box.phrase, c);
			buf_addc(&r.box.bare, c);
			r.at++;
		}
	}
	box_end(&r);
	buf_deinit(&r.box.phrase);
	buf_deinit(&r.box.bare);
	buf_deinit(&r.box.comment);
	*list_r = (struct mail_addrs){.v = r.v, .n = r.n};
	return r.good;
}

static void box_clear(struct box *b)
{
	buf_clear(&b->phrase);
	buf_clear(&b->bare);
	buf_clear(&b->comment);
	b->angle = (struct str){NULL, 0};
	b->has_angle = false;
}

/* A quote that never closes is an ordinary character. */
static void quoted_take(struct reader *r)
{
	size_t from = r->at, i = from + 1;

	while (i < r->in.n && r->in.p[i] != '"')
		i += r->in.p[i] == '\\' ? 2 : 1;
	if (i >= r->in.n) {
		r->at++;
		return;
	}
	for (size_t k = from + 1; k < i; k++) {
		if (r->in.p[k] == '\\' && k + 1 < i)
			k++;
		buf_addc(&r->box.phrase, r->in.p[k]);
	}
	buf_add(&r->box.bare, r->in.p + from, i + 1 - from);
	r->at = i + 1;
}

static void comment_take(struct reader *r)
{
	unsigned depth = 1;
	size_t i = r->at + 1;

	if (r->box.comment.len > 0)
		buf_addc(&r->box.comment, ' ');
	for (; i < r->in.n && depth > 0; i++) {
		char c = r->in.p[i];
		if (c == '\\' && i + 1 < r->in.n)
			c = r->in.p[++i];
		else if (c == '(' && depth < COMMENT_DEPTH)
			depth++;
		else if (c == ')' && --depth == 0)
			break;
		buf_addc(&r->box.comment, c);
	}
	r->at = MIN(i + 1, r->in.n);
	buf_addc(&r->box.bare, ' ');
}

static const char *angle_end(struct str s)
{
	bool quoted = false;
	const char *end;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '"')
			quoted = !quoted;
		if (s.p[i] == '>' && !quoted)
			return s.p + i;
	}
	if ((end = memchr(s.p, '>', s.n)) != NULL ||
	    (end = memchr(s.p, ',', s.n)) != NULL)
		return end;
	return s.p + s.n;
}

/* Comments out, and white space around "." and "@": "a (x) . b @ c" was an
 * address once. */
static struct str addr_squeeze(struct arena *a, struct str s)
{
	char *out;
	size_t n = 0;
	unsigned depth = 0;

	if (s.n == 0 || s.p[0] == '"' ||
	    (memchr(s.p, '(', s.n) == NULL && memchr(s.p, ' ', s.n) == NULL))
		return s;
	out = arena_alloc(a, s.n + 1);
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		if (c == '(')
			depth++;
		else if (c == ')' && depth > 0)
			depth--;
		else if (depth == 0 && c == ' ' &&
			 (n == 0 || strchr(".@", out[n - 1]) != NULL))
			continue;
		else if (depth == 0) {
			while ((c == '.' || c == '@') && n > 0 &&
			       out[n - 1] == ' ')
				n--;
			out[n++] = c;
		}
	}
	return str_trim((struct str){out, n});
}

/* "<a@b>"; "<@x,@y:a@b>" (route); a missing ">" ends at the comma. */
static void angle_take(struct reader *r)
{
	size_t from = r->at + 1;
	struct str rest = {r->in.p + from, r->in.n - from};
	const char *end = angle_end(rest);

	struct str s = {rest.p, (size_t)(end - rest.p)};
	r->at = from + s.n + (end < r->in.p + r->in.n && *end == '>');
	while (s.n > 0 && (*s.p == '<' || *s.p == ' ')) { /* "<<a@b>>" */
		s.p++;
		s.n--;
	}
	if (s.n > 0 && s.p[0] == '@') {
		const char *colon = memchr(s.p, ':', s.n);
		if (colon != NULL)
			s = (struct str){
			    colon + 1, s.n - (size_t)(colon + 1 - s.p)};
	}
	if (str_istarts(s, "mailto:")) {
		s = (struct str){s.p + 7, s.n - 7};
		const char *query = memchr(s.p, '?', s.n);
		if (query != NULL)
			s.n = (size_t)(query - s.p);
	}
	r->box.angle = str_trim(s);
	r->box.has_angle = true;
	while (r->at < r->in.n && r->in.p[r->at] == '>')
		r->at++;
}

/* In "Ann Lee ann@x.org" the address is the word with the @. */
static struct str word_with_at(struct str s, struct str *before_r)
{
	struct str rest = s, word;

	while (rest.n > 0 && str_split(&rest, ' ', &word))
		if (memchr(word.p, '@', word.n) != NULL && addr_fits(word)) {
			*before_r =
			    str_trim((struct str){s.p, (size_t)(word.p - s.p)});
			return word;
		}
	*before_r = s;
	return (struct str){"", 0};
}

static const char *name_of(struct reader *r, struct str s)
{
	uint32_t ignored = 0;
	const char *name = mail_field_decode(r->a, str_trim(s), &ignored);
	struct str t = str_trim(str_of(name));

	/* Quotes that were inside an encoded word. */
	if (t.n >= 2 && (t.p[0] == '"' || t.p[0] == '\'') &&
	    t.p[t.n - 1] == t.p[0])
		t = str_trim((struct str){t.p + 1, t.n - 2});
	char *out = arena_alloc(r->a, t.n + 1);
	size_t n = 0;
	for (size_t k = 0; k < t.n; k++)
		if (t.p[k] != ' ' || (n > 0 && out[n - 1] != ' '))
			out[n++] = t.p[k];
	return out;
}

static void box_end(struct reader *r)
{
	struct box *b = &r->box;
	struct str bare =
	    str_trim((struct str){buf_str(&b->bare), b->bare.len});
	struct str name =
	    str_trim((struct str){buf_str(&b->phrase), b->phrase.len});
	struct str comment = {buf_str(&b->comment), b->comment.len};
	struct str addr = b->angle;

	if (!b->has_angle && bare.n == 0 && comment.n == 0)
		return;
	if (b->has_angle) {
		addr = addr_squeeze(r->a, addr);
	} else {
		addr = bare = addr_squeeze(r->a, bare);
		if (addr_fits(bare))
			name = (struct str){"", 0};
		else
			addr = word_with_at(bare, &name);
	}
	if (r->n >= r->max) {
		r->good = false;
		box_clear(b);
		r->n = r->max;
		r->at = r->in.n;
		return;
	}
	r->v = mail_grow(r->a, r->v, r->n, sizeof *r->v);
	struct mail_addr *to = &r->v[r->n++];
	bool fits = addr_fits(addr);
	to->addr = fits ? addr_dup(r->a, addr) : "";
	if (!fits && b->has_angle && name.n == 0)
		name = addr;
	to->name = name_of(r, name.n > 0 ? name : comment);
	r->good = r->good && (fits || (b->has_angle && addr.n == 0));
	box_clear(b);
}

/* local@domain without white space and controls; "a b"@c is one too. */
static bool addr_fits(struct str s)
{
	const char *at = s.n == 0 ? NULL : memrchr(s.p, '@', s.n);
	bool quoted = s.n > 0 && s.p[0] == '"';

	if (at == NULL || at == s.p || at == s.p + s.n - 1 || s.n > ADDR_MAX)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		bool local = s.p + i < at;
		if (c < 32 || c == 127 || c == '<' || c == '>')
			return false;
		if (c == ' ' && !(quoted && local))
			return false;
		if (c == '@' && !local && s.p + i != at)
			return false;
	}
	return utf8_valid(s);
}

static const char *addr_dup(struct arena *a, struct str s)
{
	char *out = arena_strndup(a, s.p, s.n);

	for (char *p = strrchr(out, '@'); *p != '\0'; p++)
		if (*p >= 'A' && *p <= 'Z')
			*p = (char)(*p + 32);
	return out;
}
