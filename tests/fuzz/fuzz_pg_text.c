/* fuzz_pg_text.c - times and arrays as PostgreSQL writes them. */
#include "common/pg/text.h"

#include <stdlib.h>

#define MUST_HOLD(cond) ((cond) ? (void)0 : abort())

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

/* Elements never hold more than was written. */
static void check_array(struct str s)
{
	struct arena *a = arena_new(1 << 20);
	const char **v;
	size_t count, bytes = 0;

	if (text_array(a, s, &v, &count) == 0) {
		MUST_HOLD(count <= s.n);
		for (size_t i = 0; i < count; i++)
			bytes += v[i] == NULL ? 0 : strlen(v[i]);
		MUST_HOLD(bytes <= s.n);
	}
	arena_free(&a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct str s = {(const char *)data, n};
	int64_t ms;

	if (text_time(s, &ms) < 0)
		MUST_HOLD(ms == 0);
	check_array(s);
	return 0;
}
