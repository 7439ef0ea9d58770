/* normal.c - undoes disguises, word by word. */
#include "services/triage/spam/normal.h"
#include "services/triage/signals/leet.h"
#include "services/triage/signals/text.h"

#define SPACED_LEAST 4 /* letters set apart that make a word */

static const struct {
	uint32_t code;
	char like;
} confusables[] = {
#define C(code, like) {code, like},
#include "services/triage/spam/confusables.def.h"
#undef C
};

/* One word while it is read: what stands in the text and what it may mean. */
struct word {
	char v[TRIAGE_NORMAL_WORD_BYTES + 8];
	char raw[TRIAGE_NORMAL_WORD_BYTES * 4 + 16]; /* as written, folded */
	size_t n, n_raw;
	unsigned ascii, likes, others; /* letters of each kind */
	unsigned signs;                /* that may stand for letters */
	unsigned dropped;
};

struct out {
	char *p;
	size_t n, max;
	/* The run of single letters at the end of the text. */
	size_t run_from, run_letters;
	char run_gap;
	struct triage_normal *normal;
};

/* ASCII letters and digits in another dress, or c. */
static uint32_t undress(uint32_t c)
{
	if (c >= 0x1D400 && c < 0x1D6A4)
		return 'a' + (c - 0x1D400) % 26;
	if (c >= 0x1D7CE && c < 0x1D800)
		return '0' + (c - 0x1D7CE) % 10;
	if (c >= 0xFF21 && c <= 0xFF3A)
		return 'a' + (c - 0xFF21);
	if (c >= 0xFF41 && c <= 0xFF5A)
		return 'a' + (c - 0xFF41);
	if (c >= 0xFF10 && c <= 0xFF19)
		return '0' + (c - 0xFF10);
	if (c >= 0x24B6 && c <= 0x24E9)
		return 'a' + (c - 0x24B6) % 26;
	return c;
}

static char confusable(uint32_t c)
{
	size_t from = 0, to = ARRAY_LEN(confusables);

	while (from < to) {
		size_t mid = from + (to - from) / 2;

		if (confusables[mid].code == c)
			return confusables[mid].like;
		if (confusables[mid].code < c)
			from = mid + 1;
		else
			to = mid;
	}
	return 0;
}

static bool is_letter(char c)
{
	return c >= 'a' && c <= 'z';
}

static size_t put_code(char *p, uint32_t c)
{
	if (c < 0x80) {
		p[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		p[0] = (char)(0xC0 | c >> 6);
		p[1] = (char)(0x80 | (c & 0x3F));
		return 2;
	}
	if (c < 0x10000) {
		p[0] = (char)(0xE0 | c >> 12);
		p[1] = (char)(0x80 | (c >> 6 & 0x3F));
		p[2] = (char)(0x80 | (c & 0x3F));
		return 3;
	}
	p[0] = (char)(0xF0 | c >> 18);
	p[1] = (char)(0x80 | (c >> 12 & 0x3F));
	p[2] = (char)(0x80 | (c >> 6 & 0x3F));
	p[3] = (char)(0x80 | (c & 0x3F));
	return 4;
}

static void put(struct out *o, const char *p, size_t n)
{
	n = MIN(n, o->max - o->n);
	memcpy(o->p + o->n, p, n);
	o->n += n;
}

static void put_squeezed(struct out *o, const char *p, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (i >= 2 && is_letter(p[i]) && p[i] == p[i - 1] &&
		    p[i] == p[i - 2])
			continue;
		put(o, p + i, 1);
	}
}

/* Letters set apart become a word when enough of them follow another with the
 * same gap. */
static void run_end(struct out *o)
{
	if (o->run_letters >= SPACED_LEAST) {
		size_t n = o->run_from;

		for (size_t i = o->run_from; i < o->n; i++) {
			if (is_letter(o->p[i]))
				o->p[n++] = o->p[i];
		}
		o->n = n;
		put(o, " ", 1);
		o->normal->spaced++;
	}
	o->run_letters = 0;
	o->run_gap = 0;
}

static void run_add(struct out *o, bool single)
{
	if (!single) {
		run_end(o);
		return;
	}
	if (o->run_letters == 0)
		o->run_from = o->n;
	o->run_letters++;
}

static void word_end(struct word *w, struct out *o)
{
	bool mixed =
	    w->likes > 0 && w->others == 0 && (w->ascii > 0 || w->likes >= 2);

	if (w->n_raw == 0)
		return;
	if (w->likes > 0 && w->ascii > 0)
		o->normal->confused++;
	o->normal->invisible += w->dropped;
	run_add(o, w->n == 1 && is_letter(w->v[0]) && w->others == 0);
	/* Whole words of another alphabet are words of it. */
	if (w->others == 0 && (w->likes == 0 || (mixed && w->ascii > 0))) {
		if (w->signs > 0 && w->ascii + w->likes >= 2)
			o->normal->leet += triage_unleet(w->v, w->n);
		put_squeezed(o, w->v, w->n);
	} else {
		put(o, w->raw, w->n_raw);
	}
	w->n = w->n_raw = 0;
	w->ascii = w->likes = w->others = w->signs = w->dropped = 0;
}

static void word_add(struct word *w, struct out *o, uint32_t c)
{
	char like = c < 0x80 ? 0 : confusable(c);

	if (w->n >= TRIAGE_NORMAL_WORD_BYTES)
		word_end(w, o);
	w->n_raw += put_code(w->raw + w->n_raw, c);
	if (c < 0x80) {
		w->ascii += is_letter((char)c);
		w->signs += triage_leet((char)c) != 0;
		w->v[w->n++] = (char)c;
	} else if (like != 0) {
		w->likes++;
		w->v[w->n++] = like;
	} else {
		w->others++;
		w->v[w->n++] = '?';
	}
}

static void gap_add(struct out *o, char c, size_t repeated)
{
	if (o->run_letters > 0) {
		if (o->run_gap == 0)
			o->run_gap = c;
		if (c != o->run_gap || repeated > 1)
			run_end(o);
	}
	if (repeated <= (c == ' ' ? 1u : 3u))
		put(o, &c, 1);
}

static bool is_wordly(uint32_t c)
{
	if (c >= 0x80)
		return c != 0xFFFD && c != 0xA0 &&
		       !(c >= 0x2000 && c <= 0x206F) && c != 0x3000;
	return is_letter((char)c) || (c >= '0' && c <= '9') || c == '$';
}

/* "@" stands for a letter, unless a domain follows. */
static bool is_at_letter(struct str in, size_t pos)
{
	size_t end = pos;

	while (end < in.n && in.p[end] > ' ' && in.p[end] != '.')
		end++;
	return end > pos &&
	       (end + 1 >= in.n || in.p[end] != '.' || in.p[end + 1] <= ' ');
}

/* A sign that belongs to a word only when letters stand on both sides. */
static bool joins(struct str in, size_t pos, uint32_t c, const struct word *w)
{
	if (c == '@')
		return is_at_letter(in, pos);
	return (c == '!' || c == '|' || c == '+') && w->n > 0 && pos < in.n &&
	       is_letter((char)(in.p[pos] | 32)) && w->ascii > 0;
}

void triage_normal_read(
    struct arena *a, struct str in, size_t max_bytes, struct triage_normal *n_r)
{
	struct str s = {in.p, utf8_cut(in, max_bytes)};
	struct word w = {.n = 0};
	struct out o = {
	    .p = arena_alloc(a, s.n + 1), .max = s.n, .normal = n_r};
	uint32_t last = 0;
	size_t pos = 0, repeated = 0;

	memset(n_r, 0, sizeof *n_r);
	while (pos < s.n) {
		uint32_t c =
		    undress(triage_text_fold_char(triage_text_next(s, &pos)));

		if (c == 0) {
			w.dropped += w.n > 0;
			continue;
		}
		if (is_wordly(c) || joins(s, pos, c, &w)) {
			word_add(&w, &o, c);
			last = 0;
			continue;
		}
		word_end(&w, &o);
		if (c <= ' ' || c >= 0x80)
			c = ' ';
		repeated = c == last ? repeated + 1 : 1;
		last = c;
		gap_add(&o, (char)c, repeated);
	}
	word_end(&w, &o);
	run_end(&o);
	n_r->text = (struct str){o.p, o.n};
}
