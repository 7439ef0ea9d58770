/* pattern.c - matches phrases by backtracking; the gaps' bounds bound it. */
#include "services/knowledge/extract/pattern.h"

#include "common/base/die.h"

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

static uint32_t first_bit(struct str word)
{
	char c = word.n > 0 ? word.p[0] : '\0';

	return c >= 'a' && c <= 'z' ? UINT32_C(1) << (c - 'a')
				    : UINT32_C(1) << 26;
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
	struct str rest = e->words, word;

	if (e->number)
		return t->number >= 0;
	if ((e->firsts & first_bit(t->word)) == 0)
		return false;
	while (str_split(&rest, '|', &word)) {
		if (word.n > 0 && word.p[word.n - 1] == '*') {
			if (t->word.n >= word.n - 1 &&
			    memcmp(t->word.p, word.p, word.n - 1) == 0)
				return true;
		} else if (str_eq(t->word, word)) {
			return true;
		}
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

size_t phrase_match(
    struct arena *a, const char *phrase, const struct tokens *t, size_t i)
{
	return pattern_match(pattern_new(a, phrase), t, i);
}
