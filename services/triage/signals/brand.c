/* brand.c - brands, and host names that imitate them. */
#include "common/mail/addr.h"
#include "services/triage/signals/brands.def.h"
#include "services/triage/signals/host.h"
#include "services/triage/signals/text.h"

#define BRAND_WORD 1
#define HOST_PIECES 32 /* of a host that are compared */

static const struct triage_brand brands[] = {
#define X(brand_key, brand_domains, flags)                                     \
	{.key = {brand_key, sizeof brand_key - 1},                             \
	    .domains = brand_domains,                                          \
	    .is_word = ((flags)&BRAND_WORD) != 0},
    BRANDS(X)
#undef X
};

static size_t punycode_decode(struct str in, uint32_t *out, size_t max);
static struct str first_label(struct str registrable);
static bool label_imitates(struct str label, struct str key);

/* ---- punycode, RFC 3492 ---- */

static uint32_t punycode_adapt(uint32_t delta, uint32_t points, bool first)
{
	uint32_t k = 0;

	delta = first ? delta / 700 : delta / 2;
	delta += delta / points;
	for (; delta > 455; k += 36)
		delta /= 35;
	return k + 36 * delta / (delta + 38);
}

/* Without the "xn--". Returns the number of code points, 0 when malformed. */
static size_t punycode_decode(struct str in, uint32_t *out, size_t max)
{
	uint32_t n = 128, bias = 72;
	uint64_t i = 0;
	size_t len = 0, from = 0;

	for (size_t j = in.n; j > 0; j--) {
		if (in.p[j - 1] == '-') {
			from = j;
			break;
		}
	}
	for (size_t j = 0; from > 0 && j < from - 1; j++) {
		if (len == max)
			return 0;
		out[len++] = (unsigned char)in.p[j];
	}
	while (from < in.n) {
		uint64_t old = i, w = 1;

		for (uint32_t k = 36;; k += 36) {
			uint32_t digit, t;
			char c;

			if (from == in.n)
				return 0;
			c = in.p[from++];
			if (c >= 'a' && c <= 'z')
				digit = (uint32_t)(c - 'a');
			else if (c >= '0' && c <= '9')
				digit = (uint32_t)(c - '0') + 26;
			else
				return 0;
			i += digit * w;
			if (i > UINT32_MAX)
				return 0;
			t = k <= bias ? 1 : k >= bias + 26 ? 26 : k - bias;
			if (digit < t)
				break;
			w *= 36 - t;
			if (w > UINT32_MAX)
				return 0;
		}
		if (len == max)
			return 0;
		bias = punycode_adapt(
		    (uint32_t)(i - old), (uint32_t)len + 1, old == 0);
		if (n + i / (len + 1) > 0x10FFFF)
			return 0;
		n += (uint32_t)(i / (len + 1));
		i %= len + 1;
		memmove(out + i + 1, out + i, (len - i) * sizeof *out);
		out[i++] = n;
		len++;
	}
	return len;
}

/* ---- what the eye reads ---- */

struct skeleton {
	char *out;
	size_t n;
	bool changed;
};

static void skeleton_add(struct skeleton *k, uint32_t c)
{
	uint32_t folded = triage_text_fold_char(c);
	char like = triage_text_skeleton(folded);

	if (folded == 0) {
		k->changed = true;
		return;
	}
	if (like == 0)
		like = folded < 0x80 ? (char)folded : '?';
	if (c >= 0x80)
		k->changed = true;
	if (like == '0') {
		like = 'o';
		k->changed = true;
	} else if (like == '1' || like == '|') {
		like = 'l';
		k->changed = true;
	} else if (like == '3') {
		like = 'e';
		k->changed = true;
	} else if (like == '5') {
		like = 's';
		k->changed = true;
	}
	if (k->n + 1 >= TRIAGE_HOST_BYTES)
		return;
	k->out[k->n++] = like;
	if (k->n >= 2 && like == 'n' && k->out[k->n - 2] == 'r') {
		k->n--;
		k->out[k->n - 1] = 'm';
		k->changed = true;
	} else if (k->n >= 2 && like == 'v' && k->out[k->n - 2] == 'v') {
		k->n--;
		k->out[k->n - 1] = 'w';
		k->changed = true;
	}
}

bool triage_host_skeleton(struct str host, char *out)
{
	struct skeleton k = {.out = out};
	struct str rest = host, label;
	bool first = true;

	while (str_split(&rest, '.', &label)) {
		uint32_t points[64];
		size_t n = 0, pos = 0;

		if (!first && k.n + 1 < TRIAGE_HOST_BYTES)
			out[k.n++] = '.';
		first = false;
		if (str_starts(label, "xn--"))
			n = punycode_decode(
			    (struct str){label.p + 4, label.n - 4}, points,
			    ARRAY_LEN(points));
		for (size_t i = 0; i < n; i++)
			skeleton_add(&k, points[i]);
		while (n == 0 && pos < label.n)
			skeleton_add(&k, triage_text_next(label, &pos));
	}
	out[k.n] = '\0';
	return k.changed;
}

bool triage_one_edit_apart(struct str a, struct str b)
{
	size_t i = 0;

	if (a.n > b.n) {
		struct str t = a;

		a = b;
		b = t;
	}
	if (b.n - a.n > 1)
		return false;
	while (i < a.n && a.p[i] == b.p[i])
		i++;
	if (a.n < b.n)
		return memcmp(a.p + i, b.p + i + 1, a.n - i) == 0;
	if (i == a.n)
		return false; /* equal */
	if (memcmp(a.p + i + 1, b.p + i + 1, a.n - i - 1) == 0)
		return true;
	return i + 1 < a.n && a.p[i] == b.p[i + 1] && a.p[i + 1] == b.p[i] &&
	       memcmp(a.p + i + 2, b.p + i + 2, a.n - i - 2) == 0;
}

/* ---- brands ---- */

static struct str first_label(struct str registrable)
{
	struct str label = {NULL, 0};

	(void)str_split(&registrable, '.', &label);
	return label;
}

const struct triage_brand *triage_brands(size_t *n_r)
{
	*n_r = ARRAY_LEN(brands);
	return brands;
}

bool triage_brand_owns(const struct triage_brand *b, struct str host)
{
	struct str reg = mail_domain_registrable(host);
	struct str rest = str_of(b->domains), one;

	while (str_split(&rest, ' ', &one)) {
		if (one.n > 2 && one.p[one.n - 1] == '*') {
			size_t dot = one.n - 1; /* "amazon." */
			size_t tail = reg.n > dot ? reg.n - dot : 0;

			/* .com, .de, .co.uk: but not .shop or .support. */
			if (tail >= 2 && memcmp(reg.p, one.p, dot) == 0 &&
			    (tail == 2 || tail == 3 ||
				memchr(reg.p + dot, '.', tail) != NULL))
				return true;
		} else if (str_eq(reg, one) || str_eq(host, one)) {
			return true;
		} else if (host.n > one.n && one.n > 0 &&
			   memcmp(host.p + host.n - one.n, one.p, one.n) == 0 &&
			   host.p[host.n - one.n - 1] == '.') {
			return true;
		}
	}
	return false;
}

static bool label_imitates(struct str label, struct str key)
{
	size_t n = key.n;

	/* Most are told by their ends. */
	if (label.n == 0 ||
	    (label.p[0] != key.p[0] && label.p[label.n - 1] != key.p[n - 1]))
		return false;
	if (str_eq(label, key))
		return true;
	if (n >= 6 && label.n > n &&
	    (memcmp(label.p, key.p, n) == 0 ||
		memcmp(label.p + label.n - n, key.p, n) == 0))
		return true;
	return n >= 6 && label.n + 1 >= n && label.n <= n + 1 &&
	       label.p[0] == key.p[0] && triage_one_edit_apart(label, key);
}

/* The labels of a host, and what hyphens part in them. */
static size_t host_pieces(struct str host, struct str pieces[HOST_PIECES])
{
	struct str label, piece;
	size_t n = 0;

	while (n < HOST_PIECES && str_split(&host, '.', &label)) {
		pieces[n++] = label;
		if (label.n == 0 || memchr(label.p, '-', label.n) == NULL)
			continue;
		while (n < HOST_PIECES && str_split(&label, '-', &piece))
			pieces[n++] = piece;
	}
	return n;
}

const struct triage_brand *triage_brand_of_host(
    const struct triage_domains *d, struct str host)
{
	char eye[TRIAGE_HOST_BYTES];
	struct str pieces[HOST_PIECES];
	size_t n;
	bool changed = triage_host_skeleton(host, eye);
	struct str reg = mail_domain_registrable(str_of(eye));

	if (triage_brand_owner(d, host) != NULL)
		return NULL;
	n = host_pieces(str_of(eye), pieces);
	for (size_t i = 0; i < ARRAY_LEN(brands); i++) {
		const struct triage_brand *b = &brands[i];

		if (b->is_word &&
		    !(changed && str_eq(first_label(reg), b->key)))
			continue;
		for (size_t p = 0; p < n; p++) {
			if (label_imitates(pieces[p], b->key))
				return b;
		}
	}
	return NULL;
}

/* Whole words of name, joined, from any word on: "Bank of America Alerts"
 * begins with bankofamerica. */
static bool name_claims(struct str folded, const struct triage_brand *b)
{
	size_t n = b->key.n;

	/* An everyday word counts at the start only. */
	for (size_t from = 0;
	     from < (b->is_word ? MIN(folded.n, (size_t)1) : folded.n);
	     from++) {
		size_t i = from, k = 0;

		if ((from > 0 && folded.p[from - 1] != ' ') ||
		    folded.p[from] != b->key.p[0])
			continue;
		while (i < folded.n && k < n) {
			if (folded.p[i] == b->key.p[k])
				k++;
			else if (folded.p[i] != ' ')
				break;
			i++;
		}
		if (k == n && (i == folded.n || folded.p[i] == ' '))
			return true;
	}
	return false;
}

/* What the eye takes for the same. */
static char confuse(char c)
{
	return c == 'i' || c == '1' || c == '|' ? 'l' : c == '0' ? 'o' : c;
}

/* A capital I, a nought or a one inside a word, or an l before capitals. */
static bool may_disguise(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i], next = i + 1 < s.n ? s.p[i + 1] : ' ';
		bool letter = (next | 32) >= 'a' && (next | 32) <= 'z';

		if ((c == '0' || c == '1' || c == '|') && letter)
			return true;
		if (c == 'l' && next >= 'A' && next <= 'Z')
			return true;
		if (c == 'I' &&
		    ((next >= 'a' && next <= 'z') ||
			(i > 0 && s.p[i - 1] >= 'a' && s.p[i - 1] <= 'z')))
			return true;
	}
	return false;
}

const struct triage_brand *triage_brand_of_disguise(struct str name)
{
	char folded[160], key[64];
	struct str s = {folded, 0};

	name.n = MIN(name.n, (size_t)120);
	if (!may_disguise(name))
		return NULL;
	s.n = triage_text_fold(name, folded, sizeof folded);
	for (size_t i = 0; i < s.n; i++)
		folded[i] = confuse(folded[i]);
	for (size_t i = 0; i < ARRAY_LEN(brands); i++) {
		struct triage_brand b = brands[i];

		if (!str_copy(key, sizeof key, b.key))
			continue;
		for (size_t j = 0; j < b.key.n; j++)
			key[j] = confuse(key[j]);
		b.key.p = key;
		if (name_claims(s, &b))
			return triage_brand_of_name(name) == NULL ? &brands[i]
								  : NULL;
	}
	return NULL;
}

const struct triage_brand *triage_brand_of_name(struct str name)
{
	char folded[160];
	struct str s;

	s.n = triage_text_fold((struct str){name.p, MIN(name.n, (size_t)120)},
	    folded, sizeof folded);
	s.p = folded;
	for (size_t i = 0; i < ARRAY_LEN(brands); i++) {
		if (name_claims(s, &brands[i]))
			return &brands[i];
	}
	return NULL;
}
