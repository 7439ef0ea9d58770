/* ground.c - see ground.h. */
#include "services/assistant/compose/ground.h"

#include "services/assistant/compose/clean.h"

#include "services/assistant/compose/ground.def.h"

#define CITES_MAX 20 /* of one piece */
#define OPEN_QUOTE "\xe2\x80\x9c"
#define CLOSE_QUOTE "\xe2\x80\x9d"
#define CUT "\xe2\x80\xa6"
#define QUOTE_BYTES 3 /* of each of these */

struct checker {
	struct arena *a;
	const struct chat_citation *v;
	size_t n;
	const struct mail *mails;
	size_t n_mails;
};

/* A piece of a line: its text, and the citations behind it. */
struct piece {
	struct str text;
	size_t cites[CITES_MAX]; /* places in v */
	size_t n;
	bool has_cites, bad; /* bad: one is not there */
	bool memory;         /* [m1]: of what the person said */
};

/* ---- pieces ---- */

/* Bytes of "[12]" or "[m3]" at the start of s, or 0. */
static size_t cite_at(struct str s, bool *memory_r, int64_t *n_r)
{
	size_t i = 1, digits;

	if (s.n < 3 || s.p[0] != '[')
		return 0;
	*memory_r = s.p[i] == 'm';
	i += *memory_r;
	digits = i;
	while (i < s.n && i < digits + 3 && s.p[i] >= '0' && s.p[i] <= '9')
		i++;
	if (i == digits || i == s.n || s.p[i] != ']' ||
	    str_to_i64((struct str){s.p + digits, i - digits}, 0, 999, n_r) < 0)
		return 0;
	return i + 1;
}

static void take_cite(const struct checker *ch, struct piece *p, int64_t n)
{
	size_t at = 0;

	p->has_cites = true;
	while (at < ch->n && ch->v[at].n != n)
		at++;
	if (at == ch->n)
		p->bad = true;
	else if (p->n < CITES_MAX)
		p->cites[p->n++] = at;
}

/* The piece that *rest begins with, which moves behind it: up to a group of
 * citations, with the marks behind them, or to the end of the line. */
static struct piece next_piece(const struct checker *ch, struct str *rest)
{
	struct piece p = {.text = {rest->p, 0}};
	struct str s = *rest;
	size_t i = 0, end = s.n;
	bool memory;
	int64_t n;

	while (i < s.n &&
	       cite_at((struct str){s.p + i, s.n - i}, &memory, &n) == 0)
		i++;
	end = i;
	while (i < s.n) {
		size_t bytes =
		    cite_at((struct str){s.p + i, s.n - i}, &memory, &n);

		if (bytes > 0 && memory)
			p.memory = true;
		else if (bytes > 0)
			take_cite(ch, &p, n);
		else if (strchr(" .:;,", s.p[i]) == NULL)
			break;
		i += bytes > 0 ? bytes : 1;
	}
	p.text = str_trim((struct str){s.p, end});
	*rest = (struct str){s.p + i, s.n - i};
	return p;
}

/* ---- support ---- */

static const struct mail *mail_of(const struct checker *ch, uint64_t id)
{
	for (size_t i = 0; i < ch->n_mails; i++) {
		if (ch->mails[i].id == id)
			return &ch->mails[i];
	}
	return NULL;
}

/* The citation's mail was read, and its quote stands there. */
static bool is_true(const struct checker *ch, const struct chat_citation *c)
{
	const struct mail *m = mail_of(ch, c->id);

	if (m == NULL)
		return false;
	if (c->quote == NULL)
		return true;
	return c->from_byte >= 0 && c->to_byte >= c->from_byte &&
	       (uint64_t)c->to_byte <= m->body.n &&
	       str_eqs((struct str){m->body.p + c->from_byte,
			   (size_t)(c->to_byte - c->from_byte)},
		   c->quote);
}

/* Whether what stands between quotation marks is the quote of one of the
 * piece's citations, as the draft shows it. */
static bool is_quote(
    const struct checker *ch, const struct piece *p, struct str said)
{
	if (said.n >= QUOTE_BYTES &&
	    memcmp(said.p + said.n - QUOTE_BYTES, CUT, QUOTE_BYTES) == 0)
		said.n -= QUOTE_BYTES;
	for (size_t i = 0; i < p->n; i++) {
		const char *quote = ch->v[p->cites[i]].quote;

		if (quote != NULL &&
		    str_eqs(
			said, clean_mail_text(ch->a, str_of(quote), SIZE_MAX)))
			return true;
	}
	return false;
}

/* Words of the text in a row, each as its key. */
static size_t keys_of(struct arena *a, struct str text, uint64_t **keys_r)
{
	uint64_t *keys = ARENA_ARRAY(a, uint64_t, text.n / 2 + 2);
	size_t n = 0, pos = 0;
	struct word w;

	while (n < text.n / 2 + 1 && word_next(text, &pos, &w))
		keys[n++] = w.key;
	*keys_r = keys;
	return n;
}

static bool has_run(const uint64_t *in, size_t n, const uint64_t *run)
{
	for (size_t i = 0; i + GROUND_RUN <= n; i++) {
		if (memcmp(in + i, run, GROUND_RUN * sizeof *run) == 0)
			return true;
	}
	return false;
}

/* Words of the body outside of a quote. */
static bool copies_body(
    const struct checker *ch, const struct piece *p, struct str text)
{
	uint64_t *said, *body, *subject;
	size_t n = keys_of(ch->a, text, &said);

	for (size_t i = 0; i < p->n && n >= GROUND_RUN; i++) {
		const struct mail *m = mail_of(ch, ch->v[p->cites[i]].id);
		size_t n_body, n_subject;

		if (m == NULL)
			continue;
		n_body = keys_of(ch->a, m->body, &body);
		n_subject = keys_of(ch->a, str_of(m->subject), &subject);
		for (size_t k = 0; k + GROUND_RUN <= n; k++) {
			if (has_run(body, n_body, said + k) &&
			    !has_run(subject, n_subject, said + k))
				return true;
		}
	}
	return false;
}

/* What is between quotation marks, and what is not, one after the other. */
static bool is_supported(const struct checker *ch, const struct piece *p)
{
	struct str rest = p->text;
	ptrdiff_t open;

	for (size_t i = 0; i < p->n; i++) {
		if (!is_true(ch, &ch->v[p->cites[i]]))
			return false;
	}
	while ((open = str_find(rest, OPEN_QUOTE)) >= 0) {
		struct str said = {rest.p + open + QUOTE_BYTES,
		    rest.n - (size_t)open - QUOTE_BYTES};
		ptrdiff_t close = str_find(said, CLOSE_QUOTE);

		if (close < 0 ||
		    copies_body(ch, p, (struct str){rest.p, (size_t)open}))
			return false;
		rest = (struct str){said.p + close + QUOTE_BYTES,
		    said.n - (size_t)close - QUOTE_BYTES};
		said.n = (size_t)close;
		if (!is_quote(ch, p, said))
			return false;
	}
	return !copies_body(ch, p, rest);
}

/* ---- our own ---- */

bool ground_like(struct str text, const char *pattern)
{
	const char *p = pattern, *star = NULL;
	size_t i = 0, behind = 0;

	while (i < text.n) {
		if (*p == '*') {
			star = p++;
			behind = i;
		} else if (*p == text.p[i]) {
			p++;
			i++;
		} else if (star != NULL) { /* the last * takes one more */
			p = star + 1;
			i = ++behind;
		} else {
			return false;
		}
	}
	while (*p == '*')
		p++;
	return *p == '\0';
}

static bool is_ours(struct str text)
{
#define X_FRAME(pattern) pattern,
	static const char *const frames[] = {FRAMES(X_FRAME)};
#undef X_FRAME

	for (size_t i = 0; i < ARRAY_LEN(frames); i++) {
		if (ground_like(text, frames[i]))
			return true;
	}
	return false;
}

/* ---- the answer ---- */

static void check_line(const struct checker *ch, struct str line,
    struct ground *g, struct buf *out)
{
	while (line.n > 0) {
		const char *from = line.p;
		struct piece p = next_piece(ch, &line);
		struct str all = {from, (size_t)(line.p - from)};
		size_t end = all.n;

		if (p.text.n == 0 && !p.has_cites) {
			buf_add(out, all.p, all.n);
			continue;
		}
		g->pieces++;
		if (p.has_cites && !p.bad && is_supported(ch, &p)) {
			g->cited++;
		} else if (!p.has_cites && (p.memory || is_ours(p.text))) {
			g->ours++;
		} else {
			g->unsupported++;
			while (end > 0 && all.p[end - 1] == ' ')
				end--;
			buf_add(out, all.p, end);
			buf_adds(out, GROUND_MARK);
			buf_add(out, all.p + end, all.n - end);
			continue;
		}
		buf_add(out, all.p, all.n);
	}
}

struct ground ground_check(struct arena *a, struct str answer,
    const struct chat_citation *v, size_t n, const struct mail *mails,
    size_t n_mails, struct buf *out)
{
	const struct checker ch = {a, v, n, mails, n_mails};
	struct ground g = {0};
	struct str rest = answer, line;
	bool first = true;

	while (g.pieces < GROUND_PIECES && str_split(&rest, '\n', &line)) {
		if (!first)
			buf_addc(out, '\n');
		first = false;
		check_line(&ch, line, &g, out);
	}
	return g;
}
