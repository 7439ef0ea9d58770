/* ids.c - random and time-ordered identifiers, and hashes. */
#include "common/base/ids.h"
#include "common/base/clock.h"
#include "common/base/die.h"
#include "common/base/str.h"

#include <errno.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sys/random.h>

#define SECRET_CHARS 32

void ids_random(void *out, size_t n)
{
	char *p = out;

	while (n > 0) {
		ssize_t got = getrandom(p, n, 0);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			die("no random bytes from the kernel");
		p += got;
		n -= (size_t)got;
	}
}

/* RFC 9562, section 5.7: milliseconds, then the rest of the millisecond as
 * method 3 of section 6.2 has it; the other bits are those of id. */
static void write_uuid7(uint8_t id[16], char out[UUID_CHARS + 1])
{
	int64_t now_us = clock_unix_us();
	uint64_t ms = (uint64_t)(now_us / 1000);
	uint64_t part = (uint64_t)(now_us % 1000) * 4096 / 1000;
	char hex[33];

	for (int i = 0; i < 6; i++)
		id[i] = (uint8_t)(ms >> (40 - 8 * i));
	id[6] = (uint8_t)(0x70 | part >> 8);
	id[7] = (uint8_t)part;
	id[8] = (uint8_t)(0x80 | (id[8] & 0x3f));
	hex_encode(id, 16, hex);
	memcpy(out, hex, 8);
	memcpy(out + 9, hex + 8, 4);
	memcpy(out + 14, hex + 12, 4);
	memcpy(out + 19, hex + 16, 4);
	memcpy(out + 24, hex + 20, 12);
	out[8] = out[13] = out[18] = out[23] = '-';
	out[UUID_CHARS] = '\0';
}

void ids_uuid7(char out[UUID_CHARS + 1])
{
	uint8_t id[16];

	ids_random(id, sizeof id);
	write_uuid7(id, out);
}

/* No byte is given twice. */
static void pool_take(struct ids_pool *pool, void *out, size_t n)
{
	uint8_t *from;

	if (pool->left < n) {
		ids_random(pool->bytes, sizeof pool->bytes);
		pool->left = sizeof pool->bytes;
	}
	pool->left -= n;
	from = pool->bytes + pool->left;
	memcpy(out, from, n);
	memset(from, 0, n);
}

void ids_request(struct ids_pool *pool, char uuid[UUID_CHARS + 1],
    char trace[33], char span[17])
{
	struct {
		uint8_t uuid[16], trace[16], span[8];
	} r;

	if (pool != NULL)
		pool_take(pool, &r, sizeof r);
	else
		ids_random(&r, sizeof r);
	r.trace[0] |= 1; /* never all zero */
	r.span[0] |= 1;
	write_uuid7(r.uuid, uuid);
	hex_encode(r.trace, sizeof r.trace, trace);
	hex_encode(r.span, sizeof r.span, span);
}

bool ids_uuid_valid(const char *s)
{
	if (s == NULL || strlen(s) != UUID_CHARS)
		return false;
	for (size_t i = 0; i < UUID_CHARS; i++) {
		if (i == 8 || i == 13 || i == 18 || i == 23) {
			if (s[i] != '-')
				return false;
		} else if (strchr("0123456789abcdefABCDEF", s[i]) == NULL) {
			return false;
		}
	}
	return true;
}

const char ids_base62[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
			  "abcdefghijklmnopqrstuvwxyz";

void ids_letters(char *out, size_t n)
{
	uint8_t bytes[64];
	size_t done = 0;

	while (done < n) {
		ids_random(bytes, sizeof bytes);
		/* 248 is four times 62: what is above would favour some. */
		for (size_t i = 0; i < sizeof bytes && done < n; i++)
			if (bytes[i] < 248)
				out[done++] = ids_base62[bytes[i] % 62];
	}
}

void ids_secret(const char *prefix, char *out, size_t out_bytes)
{
	size_t n = strlen(prefix);

	MUST(out_bytes > n + SECRET_CHARS);
	memcpy(out, prefix, n);
	ids_letters(out + n, SECRET_CHARS);
	out[n + SECRET_CHARS] = '\0';
}

static void random_hex(size_t bytes, char *out)
{
	static const uint8_t zero[16];
	uint8_t id[16];

	do {
		ids_random(id, bytes);
	} while (memcmp(id, zero, bytes) == 0);
	hex_encode(id, bytes, out);
}

void ids_trace(char out[33])
{
	random_hex(16, out);
}

void ids_span(char out[17])
{
	random_hex(8, out);
}

static inline uint64_t rotate(uint64_t x, unsigned bits)
{
	return x << bits | x >> (64 - bits);
}

static uint64_t load_le64(const uint8_t *p)
{
	uint64_t v = 0;

	for (unsigned i = 0; i < 8; i++)
		v |= (uint64_t)p[i] << (8 * i);
	return v;
}

static inline void sip_round(uint64_t v[4])
{
	v[0] += v[1];
	v[2] += v[3];
	v[1] = rotate(v[1], 13) ^ v[0];
	v[3] = rotate(v[3], 16) ^ v[2];
	v[0] = rotate(v[0], 32) + v[3];
	v[2] += v[1];
	v[3] = rotate(v[3], 21) ^ v[0];
	v[1] = rotate(v[1], 17) ^ v[2];
	v[2] = rotate(v[2], 32);
}

static inline void sip_word(uint64_t v[4], uint64_t word)
{
	v[3] ^= word;
	sip_round(v);
	sip_round(v);
	v[0] ^= word;
}

uint64_t ids_siphash(const uint8_t key[16], const void *p, size_t n)
{
	const uint8_t *in = p;
	uint64_t k0 = load_le64(key), k1 = load_le64(key + 8);
	uint64_t v[4] = {k0 ^ UINT64_C(0x736f6d6570736575),
	    k1 ^ UINT64_C(0x646f72616e646f6d),
	    k0 ^ UINT64_C(0x6c7967656e657261),
	    k1 ^ UINT64_C(0x7465646279746573)};
	uint64_t last = (uint64_t)n << 56;
	size_t i;

	for (i = 0; i + 8 <= n; i += 8)
		sip_word(v, load_le64(in + i));
	for (unsigned shift = 0; i < n; i++, shift += 8)
		last |= (uint64_t)in[i] << shift;
	sip_word(v, last);
	v[2] ^= 0xff;
	for (i = 0; i < 4; i++)
		sip_round(v);
	return v[0] ^ v[1] ^ v[2] ^ v[3];
}

void ids_sha256(const void *p, size_t n, uint8_t out[32])
{
	unsigned len = 0;

	MUST(EVP_Digest(p, n, out, &len, EVP_sha256(), NULL) == 1);
	MUST(len == 32);
}

void ids_sha256_hex(const void *p, size_t n, char out[65])
{
	uint8_t digest[32];

	ids_sha256(p, n, digest);
	hex_encode(digest, sizeof digest, out);
}

void ids_hmac_sha256(
    const void *key, size_t key_bytes, const void *p, size_t n, uint8_t out[32])
{
	unsigned len = 0;

	MUST(HMAC(EVP_sha256(), key, (int)key_bytes, p, n, out, &len) != NULL);
	MUST(len == 32);
}
