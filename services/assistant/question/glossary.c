/* glossary.c - see glossary.h. */
#include "services/assistant/question/glossary.h"

#include "common/base/die.h"
#include "services/assistant/question/glossary.def.h"

#include <stdlib.h>

#define ENTRIES_MAX 1024

struct entry {
	uint64_t key;
	unsigned group;
};

struct glossary {
	struct entry v[ENTRIES_MAX];
	size_t n;
};

#define X_GROUP(words) words,
static const char *const groups[] = {"", GLOSSARY(X_GROUP)};
#undef X_GROUP

static int by_key(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return x->group < y->group ? -1 : x->group > y->group;
}

struct glossary *glossary_new(void)
{
	struct glossary *g = xcalloc(1, sizeof *g);

	for (unsigned i = 1; i < ARRAY_LEN(groups); i++) {
		struct str rest = str_of(groups[i]), one;

		while (str_split(&rest, '|', &one)) {
			struct word w;
			size_t pos = 0;

			MUST(g->n < ENTRIES_MAX && word_next(one, &pos, &w));
			g->v[g->n++] = (struct entry){w.key, i};
		}
	}
	qsort(g->v, g->n, sizeof *g->v, by_key);
	return g;
}

void glossary_free(struct glossary **g)
{
	free(*g);
	*g = NULL;
}

unsigned glossary_group(const struct glossary *g, uint64_t key)
{
	size_t lo = 0, hi = g->n;

	while (lo < hi) {
		size_t mid = (lo + hi) / 2;

		if (g->v[mid].key < key)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < g->n && g->v[lo].key == key ? g->v[lo].group : 0;
}

const char *glossary_words(unsigned group)
{
	return groups[MIN(group, (unsigned)ARRAY_LEN(groups) - 1)];
}
