/* pii.c - the one pass over a text. */
#include "common/pii/pii_part.h"

static const char *const names[PII_KINDS] = {
    [PII_EMAIL] = "email",
    [PII_PHONE] = "phone",
    [PII_SSN] = "ssn",
    [PII_CARD] = "card",
    [PII_IBAN] = "iban",
    [PII_IP] = "ip",
    [PII_API_KEY] = "key",
};

#define NUMBERS (PII_BIT(PII_PHONE) | PII_BIT(PII_SSN) | PII_BIT(PII_CARD))

const char *pii_kind_name(enum pii_kind k)
{
	return names[k];
}

static unsigned kind_bit(struct str word)
{
	for (size_t k = 0; k < PII_KINDS; k++) {
		if (str_ieqs(word, names[k]))
			return PII_BIT(k);
	}
	return 0;
}

int pii_kinds_parse(const char *list, unsigned *kinds_r)
{
	struct str rest = str_of(list), part;
	unsigned kinds = 0;

	if (str_ieqs(rest, "all") || str_ieqs(rest, "none")) {
		*kinds_r = str_ieqs(rest, "all") ? PII_ALL : 0;
		return 0;
	}
	while (str_split(&rest, ',', &part)) {
		unsigned bit = kind_bit(str_trim(part));

		if (bit == 0)
			return -1;
		kinds |= bit;
	}
	*kinds_r = kinds;
	return kinds != 0 ? 0 : -1;
}

/* ---- the pass ---- */

void pii_scan_init(struct pii_scan *s, struct str text, unsigned kinds)
{
	*s = (struct pii_scan){.text = text, .kinds = kinds};
}

/* What may begin at i besides a letter or a digit: "+49", "(555)", "::1",
 * "-----BEGIN". */
static bool is_opener(struct str s, size_t i)
{
	char c = s.p[i];

	if (c == '+' || c == '(')
		return true;
	if (c == ':')
		return pii_at(s, i + 1) == ':';
	return c == '-' && pii_at(s, i + 1) == '-' && pii_at(s, i + 4) == '-';
}

static bool found(
    struct pii_span *r, enum pii_kind kind, size_t from, size_t to)
{
	if (to <= from)
		return false;
	*r = (struct pii_span){kind, from, to};
	return true;
}

/* What begins at byte i, where a word or an opener begins. */
static bool begins(const struct pii_scan *s, size_t i, struct pii_span *r)
{
	struct str t = s->text;
	char c = t.p[i];
	enum pii_kind kind;
	size_t to;

	if ((s->kinds & PII_BIT(PII_API_KEY)) != 0 &&
	    found(r, PII_API_KEY, i, pii_key_at(t, i)))
		return true;
	if ((s->kinds & PII_BIT(PII_IBAN)) != 0 && !pii_is_digit(c) &&
	    found(r, PII_IBAN, i, pii_iban_at(t, i)))
		return true;
	if ((s->kinds & PII_BIT(PII_IP)) != 0) {
		if (pii_is_digit(c) && found(r, PII_IP, i, pii_ip4_at(t, i)))
			return true;
		if ((pii_is_hex(c) || c == ':') &&
		    found(r, PII_IP, i, pii_ip6_at(t, i)))
			return true;
	}
	if ((s->kinds & NUMBERS) == 0 ||
	    !(pii_is_digit(c) || c == '+' || c == '('))
		return false;
	to = pii_number_at(t, i, s->kinds, &kind);
	return to != 0 && found(r, kind, i, to);
}

static bool is_at_sign(struct str t, size_t i)
{
	return t.p[i] == '@' || (t.p[i] == '%' && pii_at(t, i + 1) == '4' &&
				    pii_at(t, i + 2) == '0');
}

/* Goes on behind what was found, so that nothing is looked at twice. */
static bool take(struct pii_scan *s, const struct pii_span *r)
{
	s->at = s->floor = r->to;
	return true;
}

bool pii_scan_next(struct pii_scan *s, struct pii_span *r)
{
	struct str t = s->text;

	while (s->at < t.n) {
		size_t i = s->at;
		bool first = i == s->floor || !pii_is_word(t.p[i - 1]);

		if (pii_is_word(t.p[i])) {
			if (first && begins(s, i, r))
				return take(s, r);
			while (s->at < t.n && pii_is_word(t.p[s->at]))
				s->at++;
			continue;
		}
		if ((s->kinds & PII_BIT(PII_EMAIL)) != 0 && is_at_sign(t, i) &&
		    pii_email_around(t, i, s->floor, &r->from, &r->to)) {
			r->kind = PII_EMAIL;
			return take(s, r);
		}
		if (first && is_opener(t, i) && begins(s, i, r))
			return take(s, r);
		s->at++;
	}
	return false;
}

bool pii_said_before(
    struct str s, size_t i, size_t within, const char *const *words, size_t n)
{
	size_t from = i > within ? i - within : 0;

	for (size_t at = i; at > from; at--) {
		if (s.p[at - 1] == '\n') {
			from = at;
			break;
		}
	}
	for (size_t at = from; at < i; at++) {
		struct str rest = {s.p + at, i - at};
		char c = s.p[at];

		/* all of the words begin with a letter of ASCII */
		if (!(pii_is_lower(c) || pii_is_upper(c)) ||
		    (at > 0 && pii_is_word(s.p[at - 1])))
			continue;
		c = pii_is_upper(c) ? (char)(c - 'A' + 'a') : c;
		for (size_t w = 0; w < n; w++) {
			if (words[w][0] == c && str_istarts(rest, words[w]) &&
			    !pii_is_word(pii_at(s, at + strlen(words[w]))))
				return true;
		}
	}
	return false;
}

/* ---- logs ---- */

/* As much as fits before a NUL. */
static size_t put(char *out, size_t at, size_t bytes, struct str s)
{
	size_t n = MIN(s.n, bytes - 1 - at);

	memcpy(out + at, s.p, n);
	return at + n;
}

void pii_redact(const char *in, char *out, size_t out_bytes)
{
	struct str text = str_of(in);
	struct pii_scan s;
	struct pii_span r;
	size_t done = 0, n = 0;

	/* The rest would not fit; what begins before the end is seen whole. */
	text.n = MIN(text.n, out_bytes + PII_LOOK_MAX);
	pii_scan_init(&s, text, PII_ALL & ~PII_BIT(PII_IP));
	while (pii_scan_next(&s, &r)) {
		n = put(
		    out, n, out_bytes, (struct str){in + done, r.from - done});
		n = put(out, n, out_bytes, STR("["));
		n = put(out, n, out_bytes, str_of(names[r.kind]));
		n = put(out, n, out_bytes, STR("]"));
		done = r.to;
	}
	n = put(out, n, out_bytes, (struct str){in + done, text.n - done});
	out[n] = '\0';
}
