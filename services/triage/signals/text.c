/* text.c - reads mail text as folded, hashed words. */
#include "services/triage/signals/text.h"
#include "services/triage/signals/leet.h"

#define PART_LEAST 3 /* bytes of the parts of words */
#define PREFIX_MOST 6
#define SUFFIX_MOST 4

enum char_class { CLASS_SPACE, CLASS_WORD, CLASS_ALONE, CLASS_SKIP };

struct word_state {
	char folded[TRIAGE_WORD_BYTES * 4];
	size_t len;
	size_t from, to; /* in the original */
	unsigned letters, capitals, latin, foreign_like, fancy, dropped, digits;
	bool digits_only;
};

/* Accented Latin letters from U+00C0 to U+017F, as their base letter; ' '
 * stands for what is no letter or is folded elsewhere. */
static const char latin_base[] =
    "aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuyty"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
    "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

/* Cyrillic and Greek letters that look like an ASCII one, Cyrillic ones
 * after folding: their capitals do. */
static const struct {
	uint16_t code;
	char like;
} skeletons[] = {
    {0x0391, 'a'},
    {0x0392, 'b'},
    {0x0395, 'e'},
    {0x0396, 'z'},
    {0x0397, 'h'},
    {0x0399, 'i'},
    {0x039A, 'k'},
    {0x039C, 'm'},
    {0x039D, 'n'},
    {0x039F, 'o'},
    {0x03A1, 'p'},
    {0x03A4, 't'},
    {0x03A5, 'y'},
    {0x03A7, 'x'},
    {0x03B1, 'a'},
    {0x03B9, 'i'},
    {0x03BD, 'v'},
    {0x03BF, 'o'},
    {0x03C1, 'p'},
    {0x0405, 's'},
    {0x0406, 'i'},
    {0x0408, 'j'},
    {0x0432, 'b'},
    {0x043C, 'm'},
    {0x043D, 'h'},
    {0x0442, 't'},
    {0x0430, 'a'},
    {0x0435, 'e'},
    {0x043A, 'k'},
    {0x043E, 'o'},
    {0x0440, 'p'},
    {0x0441, 'c'},
    {0x0443, 'y'},
    {0x0445, 'x'},
    {0x0455, 's'},
    {0x0456, 'i'},
    {0x0458, 'j'},
    {0x04BB, 'h'},
    {0x04CF, 'l'},
    {0x0501, 'd'},
    {0x051B, 'q'},
    {0x051D, 'w'},
    {0x0261, 'g'},
    {0x0131, 'i'},
    {0x1D00, 'a'},
    {0x1D04, 'c'},
    {0x1D0F, 'o'},
};

static enum char_class classify(uint32_t c);
static void word_add(struct word_state *w, uint32_t c, size_t to);
static bool word_end(
    struct word_state *w, struct triage_text *t, struct triage_word *word_r);

uint32_t triage_text_next_wide(struct str s, size_t *pos)
{
	const unsigned char *p = (const unsigned char *)s.p + *pos;
	size_t left = s.n - *pos, n = 1;
	uint32_t c;

	if (left == 0)
		return 0;
	c = p[0];
	if (c >= 0xF0 && c < 0xF5) {
		n = 4;
		c &= 0x07;
	} else if (c >= 0xE0 && c < 0xF0) {
		n = 3;
		c &= 0x0F;
	} else if (c >= 0xC2 && c < 0xE0) {
		n = 2;
		c &= 0x1F;
	}
	for (size_t i = 1; i < n; i++) {
		if (i >= left || (p[i] & 0xC0) != 0x80) {
			n = 0;
			break;
		}
		c = c << 6 | (p[i] & 0x3F);
	}
	if (n == 0 || (n == 1 && c >= 0x80) || c == 0) {
		*pos += 1;
		return 0xFFFD;
	}
	*pos += n;
	return c;
}

char triage_text_skeleton(uint32_t c)
{
	if (c < 0x80)
		return 0;
	if (c >= 0xFF21 && c <= 0xFF3A)
		return (char)('a' + (c - 0xFF21));
	if (c >= 0xFF41 && c <= 0xFF5A)
		return (char)('a' + (c - 0xFF41));
	if (c >= 0xFF10 && c <= 0xFF19)
		return (char)('0' + (c - 0xFF10));
	/* Mathematical letters come in runs of 26. */
	if (c >= 0x1D400 && c < 0x1D6A4)
		return (char)('a' + (c - 0x1D400) % 26);
	for (size_t i = 0; i < ARRAY_LEN(skeletons); i++) {
		if (skeletons[i].code == c)
			return skeletons[i].like;
	}
	return 0;
}

/* Signs that are written over, under or through a letter. */
static bool is_mark(uint32_t c)
{
	return (c >= 0x0300 && c <= 0x036F) || (c >= 0x0483 && c <= 0x0489) ||
	       (c >= 0x0730 && c <= 0x074A) || (c >= 0x1AB0 && c <= 0x1AFF) ||
	       (c >= 0x1DC0 && c <= 0x1DFF) || (c >= 0x20D0 && c <= 0x20F0) ||
	       (c >= 0xE0000 && c <= 0xE01EF);
}

/* Accents belong to words; strokes through letters and what has no width do
 * not, nor marks of other scripts. */
static bool is_intruder(uint32_t c)
{
	bool accent = c >= 0x0300 && c <= 0x036F && c != 0x034F &&
		      !(c >= 0x0334 && c <= 0x0338);

	return !accent && c != 0x20E3 && !(c >= 0xFE00 && c <= 0xFE0F);
}

uint32_t triage_text_fold_char(uint32_t c)
{
	if (c < 0x80)
		return c >= 'A' && c <= 'Z' ? c + 32 : c;
	if (c == 0xAD || (c >= 0x200B && c <= 0x200F) || c == 0x2060 ||
	    c == 0xFEFF || (c >= 0x202A && c <= 0x202E) || c == 0x034F ||
	    is_mark(c) || (c >= 0xFE00 && c <= 0xFE0F))
		return 0;
	if (c >= 0xC0 && c - 0xC0 < sizeof latin_base - 1) {
		char base = latin_base[c - 0xC0];

		return base == ' ' ? ' ' : (uint32_t)base;
	}
	if (c >= 0x0391 && c <= 0x03A9)
		return c + 32;
	if (c >= 0x0410 && c <= 0x042F)
		return c + 32;
	if (c >= 0x0400 && c <= 0x040F)
		return c + 80;
	if (c == 0x2018 || c == 0x2019)
		return '\'';
	return c;
}

static enum char_class classify(uint32_t c)
{
	if (c < 0x80) {
		if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'))
			return CLASS_WORD;
		return CLASS_SPACE;
	}
	if (c == 0xFFFD || (c >= 0x2000 && c <= 0x206F) || c < 0xC0 ||
	    (c >= 0x3000 && c <= 0x3004) || (c >= 0x2190 && c <= 0x27BF) ||
	    (c >= 0xFF00 && c <= 0xFF0F))
		return CLASS_SPACE;
	if ((c >= 0x2E80 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7A3) ||
	    c >= 0x1F000)
		return CLASS_ALONE; /* no spaces between words, or a picture */
	return CLASS_WORD;
}

static void put_utf8(struct word_state *w, uint32_t c)
{
	char *p = w->folded + w->len;

	if (w->len + 4 > sizeof w->folded)
		return;
	if (c < 0x80) {
		p[0] = (char)c;
		w->len += 1;
	} else if (c < 0x800) {
		p[0] = (char)(0xC0 | c >> 6);
		p[1] = (char)(0x80 | (c & 0x3F));
		w->len += 2;
	} else if (c < 0x10000) {
		p[0] = (char)(0xE0 | c >> 12);
		p[1] = (char)(0x80 | (c >> 6 & 0x3F));
		p[2] = (char)(0x80 | (c & 0x3F));
		w->len += 3;
	} else {
		p[0] = (char)(0xF0 | c >> 18);
		p[1] = (char)(0x80 | (c >> 12 & 0x3F));
		p[2] = (char)(0x80 | (c >> 6 & 0x3F));
		p[3] = (char)(0x80 | (c & 0x3F));
		w->len += 4;
	}
}

static void word_add(struct word_state *w, uint32_t c, size_t to)
{
	if (c < 0x80) {
		if (c >= 'a')
			w->latin++;
	} else if (triage_text_skeleton(c) != 0) {
		w->foreign_like++;
	}
	w->fancy += c >= 0x1D400 && c <= 0x1D7FF;
	if (c >= '0' && c <= '9')
		w->digits++;
	else
		w->digits_only = false;
	if (w->len < TRIAGE_WORD_BYTES)
		put_utf8(w, c);
	w->to = to;
}

/* A word of two alphabets becomes the Latin one it imitates. */
static void undisguise(struct word_state *w)
{
	struct str old = {w->folded, w->len};
	char copy[sizeof w->folded];
	size_t pos = 0;

	memcpy(copy, w->folded, w->len);
	old.p = copy;
	w->len = 0;
	while (pos < old.n) {
		uint32_t c = triage_text_next(old, &pos);
		char like = triage_text_skeleton(c);

		put_utf8(w, like ? (uint32_t)like : c);
	}
}

/* Numbers say little by their value and much by their length. */
static void shape_number(struct word_state *w)
{
	w->len = MIN(w->len, (size_t)9);
	memset(w->folded, '0', w->len);
}

static void add_parts(const struct word_state *w, struct triage_word *word)
{
	for (size_t n = PART_LEAST; n <= PREFIX_MOST && n < w->len; n++)
		word->parts[word->n_parts++] = triage_hash(w->folded, n);
	for (size_t n = PART_LEAST; n <= SUFFIX_MOST && n < w->len; n++)
		word->parts[word->n_parts++] =
		    ~triage_hash(w->folded + w->len - n, n);
}

static bool word_end(
    struct word_state *w, struct triage_text *t, struct triage_word *word_r)
{
	bool some = w->len > 0;

	if (some) {
		if (w->fancy > 0 || (w->latin > 0 && w->foreign_like > 0)) {
			undisguise(w);
			t->disguised += w->latin > 0;
		}
		t->fancy += w->fancy;
		if (w->dropped > 0)
			t->invisible += w->dropped;
		if (w->letters >= 4 && w->capitals == w->letters)
			t->shouted++;
		if (w->digits_only)
			shape_number(w);
		else if (w->digits > 0)
			triage_unleet(w->folded, w->len);
		*word_r = (struct triage_word){
		    .hash = triage_hash(w->folded, w->len),
		    .from = (uint32_t)w->from,
		    .bytes = (uint16_t)MIN(w->to - w->from, (size_t)65535),
		};
		if (!w->digits_only)
			add_parts(w, word_r);
	}
	w->len = w->letters = w->capitals = w->latin = w->foreign_like = 0;
	w->dropped = w->fancy = w->digits = 0;
	w->digits_only = true;
	return some;
}

static void mark_end(
    struct triage_text *t, struct triage_word *words, uint32_t c)
{
	if (c == '?')
		t->questions++;
	else if (c == '!')
		t->exclamations++;
	else if (c != '.' && c != ',')
		return;
	if (t->n_words > 0 && words[t->n_words - 1].end == 0)
		words[t->n_words - 1].end = (char)c;
}

void triage_text_read(struct arena *a, struct str text, struct triage_text *t_r)
{
	size_t bytes = utf8_cut(text, TRIAGE_TEXT_BYTES);
	/* A word and what parts it from the next are two bytes or more. */
	size_t room = MIN(bytes / 2 + 1, (size_t)TRIAGE_WORDS);
	struct triage_word *words =
	    ARENA_ARRAY(a, struct triage_word, room + 1);
	struct word_state w = {.digits_only = true};
	struct str s = {text.p, bytes};
	size_t pos = 0;

	*t_r = (struct triage_text){.original = text, .words = words};
	while (pos < s.n && t_r->n_words < room) {
		size_t at = pos;
		uint32_t raw = triage_text_next(s, &pos);
		uint32_t c = triage_text_fold_char(raw);
		enum char_class class = c == 0 ? CLASS_SKIP : classify(c);

		if (class == CLASS_SKIP) {
			w.dropped += w.len > 0 && is_intruder(raw);
			continue;
		}
		/* An apostrophe inside a word: "don't", "l'offre". */
		if (class != CLASS_WORD || w.len == 0) {
			t_r->n_words += word_end(&w, t_r, &words[t_r->n_words]);
			w.from = at;
		}
		if (class == CLASS_WORD || class == CLASS_ALONE) {
			w.letters += raw > '9';
			w.capitals += raw != c && raw > '9';
			word_add(&w, c, pos);
		} else {
			mark_end(t_r, words, c);
		}
		if (class == CLASS_ALONE && t_r->n_words < room)
			t_r->n_words += word_end(&w, t_r, &words[t_r->n_words]);
	}
	if (t_r->n_words < room)
		t_r->n_words += word_end(&w, t_r, &words[t_r->n_words]);
}

size_t triage_text_fold(struct str in, char *out, size_t out_bytes)
{
	struct word_state w = {.digits_only = true};
	size_t pos = 0, len = 0;
	bool gap = false;

	while (pos < in.n) {
		uint32_t c = triage_text_fold_char(triage_text_next(in, &pos));
		char like = triage_text_skeleton(c);

		if (c == 0)
			continue;
		if (classify(c) == CLASS_SPACE) {
			gap = len > 0;
			continue;
		}
		w.len = 0;
		if (gap)
			put_utf8(&w, ' ');
		put_utf8(&w, like ? (uint32_t)like : c);
		gap = false;
		if (len + w.len >= out_bytes)
			break;
		memcpy(out + len, w.folded, w.len);
		len += w.len;
	}
	out[len] = '\0';
	return len;
}
