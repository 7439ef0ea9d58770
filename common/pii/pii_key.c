/* pii_key.c - secrets: keys with a known beginning, JSON web tokens, private
 * keys, what stands behind "password:", and tokens that no one types. */
#include "common/pii/pii_part.h"

#include <math.h>

#define TOKEN_MAX 1024  /* of one token, then it is cut */
#define TOKEN_MIN 32    /* of one without a known beginning */
#define TOKEN_BITS 4.2  /* entropy of its bytes */
#define SECRET_BYTES 28 /* how far before a value its name may stand */

/* Beginning, and how many bytes more at least. */
static const struct {
	char prefix[20];
	size_t min;
} prefixes[] = {
    {"sk-", 20},      /* OpenAI and its like */
    {"sk_live_", 16}, /* Stripe */
    {"sk_test_", 16},
    {"rk_live_", 16},
    {"pk_live_", 16},
    {"whsec_", 16},
    {"ghp_", 30}, /* GitHub */
    {"gho_", 30},
    {"ghu_", 30},
    {"ghs_", 30},
    {"ghr_", 30},
    {"github_pat_", 30},
    {"glpat-", 16}, /* GitLab */
    {"AKIA", 16},   /* AWS */
    {"ASIA", 16},
    {"AIza", 30}, /* Google */
    {"ya29.", 20},
    {"GOCSPX-", 20},
    {"xoxb-", 16}, /* Slack */
    {"xoxp-", 16},
    {"xoxa-", 16},
    {"xoxs-", 16},
    {"xapp-", 16},
    {"SG.", 30},  /* SendGrid */
    {"key-", 30}, /* Mailgun */
    {"hf_", 24},  /* Hugging Face */
    {"npm_", 30},
    {"pypi-", 30},
    {"dop_v1_", 30}, /* DigitalOcean */
    {"shpat_", 24},  /* Shopify */
    {"sq0atp-", 20}, /* Square */
    {"sq0csp-", 20},
    {"EAAC", 40}, /* Facebook */
    {"eyJ", 30},  /* JSON web tokens */
    {"AGE-SECRET-KEY-", 30},
};

static const char *const secret_words[] = {"password", "passwd", "passcode",
    "passphrase", "pwd", "passwort", "contrase\303\261a", "mot de passe",
    "secret", "api key", "api-key", "api_key", "apikey", "access token",
    "access_token", "auth_token", "token", "client_secret", "secret_key",
    "private_key", "bearer"};

/* Of base64url and its like; "/", "=" and "+" begin and end one. */
static bool is_token(char c)
{
	return pii_is_digit(c) || pii_is_upper(c) || pii_is_lower(c) ||
	       c == '_' || c == '-';
}

static size_t token_to(struct str s, size_t i, bool dots)
{
	size_t to = i, max = MIN(s.n, i + TOKEN_MAX);

	while (to < max && (is_token(s.p[to]) || (dots && s.p[to] == '.')))
		to++;
	while (to > i && (s.p[to - 1] == '.' || s.p[to - 1] == '-'))
		to--;
	return to;
}

/* It is not the middle of one: so that none is looked at twice. */
static bool begins_token(struct str s, size_t i)
{
	return i == 0 || !is_token(s.p[i - 1]);
}

struct classes {
	bool lower, upper, digit, other;
	double bits; /* Shannon's entropy a byte */
};

static struct classes look(struct str s)
{
	unsigned counts[256] = {0};
	struct classes r = {0};

	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		counts[(unsigned char)c]++;
		r.lower |= pii_is_lower(c);
		r.upper |= pii_is_upper(c);
		r.digit |= pii_is_digit(c);
		r.other |= !pii_is_word(c);
	}
	for (size_t i = 0; i < ARRAY_LEN(counts); i++) {
		double p = (double)counts[i] / (double)s.n;

		if (counts[i] != 0)
			r.bits -= p * log2(p);
	}
	return r;
}

/* ---- PEM ---- */

static size_t pem_at(struct str s, size_t i)
{
	struct str rest = {s.p + i, MIN(s.n - i, (size_t)PII_LOOK_MAX)};
	ptrdiff_t key, end;

	if (!str_starts(rest, "-----BEGIN "))
		return 0;
	key =
	    str_find((struct str){rest.p, MIN(rest.n, 64)}, "PRIVATE KEY-----");
	if (key < 0)
		return 0;
	end = str_find(rest, "-----END ");
	if (end < 0) /* cut off: all of it is secret */
		return i + utf8_cut(rest, rest.n);
	rest = (struct str){rest.p + end + 9, rest.n - (size_t)end - 9};
	key = str_find((struct str){rest.p, MIN(rest.n, 64)}, "-----");
	return key < 0 ? i + (size_t)end + 9
		       : i + (size_t)end + 9 + (size_t)key + 5;
}

/* ---- tokens ---- */

static size_t prefixed_at(struct str s, size_t i)
{
	struct str rest = {s.p + i, s.n - i}, token;
	size_t to;

	if (!begins_token(s, i) || (i > 0 && s.p[i - 1] == '.'))
		return 0;
	for (size_t k = 0; k < ARRAY_LEN(prefixes); k++) {
		size_t n;

		if (rest.p[0] != prefixes[k].prefix[0] ||
		    !str_starts(rest, prefixes[k].prefix))
			continue;
		n = strlen(prefixes[k].prefix);
		to = token_to(s, i, true);
		token = (struct str){s.p + i + n, to - i - n};
		/* "sk-learn-..." is no key. */
		if (to >= i + n + prefixes[k].min && look(token).digit &&
		    look(token).bits > 2.5)
			return to;
	}
	return 0;
}

/* A piece of base64 or the like: letters of both cases and digits, in an
 * order that says nothing. Of a URL it is one segment or value. */
static size_t random_at(struct str s, size_t i)
{
	struct classes c;
	size_t to;

	if (!begins_token(s, i))
		return 0;
	to = token_to(s, i, false);
	if (to < i + TOKEN_MIN || pii_at(s, to) == '@')
		return 0;
	c = look((struct str){s.p + i, to - i});
	return c.lower && c.upper && c.digit && c.bits >= TOKEN_BITS ? to : 0;
}

/* ---- named values ---- */

/* "password: Xy12...", "api_key=...", "Bearer ...": i is where a value begins
 * when a name and one of ": = is" stand before it. */
static bool is_value(struct str s, size_t i)
{
	size_t at = i, spaces = 0;
	char c;

	while (at > 0 && strchr(" \t\"'`", s.p[at - 1]) != NULL && spaces++ < 4)
		at--;
	if (at == 0 || at + 4 < i)
		return false;
	c = s.p[at - 1];
	if (c == ':' || c == '=')
		return pii_said_before(
		    s, at, SECRET_BYTES, secret_words, ARRAY_LEN(secret_words));
	if (at == i)
		return false;
	if (at > 3 && str_eqs((struct str){s.p + at - 3, 3}, " is"))
		return pii_said_before(
		    s, at, SECRET_BYTES, secret_words, ARRAY_LEN(secret_words));
	return at >= 6 && str_ieqs((struct str){s.p + at - 6, 6}, "bearer");
}

/* A word of prose is none: it has to have two kinds of characters, one of
 * them no letter. */
static size_t named_at(struct str s, size_t i)
{
	size_t to = i, max = MIN(s.n, i + 256);
	struct classes c;

	if (!is_value(s, i))
		return 0;
	while (to < max && (unsigned char)s.p[to] > ' ' &&
	       strchr("\"'<>`,;", s.p[to]) == NULL)
		to++;
	while (to > i && strchr(".!?)]", s.p[to - 1]) != NULL)
		to--;
	if (to < i + 6 || str_starts((struct str){s.p + i, to - i}, "http"))
		return 0;
	c = look((struct str){s.p + i, to - i});
	if (!c.digit && !(c.other && (c.upper || to - i > 12)))
		return 0;
	/* not within a letter of more than one byte */
	return i + utf8_cut((struct str){s.p + i, s.n - i}, to - i);
}

size_t pii_key_at(struct str s, size_t i)
{
	size_t to;

	if (s.p[i] == '-')
		return pem_at(s, i);
	to = prefixed_at(s, i);
	if (to == 0)
		to = random_at(s, i);
	return to != 0 ? to : named_at(s, i);
}
