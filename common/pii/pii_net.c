/* pii_net.c - addresses: of mail (RFC 5321, 6531) and of machines. */
#include "common/pii/pii_part.h"

#include <arpa/inet.h>

#define LOCAL_MAX 64
#define DOMAIN_MAX 253
#define IP6_MAX 45

/* ---- mail ---- */

/* RFC 5322's atext and the dot. */
static bool is_local(char c)
{
	return pii_is_word(c) ||
	       (c != '\0' && strchr(".!#$&'*+/=?^_`{|}~-%", c) != NULL);
}

/* An atom that other text leads into ("<", "mailto:", quotes) begins at a
 * letter or digit. */
static size_t local_from(struct str s, size_t at, size_t floor)
{
	size_t i = at;

	while (i > floor && at - i < LOCAL_MAX && is_local(s.p[i - 1]))
		i--;
	/* A part of a longer one: not the middle of a letter, at least. */
	while (i < at && !pii_is_word(s.p[i]) && s.p[i] != '_')
		i++;
	while (i < at && ((unsigned char)s.p[i] & 0xc0) == 0x80)
		i++;
	return i;
}

/* "?to=a" and "/a" of a URL are not the address. */
static size_t behind_url(struct str s, size_t from, size_t at)
{
	for (size_t i = at; i > from; i--) {
		if (strchr("=/?&", s.p[i - 1]) != NULL)
			return i;
	}
	return from;
}

/* Labels and dots from i on, the last label of letters only. */
static size_t domain_to(struct str s, size_t i)
{
	size_t end = MIN(s.n, i + DOMAIN_MAX), label = i, to = 0;
	bool dotted = false;

	for (size_t at = i; at <= end; at++) {
		char c = at < end ? s.p[at] : '\0';

		if (pii_is_word(c) || (c == '-' && at > label))
			continue;
		if (dotted && at >= label + 2 && !pii_is_digit(s.p[at - 1]) &&
		    !pii_is_digit(s.p[label]) && s.p[at - 1] != '-')
			to = at;
		if (c != '.' || at == label)
			break;
		dotted = true;
		label = at + 1;
	}
	/* The bound may lie within a letter. */
	while (to > i && to < s.n && ((unsigned char)s.p[to] & 0xc0) == 0x80)
		to--;
	return to;
}

bool pii_email_around(
    struct str s, size_t i, size_t floor, size_t *from_r, size_t *to_r)
{
	size_t from = local_from(s, i, floor);

	if (s.p[i] == '%')
		from = behind_url(s, from, i);
	if (from == i || s.p[i - 1] == '.')
		return false;
	*from_r = from;
	*to_r = domain_to(s, i + (s.p[i] == '%' ? 3 : 1));
	return *to_r != 0;
}

/* ---- machines ---- */

static const char *const version_words[] = {
    "version", "ver", "release", "build", "firmware"};

size_t pii_ip4_at(struct str s, size_t i)
{
	size_t at = i;

	if (i > 1 && s.p[i - 1] == '.' && pii_is_digit(s.p[i - 2]))
		return 0;
	for (unsigned part = 0; part < 4; part++) {
		unsigned value = 0;
		size_t n = 0;

		if (part > 0 && pii_at(s, at++) != '.')
			return 0;
		for (; n < 4 && pii_is_digit(pii_at(s, at)); n++)
			value = value * 10 + (unsigned)(s.p[at++] - '0');
		if (n == 0 || n > 3 || value > 255)
			return 0;
	}
	if (pii_is_word(pii_at(s, at)) || pii_at(s, at) == '@' ||
	    (pii_at(s, at) == '.' && pii_is_digit(pii_at(s, at + 1))))
		return 0;
	if (pii_said_before(s, i, 12, version_words, ARRAY_LEN(version_words)))
		return 0;
	return at;
}

/* What inet_pton takes, with at least one digit: "dead::beef" and C++'s
 * "a::b" are words. */
size_t pii_ip6_at(struct str s, size_t i)
{
	char text[IP6_MAX + 1];
	struct in6_addr addr;
	size_t n = 0, colons = 0, digits = 0;

	if (i > 0 && s.p[i - 1] == ':')
		return 0;
	while (n < IP6_MAX && i + n < s.n &&
	       (pii_is_hex(s.p[i + n]) || s.p[i + n] == ':' ||
		   (s.p[i + n] == '.' && colons > 1))) {
		colons += s.p[i + n] == ':';
		digits += pii_is_digit(s.p[i + n]);
		n++;
	}
	while (n > 2 && (s.p[i + n - 1] == '.' ||
			    (s.p[i + n - 1] == ':' && s.p[i + n - 2] != ':')))
		n--;
	if (colons < 2 || digits == 0 || n < 3 || pii_is_word(pii_at(s, i + n)))
		return 0;
	memcpy(text, s.p + i, n);
	text[n] = '\0';
	return inet_pton(AF_INET6, text, &addr) == 1 ? i + n : 0;
}
