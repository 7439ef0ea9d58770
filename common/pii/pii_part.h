/* pii_part.h - what the files of this folder share. */
#ifndef PII_PII_PART_H
#define PII_PII_PART_H

#include "common/pii/pii.h"

static inline bool pii_is_digit(char c)
{
	return c >= '0' && c <= '9';
}
static inline bool pii_is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}
static inline bool pii_is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}
/* A letter or digit; every byte of another script counts as a letter. */
static inline bool pii_is_word(char c)
{
	return pii_is_digit(c) || pii_is_upper(c) || pii_is_lower(c) ||
	       (unsigned char)c >= 0x80;
}
static inline bool pii_is_hex(char c)
{
	return pii_is_digit(c) || (c >= 'a' && c <= 'f') ||
	       (c >= 'A' && c <= 'F');
}
/* The byte at i, or NUL beyond the end. */
static inline char pii_at(struct str s, size_t i)
{
	return i < s.n ? s.p[i] : '\0';
}

/* Each says whether what begins at byte i is of its kind, and where it ends.
 * Called where i begins a word. 0: it is not. */
size_t pii_iban_at(struct str s, size_t i);
size_t pii_ip4_at(struct str s, size_t i);
size_t pii_ip6_at(struct str s, size_t i);
size_t pii_key_at(struct str s, size_t i);
/* SSN, card or phone, as far as kinds has them. */
size_t pii_number_at(
    struct str s, size_t i, unsigned kinds, enum pii_kind *kind_r);
/* The address whose "@" or "%40" is at byte i and which begins at or behind
 * floor. */
bool pii_email_around(
    struct str s, size_t i, size_t floor, size_t *from_r, size_t *to_r);

/* One of the words (lower case) stands before byte i, on its line, at most
 * `within` bytes before it. */
bool pii_said_before(
    struct str s, size_t i, size_t within, const char *const *words, size_t n);

#endif
