/* spans.c - cuts a text into own words, quotes, earlier mail, signatures. */
#include "common/mail/text.h"

#include "common/mail/quotewords.h"

/* What is open behind the current line. */
struct cutter {
	struct arena *a;
	struct str text;
	size_t max;
	struct mail_span *v;
	size_t n, alloc;
	enum mail_span_kind tail; /* what the rest is, unless a line says
				   * otherwise: OWN, ORIGINAL, SIGNATURE, .. */
};

static struct str line_at(struct str text, size_t at, size_t *next_r);
static enum mail_span_kind classify(
    struct cutter *c, size_t at, struct str line, size_t *end_r);
static void span_add(struct cutter *c, size_t to, enum mail_span_kind kind);

const char *mail_span_name(enum mail_span_kind kind)
{
	static const char *const names[] = {
	    [MAIL_SPAN_OWN] = "own",
	    [MAIL_SPAN_QUOTE] = "quote",
	    [MAIL_SPAN_ATTRIBUTION] = "attribution",
	    [MAIL_SPAN_ORIGINAL] = "original",
	    [MAIL_SPAN_FORWARD] = "forward",
	    [MAIL_SPAN_NESTED] = "nested",
	    [MAIL_SPAN_SIGNATURE] = "signature",
	    [MAIL_SPAN_FOOTER] = "footer",
	};

	return (size_t)kind < ARRAY_LEN(names) ? names[kind] : "own";
}

void mail_text_spans(
    struct arena *a, struct str text, size_t max, struct mail_spans *spans_r)
{
	struct cutter c = {
	    .a = a, .text = text, .max = max, .tail = MAIL_SPAN_OWN};
	enum mail_span_kind before = MAIL_SPAN_OWN;

	for (size_t at = 0; at < text.n;) {
		size_t end;
		struct str line = line_at(text, at, &end);
		enum mail_span_kind kind = before;
		if (str_trim(line).n > 0)
			kind = classify(&c, at, line, &end);
		else if (before == MAIL_SPAN_ATTRIBUTION)
			kind = MAIL_SPAN_ATTRIBUTION;
		span_add(&c, end, kind);
		before = kind;
		at = end;
	}
	*spans_r = (struct mail_spans){.v = c.v, .n = c.n};
}

/* The line at `at` without its LF. */
static struct str line_at(struct str text, size_t at, size_t *next_r)
{
	const char *nl = memchr(text.p + at, '\n', text.n - at);
	size_t end = nl == NULL ? text.n : (size_t)(nl - text.p);

	*next_r = nl == NULL ? end : end + 1;
	return (struct str){text.p + at, end - at};
}

static void span_add(struct cutter *c, size_t to, enum mail_span_kind kind)
{
	if (c->n > 0 && (c->v[c->n - 1].kind == kind || c->n >= c->max)) {
		c->v[c->n - 1].to = to;
		return;
	}
	if (c->n == c->alloc) {
		size_t alloc = c->alloc == 0 ? 8 : 2 * c->alloc;
		struct mail_span *v =
		    ARENA_ARRAY(c->a, struct mail_span, alloc);
		if (c->n > 0)
			memcpy(v, c->v, c->n * sizeof *v);
		c->v = v;
		c->alloc = alloc;
	}
	size_t from = c->n == 0 ? 0 : c->v[c->n - 1].to;
	c->v[c->n++] = (struct mail_span){from, to, kind};
}

/* ">", " > ", "|" and "AB> " mark quoted lines. */
static bool is_quote(struct str line)
{
	size_t i = 0;

	while (i < line.n && i < 3 && line.p[i] == ' ')
		i++;
	if (i < line.n && (line.p[i] == '>' || line.p[i] == '|'))
		return line.p[i] == '>' || i + 1 == line.n ||
		       line.p[i + 1] == ' ';
	size_t from = i;
	while (
	    i < line.n && i - from < 4 && line.p[i] >= 'A' && line.p[i] <= 'Z')
		i++;
	return i > from && i < line.n && line.p[i] == '>';
}

static struct str next_filled(struct str text, size_t at)
{
	struct str line = {text.p, 0};

	for (int i = 0; i < 4 && at < text.n; i++) {
		line = str_trim(line_at(text, at, &at));
		if (line.n > 0)
			return line;
	}
	return (struct str){text.p, 0};
}

static bool has_digit(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] >= '0' && s.p[i] <= '9')
			return true;
	return false;
}

/* An attribution may be broken over lines: "On ... Ann\n<a@b> wrote:". One
 * without ">" behind it must name a date to be believed. */
static bool attribution(struct cutter *c, size_t at, size_t *end_r)
{
	size_t end = at;
	bool lead = mail_quote_lead(str_trim(line_at(c->text, at, &end)));

	end = at;
	for (int i = 0; i < (lead ? 4 : 2) && end < c->text.n; i++) {
		struct str line = str_trim(line_at(c->text, end, &end));
		struct str all =
		    str_trim((struct str){c->text.p + at, end - at});
		if (line.n == 0 || all.n > 400 || is_quote(line))
			return false;
		if (!mail_quote_verb(all))
			continue;
		if (!is_quote(next_filled(c->text, end)) &&
		    (!lead || !has_digit(all)))
			return false;
		*end_r = end;
		return true;
	}
	return false;
}

/* "From: .. Sent: .. To: .. Subject: .." as Outlook puts above a message. */
static bool outlook_block(struct cutter *c, size_t at)
{
	unsigned seen = 0, fields = 0;

	if (mail_quote_field(line_at(c->text, at, &at)) != MAIL_FIELD_FROM)
		return false;
	for (int i = 0; i < 7 && at < c->text.n; i++) {
		struct str line = line_at(c->text, at, &at);
		enum mail_quote_field f = mail_quote_field(line);
		if (f == MAIL_FIELD_NONE || (seen & 1U << f) != 0)
			continue;
		seen |= 1U << f;
		fields++;
	}
	return fields >= 2;
}

static size_t lines_left(struct str text, size_t at, size_t max)
{
	size_t n = 0;

	while (at < text.n && n < max) {
		(void)line_at(text, at, &at);
		n++;
	}
	return n;
}

/* "-- " as the convention has it; without the space only near the end. */
static bool is_signature(struct cutter *c, struct str line, size_t end)
{
	if (str_eqs(line, "-- "))
		return true;
	line = str_trim(line);
	if (!str_eqs(line, "--") && !str_eqs(line, "—"))
		return false;
	return lines_left(c->text, end, 16) < 16;
}

static bool is_footer(struct cutter *c, struct str line, size_t end)
{
	struct str t = str_trim(line);
	size_t i = 0;

	if (mail_quote_footer(t))
		return true;
	while (i < t.n && (t.p[i] == '_' || t.p[i] == '-'))
		i++;
	if (i < t.n || t.n < 20)
		return false;
	struct str a = next_filled(c->text, end);
	size_t next = a.n == 0 ? end : (size_t)(a.p + a.n - c->text.p);
	struct str b = next >= c->text.n ? (struct str){"", 0}
					 : next_filled(c->text, next + 1);
	return mail_quote_list(a) || mail_quote_list(b);
}

static enum mail_span_kind classify(
    struct cutter *c, size_t at, struct str line, size_t *end_r)
{
	struct str t = str_trim(line);

	if (c->tail == MAIL_SPAN_FOOTER)
		return c->tail;
	if (is_footer(c, line, *end_r))
		return c->tail = MAIL_SPAN_FOOTER;
	if (c->tail == MAIL_SPAN_ORIGINAL || c->tail == MAIL_SPAN_FORWARD)
		return c->tail;
	if (is_quote(line))
		return MAIL_SPAN_QUOTE;
	switch (mail_quote_rule(t)) {
	case MAIL_RULE_ORIGINAL:
		return c->tail = MAIL_SPAN_ORIGINAL;
	case MAIL_RULE_FORWARD:
		return c->tail = MAIL_SPAN_FORWARD;
	case MAIL_RULE_NONE:
		break;
	}
	if (outlook_block(c, at))
		return c->tail = MAIL_SPAN_ORIGINAL;
	if (attribution(c, at, end_r)) {
		/* Without ">" behind it the earlier mail is all the rest. */
		struct str next = next_filled(c->text, *end_r);
		if (next.n > 0 && !is_quote(next))
			c->tail = MAIL_SPAN_ORIGINAL;
		return MAIL_SPAN_ATTRIBUTION;
	}
	if (c->tail == MAIL_SPAN_SIGNATURE)
		return c->tail;
	if (is_signature(c, line, *end_r))
		return c->tail = MAIL_SPAN_SIGNATURE;
	if (mail_quote_mobile(t))
		return MAIL_SPAN_SIGNATURE;
	return MAIL_SPAN_OWN;
}
