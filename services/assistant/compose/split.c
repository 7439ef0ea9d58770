/* split.c - see split.h. One pass over the text; `from` is where the sentence
 * at hand began. */
#include "services/assistant/compose/split.h"

#include "services/assistant/question/when.h"

#define WRAPPED_LINE_BYTES 45 /* a shorter line was ended by its writer */

/* Folded, without points inside: "e.g." is looked up as its last part. */
static const char abbreviations[] =
    "|mr|mrs|ms|dr|prof|sr|sra|srta|jr|st|vs|etc|inc|ltd|co|corp|llc|dept|est|"
    "approx|no|nos|vol|ed|eds|fig|gen|rev|hon|capt|jan|feb|mar|apr|jun|jul|aug|"
    "sep|sept|oct|nov|dec|mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|"
    "g|e|i|a|p|u|z|b|d|h|s|o|"
    "hr|fr|nr|str|bzw|ca|ggf|evtl|inkl|exkl|zzgl|usw|usf|bspw|sog|vgl|abs|art|"
    "tel|std|min|mio|mrd|geb|gmbh|okt|dez|"
    "mme|mlle|mm|m|av|bd|env|janv|fevr|avr|juil|"
    "ud|uds|pag|num|tel|avda|dpto|ej|aprox|ene|abr|ago|dic|";

struct splitter {
	struct str text;
	struct sentence *v;
	size_t n, from;
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n';
}

static size_t item_mark(struct str s);

static size_t skip_blank(struct str s, size_t from, size_t to)
{
	while (from < to && is_blank(s.p[from]))
		from++;
	return from;
}

/* ---- a sentence is done ---- */

/* Where to cut what is too long: behind the last whole word that fits. */
static size_t fitting(struct str s)
{
	size_t pos = 0, end = 0, words = 0;
	struct word w;

	while (words < SENTENCE_MAX_WORDS && word_next(s, &pos, &w) &&
	       w.from + w.bytes <= SENTENCE_MAX_BYTES) {
		end = w.from + w.bytes;
		words++;
	}
	if (s.n <= SENTENCE_MAX_BYTES &&
	    (pos >= s.n || !word_next(s, &pos, &w)))
		return s.n;
	return end > 0 ? end : utf8_cut(s, SENTENCE_MAX_BYTES);
}

static void finish(struct splitter *p, size_t to)
{
	size_t from = p->from, n;

	p->from = to;
	from = skip_blank(p->text, from, to);
	from = skip_blank(p->text,
	    from + item_mark((struct str){p->text.p + from, to - from}), to);
	while (to > from && is_blank(p->text.p[to - 1]))
		to--;
	if (to == from || p->n == SPLIT_MAX)
		return;
	n = fitting((struct str){p->text.p + from, to - from});
	if (n == 0)
		return;
	p->v[p->n++] = (struct sentence){from, from + n, from + n < to};
}

/* ---- does a point end it? ---- */

static bool is_abbreviation(const char *fold)
{
	char find[WORD_FOLD_MAX + 2];
	size_t n = strlen(fold);

	find[0] = '|';
	memcpy(find + 1, fold, n);
	find[n + 1] = '|';
	find[n + 2 > sizeof find - 1 ? sizeof find - 1 : n + 2] = '\0';
	return strstr(abbreviations, find) != NULL;
}

/* The last word that ends exactly at `at`; false when there is none. */
static bool word_before(const struct splitter *p, size_t at, struct word *w_r)
{
	size_t back = MIN(at - p->from, (size_t)64), pos = 0;
	struct str s = {p->text.p + at - back, back};
	bool found = false;
	struct word w;

	while (word_next(s, &pos, &w)) {
		*w_r = w;
		found = w.from + w.bytes == s.n;
	}
	return found;
}

static bool word_after(const struct splitter *p, size_t at, struct word *w_r)
{
	struct str s = {p->text.p + at, MIN(p->text.n - at, (size_t)64)};
	size_t pos = 0;

	return word_next(s, &pos, w_r);
}

static bool is_all_digits(const char *s)
{
	size_t n = strspn(s, "0123456789");

	return n > 0 && n <= 2 && s[n] == '\0';
}

static bool point_ends(const struct splitter *p, size_t at, size_t after)
{
	struct word before, next;
	bool has_before = word_before(p, at, &before);
	bool has_next = word_after(p, after, &next);

	if (!has_next)
		return true;
	if (!next.upper && !next.digit && next.fold_n > 0 &&
	    (unsigned char)next.fold[0] < 0x80)
		return false; /* goes on in lower case */
	if (!has_before)
		return true;
	if (is_all_digits(before.fold)) /* "24. November", "1. Platz" */
		return when_month(next.fold) == 0 &&
		       at > p->from + before.bytes;
	if (before.upper && before.fold_n == 1)
		return false; /* "J. Smith" */
	return !is_abbreviation(before.fold);
}

/* Bytes of the marks that end a sentence at i, closing quotes included; 0:
 * nothing ends here. */
static size_t end_at(const struct splitter *p, size_t i)
{
	struct str rest = {p->text.p + i, p->text.n - i};
	size_t n, all = 0;
	uint32_t c = utf8_next(rest, &n);
	bool wide = c == 0x3002 || c == 0xFF01 || c == 0xFF1F;
	bool point = c == '.';

	if (c != '.' && c != '!' && c != '?' && c != 0x2026 && !wide)
		return 0;
	while (n <= rest.n) {
		all += n;
		rest = (struct str){rest.p + n, rest.n - n};
		if (rest.n == 0)
			break;
		c = utf8_next(rest, &n);
		if (c != '.' && c != '!' && c != '?' && c != '"' && c != ')' &&
		    c != '\'' && c != ']' && c != 0xBB && c != 0x201D &&
		    c != 0x2019 && c != 0x2026 && c != 0x300D)
			break;
		point &= c != '!' && c != '?';
	}
	if (rest.n == 0 || wide)
		return all;
	if (!is_blank(rest.p[0]))
		return 0;
	return !point || point_ends(p, i, i + all) ? all : 0;
}

/* ---- does a line end it? ---- */

/* Bytes of the mark that makes a line a list's item, or 0. */
static size_t item_mark(struct str s)
{
	size_t n, i = 0;
	uint32_t c;

	if (s.n == 0)
		return 0;
	c = utf8_next(s, &n);
	if (c == '>' || c == '|' || c == 0x2022 || c == 0x25CF || c == 0xB7)
		return n;
	if (c == '-' || c == '*' || c == '+' || c == 0x2013 || c == 0x2014)
		return n < s.n && s.p[n] == ' ' ? n : 0;
	while (i < s.n && s.p[i] >= '0' && s.p[i] <= '9')
		i++;
	return i > 0 && i < 3 && i + 1 < s.n &&
		       (s.p[i] == '.' || s.p[i] == ')') && s.p[i + 1] == ' '
		   ? i + 1
		   : 0;
}

static bool line_ends(const struct splitter *p, size_t at)
{
	struct str next = {p->text.p + at + 1, p->text.n - at - 1};
	size_t line = at;

	while (next.n > 0 && (next.p[0] == ' ' || next.p[0] == '\t'))
		next = (struct str){next.p + 1, next.n - 1};
	if (next.n == 0 || next.p[0] == '\n' || item_mark(next) > 0)
		return true;
	if (next.p[0] >= 'a' && next.p[0] <= 'z')
		return false; /* goes on in lower case */
	while (line > p->from && p->text.p[line - 1] != '\n')
		line--;
	return at - line < WRAPPED_LINE_BYTES;
}

/* ---- the pass ---- */

size_t split_sentences(struct str text, struct sentence v[SPLIT_MAX])
{
	struct splitter p = {.text = text, .v = v};
	size_t i = 0;

	if (text.n == 0)
		return 0;
	while (i < text.n && p.n < SPLIT_MAX) {
		struct str rest = {text.p + i, text.n - i};
		size_t n, end;
		uint32_t c = utf8_next(rest, &n);

		if (char_is_hidden(c)) {
			finish(&p, i);
			p.from = i + n;
		} else if (c == '\n' && line_ends(&p, i)) {
			finish(&p, i);
		} else if ((end = end_at(&p, i)) > 0) {
			finish(&p, i + end);
			n = end;
		}
		i += n;
	}
	finish(&p, i);
	return p.n;
}
