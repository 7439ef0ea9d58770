/* word_set.c - sets of words: open addressing, at most half full. */
#include "common/mail/tokens.h"

struct word_set {
	uint32_t mask;
	struct str *v;
};

static uint32_t word_hash(struct str word)
{
	uint32_t h = 2166136261u; /* FNV-1a */

	for (size_t i = 0; i < word.n; i++)
		h = (h ^ (unsigned char)word.p[i]) * 16777619u;
	return h ^ (h >> 15);
}

const struct word_set *word_set_new(struct arena *a, const char *words)
{
	struct word_set *set = ARENA_NEW(a, struct word_set);
	struct str rest = str_of(words), word;
	size_t n = 1;

	for (const char *p = words; *p != '\0'; p++)
		n += *p == '|';
	set->mask = 1;
	while (set->mask < 2 * n)
		set->mask = set->mask << 1 | 1;
	set->v = ARENA_ARRAY(a, struct str, set->mask + 1);
	while (str_split(&rest, '|', &word)) {
		uint32_t i = word_hash(word) & set->mask;

		while (set->v[i].n > 0)
			i = (i + 1) & set->mask;
		set->v[i] = word;
	}
	return set;
}

bool word_set_has(const struct word_set *set, const struct token *t)
{
	uint32_t i = word_hash(t->word) & set->mask;

	for (; set->v[i].n > 0; i = (i + 1) & set->mask)
		if (str_eq(set->v[i], t->word))
			return true;
	return false;
}
