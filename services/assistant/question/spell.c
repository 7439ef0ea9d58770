/* spell.c - see spell.h. */
#include "services/assistant/question/spell.h"

#include "services/assistant/question/spelling.def.h"

#define MEND_MIN 5   /* letters of a misspelt word */
#define TARGET_MIN 6 /* letters of the word that is meant */
#define LONG_WORD 11 /* two mistakes are forgiven from here on */

static bool is_listed(struct str word, const char *list)
{
	struct str rest = str_of(list), one;

	while (str_split(&rest, '|', &one)) {
		if (str_eq(one, word))
			return true;
	}
	return false;
}

static size_t least(size_t a, size_t b, size_t c)
{
	return MIN(MIN(a, b), c);
}

/* Optimal string alignment; both are shorter than WORD_FOLD_MAX. */
static size_t distance(struct str a, struct str b)
{
	size_t d[3][WORD_FOLD_MAX + 1];

	for (size_t j = 0; j <= b.n; j++)
		d[0][j] = j;
	for (size_t i = 1; i <= a.n; i++) {
		size_t *now = d[i % 3], *was = d[(i - 1) % 3];

		now[0] = i;
		for (size_t j = 1; j <= b.n; j++) {
			bool other = a.p[i - 1] != b.p[j - 1];

			now[j] = least(
			    was[j] + 1, now[j - 1] + 1, was[j - 1] + other);
			if (i > 1 && j > 1 && a.p[i - 1] == b.p[j - 2] &&
			    a.p[i - 2] == b.p[j - 1])
				now[j] = MIN(now[j], d[(i - 2) % 3][j - 2] + 1);
		}
	}
	return d[a.n % 3][b.n];
}

static struct str short_of(struct str word)
{
	struct str rest = str_of(SPELLING_SHORT), one, wrong;

	while (str_split(&rest, '|', &one)) {
		if (str_split(&one, '=', &wrong) && str_eq(wrong, word))
			return one;
	}
	return (struct str){"", 0};
}

static bool is_near(struct str word, struct str target, size_t *distance_r)
{
	size_t most = target.n >= LONG_WORD ? 2 : 1;

	if (target.n < TARGET_MIN || word.p[0] != target.p[0] ||
	    word.n > target.n + most || target.n > word.n + most ||
	    target.n >= WORD_FOLD_MAX)
		return false;
	*distance_r = distance(word, target);
	return *distance_r <= most;
}

struct str spell_mend(const struct word *w)
{
	struct str word = {w->fold, w->fold_n}, rest = str_of(SPELLING_WORDS);
	struct str one, best = short_of(word);
	size_t best_distance = 3, far;

	if (best.n > 0 || word.n < MEND_MIN || is_listed(word, SPELLING_REAL))
		return best;
	while (str_split(&rest, '|', &one)) {
		if (!is_near(word, one, &far) || far > best_distance)
			continue;
		if (far == 0)
			return (struct str){"", 0};
		if (far == best_distance &&
		    word_key(one.p, one.n) != word_key(best.p, best.n))
			return (struct str){"", 0};
		best = one;
		best_distance = far;
	}
	return best;
}
