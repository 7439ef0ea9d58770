/* lexicon.c - see lexicon.h. */
#include "services/assistant/question/lexicon.h"

#include "common/base/die.h"
#include "services/assistant/question/lexicon.def.h"

#include <stdlib.h>

#define LEXICON_MAX 4096

struct lexicon {
	struct glossary *glossary;
	struct lexeme v[LEXICON_MAX];
	size_t n;
};

struct line {
	enum lexeme_kind kind;
	int value, weight;
	const char *category;
	const char *phrases; /* with | between */
};

#define X_I(intent, weight, phrases)                                           \
	{LEXEME_INTENT, INTENT_##intent, weight, "", phrases},
#define X_C(category, phrases) {LEXEME_CATEGORY, 0, 0, category, phrases},
#define X_A(asked, phrases) {LEXEME_ASKED, ASKED_##asked, 0, "", phrases},
#define X_M(mark, phrases) {LEXEME_MARK, MARK_##mark, 0, "", phrases},
#define X_T(about, phrases) {LEXEME_ABOUT, ABOUT_##about, 0, "", phrases},
#define X_P(place, phrases) {LEXEME_PLACE, place, 0, "", phrases},
#define X_S(phrases) {LEXEME_STOP, 0, 0, "", phrases},
static const struct line lines[] = {LEXICON(X_I, X_C, X_A, X_M, X_T, X_P, X_S)};

#define X_INTENT(id, name) name,
static const char *const intent_names[] = {INTENTS(X_INTENT)};
#undef X_INTENT

const char *intent_name(enum intent i)
{
	return intent_names[i];
}

static void add(struct lexicon *l, const struct line *line, struct str phrase)
{
	struct lexeme *x = &l->v[l->n++];
	struct word w;
	size_t pos = 0;

	MUST(l->n <= LEXICON_MAX);
	x->kind = line->kind;
	x->value = line->value;
	x->weight = line->weight;
	x->category = line->category;
	while (word_next(phrase, &pos, &w)) {
		MUST(x->n < LEXEME_WORDS);
		x->keys[x->n++] = w.key;
	}
	MUST(x->n > 0);
}

/* By phrase; equal phrases by kind, so that the order is always the same. */
static int by_phrase(const void *a, const void *b)
{
	const struct lexeme *x = a, *y = b;

	for (size_t i = 0; i < LEXEME_WORDS; i++) {
		if (x->keys[i] != y->keys[i])
			return x->keys[i] < y->keys[i] ? -1 : 1;
	}
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	if (x->value != y->value)
		return x->value < y->value ? -1 : 1;
	if (!streq(x->category, y->category))
		return strcmp(x->category, y->category);
	return x->weight - y->weight;
}

/* "need a reply" and "needs a reply" have the same stems. */
static void drop_doubles(struct lexicon *l)
{
	size_t n = 0;

	for (size_t i = 0; i < l->n; i++) {
		struct lexeme *last = n > 0 ? &l->v[n - 1] : NULL;

		if (last != NULL && last->kind == l->v[i].kind &&
		    last->value == l->v[i].value &&
		    streq(last->category, l->v[i].category) &&
		    memcmp(last->keys, l->v[i].keys, sizeof last->keys) == 0)
			last->weight = MAX(last->weight, l->v[i].weight);
		else
			l->v[n++] = l->v[i];
	}
	l->n = n;
}

struct lexicon *lexicon_new(void)
{
	struct lexicon *l = xcalloc(1, sizeof *l);

	for (size_t i = 0; i < ARRAY_LEN(lines); i++) {
		struct str rest = str_of(lines[i].phrases), phrase;

		while (str_split(&rest, '|', &phrase))
			add(l, &lines[i], phrase);
	}
	qsort(l->v, l->n, sizeof *l->v, by_phrase);
	drop_doubles(l);
	l->glossary = glossary_new();
	return l;
}

const struct glossary *lexicon_glossary(const struct lexicon *l)
{
	return l->glossary;
}

void lexicon_free(struct lexicon **l)
{
	if (*l != NULL)
		glossary_free(&(*l)->glossary);
	free(*l);
	*l = NULL;
}

/* How the first n words of a lexeme's size compare with the phrase x. */
static int compare(const struct word *v, size_t n, const struct lexeme *x)
{
	for (size_t i = 0; i < LEXEME_WORDS; i++) {
		uint64_t key = i < n ? v[i].key : 0;

		if (key != x->keys[i])
			return key < x->keys[i] ? -1 : 1;
	}
	return 0;
}

static size_t lower_bound(
    const struct lexicon *l, const struct word *v, size_t n)
{
	size_t lo = 0, hi = l->n;

	while (lo < hi) {
		size_t mid = (lo + hi) / 2;

		if (compare(v, n, &l->v[mid]) > 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

const struct lexeme *lexicon_match(
    const struct lexicon *l, const struct word *v, size_t n, size_t *n_r)
{
	for (size_t len = MIN(n, LEXEME_WORDS); len > 0; len--) {
		size_t at = lower_bound(l, v, len), end = at;

		while (end < l->n && compare(v, len, &l->v[end]) == 0)
			end++;
		if (end > at) {
			*n_r = end - at;
			return &l->v[at];
		}
	}
	*n_r = 0;
	return NULL;
}
