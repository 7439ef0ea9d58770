/* words.c - see words.h. */
#include "services/assistant/question/words.h"

#include <stdlib.h>

/* What U+00C0 to U+017F become; a space: itself has no letter (× and ÷). */
static const char *const latin[] = {"a", "a", "a", "a", "a", "a", "ae", "c",
    "e", "e", "e", "e", "i", "i", "i", "i", "d", "n", "o", "o", "o", "o", "o",
    " ", "o", "u", "u", "u", "u", "y", "th", "ss", "a", "a", "a", "a", "a", "a",
    "ae", "c", "e", "e", "e", "e", "i", "i", "i", "i", "d", "n", "o", "o", "o",
    "o", "o", " ", "o", "u", "u", "u", "u", "y", "th", "y", "a", "a", "a", "a",
    "a", "a", "c", "c", "c", "c", "c", "c", "c", "c", "d", "d", "d", "d", "e",
    "e", "e", "e", "e", "e", "e", "e", "e", "e", "g", "g", "g", "g", "g", "g",
    "g", "g", "h", "h", "h", "h", "i", "i", "i", "i", "i", "i", "i", "i", "i",
    "i", "ij", "ij", "j", "j", "k", "k", "k", "l", "l", "l", "l", "l", "l", "l",
    "l", "l", "l", "n", "n", "n", "n", "n", "n", "n", "n", "n", "o", "o", "o",
    "o", "o", "o", "oe", "oe", "r", "r", "r", "r", "r", "r", "s", "s", "s", "s",
    "s", "s", "s", "s", "t", "t", "t", "t", "t", "t", "u", "u", "u", "u", "u",
    "u", "u", "u", "u", "u", "u", "u", "w", "w", "y", "y", "y", "z", "z", "z",
    "z", "z", "z", "s"};
_Static_assert(ARRAY_LEN(latin) == 0x180 - 0xC0, "one entry a letter");

uint32_t utf8_next(struct str s, size_t *n_r)
{
	const unsigned char *p = (const unsigned char *)s.p;
	size_t n = utf8_len(s);

	*n_r = n > 0 ? n : 1;
	switch (n) {
	case 1:
		return p[0];
	case 2:
		return (p[0] & 0x1Fu) << 6 | (p[1] & 0x3Fu);
	case 3:
		return (p[0] & 0x0Fu) << 12 | (p[1] & 0x3Fu) << 6 |
		       (p[2] & 0x3Fu);
	case 4:
		return (p[0] & 0x07u) << 18 | (p[1] & 0x3Fu) << 12 |
		       (p[2] & 0x3Fu) << 6 | (p[3] & 0x3Fu);
	default:
		return 0xFFFD;
	}
}

bool char_is_hidden(uint32_t c)
{
	return (c < 0x20 && c != '\t' && c != '\n') ||
	       (c >= 0x7F && c < 0xA0) || c == 0xAD || c == 0x34F ||
	       c == 0x61C || c == 0x115F || c == 0x1160 ||
	       (c >= 0x17B4 && c <= 0x17B5) || (c >= 0x180B && c <= 0x180F) ||
	       (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
	       (c >= 0x2060 && c <= 0x206F) || c == 0x3164 || c == 0xFEFF ||
	       c == 0xFFA0 || c == 0xFFFD || (c >= 0xFFF9 && c <= 0xFFFB) ||
	       (c >= 0xE0000 && c <= 0xE0FFF);
}

static bool is_spaceless(uint32_t c)
{
	return (c >= 0x3040 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF) ||
	       (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0x20000 && c <= 0x3FFFF);
}

static bool is_letter(uint32_t c)
{
	if (c < 0x80)
		return (c >= '0' && c <= '9') ||
		       ((c | 32) >= 'a' && (c | 32) <= 'z');
	if (c < 0xC0 || char_is_hidden(c))
		return c == 0xAA || c == 0xB5 || c == 0xBA;
	return c != 0xD7 && c != 0xF7 && !(c >= 0x2000 && c <= 0x2BFF) &&
	       !(c >= 0x3000 && c <= 0x303F) && !(c >= 0xE000 && c <= 0xF8FF) &&
	       !(c >= 0xFE00 && c <= 0xFE6F) && !(c >= 0xFF00 && c <= 0xFF0F) &&
	       !(c >= 0x1F000 && c <= 0x1FAFF);
}

static bool is_upper(uint32_t c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE) ||
	       (c >= 0x100 && c < 0x180 && (c & 1) == 0) ||
	       (c >= 0x391 && c <= 0x3A9) || (c >= 0x410 && c <= 0x42F);
}

static void fold_add(struct word *w, const char *p, size_t n)
{
	if (w->fold_n + n >= WORD_FOLD_MAX)
		return;
	memcpy(w->fold + w->fold_n, p, n);
	w->fold_n += n;
}

static void fold_char(struct word *w, uint32_t c, struct str raw)
{
	char one = (char)(c | 32), two[2];

	if (c < 0x80) {
		fold_add(w, c >= '0' && c <= '9' ? raw.p : &one, 1);
	} else if (c >= 0xC0 && c < 0x180) {
		fold_add(w, latin[c - 0xC0], strlen(latin[c - 0xC0]));
	} else if ((c >= 0x391 && c <= 0x3A9) || (c >= 0x410 && c <= 0x42F)) {
		c += 32;
		two[0] = (char)(0xC0 | c >> 6);
		two[1] = (char)(0x80 | (c & 0x3F));
		fold_add(w, two, 2);
	} else {
		fold_add(w, raw.p, raw.n);
	}
}

bool word_next(struct str text, size_t *pos, struct word *w_r)
{
	*w_r = (struct word){0};
	while (*pos < text.n) {
		struct str rest = {text.p + *pos, text.n - *pos};
		size_t n;
		uint32_t c = utf8_next(rest, &n);
		bool alone = is_spaceless(c);

		if (!is_letter(c) || (alone && w_r->bytes > 0)) {
			if (w_r->bytes > 0)
				break;
			*pos += n;
			continue;
		}
		if (w_r->bytes == 0) {
			w_r->from = *pos;
			w_r->upper = is_upper(c);
			w_r->digit = c >= '0' && c <= '9';
		}
		fold_char(w_r, c, (struct str){rest.p, n});
		*pos += n;
		w_r->bytes = *pos - w_r->from;
		if (alone)
			break;
	}
	if (w_r->bytes == 0)
		return false;
	w_r->key = word_key(w_r->fold, w_r->fold_n);
	return true;
}

/* ---- stems ---- */

static bool ends(const char *p, size_t n, const char *end)
{
	size_t m = strlen(end);

	return n > m && memcmp(p + n - m, end, m) == 0;
}

static bool is_vowel(char c)
{
	return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' ||
	       c == 'y';
}

/* "running" and "planned": one of the two letters goes. */
static size_t undouble(const char *p, size_t n)
{
	if (n >= 4 && p[n - 1] == p[n - 2] && !is_vowel(p[n - 1]) &&
	    p[n - 1] != 'l' && p[n - 1] != 's')
		return n - 1;
	return n;
}

/* Enough of a stem that a question and a mail meet; no word is shown. */
static size_t stem(const char *p, size_t n)
{
	if (n < 4)
		return n;
	if (n >= 5 && ends(p, n, "ies"))
		return n - 3;
	if (ends(p, n, "sses") || ends(p, n, "xes") || ends(p, n, "ches") ||
	    ends(p, n, "shes"))
		n -= 2;
	else if (p[n - 1] == 's' && p[n - 2] != 's' && p[n - 2] != 'u')
		n--;
	if (n >= 6 && ends(p, n, "ing"))
		return undouble(p, n - 3);
	if (n >= 5 && ends(p, n, "ed"))
		return undouble(p, n - 2);
	if (n >= 8 && ends(p, n, "en"))
		return n - 2;
	if (n >= 5 && (p[n - 1] == 'e' || p[n - 1] == 'y'))
		return n - 1;
	return n;
}

uint64_t word_key(const char *fold, size_t n)
{
	uint64_t h = UINT64_C(14695981039346656037);

	if (n > 0 && (unsigned char)fold[0] < 0x80)
		n = stem(fold, n);
	for (size_t i = 0; i < n; i++)
		h = (h ^ (unsigned char)fold[i]) * UINT64_C(1099511628211);
	return h == 0 ? 1 : h;
}

size_t words_match(const struct word *v, size_t n, const char *phrases)
{
	struct str rest = str_of(phrases), one, word;
	size_t best = 0;

	while (str_split(&rest, '|', &one)) {
		size_t k = 0;
		bool same = true;

		while (same && str_split(&one, ' ', &word)) {
			same = k < n && str_eqs(word, v[k].fold);
			k++;
		}
		if (same && k > best)
			best = k;
	}
	return best;
}
