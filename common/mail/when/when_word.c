/* when_word.c - the words that dates are made of, in any case and with or
 * without their accents. */
#include "common/mail/when/when.def.h"
#include "common/mail/when/when_part.h"

struct named {
	const char *name;
	int value;
};
#define N(name, value) {name, value},
static const struct named months[] = {WHEN_MONTHS(N)};
static const struct named weekdays[] = {WHEN_WEEKDAYS(N)};
static const struct named days[] = {WHEN_DAYS(N)};
static const struct named numbers[] = {WHEN_NUMBERS(N)};
/* What else a moment begins with. */
static const struct named others[] = {WHEN_BEGINNINGS(N)};
#undef N

/* The letters U+00C0 to U+00DF without their marks; those behind them are the
 * small ones. */
static const char latin[] = "aaaaaaaceeeeiiiidnooooo ouuuuyts";

struct str when_plain(const struct token *t, char out[WHEN_WORD_BYTES])
{
	size_t n = 0;

	for (size_t i = 0; i < t->word.n; i++) {
		unsigned char c = (unsigned char)t->word.p[i];
		unsigned char d =
		    i + 1 < t->word.n ? (unsigned char)t->word.p[i + 1] : 0;

		if (n == WHEN_WORD_BYTES)
			return (struct str){"", 0};
		if (c == 0xc3 && d >= 0x80) {
			out[n++] = latin[d & 0x1f];
			i++;
		} else if (c == 0xcc || (c == 0xcd && d < 0xb0)) {
			i++; /* a mark that stands by itself */
		} else {
			out[n++] = (char)c;
		}
	}
	return (struct str){out, n};
}

bool when_in(const struct token *t, const char *words)
{
	char plain[WHEN_WORD_BYTES];
	struct token folded = {.word = when_plain(t, plain)};

	return token_in(&folded, words);
}

static int value_of(const struct named *v, size_t n, const struct token *t)
{
	char plain[WHEN_WORD_BYTES];
	struct str word = when_plain(t, plain);

	for (size_t i = 0; i < n && word.n > 0; i++)
		if (word.p[0] == v[i].name[0] && str_eqs(word, v[i].name))
			return v[i].value;
	return -1;
}

int when_month_named(const struct token *t)
{
	return value_of(months, ARRAY_LEN(months), t);
}

int when_weekday_named(const struct token *t)
{
	return value_of(weekdays, ARRAY_LEN(weekdays), t);
}

int when_near_named(const struct token *t)
{
	return value_of(days, ARRAY_LEN(days), t);
}

int when_number(const struct token *t)
{
	return t->number >= 0 ? t->number
			      : value_of(numbers, ARRAY_LEN(numbers), t);
}

/* ---- most words are none of those: two letters tell ---- */

static unsigned letter(char c)
{
	return c >= 'a' && c <= 'z' ? (unsigned)(c - 'a') : 26u;
}

static void note(struct when_reading *r, const struct named *v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		r->begins[letter(v[i].name[0])] |= UINT32_C(1)
						   << letter(v[i].name[1]);
}

void when_begins(struct when_reading *r)
{
	note(r, months, ARRAY_LEN(months));
	note(r, weekdays, ARRAY_LEN(weekdays));
	note(r, days, ARRAY_LEN(days));
	note(r, others, ARRAY_LEN(others));
}

bool when_may_begin(const struct when_reading *r, const struct token *t)
{
	char plain[WHEN_WORD_BYTES];
	struct str word;

	if (t->number >= 0)
		return true;
	word = when_plain(t, plain);
	return word.n > 1 && letter(word.p[0]) < 26 &&
	       (r->begins[letter(word.p[0])] >> letter(word.p[1]) & 1) != 0;
}
