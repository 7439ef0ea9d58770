/* sha1.c - SHA-1 (FIPS 180-4), by which Redis knows its scripts. Not for
 * secrets: a name, no proof. */
#include "common/base/base.h"
#include "common/base/str.h"
#include "common/kv/kv.h"

static uint32_t rotl(uint32_t x, unsigned n)
{
	return x << n | x >> (32 - n);
}

static void block(uint32_t h[5], const uint8_t *p)
{
	uint32_t w[80], a = h[0], b = h[1], c = h[2], d = h[3], e = h[4];

	for (int i = 0; i < 16; i++, p += 4)
		w[i] = (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 |
		       (uint32_t)p[2] << 8 | p[3];
	for (int i = 16; i < 80; i++)
		w[i] = rotl(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
	for (int i = 0; i < 80; i++) {
		uint32_t f, k, next;

		if (i < 20) {
			f = (b & c) | (~b & d);
			k = 0x5a827999;
		} else if (i < 40) {
			f = b ^ c ^ d;
			k = 0x6ed9eba1;
		} else if (i < 60) {
			f = (b & c) | (b & d) | (c & d);
			k = 0x8f1bbcdc;
		} else {
			f = b ^ c ^ d;
			k = 0xca62c1d6;
		}
		next = rotl(a, 5) + f + e + k + w[i];
		e = d;
		d = c;
		c = rotl(b, 30);
		b = a;
		a = next;
	}
	h[0] += a;
	h[1] += b;
	h[2] += c;
	h[3] += d;
	h[4] += e;
}

void kv_script_init(struct kv_script *s, const char *text)
{
	uint32_t h[5] = {
	    0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};
	size_t n = strlen(text), i = 0;
	uint64_t bits = (uint64_t)n * 8;
	uint8_t tail[128] = {0}, out[20];
	size_t rest, blocks;

	for (; i + 64 <= n; i += 64)
		block(h, (const uint8_t *)text + i);
	rest = n - i;
	if (rest > 0)
		memcpy(tail, text + i, rest);
	tail[rest] = 0x80;
	blocks = rest < 56 ? 1 : 2;
	for (size_t k = 0; k < 8; k++)
		tail[blocks * 64 - 1 - k] = (uint8_t)(bits >> (8 * k));
	for (size_t k = 0; k < blocks; k++)
		block(h, tail + 64 * k);
	for (size_t k = 0; k < 20; k++)
		out[k] = (uint8_t)(h[k / 4] >> (24 - 8 * (k % 4)));
	hex_encode(out, sizeof out, s->sha1);
	s->text = text;
}
