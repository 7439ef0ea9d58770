/* feature_set.c - hashes of texts, values and marks, each once. */
#include "services/triage/spam/feature_set.h"
#include "common/mail/addr.h"

#define BITS_LEAST 10
#define SHAPE_MAX 128

static uint32_t mix(uint32_t h)
{
	h *= 0x9E3779B1u;
	h = (h ^ (h >> 15)) * 0x85EBCA77u;
	return h ^ (h >> 13);
}

static uint32_t salt_of(enum spam_field f)
{
	return mix((uint32_t)f + 0x51ED270Bu);
}

void feature_set_init(struct feature_set *s, struct arena *a, size_t max)
{
	unsigned bits = BITS_LEAST;

	while ((size_t)1 << bits < 2 * max)
		bits++;
	*s = (struct feature_set){.arena = a,
	    .bits = bits,
	    .max = max,
	    .seen = ARENA_ARRAY(a, uint32_t, (size_t)1 << bits),
	    .v = ARENA_ARRAY(a, uint32_t, max),
	    .role = ARENA_ARRAY(a, uint8_t, max)};
}

static void add(struct feature_set *s, uint32_t h, uint8_t role)
{
	uint32_t slot = h >> (32 - s->bits), mask = (1u << s->bits) - 1;

	h |= h == 0;
	if (s->n == s->max)
		return;
	for (; s->seen[slot] != 0; slot = (slot + 1) & mask) {
		if (s->seen[slot] == h)
			return;
	}
	s->seen[slot] = h;
	s->role[s->n] = role;
	s->v[s->n++] = h;
}

void feature_add_grams(struct feature_set *s, struct str text,
    enum spam_field f, unsigned gram, uint8_t role)
{
	uint32_t salt = salt_of(f), window = 0, before = 0;

	for (size_t i = 0; i < text.n; i++) {
		uint32_t fifth = gram > 4 ? mix(before) : 0;

		before = window >> 24;
		window = window << 8 | (unsigned char)text.p[i];
		if (i + 1 >= gram)
			add(s, mix(window ^ salt ^ fifth) ^ salt, role);
	}
}

static bool in_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
	       (unsigned char)c >= 0x80 || c == '$' || c == '\'' || c == '-' ||
	       c == '%';
}

void feature_add_words(struct feature_set *s, struct str text,
    enum spam_field f, uint8_t word_role, uint8_t pair_role)
{
	uint32_t salt = salt_of(f), before = 0, last = 0;
	size_t i = 0;

	for (size_t n = 0; n < TRIAGE_SPAM_WORDS; n++) {
		uint32_t h = 2166136261u ^ salt;
		size_t from;

		while (i < text.n && !in_word(text.p[i]))
			i++;
		for (from = i; i < text.n && in_word(text.p[i]); i++)
			h = (h ^ (unsigned char)text.p[i]) * 16777619u;
		if (i == from)
			return;
		h = mix(h);
		add(s, mix(h ^ 0x2545F491u), word_role);
		if (n > 0)
			add(s, mix(h + last * 31), pair_role);
		if (n > 1)
			add(s, mix(h + before * 37), pair_role);
		before = last;
		last = h;
	}
}

void feature_add_whole(struct feature_set *s, struct str value,
    enum spam_field f, uint32_t as, uint8_t role)
{
	uint32_t h = 2166136261u ^ salt_of(f) ^ mix(as);

	if (value.n == 0)
		return;
	value.n = MIN(value.n, (size_t)TRIAGE_SPAM_HEADER_BYTES);
	for (size_t i = 0; i < value.n; i++) {
		char c = value.p[i];

		h = (h ^ (unsigned char)(c >= 'A' && c <= 'Z' ? c + 32 : c)) *
		    16777619u;
	}
	add(s, mix(h), role);
}

void feature_add_domain(
    struct feature_set *s, struct str domain, enum spam_field f, uint8_t role)
{
	domain.n = MIN(domain.n, (size_t)TRIAGE_SPAM_HEADER_BYTES);
	feature_add_whole(s, domain, f, 1, role);
	feature_add_whole(s, mail_domain_registrable(domain), f, 2, role);
	feature_add_whole(s, feature_after(domain, '.'), f, 3, role);
}

void feature_add_mark(
    struct feature_set *s, const char *name, uint32_t level, uint8_t role)
{
	feature_add_whole(s, str_of(name), FIELD_MARK, level + 1, role);
}

static char kind_of(char c)
{
	return (char)(c >= '0' && c <= '9'   ? '9'
		      : c >= 'a' && c <= 'z' ? 'a'
		      : c >= 'A' && c <= 'Z' ? 'A'
					     : c);
}

void feature_add_shape(struct feature_set *s, struct str value,
    enum spam_field f, bool exact, uint8_t role)
{
	char shape[SHAPE_MAX];
	size_t n = 0, end;

	for (size_t i = 0; i < value.n && n + 2 < SHAPE_MAX; i = end) {
		char kind = kind_of(value.p[i]);

		for (end = i; end < value.n && kind_of(value.p[end]) == kind;)
			end++;
		/* Capitals are told apart from the fold of add_whole. */
		shape[n++] = kind == 'A' ? '^' : kind;
		if (exact)
			shape[n++] = (char)('!' + MIN(end - i, (size_t)30));
	}
	feature_add_whole(s, (struct str){shape, n}, f, exact ? 9 : 8, role);
}

struct str feature_after(struct str s, char c)
{
	for (size_t i = s.n; i > 0; i--) {
		if (s.p[i - 1] == c)
			return (struct str){s.p + i, s.n - i};
	}
	return (struct str){"", 0};
}

uint32_t feature_level(size_t n)
{
	uint32_t l = 0;

	for (; n > 0 && l < 8; n >>= 1)
		l++;
	return l;
}
