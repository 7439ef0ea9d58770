/* pattern.c - matches phrases by backtracking; the gaps' bounds bound it. */
#include "services/knowledge/extract/pattern.h"

#include "common/base/die.h"

#define LETTERS 27 /* a to z, and all others */

struct element {
	struct str words;  /* as written: a|b*|c */
	uint32_t firsts;   /* first letters, a bit each; 0: any */
	unsigned char gap; /* words that may go before */
	bool optional, number;
};

struct pattern {
	struct element v[PATTERN_ELEMENTS];
	size_t n;
};

static unsigned first_letter(struct str word)
{
	char c = word.n > 0 ? word.p[0] : '\0';

	return c >= 'a' && c <= 'z' ? (unsigned)(c - 'a') : LETTERS - 1;
}

static uint32_t first_bit(struct str word)
{
	return UINT32_C(1) << first_letter(word);
}

const struct pattern *pattern_new(struct arena *a, const char *phrase)
{
	struct pattern *p = ARENA_NEW(a, struct pattern);
	struct str rest = str_of(phrase), item, words, word;
	unsigned char gap = 0;

	while (str_split(&rest, ' ', &item)) {
		struct element *e = &p->v[p->n];

		if (str_eqs(item, "..") || str_eqs(item, "...")) {
			gap = item.n == 2 ? 3 : 8;
			continue;
		}
		if (p->n == PATTERN_ELEMENTS || item.n == 0)
			die("phrase \"%s\" is too long or has two spaces",
			    phrase);
		p->n++;
		e->gap = gap;
		e->optional = item.p[0] == '?';
		e->number = item.p[0] == '#';
		if (e->optional)
			item = (struct str){item.p + 1, item.n - 1};
		e->words = words = item;
		while (str_split(&words, '|', &word))
			e->firsts |= first_bit(word);
		gap = 0;
	}
	if (p->n == 0 || p->v[0].optional || p->v[p->n - 1].optional)
		die("phrase \"%s\" begins or ends in what may be absent",
		    phrase);
	return p;
}

static bool fits(const struct element *e, const struct token *t)
{
	const char *p = e->words.p, *end = p + e->words.n;
	struct str w = t->word;

	if (e->number)
		return t->number >= 0;
	if ((e->firsts & first_bit(w)) == 0)
		return false;
	while (p < end) {
		const char *bar = memchr(p, '|', (size_t)(end - p));
		size_t n = (size_t)((bar == NULL ? end : bar) - p);

		if (*p == w.p[0]) {
			bool open = p[n - 1] == '*';

			n -= open;
			if ((open ? w.n >= n : w.n == n) &&
			    memcmp(w.p, p, n) == 0)
				return true;
		}
		if (bar == NULL)
			return false;
		p = bar + 1;
	}
	return false;
}

static size_t match_from(const struct pattern *p, size_t element,
    const struct tokens *t, size_t i, size_t end)
{
	const struct element *e;
	size_t found;

	if (element == p->n)
		return i;
	e = &p->v[element];
	for (size_t gap = 0; gap <= e->gap && i + gap < end; gap++) {
		if (element > 0 && t->v[i + gap].breaks)
			break;
		if (fits(e, &t->v[i + gap]) &&
		    (found = match_from(p, element + 1, t, i + gap + 1, end)) >
			0)
			return found;
	}
	if (!e->optional)
		return 0;
	/* What may be absent leaves its gap to the next. */
	if (element + 1 < p->n && p->v[element + 1].gap == 0 && e->gap > 0) {
		for (size_t gap = 0; gap <= e->gap; gap++)
			if (i + gap < end && (found = match_from(p, element + 1,
						  t, i + gap, end)) > 0)
				return found;
		return 0;
	}
	return match_from(p, element + 1, t, i, end);
}

size_t pattern_match(const struct pattern *p, const struct tokens *t, size_t i)
{
	if ((p->v[0].firsts & first_bit(t->v[i].word)) == 0 && !p->v[0].number)
		return 0;
	return match_from(p, 0, t, i, t->sentences[t->v[i].sentence].to);
}

struct phrase_book {
	const struct pattern **v;
	uint16_t *lists[LETTERS];
	size_t counts[LETTERS];
};

const struct phrase_book *phrase_book_new(
    struct arena *a, const char *const *texts, size_t n)
{
	struct phrase_book *b = ARENA_NEW(a, struct phrase_book);

	b->v = ARENA_ARRAY(a, const struct pattern *, n);
	for (size_t l = 0; l < LETTERS; l++)
		b->lists[l] = ARENA_ARRAY(a, uint16_t, n);
	for (size_t i = 0; i < n; i++) {
		if (texts[i] == NULL)
			continue;
		b->v[i] = pattern_new(a, texts[i]);
		for (unsigned l = 0; l < LETTERS; l++)
			if ((b->v[i]->v[0].firsts >> l & 1) != 0)
				b->lists[l][b->counts[l]++] = (uint16_t)i;
	}
	return b;
}

const uint16_t *phrase_book_at(
    const struct phrase_book *b, const struct token *t, size_t *n_r)
{
	size_t l = first_letter(t->word);

	*n_r = b->counts[l];
	return b->lists[l];
}

size_t phrase_book_match(const struct phrase_book *b, size_t number,
    const struct tokens *t, size_t i)
{
	return pattern_match(b->v[number], t, i);
}
