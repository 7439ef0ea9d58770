/* tokens.c - a text walked through: words, punctuation, special tokens. */
#include "services/embed/model/words.h"

struct walk {
	const struct vocab *vocab;
	uint16_t *ids;
	size_t n, max; /* room is left for the end */
	char word[4 * WORD_CHARS_MAX];
	size_t bytes, chars;
};

static void end_word(struct walk *w)
{
	if (w->chars > WORD_CHARS_MAX) {
		if (w->n < w->max)
			w->ids[w->n++] = (uint16_t)w->vocab->unknown;
	} else if (w->chars > 0) {
		w->n += word_pieces(w->vocab, (struct str){w->word, w->bytes},
		    w->ids + w->n, w->max - w->n);
	}
	w->bytes = w->chars = 0;
}

static void add_char(struct walk *w, uint32_t c)
{
	char *p = w->word + w->bytes;

	if (w->chars++ >= WORD_CHARS_MAX) {
		w->chars = WORD_CHARS_MAX + 1;
		return;
	}
	if (c < 0x80) {
		*p++ = (char)c;
	} else if (c < 0x800) {
		*p++ = (char)(0xc0 | c >> 6);
		*p++ = (char)(0x80 | (c & 63));
	} else if (c < 0x10000) {
		*p++ = (char)(0xe0 | c >> 12);
		*p++ = (char)(0x80 | (c >> 6 & 63));
		*p++ = (char)(0x80 | (c & 63));
	} else {
		*p++ = (char)(0xf0 | c >> 18);
		*p++ = (char)(0x80 | (c >> 12 & 63));
		*p++ = (char)(0x80 | (c >> 6 & 63));
		*p++ = (char)(0x80 | (c & 63));
	}
	w->bytes = (size_t)(p - w->word);
}

static void take(struct walk *w, uint32_t c)
{
	if (c == ' ') {
		end_word(w);
	} else if (normal_is_punctuation(c)) {
		end_word(w);
		add_char(w, c);
		end_word(w);
	} else {
		add_char(w, c);
	}
}

/* The code point at the head of a valid sequence of n bytes. */
static uint32_t decode(const char *p, size_t n)
{
	const uint8_t *b = (const uint8_t *)p;
	uint32_t c = n == 1 ? b[0] : b[0] & (0xffu >> (n + 1));

	for (size_t i = 1; i < n; i++)
		c = c << 6 | (b[i] & 63u);
	return c;
}

/* A special token written out in the text is that token, as the reference has
 * it: its bytes, or 0. */
static size_t special(const struct walk *w, struct str rest, uint16_t *id_r)
{
	const struct {
		const char *text;
		uint32_t id;
	} all[] = {
	    {"[PAD]", w->vocab->pad},
	    {"[UNK]", w->vocab->unknown},
	    {"[CLS]", w->vocab->begin},
	    {"[SEP]", w->vocab->end},
	    {"[MASK]", w->vocab->mask},
	};

	for (size_t i = 0; i < ARRAY_LEN(all); i++)
		if (str_starts(rest, all[i].text)) {
			*id_r = (uint16_t)all[i].id;
			return strlen(all[i].text);
		}
	return 0;
}

/* Takes what the rest begins with; its bytes. */
static size_t step(struct walk *w, struct str rest)
{
	uint32_t codes[CODES_MAX];
	size_t bytes, n;
	uint16_t id;

	if (rest.p[0] == '[' && (bytes = special(w, rest, &id)) > 0) {
		end_word(w);
		if (w->n < w->max)
			w->ids[w->n++] = id;
		return bytes;
	}
	bytes = utf8_len(rest);
	if (bytes == 0)
		return 1; /* NUL, or no UTF-8: nothing */
	n = normal_codes(decode(rest.p, bytes), codes);
	for (size_t i = 0; i < n; i++)
		take(w, codes[i]);
	return bytes;
}

size_t text_tokens(
    const struct vocab *v, struct str text, size_t max_tokens, uint16_t *ids_r)
{
	struct walk w = {.vocab = v, .ids = ids_r, .max = max_tokens - 1};

	ids_r[w.n++] = (uint16_t)v->begin;
	for (size_t at = 0; at < text.n && w.n < w.max;)
		at += step(&w, (struct str){text.p + at, text.n - at});
	end_word(&w);
	ids_r[w.n++] = (uint16_t)v->end;
	return w.n;
}
