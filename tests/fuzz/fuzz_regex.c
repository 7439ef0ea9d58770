/* fuzz_regex.c - any pattern either compiles and ends on any text, or is
 * refused at a byte of it. The first byte says where the text begins. */
#include "common/base/die.h"
#include "common/regex/regex.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct str pattern, text;
	struct err err = {0};
	struct arena *a;
	struct regex *re;
	size_t at;

	if (n == 0)
		return 0;
	pattern.p = (const char *)data + 1;
	pattern.n = MIN(data[0], n - 1);
	text = (struct str){pattern.p + pattern.n, n - 1 - pattern.n};
	a = arena_new(1 << 20);
	re = regex_new(a, pattern, &at, &err);
	MUST(at <= pattern.n);
	if (re == NULL)
		MUST(err.code == ERR_INVALID && err.text[0] != '\0');
	else
		MUST(regex_match(re, text) <= REGEX_GAVE_UP);
	arena_free(&a);
	return 0;
}
