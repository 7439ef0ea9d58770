/* pii_number.c - numbers in groups of digits: cards, SSNs, telephones. */
#include "common/pii/pii_part.h"

#define DIGITS_MAX 20
#define GROUPS_MAX 9
#define WORD_BYTES 24 /* how far before a number its name may stand */

/* Whether a word such as "tel" stands before it: asked once, when needed. */
enum said { SAID_UNKNOWN, SAID_NO, SAID_YES };

struct number {
	struct str text;
	size_t at;
	enum said ssn, phone;
};

struct digits {
	char v[DIGITS_MAX];
	size_t n;
	bool plus, bracket; /* begins with "+"; with "(" */
	size_t n_groups;
	struct {
		size_t n;  /* digits of it */
		size_t to; /* where it ends in the text */
		char sep;  /* before it: a space for any white one; '\0' */
	} group[GROUPS_MAX];
};

/* ---- reading ---- */

/* What may stand between two groups: one of " -./" and their like in Unicode,
 * ") ", " (" or " - ". Returns its bytes, 0 for none. */
static size_t separator(struct str s, size_t i, char *sep_r)
{
	char c = pii_at(s, i), next = pii_at(s, i + 1);
	char third = pii_at(s, i + 2);
	size_t n = 1;

	*sep_r = c;
	switch (c) {
	case ')':
		n += next == ' ' || next == '-';
		n += n == 2 && next == ' ' && third == '-';
		break;
	case ' ':
		if (next == '(')
			n = 2;
		else if ((next == '-' || next == '/') && third == ' ')
			*sep_r = next, n = 3;
		break;
	case '(':
		*sep_r = ' ';
		break;
	case '-':
	case '.':
	case '/':
		break;
	case '\xc2': /* a no-break space */
		*sep_r = ' ';
		n = next == '\xa0' ? 2 : 0;
		break;
	case '\xe2': /* a narrow one; three hyphens */
		*sep_r = next == '\x80' && third == '\xaf' ? ' ' : '-';
		n = next == '\x80' && third != '\0' &&
			    strchr("\xaf\x90\x91\x93", third) != NULL
			? 3
			: 0;
		break;
	default:
		return 0;
	}
	return n > 0 && pii_is_digit(pii_at(s, i + n)) ? n : 0;
}

/* False when there is too much of it for any number. */
static bool read_digits(struct str s, size_t i, struct digits *d)
{
	char sep = '\0';

	*d = (struct digits){0};
	d->plus = pii_at(s, i) == '+';
	i += d->plus;
	d->bracket = pii_at(s, i) == '(';
	i += d->bracket;
	if (!pii_is_digit(pii_at(s, i)))
		return false;
	for (;;) {
		size_t from = d->n, gap;

		while (pii_is_digit(pii_at(s, i))) {
			if (d->n == DIGITS_MAX)
				return d->n_groups > 0;
			d->v[d->n++] = s.p[i++];
		}
		d->group[d->n_groups].n = d->n - from;
		d->group[d->n_groups].to = i;
		d->group[d->n_groups++].sep = sep;
		gap = separator(s, i, &sep);
		if (gap == 0 || d->n_groups == GROUPS_MAX)
			return true;
		i += gap;
	}
}

/* The groups have these lengths, as "334". */
static bool shape(const struct digits *d, const char *lengths)
{
	for (size_t g = 0; g < d->n_groups; g++) {
		if ((size_t)(lengths[g] - '0') != d->group[g].n)
			return false; /* also at the NUL */
	}
	return lengths[d->n_groups] == '\0';
}

static bool one_separator(const struct digits *d, const char *which)
{
	for (size_t g = 1; g < d->n_groups; g++) {
		if (d->group[g].sep != d->group[1].sep)
			return false;
	}
	return d->n_groups == 1 || strchr(which, d->group[1].sep) != NULL;
}

static unsigned value_of(const char *v, size_t n)
{
	unsigned r = 0;

	for (size_t i = 0; i < n; i++)
		r = r * 10 + (unsigned)(v[i] - '0');
	return r;
}

/* ---- cards ---- */

static bool luhn(const struct digits *d)
{
	unsigned sum = 0;

	for (size_t i = 0; i < d->n; i++) {
		unsigned v = (unsigned)(d->v[d->n - 1 - i] - '0');

		v = i % 2 == 1 ? 2 * v : v;
		sum += v > 9 ? v - 9 : v;
	}
	return sum % 10 == 0;
}

/* First six digits and the lengths that are given out for them. */
static bool issuer(const struct digits *d)
{
	static const struct {
		unsigned from, to;
		size_t min, max;
	} v[] = {
	    {400000, 499999, 13, 19}, /* Visa */
	    {510000, 559999, 16, 16}, /* Mastercard */
	    {222100, 272099, 16, 16},
	    {340000, 349999, 15, 15}, /* American Express */
	    {370000, 379999, 15, 15}, {601100, 601199, 16, 19}, /* Discover */
	    {644000, 659999, 16, 19}, {300000, 305999, 14, 19}, /* Diners */
	    {360000, 369999, 14, 19}, {380000, 399999, 14, 19},
	    {352800, 358999, 16, 19}, /* JCB */
	    {620000, 629999, 16, 19}, /* UnionPay */
	    {500000, 509999, 12, 19}, /* Maestro and national ones */
	    {560000, 589999, 12, 19}, {600000, 699999, 16, 16},
	    {220000, 220499, 16, 19}, /* Mir */
	};
	unsigned six = value_of(d->v, 6);

	for (size_t i = 0; i < ARRAY_LEN(v); i++) {
		if (six >= v[i].from && six <= v[i].to && d->n >= v[i].min &&
		    d->n <= v[i].max)
			return d->n != 14 || d->v[0] == '3';
	}
	return false;
}

static bool is_card(const struct digits *d)
{
	if (d->plus || d->bracket || d->n < 12 || d->n > 19 ||
	    !one_separator(d, " -"))
		return false;
	if (!(d->n_groups == 1 || shape(d, "4444") || shape(d, "465") ||
		shape(d, "464") || shape(d, "44443") || shape(d, "4443") ||
		shape(d, "444")))
		return false;
	return issuer(d) && luhn(d);
}

/* ---- SSN ---- */

static const char *const ssn_words[] = {
    "ssn", "social security", "soc sec", "itin", "tax id", "taxpayer"};

static bool said(struct number *n, enum said *answer, const char *const *words,
    size_t n_words)
{
	if (*answer == SAID_UNKNOWN)
		*answer =
		    pii_said_before(n->text, n->at, WORD_BYTES, words, n_words)
			? SAID_YES
			: SAID_NO;
	return *answer == SAID_YES;
}

static bool is_ssn(const struct digits *d, struct number *n)
{
	unsigned area, group, serial;

	if (d->plus || d->bracket || d->n != 9 || !one_separator(d, " -."))
		return false;
	area = value_of(d->v, 3);
	group = value_of(d->v + 3, 2);
	serial = value_of(d->v + 5, 4);
	if (area == 0 || area == 666 || group == 0 || serial == 0)
		return false;
	if (shape(d, "324") && d->group[1].sep == '-' && area < 900)
		return true;
	/* Others are so written too; from 900 on it is an ITIN. */
	return (d->n_groups == 1 || shape(d, "324")) &&
	       said(n, &n->ssn, ssn_words, ARRAY_LEN(ssn_words));
}

/* ---- telephones ---- */

static const char *const phone_words[] = {"tel", "telephone", "phone", "ph",
    "call", "calling", "ring", "mobile", "mob", "cell", "cellphone", "fax",
    "whatsapp", "sms", "text", "dial", "telefon", "tel\303\251fono",
    "tel\xc3\xa9phone", "telefone", "telefono", "handy", "mobil", "rufnummer",
    "portable", "m\xc3\xb3vil", "tlf", "tfno", "celular", "cellulare",
    "hotline"};

/* A day, which could lead into what is no part of it. */
static bool is_date(const struct digits *d)
{
	unsigned a, b;

	if (d->plus || d->bracket || d->n_groups < 3 ||
	    d->group[1].sep != d->group[2].sep ||
	    strchr("-./", d->group[1].sep) == NULL ||
	    (d->n_groups > 3 && d->group[3].sep == d->group[2].sep))
		return false;
	if (d->group[0].n == 4)
		return d->group[1].n <= 2 && d->group[2].n <= 2;
	if (d->group[0].n > 2 || d->group[1].n > 2 ||
	    (d->group[2].n != 2 && d->group[2].n != 4))
		return false;
	a = value_of(d->v, d->group[0].n);
	b = value_of(d->v + d->group[0].n, d->group[1].n);
	return a <= 31 && b <= 31 && (a <= 12 || b <= 12);
}

/* North America: area and exchange begin with 2 to 9. */
static bool is_nanp(const struct digits *d)
{
	const char *v = d->v;

	if (d->n == 11 && v[0] == '1' && d->group[0].n == 1)
		return v[1] >= '2' && v[4] >= '2' &&
		       (shape(d, "1334") || shape(d, "137"));
	if (d->n != 10 || v[0] < '2' || v[3] < '2')
		return false;
	return shape(d, "334") || (d->bracket && shape(d, "37"));
}

/* A trunk zero or the international one, in groups or at once. */
static bool has_zero(const struct digits *d)
{
	if (d->v[0] != '0' || (d->group[0].n == 1 && !d->bracket))
		return false;
	if (d->v[1] == '0')
		return d->n >= 10 && d->n <= 17 && d->v[2] != '0';
	if (d->n_groups == 1)
		return d->n == 10 || d->n == 11;
	return d->n >= 9 && d->n <= 12 && d->group[0].n <= 6;
}

static bool is_phone(const struct digits *d, struct number *n)
{
	if (d->n < 7 || d->n > 17 || is_date(d))
		return false;
	if (d->plus)
		return d->v[0] != '0' && d->n <= 16;
	if (is_nanp(d) || has_zero(d))
		return true;
	if (d->bracket && d->n_groups > 1 && d->group[0].n >= 2 &&
	    d->group[0].n <= 5 && d->group[1].sep == ')')
		return d->n >= 8 && d->n <= 12;
	if (d->n == 11 && d->v[0] == '1' && shape(d, "344")) /* China */
		return true;
	if (d->n == 10 && d->v[0] >= '6' && shape(d, "55")) /* India */
		return true;
	return d->n <= 15 &&
	       said(n, &n->phone, phone_words, ARRAY_LEN(phone_words));
}

/* ---- one number ---- */

/* Groups that go on with the same sign are one thing: an order's number. */
static bool ends_well(struct str s, const struct digits *d, size_t all_groups)
{
	size_t to = d->group[d->n_groups - 1].to;
	char c = pii_at(s, to);

	if (d->n_groups < all_groups && d->group[d->n_groups].sep != ' ')
		return false;
	return !pii_is_word(c) && c != '@' && c != '_' &&
	       !(c != '\0' && strchr(".,-:/", c) != NULL &&
		   pii_is_word(pii_at(s, to + 1)));
}

static bool starts_well(struct str s, size_t i)
{
	char before = i > 0 ? s.p[i - 1] : '\0';

	if (before == '_' || before == '$')
		return false;
	return i < 2 || strchr("-./,:+", before) == NULL ||
	       !pii_is_word(s.p[i - 2]);
}

static bool kind_of(const struct digits *d, struct number *n, unsigned kinds,
    enum pii_kind *kind_r)
{
	if ((kinds & PII_BIT(PII_CARD)) != 0 && is_card(d))
		*kind_r = PII_CARD;
	else if ((kinds & PII_BIT(PII_SSN)) != 0 && is_ssn(d, n))
		*kind_r = PII_SSN;
	else if ((kinds & PII_BIT(PII_PHONE)) != 0 && is_phone(d, n))
		*kind_r = PII_PHONE;
	else
		return false;
	return true;
}

/* All the groups, else fewer of them. */
size_t pii_number_at(
    struct str s, size_t i, unsigned kinds, enum pii_kind *kind_r)
{
	struct number n = {.text = s, .at = i};
	struct digits d;
	size_t all;

	if (!starts_well(s, i) || !read_digits(s, i, &d) || is_date(&d))
		return 0;
	for (all = d.n_groups; d.n >= 7; d.n -= d.group[--d.n_groups].n) {
		if (ends_well(s, &d, all) && kind_of(&d, &n, kinds, kind_r))
			return d.group[d.n_groups - 1].to;
	}
	return 0;
}
