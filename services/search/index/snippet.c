/* snippet.c - the lines of a mail around what was searched for.
 *
 * The body goes once through the same tokenizer as the index, so a mark
 * stands exactly where the index found something; reading stops early. Only
 * the hits of one page come here.
 */
#include "services/search/index/find.h"

#include "common/base/htmlesc.h"

#define SNIPPET_BYTES 180 /* of text; a little more to end on a word */
#define SNIPPET_BEFORE 40 /* of it in front of the first mark */
#define SNIPPET_READ (16u * 1024)
#define SNIPPET_SPANS 48
#define WANT_WORDS 8 /* a longer phrase is found by its beginning */
#define WANT_FORMS 2

/* One phrase, as the query tokenizer sees it. */
struct want {
	struct str form[WANT_WORDS][WANT_FORMS];
	size_t n_forms[WANT_WORDS];
	size_t n;
	bool prefix;
	size_t done; /* words found so far */
	size_t began;
};

struct span {
	size_t start, end;
	size_t want;
};

struct reader {
	struct arena *a;
	struct index_db *db;
	bool begins[256]; /* first bytes of wanted words */
	bool phrases;     /* some want has several words */
	struct want *wants;
	size_t n_wants;
	/* the word at hand: itself, and its stem behind the mark */
	char form[WANT_FORMS][INDEX_MAX_TOKEN + 1];
	size_t form_n[WANT_FORMS];
	size_t n_forms;
	size_t start, end;
	struct span spans[SNIPPET_SPANS];
	size_t n_spans;
	size_t last[PLAN_MAX_PHRASES]; /* newest span of a phrase, plus 1 */
};

/* ---- what to look for ---- */

static int on_wanted(
    void *ctx, int flags, const char *token, int n, int start, int end)
{
	struct reader *r = ctx;
	struct want *w = &r->wants[r->n_wants];
	size_t at;

	(void)start, (void)end;
	if ((flags & FTS5_TOKEN_COLOCATED) == 0 && w->n++ == WANT_WORDS) {
		w->n = WANT_WORDS;
		return SQLITE_DONE;
	}
	at = w->n - 1;
	if (w->n_forms[at] < WANT_FORMS)
		w->form[at][w->n_forms[at]++] = (struct str){
		    arena_strndup(r->a, token, (size_t)n), (size_t)n};
	return SQLITE_OK;
}

/* Words of other fields are not looked for in the body. */
static void take_wants(
    struct reader *r, struct index_db *db, const struct plan *p)
{
	r->wants = ARENA_ARRAY(r->a, struct want, p->n_phrases + 1);
	for (size_t i = 0; i < p->n_phrases; i++) {
		const struct query_node *node = p->phrases[i].node;
		struct want *w = &r->wants[r->n_wants];
		const char *text = node->text;

		if (node->in_field && node->op != QUERY_OP_SUBJECT)
			continue;
		if (node->exact || node->phrase)
			text =
			    arena_printf(r->a, "%c%s", INDEX_MARK_EXACT, text);
		w->prefix = node->prefix;
		index_tokenize(db,
		    FTS5_TOKENIZE_QUERY |
			(node->prefix ? FTS5_TOKENIZE_PREFIX : 0),
		    text, (int)strlen(text), r, on_wanted);
		if (w->n == 0)
			continue;
		r->begins[(unsigned char)w->form[0][0].p[0]] = true;
		r->phrases = r->phrases || w->n > 1;
		r->n_wants++;
	}
}

/* ---- reading ---- */

static bool is_form(const struct reader *r, const struct want *w)
{
	bool prefix = w->prefix && w->done + 1 == w->n;

	for (size_t i = 0; i < w->n_forms[w->done]; i++) {
		struct str form = w->form[w->done][i];

		for (size_t k = 0; k < r->n_forms; k++) {
			if (prefix
				? r->form_n[k] >= form.n &&
				      memcmp(r->form[k], form.p, form.n) == 0
				: r->form_n[k] == form.n &&
				      memcmp(r->form[k], form.p, form.n) == 0)
				return true;
		}
	}
	return false;
}

/* The newest spans of all phrases lie in one window: it gets no better. */
static bool has_all(const struct reader *r)
{
	size_t from = r->end > SNIPPET_BYTES - SNIPPET_BEFORE
			  ? r->end - (SNIPPET_BYTES - SNIPPET_BEFORE)
			  : 0;

	for (size_t i = 0; i < r->n_wants; i++) {
		if (r->last[i] == 0 || r->spans[r->last[i] - 1].start < from)
			return false;
	}
	return true;
}

/* The word at hand is complete: every phrase goes on or begins again. */
static int end_word(struct reader *r)
{
	if (r->n_spans == SNIPPET_SPANS)
		return SQLITE_DONE;
	for (size_t i = 0; i < r->n_wants && r->n_forms > 0; i++) {
		struct want *w = &r->wants[i];

		if (w->done > 0 && !is_form(r, w))
			w->done = 0;
		if (!is_form(r, w))
			continue;
		if (w->done++ == 0)
			w->began = r->start;
		if (w->done < w->n)
			continue;
		w->done = 0;
		r->spans[r->n_spans++] = (struct span){w->began, r->end, i};
		r->last[i] = r->n_spans;
		if (r->n_spans == SNIPPET_SPANS || has_all(r))
			return SQLITE_DONE;
	}
	return SQLITE_OK;
}

static int on_word(
    void *ctx, int flags, const char *token, int n_int, int start, int end)
{
	struct reader *r = ctx;
	size_t n = MIN((size_t)n_int, INDEX_MAX_TOKEN);
	int rc = end_word(r);

	(void)flags;
	if (rc != SQLITE_OK)
		return rc;
	r->start = (size_t)start;
	r->end = (size_t)end;
	r->n_forms = 0;
	/* Most words begin unlike any that is wanted, but every word ends the
	 * phrase before it. */
	if (!r->begins[(unsigned char)token[0]] && !r->phrases)
		return SQLITE_OK;
	memcpy(r->form[0], token, n);
	r->form_n[0] = n;
	r->form_n[1] = index_token_mark(r->db, token, n, r->form[1]);
	r->n_forms = 2;
	return SQLITE_OK;
}

/* ---- choosing and writing ---- */

/* The span where a window with the most different words begins. */
static size_t best_span(const struct reader *r)
{
	size_t best = 0, most = 0;

	for (size_t i = 0; i < r->n_spans; i++) {
		uint64_t seen[2] = {0, 0};
		size_t different = 0;

		for (size_t j = i;
		     j < r->n_spans && r->spans[j].end <= r->spans[i].start +
							      SNIPPET_BYTES -
							      SNIPPET_BEFORE;
		     j++) {
			uint64_t bit = UINT64_C(1) << r->spans[j].want % 64;
			size_t word = r->spans[j].want / 64 % 2;

			different += (seen[word] & bit) == 0;
			seen[word] |= bit;
		}
		if (different > most) {
			most = different;
			best = i;
		}
	}
	return best;
}

static bool is_blank(char c)
{
	return (unsigned char)c <= ' ';
}

/* As HTML; a blank for each run of them. */
static void put_text(struct buf *out, struct str s)
{
	size_t i = 0;

	while (i < s.n) {
		size_t from = i;

		while (i < s.n && !is_blank(s.p[i]))
			i++;
		htmlesc_add(out, (struct str){s.p + from, i - from});
		if (i < s.n)
			buf_addc(out, ' ');
		while (i < s.n && is_blank(s.p[i]))
			i++;
	}
}

/* Forward to where a word begins, or at least a character. */
static size_t word_start(struct str s, size_t at, size_t limit)
{
	size_t i = at;

	if (at == 0)
		return 0;
	while (i < limit && !is_blank(s.p[i]))
		i++;
	while (i < limit && is_blank(s.p[i]))
		i++;
	if (i < limit)
		return i;
	while (at < limit && ((unsigned char)s.p[at] & 0xC0) == 0x80)
		at++;
	return at;
}

static size_t word_stop(struct str s, size_t at, size_t from)
{
	size_t i = MIN(at, s.n);

	if (i == s.n)
		return i;
	while (i > from && !is_blank(s.p[i]))
		i--;
	if (i > from)
		return i;
	return from + utf8_cut((struct str){s.p + from, s.n - from}, at - from);
}

static void write_window(
    struct buf *out, const struct reader *r, struct str body)
{
	const struct span *first = &r->spans[best_span(r)];
	size_t from =
	    first->start > SNIPPET_BEFORE
		? word_start(body, first->start - SNIPPET_BEFORE, first->start)
		: 0;
	size_t to =
	    word_stop(body, MAX(from + SNIPPET_BYTES, first->end), first->end);
	size_t at = from;

	buf_adds(out, from > 0 ? "\xe2\x80\xa6 " : "");
	for (size_t i = 0; i < r->n_spans; i++) {
		const struct span *s = &r->spans[i];

		if (s->start < at || s->end > to)
			continue;
		put_text(out, (struct str){body.p + at, s->start - at});
		buf_adds(out, "<mark>");
		put_text(
		    out, (struct str){body.p + s->start, s->end - s->start});
		buf_adds(out, "</mark>");
		at = s->end;
	}
	put_text(out, (struct str){body.p + at, to - at});
	buf_adds(out, to < body.n ? " \xe2\x80\xa6" : "");
}

const char *index_snippet(struct arena *a, struct index_db *db,
    const struct plan *p, struct str body, const char *fallback)
{
	struct reader *r = ARENA_NEW(a, struct reader);
	struct str plain = str_of(fallback);
	const char *html;
	struct buf out;

	r->a = a;
	r->db = db;
	take_wants(r, db, p);
	if (r->n_wants > 0) {
		size_t n = utf8_cut(body, SNIPPET_READ);

		if (index_tokenize(db, FTS5_TOKENIZE_AUX, body.p, (int)n, r,
			on_word) == SQLITE_OK)
			end_word(r);
	}
	buf_init(&out, 4000);
	if (r->n_spans > 0)
		write_window(&out, r, body);
	else
		put_text(&out, (struct str){plain.p, utf8_cut(plain, 400)});
	html = arena_strdup(a, buf_str(&out));
	buf_deinit(&out);
	return html;
}
