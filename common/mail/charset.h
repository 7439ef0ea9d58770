/* charset.h - bytes in some charset to clean UTF-8. */
#ifndef MAIL_CHARSET_H
#define MAIL_CHARSET_H

#include "common/base/buf.h"
#include "common/base/str.h"

/* Appends in as UTF-8. What can't be read becomes U+FFFD. charset: as named
 * in a message, "" when not named; known names only, so that mail can't load
 * converters of its choice. Returns false when the name is unknown or bytes
 * are not in the charset; then the result is a good guess. */
bool mail_charset_utf8(struct buf *out, struct str in, struct str charset);

/* Appends valid UTF-8 without control characters: LF for CR LF and CR, TAB
 * kept, all other controls dropped. Returns false when some were. */
bool mail_text_clean(struct buf *out, struct str utf8);

/* Appends one code point; not a character: U+FFFD. */
void mail_utf8_put(struct buf *out, uint32_t c);

/* Decodes the code point at s (not empty, valid UTF-8); its bytes in *n_r. */
uint32_t mail_utf8_get(struct str s, size_t *n_r);

#endif
