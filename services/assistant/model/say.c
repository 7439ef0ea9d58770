/* say.c - a sentence of the model's becomes one of the answer's. */
#include "services/assistant/compose/ground.h"
#include "services/assistant/model/quote.h"
#include "services/assistant/model/talk.h"

#define CITES_MAX 8  /* mails that one sentence may cite */
#define QUOTES_MAX 3 /* of one sentence */

struct cites {
	size_t v[CITES_MAX]; /* of chat.mails */
	size_t n;
	bool wrong; /* one names no mail */
};

/* "[12]" at i: its bytes and number; 0 for none. */
static size_t cite_at(struct str s, size_t i, size_t *number_r)
{
	size_t end = i + 1;

	*number_r = 0;
	if (s.p[i] != '[')
		return 0;
	while (end < s.n && end < i + 4 && s.p[end] >= '0' && s.p[end] <= '9')
		*number_r = *number_r * 10 + (size_t)(s.p[end++] - '0');
	return end > i + 1 && end < s.n && s.p[end] == ']' ? end + 1 - i : 0;
}

/* The words without citations, and these by themselves. */
static void take_cites(
    const struct talk *t, struct str s, struct buf *words, struct cites *c)
{
	for (size_t i = 0; i < s.n;) {
		size_t number, n = cite_at(s, i, &number);
		bool known = false;

		if (n == 0) {
			buf_addc(words, s.p[i++]);
			continue;
		}
		i += n;
		while (words->len > 0 && words->data[words->len - 1] == ' ')
			words->data[--words->len] = '\0';
		if (number == 0 || number > t->told) {
			c->wrong = true;
			continue;
		}
		for (size_t k = 0; k < c->n; k++)
			known |= c->v[k] == number - 1;
		if (!known && c->n < CITES_MAX)
			c->v[c->n++] = number - 1;
	}
}

/* Its words; those that it took from a mail as that mail's, in quotation
 * marks. Returns how many such quotes there are. */
static size_t write_words(struct talk *t, struct str s,
    const struct cites *cites, struct pick quotes[QUOTES_MAX])
{
	struct draft *d = &t->chat->draft;
	size_t n = 0, from, to;

	while (n < QUOTES_MAX && quote_run(t->chat->mails, cites->v, cites->n,
				     s, &quotes[n], &from, &to)) {
		size_t before = from;

		if (before > 0 && to < s.n && s.p[before - 1] == '"' &&
		    s.p[to] == '"') { /* it has marks of its own */
			before--;
			to++;
		}
		buf_add(&d->text, s.p, before);
		draft_quote(d, &quotes[n++]);
		s = (struct str){s.p + to, s.n - to};
	}
	buf_add(&d->text, s.p, s.n);
	return n;
}

static void write_cites(struct talk *t, struct str s, const struct cites *cites,
    const struct pick *quotes, size_t n_quotes)
{
	struct draft *d = &t->chat->draft;

	for (size_t i = 0; i < n_quotes; i++)
		draft_cite(d, quotes[i].mail, &quotes[i]);
	for (size_t i = 0; i < cites->n; i++) {
		struct pick p;
		bool quoted = false;

		for (size_t k = 0; k < n_quotes; k++)
			quoted |= quotes[k].mail == cites->v[i];
		if (quoted)
			continue;
		draft_cite(d, cites->v[i],
		    quote_best(t->chat->mails, cites->v[i], s, &p) ? &p : NULL);
	}
}

static bool stands(const struct talk *t, size_t from)
{
	const struct draft *d = &t->chat->draft;
	const struct ground_world w = {
	    .v = d->citations,
	    .n = d->n_citations,
	    .mails = t->chat->mails,
	    .n_mails = t->chat->n_mails,
	    .by = GROUND_MODEL,
	    .utc_offset_s = t->chat->clock.utc_offset_s,
	};

	return ground_stands(
	    &w, (struct str){buf_str(&d->text) + from, d->text.len - from});
}

/* Its citations, and its mark if it needs one, stand before its point. */
static bool write_sentence(
    struct talk *t, struct str s, const struct cites *cites)
{
	struct draft *d = &t->chat->draft;
	struct pick quotes[QUOTES_MAX];
	size_t from = d->text.len, point = s.n, n;
	bool supported;

	while (point > 0 && strchr(".!?:", s.p[point - 1]) != NULL)
		point--;
	n = write_words(t, (struct str){s.p, point}, cites, quotes);
	write_cites(t, s, cites, quotes, n);
	buf_add(&d->text, s.p + point, s.n - point);
	supported = !cites->wrong && stands(t, from);
	if (!supported) {
		draft_undo(d, d->text.len - (s.n - point));
		buf_adds(&d->text, GROUND_MARK);
		buf_add(&d->text, s.p + point, s.n - point);
	}
	return supported;
}

static const char *gap_behind(struct str s)
{
	size_t lines = 0;

	while (s.n > 0 && strchr(" \t\r\n", s.p[s.n - 1]) != NULL)
		lines += s.p[--s.n] == '\n';
	return lines > 1 ? "\n\n" : lines == 1 ? "\n" : " ";
}

/* Clean, then put the person's own data back, then check: what is checked is
 * what is shown. */
void say_sentence(struct talk *t, struct str sentence)
{
	struct draft *d = &t->chat->draft;
	const char *gap = gap_behind(sentence);
	struct cites cites = {.n = 0};
	struct buf cleaned, words, whole;
	struct str s;

	buf_init(&cleaned, 4 * SPEECH_MAX);
	buf_init(&words, 4 * SPEECH_MAX);
	buf_init(&whole, 8 * SPEECH_MAX);
	clean_text(str_trim(sentence), &cleaned);
	take_cites(
	    t, (struct str){buf_str(&cleaned), cleaned.len}, &words, &cites);
	pii_unmask(t->pii, (struct str){buf_str(&words), words.len}, &whole);
	s = str_trim((struct str){buf_str(&whole), whole.len});
	if (s.n > 0 && !buf_failed(&whole)) {
		if (t->gap != NULL)
			buf_adds(&d->text, t->gap);
		t->gap = gap;
		t->unsupported += !write_sentence(t, s, &cites);
		t->sentences++;
		event_citations(t->chat);
		event_tokens(t->chat);
	}
	buf_deinit(&whole);
	buf_deinit(&words);
	buf_deinit(&cleaned);
}
