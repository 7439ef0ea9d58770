/* str.h - pointer and length, and the string helpers that libc lacks. */
#ifndef BASE_STR_H
#define BASE_STR_H

#include "common/base/base.h"
#include <string.h>

/* Borrowed bytes, not NUL-terminated. */
struct str {
	const char *p;
	size_t n;
};

#define STR(lit) ((struct str){(lit), sizeof(lit) - 1})
struct str str_of(const char *s); /* NULL gives empty */
bool str_eq(struct str a, struct str b);
bool str_eqs(struct str a, const char *b);
bool str_ieq(struct str a, struct str b); /* ASCII case */
bool str_ieqs(struct str a, const char *b);
bool str_starts(struct str s, const char *prefix);
bool str_istarts(struct str s, const char *prefix);
bool str_ends(struct str s, const char *suffix);
struct str str_trim(struct str s); /* spaces, tabs, CR, LF */
/* Cuts the part before sep off *rest into *part_r; false when rest is used
 * up. "a,,b" gives "a", "", "b". */
bool str_split(struct str *rest, char sep, struct str *part_r);
/* Position of needle in s, or -1. */
ptrdiff_t str_find(struct str s, const char *needle);
ptrdiff_t str_ifind(struct str s, const char *needle);

/* Whole string is a decimal in [min,max]: digits, one "-" allowed in front,
 * no "+", no spaces. Returns 0 or -1. */
MUST_CHECK int str_to_i64(
    struct str s, int64_t min, int64_t max, int64_t *out_r);
MUST_CHECK int str_to_u64(struct str s, uint64_t *out_r);
MUST_CHECK int str_to_double(struct str s, double *out_r);
/* true/false, 1/0, yes/no, y/n, on/off in any case. */
MUST_CHECK int str_to_bool(struct str s, bool *out_r);

/* Decimal digits of v into out, no NUL; returns how many. */
#define U64_CHARS 20
size_t str_put_u64(char out[U64_CHARS], uint64_t v);
size_t str_put_i64(char out[1 + U64_CHARS], int64_t v);

/* Copies with a NUL, cutting to fit; returns false when it was cut. */
bool str_copy(char *dst, size_t dst_bytes, struct str s);
/* NULL-safe equality of C strings. */
bool streq(const char *a, const char *b);
bool strieq(const char *a, const char *b);

/* Bytes (1 to 4) of the valid code point that s begins with; 0 when there is
 * none: end, NUL, surrogate, overlong, stray or missing byte. */
size_t utf8_len(struct str s);
/* Valid UTF-8 (no surrogates, no overlong forms, no NUL). */
bool utf8_valid(struct str s);
/* Bytes of the longest prefix of s that is at most max bytes and does not cut
 * a code point. */
size_t utf8_cut(struct str s, size_t max);

/* Lower-case hex of n bytes into out (2n+1 bytes). */
void hex_encode(const void *p, size_t n, char *out);
MUST_CHECK int hex_decode(struct str s, void *out, size_t n);

/* Constant-time comparison for secrets. */
bool secret_eq(const void *a, const void *b, size_t n);

#endif
