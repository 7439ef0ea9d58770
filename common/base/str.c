/* str.c - pointer-and-length strings, numbers, UTF-8 and hex. */
#include "common/base/str.h"

#include <math.h>
#include <stdlib.h>

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool same_lower(const char *a, const char *b, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (lower(a[i]) != lower(b[i]))
			return false;
	return true;
}

struct str str_of(const char *s)
{
	if (s == NULL)
		s = "";
	return (struct str){s, strlen(s)};
}

bool str_eq(struct str a, struct str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

bool str_eqs(struct str a, const char *b)
{
	return str_eq(a, str_of(b));
}

bool str_ieq(struct str a, struct str b)
{
	return a.n == b.n && same_lower(a.p, b.p, a.n);
}

bool str_ieqs(struct str a, const char *b)
{
	return str_ieq(a, str_of(b));
}

bool str_starts(struct str s, const char *prefix)
{
	size_t n = strlen(prefix);

	return s.n >= n && (n == 0 || memcmp(s.p, prefix, n) == 0);
}

bool str_istarts(struct str s, const char *prefix)
{
	size_t n = strlen(prefix);

	return s.n >= n && same_lower(s.p, prefix, n);
}

bool str_ends(struct str s, const char *suffix)
{
	size_t n = strlen(suffix);

	return s.n >= n && (n == 0 || memcmp(s.p + s.n - n, suffix, n) == 0);
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

struct str str_trim(struct str s)
{
	while (s.n > 0 && is_space(s.p[0]))
		s.p++, s.n--;
	while (s.n > 0 && is_space(s.p[s.n - 1]))
		s.n--;
	return s;
}

bool str_split(struct str *rest, char sep, struct str *part_r)
{
	const char *at;

	if (rest->p == NULL)
		return false;
	at = rest->n == 0 ? NULL : memchr(rest->p, sep, rest->n);
	if (at == NULL) {
		*part_r = *rest;
		*rest = (struct str){NULL, 0}; /* used up, unlike "" */
		return true;
	}
	*part_r = (struct str){rest->p, (size_t)(at - rest->p)};
	rest->n -= part_r->n + 1;
	rest->p = at + 1;
	return true;
}

ptrdiff_t str_find(struct str s, const char *needle)
{
	const char *at;

	if (needle[0] == '\0')
		return 0;
	at = s.n == 0 ? NULL : memmem(s.p, s.n, needle, strlen(needle));
	return at == NULL ? -1 : at - s.p;
}

ptrdiff_t str_ifind(struct str s, const char *needle)
{
	size_t n = strlen(needle);

	for (size_t i = 0; i + n <= s.n; i++)
		if (same_lower(s.p + i, needle, n))
			return (ptrdiff_t)i;
	return -1;
}

int str_to_u64(struct str s, uint64_t *out_r)
{
	uint64_t v = 0;

	if (s.n == 0)
		return -1;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return -1;
		if (__builtin_mul_overflow(v, 10u, &v) ||
		    __builtin_add_overflow(v, (uint64_t)(s.p[i] - '0'), &v))
			return -1;
	}
	*out_r = v;
	return 0;
}

int str_to_i64(struct str s, int64_t min, int64_t max, int64_t *out_r)
{
	bool negative = s.n > 0 && s.p[0] == '-';
	uint64_t size;
	int64_t v;

	if (negative)
		s.p++, s.n--;
	if (str_to_u64(s, &size) < 0)
		return -1;
	if (size > (uint64_t)INT64_MAX + negative)
		return -1;
	v = negative ? (int64_t)(0 - size) : (int64_t)size;
	if (v < min || v > max)
		return -1;
	*out_r = v;
	return 0;
}

int str_to_double(struct str s, double *out_r)
{
	char text[64];
	char *end;
	double v;

	if (s.n == 0 || s.n >= sizeof text)
		return -1;
	for (size_t i = 0; i < s.n; i++) /* strtod also takes inf, 0x, " 1" */
		if (strchr("0123456789+-.eE", s.p[i]) == NULL || s.p[i] == '\0')
			return -1;
	str_copy(text, sizeof text, s);
	v = strtod(text, &end);
	if (*end != '\0' || !isfinite(v))
		return -1;
	*out_r = v;
	return 0;
}

int str_to_bool(struct str s, bool *out_r)
{
	static const char *const words[][2] = {{"false", "true"}, {"0", "1"},
	    {"no", "yes"}, {"n", "y"}, {"off", "on"}};

	for (size_t i = 0; i < ARRAY_LEN(words); i++) {
		for (int v = 0; v <= 1; v++) {
			if (str_ieqs(s, words[i][v])) {
				*out_r = v == 1;
				return 0;
			}
		}
	}
	return -1;
}

size_t str_put_u64(char out[U64_CHARS], uint64_t v)
{
	static const char pairs[] = "0001020304050607080910111213141516171819"
				    "2021222324252627282930313233343536373839"
				    "4041424344454647484950515253545556575859"
				    "6061626364656667686970717273747576777879"
				    "8081828384858687888990919293949596979899";
	char digits[U64_CHARS];
	size_t at = sizeof digits;

	for (; v >= 100; v /= 100) {
		at -= 2;
		memcpy(digits + at, pairs + 2 * (v % 100), 2);
	}
	if (v >= 10) {
		at -= 2;
		memcpy(digits + at, pairs + 2 * v, 2);
	} else {
		digits[--at] = (char)('0' + v);
	}
	memcpy(out, digits + at, sizeof digits - at);
	return sizeof digits - at;
}

size_t str_put_i64(char out[1 + U64_CHARS], int64_t v)
{
	if (v >= 0)
		return str_put_u64(out, (uint64_t)v);
	out[0] = '-';
	return 1 + str_put_u64(out + 1, 0 - (uint64_t)v);
}

bool str_copy(char *dst, size_t dst_bytes, struct str s)
{
	size_t n;

	if (dst_bytes == 0)
		return false;
	n = MIN(s.n, dst_bytes - 1);
	if (n > 0)
		memcpy(dst, s.p, n);
	dst[n] = '\0';
	return n == s.n;
}

bool streq(const char *a, const char *b)
{
	if (a == NULL || b == NULL)
		return a == b;
	return strcmp(a, b) == 0;
}

bool strieq(const char *a, const char *b)
{
	if (a == NULL || b == NULL)
		return a == b;
	return str_ieq(str_of(a), str_of(b));
}

size_t utf8_len(struct str s)
{
	const unsigned char *p = (const unsigned char *)s.p;
	unsigned char low = 0x80, high = 0xbf; /* bounds of the second byte */
	size_t n;

	if (s.n == 0 || p[0] == 0)
		return 0;
	if (p[0] < 0x80)
		return 1;
	if (p[0] < 0xc2 || p[0] > 0xf4)
		return 0;
	n = p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;
	if (p[0] == 0xe0)
		low = 0xa0; /* overlong */
	else if (p[0] == 0xed)
		high = 0x9f; /* surrogates */
	else if (p[0] == 0xf0)
		low = 0x90; /* overlong */
	else if (p[0] == 0xf4)
		high = 0x8f; /* past U+10FFFF */
	if (s.n < n || p[1] < low || p[1] > high)
		return 0;
	for (size_t i = 2; i < n; i++)
		if ((p[i] & 0xc0) != 0x80)
			return 0;
	return n;
}

bool utf8_valid(struct str s)
{
	while (s.n > 0) {
		size_t n = utf8_len(s);

		if (n == 0)
			return false;
		s.p += n;
		s.n -= n;
	}
	return true;
}

size_t utf8_cut(struct str s, size_t max)
{
	size_t n = max;

	if (s.n <= max)
		return s.n;
	/* A code point has at most three bytes after its first. */
	for (int i = 0; i < 4 && n > 0; i++, n--)
		if (((unsigned char)s.p[n] & 0xc0) != 0x80)
			return n;
	return n == 0 && max < 4 ? 0 : max; /* not UTF-8: nothing to spare */
}

void hex_encode(const void *p, size_t n, char *out)
{
	static const char digits[] = "0123456789abcdef";
	const unsigned char *in = p;

	for (size_t i = 0; i < n; i++) {
		out[2 * i] = digits[in[i] >> 4];
		out[2 * i + 1] = digits[in[i] & 15];
	}
	out[2 * n] = '\0';
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

int hex_decode(struct str s, void *out, size_t n)
{
	unsigned char *bytes = out;

	if (s.n != 2 * n)
		return -1;
	for (size_t i = 0; i < n; i++) {
		int high = hex_digit(s.p[2 * i]);
		int low = hex_digit(s.p[2 * i + 1]);

		if (high < 0 || low < 0)
			return -1;
		bytes[i] = (unsigned char)(high << 4 | low);
	}
	return 0;
}

bool secret_eq(const void *a, const void *b, size_t n)
{
	const volatile unsigned char *x = a, *y = b;
	unsigned char differs = 0;

	for (size_t i = 0; i < n; i++)
		differs |= (unsigned char)(x[i] ^ y[i]);
	return differs == 0;
}
