/* stem.c - M. F. Porter, "An algorithm for suffix stripping", Program 14(3),
 * 1980: five steps that strip suffixes while enough of a word is left.
 *
 * The measure m of a stem counts its vowel-consonant sequences; *v* means
 * that it has a vowel, *d that it ends in a double consonant, *o that it ends
 * consonant-vowel-consonant, the last not w, x or y.
 */
#include "services/search/index/stem.h"

#include <string.h>

struct word {
	char *b;
	size_t n;
};

/* A text with its length: every word of every mail is compared with these. */
struct suffix {
	const char *p;
	size_t n;
};
#define S(text)                                                                \
	{                                                                      \
		(text), sizeof(text) - 1                                       \
	}

struct rule {
	struct suffix suffix, to;
};

static bool is_consonant(const struct word *w, size_t i)
{
	switch (w->b[i]) {
	case 'a':
	case 'e':
	case 'i':
	case 'o':
	case 'u':
		return false;
	case 'y':
		return i == 0 || !is_consonant(w, i - 1);
	default:
		return true;
	}
}

/* m of the first n letters. */
static unsigned measure(const struct word *w, size_t n)
{
	unsigned m = 0;
	size_t i = 0;

	while (i < n && is_consonant(w, i))
		i++;
	while (i < n) {
		while (i < n && !is_consonant(w, i))
			i++;
		if (i == n)
			break;
		m++;
		while (i < n && is_consonant(w, i))
			i++;
	}
	return m;
}

static bool has_vowel(const struct word *w, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (!is_consonant(w, i))
			return true;
	}
	return false;
}

static bool ends_double(const struct word *w, size_t n)
{
	return n >= 2 && w->b[n - 1] == w->b[n - 2] && is_consonant(w, n - 1);
}

static bool ends_cvc(const struct word *w, size_t n)
{
	char c = n > 0 ? w->b[n - 1] : '\0';

	return n >= 3 && is_consonant(w, n - 1) && !is_consonant(w, n - 2) &&
	       is_consonant(w, n - 3) && c != 'w' && c != 'x' && c != 'y';
}

/* Whether w ends in the suffix; *stem_r is what is in front of it. */
static bool ends_in(const struct word *w, struct suffix s, size_t *stem_r)
{
	if (s.n > w->n || w->b[w->n - 1] != s.p[s.n - 1] ||
	    memcmp(w->b + w->n - s.n, s.p, s.n) != 0)
		return false;
	*stem_r = w->n - s.n;
	return true;
}
#define ends(w, text, stem_r) ends_in((w), (struct suffix)S(text), (stem_r))

static void set_end(struct word *w, size_t stem, struct suffix to)
{
	memcpy(w->b + stem, to.p, to.n);
	w->n = stem + to.n;
}

/* The first rule whose suffix fits is the only one tried. */
static void replace_if(
    struct word *w, const struct rule *rules, size_t n, unsigned more_than)
{
	size_t stem;

	for (size_t i = 0; i < n; i++) {
		if (!ends_in(w, rules[i].suffix, &stem))
			continue;
		if (measure(w, stem) > more_than)
			set_end(w, stem, rules[i].to);
		return;
	}
}

static void plurals(struct word *w)
{
	size_t stem;

	if (ends(w, "sses", &stem))
		set_end(w, stem, (struct suffix)S("ss"));
	else if (ends(w, "ies", &stem))
		set_end(w, stem, (struct suffix)S("i"));
	else if (!ends(w, "ss", &stem) && ends(w, "s", &stem))
		w->n = stem;
}

static void past_and_ing(struct word *w)
{
	size_t stem;

	if (ends(w, "eed", &stem)) {
		if (measure(w, stem) > 0)
			w->n--;
		return;
	}
	if (!(ends(w, "ed", &stem) && has_vowel(w, stem)) &&
	    !(ends(w, "ing", &stem) && has_vowel(w, stem)))
		return;
	w->n = stem;
	if (ends(w, "at", &stem) || ends(w, "bl", &stem) ||
	    ends(w, "iz", &stem)) {
		w->b[w->n++] = 'e'; /* room: at least two letters went */
	} else if (ends_double(w, w->n)) {
		if (strchr("lsz", w->b[w->n - 1]) == NULL)
			w->n--;
	} else if (measure(w, w->n) == 1 && ends_cvc(w, w->n)) {
		w->b[w->n++] = 'e';
	}
}

static void y_to_i(struct word *w)
{
	size_t stem;

	if (ends(w, "y", &stem) && has_vowel(w, stem))
		w->b[w->n - 1] = 'i';
}

static const struct rule step_2[] = {{S("ational"), S("ate")},
    {S("tional"), S("tion")}, {S("enci"), S("ence")}, {S("anci"), S("ance")},
    {S("izer"), S("ize")}, {S("abli"), S("able")}, {S("alli"), S("al")},
    {S("entli"), S("ent")}, {S("eli"), S("e")}, {S("ousli"), S("ous")},
    {S("ization"), S("ize")}, {S("ation"), S("ate")}, {S("ator"), S("ate")},
    {S("alism"), S("al")}, {S("iveness"), S("ive")}, {S("fulness"), S("ful")},
    {S("ousness"), S("ous")}, {S("aliti"), S("al")}, {S("iviti"), S("ive")},
    {S("biliti"), S("ble")}};

static const struct rule step_3[] = {{S("icate"), S("ic")}, {S("ative"), S("")},
    {S("alize"), S("al")}, {S("iciti"), S("ic")}, {S("ical"), S("ic")},
    {S("ful"), S("")}, {S("ness"), S("")}};

static const struct suffix step_4[] = {S("al"), S("ance"), S("ence"), S("er"),
    S("ic"), S("able"), S("ible"), S("ant"), S("ement"), S("ment"), S("ent"),
    S("ion"), S("ou"), S("ism"), S("ate"), S("iti"), S("ous"), S("ive"),
    S("ize")};

static void drop_suffix(struct word *w)
{
	size_t stem;

	for (size_t i = 0; i < ARRAY_LEN(step_4); i++) {
		if (!ends_in(w, step_4[i], &stem))
			continue;
		if (measure(w, stem) > 1 &&
		    (step_4[i].p[1] != 'o' ||
			(stem > 0 &&
			    (w->b[stem - 1] == 's' || w->b[stem - 1] == 't'))))
			w->n = stem; /* "ion" only behind s or t */
		return;
	}
}

static void tidy_up(struct word *w)
{
	unsigned m;

	if (w->b[w->n - 1] == 'e') {
		m = measure(w, w->n - 1);
		if (m > 1 || (m == 1 && !ends_cvc(w, w->n - 1)))
			w->n--;
	}
	if (w->b[w->n - 1] == 'l' && ends_double(w, w->n) &&
	    measure(w, w->n) > 1)
		w->n--;
}

size_t stem_english(char *b, size_t n)
{
	struct word w = {b, n};

	if (n < 3 || n > STEM_MAX_BYTES)
		return n;
	for (size_t i = 0; i < n; i++) {
		if (b[i] < 'a' || b[i] > 'z')
			return n;
	}
	plurals(&w);
	past_and_ing(&w);
	y_to_i(&w);
	replace_if(&w, step_2, ARRAY_LEN(step_2), 0);
	replace_if(&w, step_3, ARRAY_LEN(step_3), 0);
	drop_suffix(&w);
	tidy_up(&w);
	return w.n;
}
