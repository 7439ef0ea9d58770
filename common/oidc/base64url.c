/* base64url.c - encoding, and decoding that refuses all but one spelling. */
#include "common/oidc/base64url.h"

static const char digits[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

void base64url_encode(const void *p, size_t n, char *out)
{
	const uint8_t *in = p;
	uint32_t bits = 0;
	unsigned have = 0;

	for (size_t i = 0; i < n; i++) {
		bits = bits << 8 | in[i];
		have += 8;
		while (have >= 6) {
			have -= 6;
			*out++ = digits[bits >> have & 63];
		}
	}
	if (have > 0)
		*out++ = digits[bits << (6 - have) & 63];
	*out = '\0';
}

static int value_of(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	if (c == '-')
		return 62;
	return c == '_' ? 63 : -1;
}

int base64url_decode(struct str s, void *out, size_t max, size_t *n_r)
{
	uint8_t *to = out;
	uint32_t bits = 0;
	unsigned have = 0;
	size_t n = 0;

	if (s.n % 4 == 1)
		return -1;
	for (size_t i = 0; i < s.n; i++) {
		int value = value_of(s.p[i]);

		if (value < 0)
			return -1;
		bits = (bits << 6 | (uint32_t)value) & 0xffffff;
		have += 6;
		if (have < 8)
			continue;
		have -= 8;
		if (n >= max)
			return -1;
		to[n++] = (uint8_t)(bits >> have);
	}
	if ((bits & ((1u << have) - 1)) != 0)
		return -1;
	*n_r = n;
	return 0;
}
