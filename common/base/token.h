/* token.h - secrets that can be told from guesses without asking anybody.
 *
 *	alt_ + 43 random base62 characters (256 bits) + 6 of checksum
 *
 * The prefix lets scanners of code find what was leaked; the checksum is the
 * CRC-32 (ISO 3309) of all before it in base62, as in GitHub's tokens, so a
 * random guess is refused for the cost of that sum. It proves nothing else.
 */
#ifndef BASE_TOKEN_H
#define BASE_TOKEN_H

#include "common/base/str.h"

#define TOKEN_PREFIX "alt_"   /* API tokens */
#define SESSION_PREFIX "als_" /* sessions' cookies */
#define TOKEN_CHARS 53        /* prefix, secret, checksum */

enum token_shape {
	TOKEN_FOREIGN, /* not ours: other prefix, or a wrong checksum */
	TOKEN_OLD,     /* our prefix, another length: has no checksum */
	TOKEN_WHOLE,
};

/* prefix has four characters. */
void token_make(const char *prefix, char out[TOKEN_CHARS + 1]);
enum token_shape token_shape(const char *prefix, struct str s);

#endif
