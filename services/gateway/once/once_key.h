/* once_key.h - the text of an Idempotency-Key header; pure. */
#ifndef GATEWAY_ONCE_KEY_H
#define GATEWAY_ONCE_KEY_H

#include "common/base/err.h"
#include "common/base/str.h"

#define ONCE_KEY_MAX 255

/* draft-ietf-httpapi-idempotency-key-header has a string of RFC 8941 without
 * parameters, "8e03978e-40d5-43dd-bc93-6894a57f9324"; the bare text that many
 * clients send means the same key. 1 to 255 printable ASCII characters, in the
 * bare form without spaces, quotes, backslashes, commas and semicolons. The key
 * goes to key_r with a NUL; ERR_INVALID names the header. */
MUST_CHECK int once_key_parse(
    struct str value, char key_r[ONCE_KEY_MAX + 1], struct err *err);

#endif
