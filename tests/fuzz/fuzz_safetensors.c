/* fuzz_safetensors.c - any bytes as a file of tensors, and as words. */
#include "common/base/die.h"
#include "services/embed/convert/convert.h"
#include "services/embed/convert/safetensors.h"
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_tensors(struct str file)
{
	struct arena *a = arena_new(16u << 20);
	struct safetensors s;
	struct err err = {0};
	const uint8_t *p;

	if (safetensors_open(a, file, &s, &err) == 0) {
		for (size_t n = 0; n < 8; n++)
			if (safetensors_halves(&s, "a", n, &p, &err) == 0)
				for (size_t i = 0; i < n; i++)
					(void)half_at(p + 2 * i);
	} else {
		MUST(err.code == ERR_INVALID && err.text[0] != '\0');
	}
	arena_free(&a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct vocab *v;
	char *copy = malloc(size == 0 ? 1 : size);
	struct str text = {copy, size};
	struct err err = {0};

	if (v == NULL)
		v = malloc(sizeof *v);
	MUST(v != NULL && copy != NULL);
	if (size > 0)
		memcpy(copy, data, size);
	read_tensors(text);
	if (size > 0 && copy[0] == '{') {
		memset(v, 0, sizeof *v);
		if (convert_vocab(text, v, &err) < 0)
			MUST(err.text[0] != '\0');
	}
	free(copy);
	return 0;
}
