/* pii_iban.c - international bank account numbers: ISO 13616, lengths of
 * SWIFT's registry, check digits by ISO 7064 MOD 97-10. */
#include "common/pii/pii_part.h"

#define IBAN_MIN 15
#define IBAN_MAX 34

/* Country and length, in order of the country. */
static const char lengths[][5] = {"AD24", "AE23", "AL28", "AT20", "AZ28",
    "BA20", "BE16", "BG22", "BH22", "BI27", "BR29", "BY28", "CH21", "CR22",
    "CY28", "CZ24", "DE22", "DJ27", "DK18", "DO28", "EE20", "EG29", "ES24",
    "FI18", "FK18", "FO18", "FR27", "GB22", "GE22", "GI23", "GL18", "GR27",
    "GT28", "HN28", "HR21", "HU28", "IE22", "IL23", "IQ23", "IS26", "IT27",
    "JO30", "KW30", "KZ20", "LB28", "LC32", "LI21", "LT20", "LU20", "LV21",
    "LY25", "MC27", "MD24", "ME22", "MK19", "MN20", "MR27", "MT31", "MU30",
    "NI28", "NL18", "NO15", "OM23", "PK24", "PL28", "PS29", "PT25", "QA29",
    "RO24", "RS22", "RU33", "SA24", "SC31", "SD18", "SE24", "SI19", "SK24",
    "SM27", "SO23", "ST25", "SV28", "TL23", "TN24", "TR26", "UA29", "VA22",
    "VG24", "XK20", "YE30"};

static char upper(char c)
{
	return pii_is_lower(c) ? (char)(c - 'a' + 'A') : c;
}

static bool is_alnum(char c)
{
	return pii_is_digit(c) || pii_is_upper(c) || pii_is_lower(c);
}

static size_t length_of(char a, char b)
{
	for (size_t i = 0; i < ARRAY_LEN(lengths); i++) {
		if (lengths[i][0] == a && lengths[i][1] == b)
			return (size_t)((lengths[i][2] - '0') * 10 +
					(lengths[i][3] - '0'));
	}
	return 0;
}

/* The number with its first four characters moved to the end, mod 97. */
static bool sum_is_right(const char *v, size_t n)
{
	unsigned sum = 0;

	for (size_t i = 0; i < n; i++) {
		char c = v[(i + 4) % n];

		if (pii_is_digit(c))
			sum = (sum * 10 + (unsigned)(c - '0')) % 97;
		else
			sum = (sum * 100 + (unsigned)(c - 'A') + 10) % 97;
	}
	return sum == 1;
}

/* One space or hyphen, or a no-break space, between groups. */
static size_t gap(struct str s, size_t i)
{
	if (pii_at(s, i) == ' ' || pii_at(s, i) == '-')
		return 1;
	return pii_at(s, i) == '\xc2' && pii_at(s, i + 1) == '\xa0' ? 2 : 0;
}

size_t pii_iban_at(struct str s, size_t i)
{
	char v[IBAN_MAX];
	size_t n = 0, at = i, want;

	if (i + IBAN_MIN > s.n || !pii_is_digit(s.p[i + 2]) ||
	    !pii_is_digit(s.p[i + 3]))
		return 0;
	want = length_of(upper(s.p[i]), upper(s.p[i + 1]));
	if (want == 0)
		return 0;
	while (n < want) {
		size_t skip = n >= 4 ? gap(s, at) : 0;

		if (!is_alnum(pii_at(s, at + skip)))
			return 0;
		at += skip;
		v[n++] = upper(s.p[at++]);
	}
	if (pii_is_word(pii_at(s, at)))
		return 0;
	return sum_is_right(v, n) ? at : 0;
}
