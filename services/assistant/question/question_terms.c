/* question_terms.c - what was said, and the words of it that are looked for. */
#include "services/assistant/question/question_part.h"

/* The words first..first+n as they were said, on one line. */
/* What a person said is shown in the answer: brackets would look like
 * citations there. */
bool question_is_plain(uint32_t c)
{
	return c > ' ' && c != '"' && c != '[' && c != ']' &&
	       !char_is_hidden(c);
}

const char *question_said(struct reading *r, size_t first, size_t n)
{
	const struct word *a = &r->v[first], *b = &r->v[first + n - 1];
	struct str s = {r->text.p + a->from, b->from + b->bytes - a->from};
	char *copy;

	s.n = utf8_cut(s, 200);
	copy = arena_strndup(r->a, s.p, s.n);
	for (size_t i = 0, bytes; i < s.n; i += bytes) {
		struct str rest = {s.p + i, s.n - i};

		if (!question_is_plain(utf8_next(rest, &bytes)))
			memset(copy + i, ' ', bytes);
	}
	return copy;
}

/* The same thing in other languages. */
static void add_others(const struct reading *r, struct term *t)
{
	struct str rest, one;

	t->group = glossary_group(lexicon_glossary(r->lex), t->key);
	rest = str_of(glossary_words(t->group));
	while (str_split(&rest, '|', &one) && t->n_others < TERM_OTHERS) {
		struct word w;
		size_t pos = 0;

		if (word_next(one, &pos, &w) && w.key != t->key)
			t->others[t->n_others++] = w.key;
	}
}

void question_add_term(
    struct reading *r, const char *text, size_t word, bool soft)
{
	uint64_t key = r->v[word].key;
	struct question *q = r->q;

	for (size_t i = 0; i < q->n_terms; i++) {
		if (q->terms[i].key == key)
			return;
	}
	if (q->n_terms == QUESTION_TERMS)
		return;
	q->terms[q->n_terms] =
	    (struct term){.text = text, .key = key, .soft = soft};
	r->term_at[q->n_terms] = r->v[word].from;
	add_others(r, &q->terms[q->n_terms++]);
}

/* As it was said, or as it was meant. */
const char *question_lower(struct reading *r, size_t first, size_t n)
{
	char *copy = n == 1 && r->mended[first]
			 ? arena_strdup(r->a, r->v[first].fold)
			 : arena_strdup(r->a, question_said(r, first, n));

	for (char *p = copy; *p != '\0'; p++)
		if (*p >= 'A' && *p <= 'Z')
			*p |= 32;
	return copy;
}

static bool is_stop(const struct reading *r, size_t i)
{
	size_t n;
	const struct lexeme *x = lexicon_match(r->lex, &r->v[i], 1, &n);
	bool stop = false;

	for (size_t k = 0; k < n; k++)
		stop |= x[k].kind == LEXEME_STOP;
	return stop;
}

void question_add_phrase(struct reading *r, size_t first, size_t n)
{
	struct question *q = r->q;

	if (q->n_phrases == QUESTION_PHRASES)
		return;
	q->phrases[q->n_phrases++] = question_said(r, first, n);
	for (size_t i = first; i < first + n; i++) {
		if (!is_stop(r, i))
			question_add_term(r, question_lower(r, i, 1), i, false);
	}
}

void question_read_terms(struct reading *r)
{
	for (size_t i = 0; i < r->n; i++) {
		const struct word *w = &r->v[i];

		if (r->used[i] || (w->fold_n < 2 && !w->digit))
			continue;
		question_add_term(r, question_lower(r, i, 1), i, false);
	}
}
