/* tokens.c - cuts mail text into words, numbers and sentences. */
#include "common/mail/tokens.h"

#include <ctype.h>

#define SHORT_LINE 48 /* a shorter line was not wrapped: it ends a sentence */

struct scan {
	struct arena *a;
	struct tokens *t;
	size_t pos, end, line_from;
	bool quoted;
};

static bool is_letter(char c)
{
	return isalpha((unsigned char)c) || (unsigned char)c >= 0x80;
}

static char at(const struct scan *s, size_t i)
{
	return i < s->end ? s->t->text.p[i] : '\0';
}

/* Bytes of an apostrophe, straight or typographic; 0: none. */
static size_t apostrophe(const struct scan *s, size_t i)
{
	if (at(s, i) == '\'')
		return 1;
	return i + 2 < s->end &&
		       memcmp(s->t->text.p + i, "\xe2\x80\x99", 3) == 0
		   ? 3
		   : 0;
}

/* Other punctuation outside ASCII (General Punctuation, NBSP, guillemets) is
 * no letter; its bytes, or 0. */
static size_t punctuation(const struct scan *s, size_t i)
{
	unsigned char c = (unsigned char)at(s, i);
	unsigned char d = (unsigned char)at(s, i + 1);

	if (c == 0xe2 && (d == 0x80 || d == 0x81))
		return MIN((size_t)3, s->end - i);
	if (c == 0xc2 && (d == 0xa0 || d == 0xab || d == 0xbb || d == 0xb7))
		return 2;
	return 0;
}

bool token_in(const struct token *t, const char *words)
{
	for (const char *p = words; p != NULL && t->word.n > 0;) {
		if (*p == t->word.p[0] &&
		    strncmp(p, t->word.p, t->word.n) == 0 &&
		    (p[t->word.n] == '|' || p[t->word.n] == '\0'))
			return true;
		p = strchr(p, '|');
		if (p != NULL)
			p++;
	}
	return false;
}

/* At least as many as there will be: places where a word or number begins,
 * apart from "cannot", punctuation outside ASCII and typographic apostrophes,
 * which may make two of a word. */
static size_t most_tokens(struct str text)
{
	size_t n = 2;
	char last = ' ';

	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i], kind = ' ';

		if (is_letter(c))
			kind = 'a';
		else if (c >= '0' && c <= '9')
			kind = '0';
		n += (kind != ' ' && kind != last) || c == '\xe2' ||
		     c == '\xc2' ||
		     ((c | 32) == 'o' && i > 1 && (text.p[i - 1] | 32) == 'n' &&
			 (text.p[i - 2] | 32) == 'n');
		last = kind;
	}
	return n;
}

void tokens_init(struct arena *a, struct str text, struct tokens *t_r)
{
	size_t max = MIN((size_t)TOKENS_MAX, most_tokens(text));

	*t_r = (struct tokens){
	    .text = text,
	    .max = max,
	    .v = ARENA_ARRAY(a, struct token, max),
	    .sentences = ARENA_ARRAY(a, struct sentence, max),
	};
}

static void put(struct scan *s, struct token token)
{
	struct tokens *t = s->t;

	if (t->n == t->max)
		return;
	token.sentence = (uint32_t)t->sentences_n;
	token.quoted = s->quoted;
	t->v[t->n++] = token;
}

static void end_sentence(struct scan *s, bool question, size_t end)
{
	struct tokens *t = s->t;
	size_t from =
	    t->sentences_n > 0 ? t->sentences[t->sentences_n - 1].to : 0;

	if (t->n == from || t->sentences_n == t->max)
		return;
	t->sentences[t->sentences_n++] = (struct sentence){
	    .from = from,
	    .to = t->n,
	    .question = question,
	    .end = (uint32_t)end,
	};
}

/* ---- words ---- */

static const struct {
	const char *word, *first, *second;
} contractions[] = {
    {"won't", "will", "not"},
    {"can't", "can", "not"},
    {"shan't", "shall", "not"},
    {"cannot", "can", "not"},
    {"let's", "let", "us"},
    {"it's", "it", "is"},
    {"that's", "that", "is"},
    {"there's", "there", "is"},
    {"here's", "here", "is"},
    {"what's", "what", "is"},
    {"he's", "he", "is"},
    {"she's", "she", "is"},
};

static const struct {
	const char *end, *second;
} endings[] = {
    {"n't", "not"},
    {"'ll", "will"},
    {"'ve", "have"},
    {"'re", "are"},
    {"'m", "am"},
    {"'d", "would"},
    {"'s", NULL},
};

static void put_two(
    struct scan *s, struct token token, struct str first, const char *second)
{
	token.word = first;
	put(s, token);
	if (second != NULL) {
		token.word = str_of(second);
		token.breaks = token.comma = token.capital = false;
		put(s, token);
	}
}

static void put_word(struct scan *s, struct token token)
{
	for (size_t i = 0; i < ARRAY_LEN(contractions); i++) {
		if (token_is(&token, contractions[i].word)) {
			put_two(s, token, str_of(contractions[i].first),
			    contractions[i].second);
			return;
		}
	}
	for (size_t i = 0; i < ARRAY_LEN(endings); i++) {
		size_t n = strlen(endings[i].end);

		if (token.word.n > n && str_ends(token.word, endings[i].end)) {
			put_two(s, token,
			    (struct str){token.word.p, token.word.n - n},
			    endings[i].second);
			return;
		}
	}
	put(s, token);
}

/* An address, or a word with its apostrophes. */
static void read_word(struct scan *s, struct token token)
{
	size_t i = s->pos, n = 0, skip;
	bool apostrophes = false;
	char *low;

	while (i < s->end) {
		if ((skip = apostrophe(s, i)) > 0 && is_letter(at(s, i + skip)))
			apostrophes = true;
		else if (is_letter(at(s, i)) && punctuation(s, i) == 0)
			skip = 1;
		else
			break;
		i += skip;
	}
	token.to = (uint32_t)i;
	low = arena_alloc(s->a, i - s->pos + 1);
	for (size_t k = s->pos; k < i; k += skip) {
		skip = apostrophe(s, k);
		low[n++] =
		    skip > 0 ? '\'' : (char)tolower((unsigned char)at(s, k));
		skip = MAX(skip, (size_t)1);
	}
	token.word = (struct str){low, n};
	token.capital = isupper((unsigned char)at(s, s->pos)) ||
			(unsigned char)at(s, s->pos) >= 0x80;
	token.number = -1;
	if (apostrophes || token_is(&token, "cannot"))
		put_word(s, token);
	else
		put(s, token);
	s->pos = i;
}

static void read_number(struct scan *s, struct token token)
{
	size_t i = s->pos;
	int v = 0;

	while (isdigit((unsigned char)at(s, i))) {
		if (v >= 0)
			v = v * 10 + (at(s, i) - '0');
		if (v > 99999)
			v = -1;
		i++;
	}
	token.to = (uint32_t)i;
	token.word = (struct str){s->t->text.p + s->pos, i - s->pos};
	token.number = v;
	put(s, token);
	s->pos = i;
}

/* Where an address that begins at pos ends; pos when there is none. */
static size_t address_end(const struct scan *s)
{
	static const char *const begins[] = {"http://", "https://", "www."};
	size_t i = s->pos;
	struct str rest = {s->t->text.p + i, s->end - i};

	for (size_t k = 0; k < ARRAY_LEN(begins); k++) {
		if (!str_istarts(rest, begins[k]))
			continue;
		while (i < s->end && !isspace((unsigned char)at(s, i)) &&
		       strchr("<>\"", at(s, i)) == NULL)
			i++;
		while (i > s->pos && strchr(".,)!?", at(s, i - 1)) != NULL)
			i--;
		return i;
	}
	while (isalnum((unsigned char)at(s, i)) ||
	       (at(s, i) != '\0' && strchr("._+-", at(s, i)) != NULL))
		i++;
	if (at(s, i) != '@' || i == s->pos ||
	    !isalnum((unsigned char)at(s, i + 1)))
		return s->pos;
	i++;
	while (isalnum((unsigned char)at(s, i)) ||
	       ((at(s, i) == '.' || at(s, i) == '-') &&
		   isalnum((unsigned char)at(s, i + 1))))
		i++;
	return i;
}

/* ---- sentences ---- */

static const char no_end[] = "dr|mr|mrs|ms|prof|inc|co|ltd|st|vs|e|g|i|approx|"
			     "no|ca|bzw|z|b|a|p|m|u|hr|frau|nr";

/* Nor these before a number: "Dec. 5", "Fri. 5 December". */
static const char of_dates[] =
    "jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|okt|nov|dec|dez|janv|f\xc3\xa9v|"
    "f\xc3\xa9vr|avr|juil|d\xc3\xa9"
    "c|ene|abr|ago|dic|"
    "mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|mo|di|mi|do|fr|sa|so";

/* Not the end of another number or amount: "1.5.", "15:30." */
static bool stands_free(const struct tokens *t, const struct token *w)
{
	return w->from == 0 ||
	       strchr(" \t\n(|\"'", t->text.p[w->from - 1]) != NULL;
}

/* Whether the full stop at i ends a sentence. */
static bool stop_ends(const struct scan *s, size_t i)
{
	const struct tokens *t = s->t;
	const struct token *last = &t->v[t->n - 1];
	size_t k = i + 1;

	while (k < s->end && strchr("\"')]", at(s, k)) != NULL)
		k++;
	if (k < s->end && !isspace((unsigned char)at(s, k)) &&
	    punctuation(s, k) == 0)
		return false;
	while (k < s->end && isspace((unsigned char)at(s, k)))
		k++;
	if (k >= s->end || last->to != i)
		return true;
	if (last->number >= 0)
		return last->number > 31 ||
			       isupper((unsigned char)at(s, k)) == 0
			   ? last->number > 31
			   : !stands_free(t, last) || last->to - last->from > 2;
	if (isdigit((unsigned char)at(s, k)) && token_in(last, of_dates))
		return false;
	if (token_is(last, "m")) /* "2 p.m. ET" goes on, "2 p.m. We" does not */
		return isupper((unsigned char)at(s, k)) != 0 &&
		       isupper((unsigned char)at(s, k + 1)) == 0;
	if (token_in(last, no_end))
		return isupper((unsigned char)at(s, k)) != 0 &&
		       token_is(last, "no");
	return true;
}

/* What is between two tokens: ends of sentences, breaks, quotes. */
static void read_between(struct scan *s, struct token *next)
{
	const struct tokens *t = s->t;
	size_t i = s->pos;
	char c = at(s, i);
	bool some = t->n > 0;

	s->pos += MAX(punctuation(s, i), (size_t)1);
	if (c == '"' || (unsigned char)c == 0xe2) {
		unsigned char last = (unsigned char)at(s, i + 2);

		if (c == '"')
			s->quoted = !s->quoted;
		else if (last >= 0x9c && last <= 0x9e)
			s->quoted = last != 0x9d;
		else if (last == 0x93 || last == 0x94)
			next->breaks = true;
	} else if (c == '?' || c == '!' ||
		   (c == '.' && some && stop_ends(s, i))) {
		end_sentence(s, c == '?', i + 1);
	} else if (c == ',') {
		next->comma = true;
	} else if (c == ';' || c == ':' ||
		   (c == '-' && at(s, i + 1) == ' ' && i > 0 &&
		       at(s, i - 1) == ' ')) {
		next->breaks = !isdigit((unsigned char)at(s, i + 1));
	} else if (c == '\n') {
		size_t line = i - s->line_from;
		size_t k = i + 1;

		while (at(s, k) == ' ' || at(s, k) == '\t' || at(s, k) == '\r')
			k++;
		if (at(s, k) == '\n' || strchr("-*", at(s, k)) != NULL ||
		    line < SHORT_LINE)
			end_sentence(s, false, i);
		if (at(s, k) == '\n')
			s->quoted = false;
		s->line_from = i + 1;
	}
}

void tokens_add(struct arena *a, struct tokens *t, size_t from, size_t to)
{
	struct scan s = {a, t, from, MIN(to, t->text.n), from, false};
	struct token next = {.number = -1};

	while (s.pos < s.end && t->n < t->max) {
		size_t begun = t->n, end;

		next.from = (uint32_t)s.pos;
		if (isalnum((unsigned char)at(&s, s.pos)) &&
		    (end = address_end(&s)) > s.pos) {
			s.pos = end;
			continue;
		}
		if (isdigit((unsigned char)at(&s, s.pos)))
			read_number(&s, next);
		else if (is_letter(at(&s, s.pos)) &&
			 punctuation(&s, s.pos) == 0)
			read_word(&s, next);
		else
			read_between(&s, &next);
		if (t->n > begun)
			next = (struct token){.number = -1};
	}
	end_sentence(&s, false, s.end);
}
