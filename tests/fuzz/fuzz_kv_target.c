/* fuzz_kv_target.c - Redis URLs. */
#include "common/kv/conn.h"

#include <stdlib.h>

#define MUST_HOLD(cond) ((cond) ? (void)0 : abort())

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	char *url = malloc(n + 1);
	struct kv_target t;
	struct err err = {0};

	if (n > 0)
		memcpy(url, data, n);
	url[n] = '\0';
	if (kv_target_parse(url, &t, &err) == 0) {
		MUST_HOLD((t.host != NULL) != (t.path != NULL));
		MUST_HOLD(t.path != NULL || (t.port > 0 && t.port < 65536));
		MUST_HOLD(t.db >= 0);
		kv_target_deinit(&t);
	} else {
		MUST_HOLD(err.code == ERR_INVALID);
		MUST_HOLD(t.host == NULL && t.password == NULL);
	}
	free(url);
	return 0;
}
