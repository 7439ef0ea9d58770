/* fuzz_embed_tokens.c - any bytes become tokens within their bounds. */
#include "common/base/die.h"
#include "services/embed/model/words.h"
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct vocab *words_of(void)
{
	static const char *const words[] = {"[PAD]", "[UNK]", "[CLS]", "[SEP]",
	    "[MASK]", "a", "##a", "un", "##able", ",", "\xe4\xb8\xad", "##x",
	    "\xce\xb1", "hello"};
	struct vocab *v = calloc(1, sizeof *v);

	MUST(v != NULL);
	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		MUST(vocab_add(v, str_of(words[i]), (uint16_t)i) == 0);
	v->unknown = 1;
	v->begin = 2;
	v->end = 3;
	v->mask = 4;
	return v;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct vocab *v;
	uint16_t ids[MODEL_TOKENS_MAX + 1];
	char *copy = malloc(size == 0 ? 1 : size);
	size_t max = size > 0 ? MAX(2, data[0] + 1u) : MODEL_TOKENS_MAX, n;

	if (v == NULL)
		v = words_of();
	MUST(copy != NULL);
	if (size > 0)
		memcpy(copy, data, size);
	ids[max] = 0xabcd;
	n = text_tokens(v, (struct str){copy, size}, max, ids);
	MUST(n >= 2 && n <= max && ids[max] == 0xabcd);
	MUST(ids[0] == v->begin && ids[n - 1] == v->end);
	for (size_t i = 0; i < n; i++)
		MUST(ids[i] < v->words);
	free(copy);
	return 0;
}
