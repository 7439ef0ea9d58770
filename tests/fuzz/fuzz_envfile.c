/* fuzz_envfile.c - lines of a settings file. */
#include "common/config/envfile.h"

#include <stdlib.h>

#define MUST_HOLD(cond) ((cond) ? (void)0 : abort())

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static bool inside(struct str part, struct str whole)
{
	return part.n == 0 ||
	       (part.p >= whole.p && part.p + part.n <= whole.p + whole.n);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct str line = {(const char *)data, n}, name, value;
	const char *why = NULL;

	switch (envfile_parse(line, &name, &value, &why)) {
	case ENVFILE_PAIR:
		MUST_HOLD(name.n > 0 && inside(name, line));
		MUST_HOLD(inside(value, line));
		for (size_t i = 0; i < value.n; i++)
			MUST_HOLD(value.p[i] != '\0' && value.p[i] != '\n');
		break;
	case ENVFILE_WRONG:
		MUST_HOLD(why != NULL);
		break;
	case ENVFILE_NOTHING:
		break;
	}
	return 0;
}
