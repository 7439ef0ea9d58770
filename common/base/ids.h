/* ids.h - identifiers that need no coordination. */
#ifndef BASE_IDS_H
#define BASE_IDS_H

#include "common/base/base.h"

/* n bytes from the kernel's generator; ends the process if it has none. */
void ids_random(void *out, size_t n);

#define UUID_CHARS 36
/* UUID version 7 (RFC 9562: time-ordered) as text; out has 37 bytes. */
void ids_uuid7(char out[UUID_CHARS + 1]);
bool ids_uuid_valid(const char *s);

/* n random characters of base62 (5.95 bits each); no NUL. */
extern const char ids_base62[];
void ids_letters(char *out, size_t n);

/* prefix + 32 base62 characters (190 bits); out_bytes at least
 * strlen(prefix)+33. What people are given is in token.h. */
void ids_secret(const char *prefix, char *out, size_t out_bytes);

/* W3C trace id (32 hex) and span id (16 hex), never all zero. */
void ids_trace(char out[33]);
void ids_span(char out[17]);
/* Random bytes read ahead, for who needs some a hundred thousand times a
 * second. Zeroed memory is an empty one. Not to be carried across a fork. */
struct ids_pool {
	uint8_t bytes[4000];
	size_t left;
};
/* All three that a request needs. pool may be NULL. */
void ids_request(struct ids_pool *pool, char uuid[UUID_CHARS + 1],
    char trace[33], char span[17]);

/* SipHash-2-4 (Aumasson, Bernstein 2012) of n bytes under a 16-byte key. */
uint64_t ids_siphash(const uint8_t key[16], const void *p, size_t n);

/* SHA-256 (FIPS 180-4), by OpenSSL's libcrypto. */
void ids_sha256(const void *p, size_t n, uint8_t out[32]);
/* The same as 64 hex digits plus NUL. */
void ids_sha256_hex(const void *p, size_t n, char out[65]);
/* HMAC-SHA256 (RFC 2104), by the same. */
void ids_hmac_sha256(const void *key, size_t key_bytes, const void *p, size_t n,
    uint8_t out[32]);

#endif
