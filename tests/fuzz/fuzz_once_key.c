/* fuzz_once_key.c - an Idempotency-Key: what is taken is printable, bounded,
 * and says the same when it is written as a string of RFC 8941. */
#include "services/gateway/once/once_key.h"

#include <stdlib.h>

#define MUST_HOLD(cond) ((cond) ? (void)0 : abort())

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	char key[ONCE_KEY_MAX + 1], again[ONCE_KEY_MAX + 1];
	char text[2 * ONCE_KEY_MAX + 2];
	struct err err = {0};
	size_t len = 0;

	if (once_key_parse((struct str){(const char *)data, n}, key, &err) <
	    0) {
		MUST_HOLD(streq(err.field, "Idempotency-Key"));
		return 0;
	}
	MUST_HOLD(key[0] != '\0');
	text[len++] = '"';
	for (const char *p = key; *p != '\0'; p++) {
		MUST_HOLD(*p >= ' ' && *p <= '~');
		if (*p == '"' || *p == '\\')
			text[len++] = '\\';
		text[len++] = *p;
	}
	text[len++] = '"';
	MUST_HOLD(once_key_parse((struct str){text, len}, again, &err) == 0);
	MUST_HOLD(streq(key, again));
	return 0;
}
