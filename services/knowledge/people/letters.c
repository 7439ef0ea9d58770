/* letters.c - words of names in Latin letters; see letters.h. */
#include "services/knowledge/people/letters.h"

#include <ctype.h>

#define LETTER_BYTES 4 /* "shch" */

/* The base letters of ranges of code points; "?" is no letter with one. */
static const struct {
	uint32_t from, to; /* to: the last */
	const char *letters;
} latin[] = {
    {0xc0, 0xff,
	"aaaaaaaceeeeiiiidnooooo?ouuuuyt?aaaaaaaceeeeiiiidnooooo?ouuuuyty"},
    {0x100, 0x17f,
	"aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllll"
	"nnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs"},
    {0x180, 0x24f,
	"bbbb???ccdd????a?ff????ikkl?????oo?????????????uu????zz?????????????"
	"?????????aaiioouuuuuuuuuu?aaaa??ggggkkoooo??j???gg??nnaa????aaaaeeee"
	"iiiioooorrrruuuusstt??hh??????aaeeooooooooyy????????????????????????"
	"????"},
    {0x1e00, 0x1eff,
	"aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmm"
	"nnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvvwwwwwwww"
	"wwxxxxyyzzzzzzhtwy?s??s?aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiii"
	"oooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy??????"},
};

/* From U+0410 and from U+0391, capital letters; small ones follow 32 on. */
static const char *const cyrillic[] = {"a", "b", "v", "g", "d", "e", "zh", "z",
    "i", "i", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "kh", "ts",
    "ch", "sh", "shch", "", "y", "", "e", "yu", "ya"};
static const char *const greek[] = {"a", "v", "g", "d", "e", "z", "i", "th",
    "i", "k", "l", "m", "n", "x", "o", "p", "r", "s", "s", "t", "y", "f", "ch",
    "ps", "o", "i", "y"};

static const struct {
	uint32_t c;
	const char *letters;
} singles[] = {{0xdf, "ss"}, {0xde, "th"}, {0xfe, "th"}, {0x1e9e, "ss"},
    {0x401, "e"}, {0x451, "e"}, {0x404, "ye"}, {0x454, "ye"}, {0x406, "i"},
    {0x456, "i"}, {0x407, "i"}, {0x457, "i"}, {0x408, "j"}, {0x458, "j"},
    {0x402, "d"}, {0x452, "d"}, {0x40b, "c"}, {0x45b, "c"}, {0x409, "lj"},
    {0x459, "lj"}, {0x40a, "nj"}, {0x45a, "nj"}, {0x40f, "dz"}, {0x45f, "dz"},
    {0x40e, "u"}, {0x45e, "u"}, {0x490, "g"}, {0x491, "g"}, {0x386, "a"},
    {0x3ac, "a"}, {0x388, "e"}, {0x3ad, "e"}, {0x389, "i"}, {0x3ae, "i"},
    {0x38a, "i"}, {0x3af, "i"}, {0x390, "i"}, {0x38c, "o"}, {0x3cc, "o"},
    {0x38e, "y"}, {0x3cd, "y"}, {0x3b0, "y"}, {0x38f, "o"}, {0x3ce, "o"}};

/* NULL: not known. Small letters of the Latin tables lie in them. */
static const char *letters_of(uint32_t c, char one[2])
{
	for (size_t i = 0; i < ARRAY_LEN(singles); i++)
		if (singles[i].c == c)
			return singles[i].letters;
	if (c >= 0x410 && c <= 0x44f)
		return cyrillic[(c - 0x410) % 32];
	if (c >= 0x391 && c <= 0x3ab && c != 0x3a2)
		return greek[c - 0x391];
	if (c >= 0x3b1 && c <= 0x3cb)
		return greek[c - 0x3b1];
	if (c >= 0x300 && c <= 0x36f) /* accents behind their letter */
		return "";
	for (size_t i = 0; i < ARRAY_LEN(latin); i++)
		if (c >= latin[i].from && c <= latin[i].to &&
		    latin[i].letters[c - latin[i].from] != '?') {
			one[0] = latin[i].letters[c - latin[i].from];
			one[1] = '\0';
			return one;
		}
	return NULL;
}

/* The code point at *at, which moves behind it; a byte that begins none is
 * U+FFFD. */
static uint32_t next_letter(struct str w, size_t *at)
{
	unsigned char c = (unsigned char)w.p[(*at)++];
	size_t more = c < 0xc2   ? 0
		      : c < 0xe0 ? 1
		      : c < 0xf0 ? 2
		      : c < 0xf5 ? 3
				 : 0;
	uint32_t out = c & (0x3fu >> more);

	if (c < 0x80)
		return c;
	if (more == 0 || w.n - *at < more)
		return 0xfffd;
	for (size_t i = 0; i < more; i++) {
		if (((unsigned char)w.p[*at + i] & 0xc0) != 0x80)
			return 0xfffd;
		out = out << 6 | ((unsigned char)w.p[*at + i] & 0x3f);
	}
	*at += more;
	return out;
}

/* Ways of writing one ending: Sokolovskii, -sky; Dmitrii, Dmitriy. */
static void even_ending(char *w, size_t n)
{
	static const char *const endings[] = {
	    "skii", "skiy", "skij", "skyi", "skyy", "sky"};

	for (size_t i = 0; i < ARRAY_LEN(endings); i++) {
		size_t len = strlen(endings[i]);

		if (n > len + 1 && streq(w + n - len, endings[i])) {
			memcpy(w + n - len, "ski", 4);
			return;
		}
	}
	if (n > 4 && (streq(w + n - 2, "ii") || streq(w + n - 2, "iy")))
		memcpy(w + n - 2, "y", 2);
}

void name_fold(struct str w, char out[NAME_WORD_BYTES])
{
	size_t n = 0, at = 0;

	while (at < w.n && n + LETTER_BYTES + 1 < NAME_WORD_BYTES) {
		size_t from = at;
		uint32_t c = next_letter(w, &at);
		char one[2];
		const char *letters;

		if (c < 0x80) {
			if (isalnum((int)c))
				out[n++] = (char)tolower((int)c);
		} else if ((letters = letters_of(c, one)) != NULL) {
			/* Greek ou is one sound. */
			if (n > 0 && out[n - 1] == 'o' && c >= 0x38e &&
			    c <= 0x3cd && letters[0] == 'y')
				letters = "u";
			for (; *letters != '\0'; letters++)
				out[n++] = *letters;
		} else {
			for (; from < at && n + 1 < NAME_WORD_BYTES; from++)
				out[n++] = w.p[from];
		}
		if (n >= 2 && out[n - 1] == 'e' &&
		    strchr("uoa", out[n - 2]) != NULL)
			n--;
	}
	out[n] = '\0';
	even_ending(out, n);
}
