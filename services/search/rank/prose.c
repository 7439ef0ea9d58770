/* prose.c - a sentence as a query of plain words. */
#include "services/search/rank/rank.h"

#include <stdlib.h>

/* Words of questions and requests that say nothing of what is sought.
 * Sorted. */
static const char *const empty_words[] = {"a", "about", "all", "am", "an",
    "and", "any", "are", "as", "at", "be", "been", "being", "but", "by", "can",
    "could", "did", "do", "does", "find", "for", "from", "had", "has", "have",
    "how", "i", "if", "in", "into", "is", "it", "its", "me", "my", "no", "not",
    "of", "on", "or", "our", "please", "show", "so", "some", "such", "than",
    "that", "the", "their", "them", "then", "there", "these", "they", "this",
    "those", "to", "us", "was", "we", "were", "what", "when", "where", "which",
    "who", "whom", "whose", "why", "will", "with", "would", "you", "your"};

static int compare(const void *key, const void *entry)
{
	const struct str *word = key;
	const char *const *e = entry;
	int order = strncasecmp(word->p, *e, word->n);

	return order != 0 ? order : -((*e)[word->n] != '\0');
}

static bool is_empty(struct str word)
{
	return bsearch(&word, empty_words, ARRAY_LEN(empty_words),
		   sizeof *empty_words, compare) != NULL;
}

/* In lower case, so that none is AND or OR, and without what would make it
 * more than a word. */
static void add_word(struct buf *q, struct str word)
{
	buf_adds(q, q->len > 0 ? " " : "");
	for (size_t i = 0; i < word.n; i++) {
		char c = word.p[i];

		buf_addc(q, c >= 'A' && c <= 'Z' ? (char)(c + 32) : c);
	}
}

static struct str trim(struct str w)
{
	while (w.n > 0 && strchr(".,;!?'-+*_/", w.p[0]) != NULL) {
		w.p++;
		w.n--;
	}
	while (w.n > 0 && strchr(".,;!?'-+*_/", w.p[w.n - 1]) != NULL)
		w.n--;
	return w;
}

static void take(
    struct buf *q, struct str word, size_t max, size_t *n, bool empty_too)
{
	word = trim(word);
	if (word.n == 0 || word.n > 64 || *n >= max ||
	    q->len + word.n + 2 > QUERY_MAX_BYTES ||
	    (!empty_too && is_empty(word)))
		return;
	add_word(q, word);
	(*n)++;
}

static size_t read_words(
    struct buf *q, struct str text, size_t max, bool empty_too)
{
	struct str word = {text.p, 0};
	size_t n = 0;

	for (size_t i = 0; i < text.n; i++) {
		unsigned char c = (unsigned char)text.p[i];

		if (c > ' ' && strchr("\"(){}:|<>[]=`", c) == NULL) {
			word.n++;
			continue;
		}
		take(q, word, max, &n, empty_too);
		word = (struct str){text.p + i + 1, 0};
	}
	take(q, word, max, &n, empty_too);
	return n;
}

const char *rank_prose(struct arena *a, struct str text, size_t max)
{
	const char *out;
	struct buf q;

	buf_init(&q, QUERY_MAX_BYTES + 1);
	if (read_words(&q, text, max, false) == 0)
		read_words(&q, text, max, true);
	out = arena_strdup(a, buf_str(&q));
	buf_deinit(&q);
	return out;
}
