/* ground.c - see ground.h. */
#include "services/assistant/compose/ground.h"

#include "services/assistant/compose/clean.h"
#include "services/assistant/compose/facts.h"

#include "services/assistant/compose/ground.def.h"

#define CITES_MAX 20 /* of one piece */
#define OPEN_QUOTE "\xe2\x80\x9c"
#define CLOSE_QUOTE "\xe2\x80\x9d"
#define CUT "\xe2\x80\xa6"
#define QUOTE_BYTES 3 /* of each of these */
#define STANDS_BYTES ((size_t)32 << 20)
#define LEAD_IN_BYTES 120 /* of a model's "I found:" */

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

static void take_cite(const struct ground_world *w, struct piece *p, int64_t n)
{
	size_t at = 0;

	p->has_cites = true;
	while (at < w->n && w->v[at].n != n)
		at++;
	if (at == w->n)
		p->bad = true;
	else if (p->n < CITES_MAX)
		p->cites[p->n++] = at;
}

/* The piece that *rest begins with, which moves behind it: up to a group of
 * citations, with the marks behind them, or to the end of the line. */
static struct piece next_piece(const struct ground_world *w, struct str *rest)
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
			take_cite(w, &p, n);
		else if (strchr(" .:;,!?", s.p[i]) == NULL)
			break;
		i += bytes > 0 ? bytes : 1;
	}
	p.text = str_trim((struct str){s.p, end});
	*rest = (struct str){s.p + i, s.n - i};
	return p;
}

/* ---- support ---- */

static const struct mail *mail_of(const struct ground_world *w, uint64_t id)
{
	for (size_t i = 0; i < w->n_mails; i++) {
		if (w->mails[i].id == id)
			return &w->mails[i];
	}
	return NULL;
}

/* The citation's mail was read, and its quote stands there. */
static bool is_true(const struct ground_world *w, const struct chat_citation *c)
{
	const struct mail *m = mail_of(w, c->id);

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
    const struct ground_world *w, const struct piece *p, struct str said)
{
	if (said.n >= QUOTE_BYTES &&
	    memcmp(said.p + said.n - QUOTE_BYTES, CUT, QUOTE_BYTES) == 0)
		said.n -= QUOTE_BYTES;
	for (size_t i = 0; i < p->n; i++) {
		const char *quote = w->v[p->cites[i]].quote;

		if (quote != NULL &&
		    str_eqs(
			said, clean_mail_text(w->a, str_of(quote), SIZE_MAX)))
			return true;
	}
	return false;
}

/* Words of the text in a row, each as its key. */
static size_t keys_of(struct arena *a, struct str text, uint64_t **keys_r)
{
	uint64_t *keys = ARENA_ARRAY(a, uint64_t, text.n / 2 + 2);
	size_t n = 0, pos = 0;
	struct word word;

	while (n < text.n / 2 + 1 && word_next(text, &pos, &word))
		keys[n++] = word.key;
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
    const struct ground_world *w, const struct piece *p, struct str text)
{
	uint64_t *said, *body, *subject;
	size_t n = keys_of(w->a, text, &said);

	for (size_t i = 0; i < p->n && n >= GROUND_RUN; i++) {
		const struct mail *m = mail_of(w, w->v[p->cites[i]].id);
		size_t n_body, n_subject;

		if (m == NULL)
			continue;
		n_body = keys_of(w->a, m->body, &body);
		n_subject = keys_of(w->a, str_of(m->subject), &subject);
		for (size_t k = 0; k + GROUND_RUN <= n; k++) {
			if (has_run(body, n_body, said + k) &&
			    !has_run(subject, n_subject, said + k))
				return true;
		}
	}
	return false;
}

static bool facts_are_known(const struct ground_world *w, const struct piece *p)
{
	const struct mail *mails[CITES_MAX];

	for (size_t i = 0; i < p->n; i++)
		mails[i] = mail_of(w, w->v[p->cites[i]].id);
	return facts_stand(p->text, mails, p->n, w->utc_offset_s);
}

/* What is between quotation marks, and what is not, one after the other. */
static bool is_supported(const struct ground_world *w, const struct piece *p)
{
	struct str rest = p->text;
	ptrdiff_t open;

	for (size_t i = 0; i < p->n; i++) {
		if (!is_true(w, &w->v[p->cites[i]]))
			return false;
	}
	while ((open = str_find(rest, OPEN_QUOTE)) >= 0) {
		struct str said = {rest.p + open + QUOTE_BYTES,
		    rest.n - (size_t)open - QUOTE_BYTES};
		ptrdiff_t close = str_find(said, CLOSE_QUOTE);

		if (close < 0 ||
		    copies_body(w, p, (struct str){rest.p, (size_t)open}))
			return false;
		rest = (struct str){said.p + close + QUOTE_BYTES,
		    said.n - (size_t)close - QUOTE_BYTES};
		said.n = (size_t)close;
		if (!is_quote(w, p, said))
			return false;
	}
	return !copies_body(w, p, rest) &&
	       (w->by == GROUND_OURS || facts_are_known(w, p));
}

/* ---- without a citation ---- */

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

/* "Here is what I found:" claims nothing. */
static bool leads_in(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] >= '0' && s.p[i] <= '9')
			return false;
	}
	return s.n > 0 && s.n < LEAD_IN_BYTES && s.p[s.n - 1] == ':';
}

/* ---- the answer ---- */

/* Counts the piece: 0, or -1 where it needs its mark. */
static int judge(
    const struct ground_world *w, const struct piece *p, struct ground *g)
{
	bool well;

	g->pieces++;
	if (p->has_cites)
		well = !p->bad && is_supported(w, p);
	else if (w->by == GROUND_MODEL)
		well = leads_in(p->text);
	else
		well = p->memory || is_ours(p->text);
	g->cited += well && p->has_cites;
	g->ours += well && !p->has_cites;
	g->unsupported += !well;
	return well ? 0 : -1;
}

static void check_line(const struct ground_world *w, struct str line,
    struct ground *g, struct buf *out)
{
	while (line.n > 0) {
		const char *from = line.p;
		struct piece p = next_piece(w, &line);
		struct str all = {from, (size_t)(line.p - from)};
		size_t end = all.n;

		if ((p.text.n == 0 && !p.has_cites) || judge(w, &p, g) == 0) {
			buf_add(out, all.p, all.n);
			continue;
		}
		while (end > 0 && all.p[end - 1] == ' ')
			end--;
		buf_add(out, all.p, end);
		buf_adds(out, GROUND_MARK);
		buf_add(out, all.p + end, all.n - end);
	}
}

struct ground ground_check(
    const struct ground_world *w, struct str answer, struct buf *out)
{
	struct ground g = {0};
	struct str rest = answer, line;
	bool first = true;

	while (g.pieces < GROUND_PIECES && str_split(&rest, '\n', &line)) {
		if (!first)
			buf_addc(out, '\n');
		first = false;
		check_line(w, line, &g, out);
	}
	return g;
}

bool ground_stands(const struct ground_world *w, struct str sentence)
{
	struct ground_world own = *w;
	struct buf out;
	struct ground g;

	own.a = arena_new(STANDS_BYTES); /* much for each, and nothing kept */
	buf_init(&out, 2 * sentence.n + 4096);
	g = ground_check(&own, sentence, &out);
	buf_deinit(&out);
	arena_free(&own.a);
	return g.unsupported == 0 && g.pieces < GROUND_PIECES;
}
